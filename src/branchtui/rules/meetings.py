"""Meeting kinds with their rules, and the life of a meeting."""

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from branchtui.errors import BranchError
from branchtui.rules.roster import MemberAsOf

STATES = {"planned": "已计划", "held": "已召开", "recorded": "已记录", "filed": "已归档", "cancelled": "已取消"}
HELD = frozenset({"held", "recorded", "filed"})
PERIODS = {"month": "每月", "quarter": "每季度", "term": "每学期", "year": "每年"}


@dataclass(frozen=True, slots=True)
class MeetingKind:
    """One kind of meeting as `assets/rules/meetings.toml` gives it, with regulation and article."""

    name: str
    verb: str  # how a report says that it took place
    who: str  # members, committee, group
    times: int
    per: str  # month, quarter, term, year
    minutes: int  # usual length: it plans an end, and tells nothing of the real one
    regulation: str = ""  # none where no regulation fixes the frequency: then it is local practice
    article: str = ""

    @property
    def clause(self) -> str:
        """What the frequency rests on; local practice has no clause and says so."""
        return f"《{self.regulation}》{self.article}" if self.regulation else "默认次数，条文没有规定"

    def expects(self, person: MemberAsOf) -> bool:
        """Whether this person of the roster is expected."""
        return person.is_member and (self.who != "committee" or person.in_committee)


def kinds_from(data: Mapping[str, Any]) -> dict[str, MeetingKind]:
    """The kinds of a parsed meetings.toml, by name."""
    return {
        row["name"]: MeetingKind(
            row["name"],
            row["verb"],
            row["who"],
            row["times"],
            row["per"],
            row["minutes"],
            *(("", "") if row.get("practice") == "local" else (row["regulation"], row["article"])),
        )
        for row in data["kind"]
    }


def find_kind(kinds: Mapping[str, MeetingKind], text: str) -> MeetingKind:
    """The kind a person typed; a part of the name will do. Raises BranchError naming the kinds there are."""
    wanted = text.strip()
    if wanted in kinds:
        return kinds[wanted]
    part = [kind for name, kind in kinds.items() if wanted and wanted in name]
    if len(part) == 1:
        return part[0]
    near = difflib.get_close_matches(wanted, kinds, 1, 0.4)
    hint = f"是不是“{near[0]}”？" if near else ""
    raise BranchError(f"没有“{wanted}”这种会议。{hint}可选：{'、'.join(kinds)}。")


def working_days_after(day: date, days: int) -> date:
    """The day `days` working days after `day`, by the weekend rule."""
    while days:
        day += timedelta(1)
        days -= day.weekday() < 5
    return day


def record_day(held: date, entered: date, completed: date | None, within: int) -> date:
    """The day that counts as the day of the record: the entry's, unless the text came later than allowed.

    A meeting entered on its day whose text was finished within `within` working days is not late (domain.md §2, L).
    """
    if completed is not None and completed > working_days_after(held, within):
        return completed
    return entered


def period_of(day: date, per: str) -> tuple[date, date, str]:
    """First day, last day and name of the month, quarter, term or year that `day` lies in.

    A term is February to July or August to January, as university terms run.
    """
    if per == "month":
        first = day.replace(day=1)
        return first, _month_end(first), f"{day.year}年{day.month}月"
    if per == "quarter":
        quarter = (day.month - 1) // 3
        first = date(day.year, quarter * 3 + 1, 1)
        return first, _month_end(first.replace(month=quarter * 3 + 3)), f"{day.year}年第{'一二三四'[quarter]}季度"
    if per == "term":
        if 2 <= day.month <= 7:
            return date(day.year, 2, 1), date(day.year, 7, 31), f"{day.year}年春季学期"
        year = day.year if day.month >= 8 else day.year - 1
        return date(year, 8, 1), date(year + 1, 1, 31), f"{year}年秋季学期"
    return date(day.year, 1, 1), date(day.year, 12, 31), f"{day.year}年"


def _month_end(first: date) -> date:
    return (first.replace(day=28) + timedelta(4)).replace(day=1) - timedelta(1)
