"""The sheets of meetings that schools ask for: those of some days one by one, and a year month by month."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.sheets.writing import Column, Value, sheet
from branchtui.rules.attendance import HeadCount, head_count
from branchtui.rules.meetings import HELD, MeetingRules
from branchtui.rules.text.masking import masked_phones
from branchtui.store.queries import people
from branchtui.store.queries.meeting_view import MeetingView, view
from branchtui.store.queries.year.meetings import days_held, meetings_between
from branchtui.workflows.meeting_rules import meeting_rules
from branchtui.workflows.year.sheets import put_sheet

MEETINGS_NAME, YEAR_NAME = "会议记录表", "组织生活统计表"
MEETING_COLUMNS = (
    Column("会议类型", 16),
    Column("主持人", 10),
    Column("记录人", 10),
    Column("会议名称", 28),
    Column("计划会议时间", 18),
    Column("实际会议时间", 24),
    Column("会议地点", 18),
    Column("应到人数", 9, "number"),
    Column("实到人数", 9, "number"),
    Column("请假人数", 9, "number"),
    Column("列席人员", 20),
    Column("会议议题", 30),
    Column("会议内容", 60),
    Column("会议决议", 40),
)
_COMMITTEE, _TOGETHER = "支委会", "集体活动"
_MONTHS = range(1, 13)
YEAR_COLUMNS = (
    Column("支部", 28),
    Column("年度", 8, "number"),
    *(Column(f"{month}月{what}", 11, "number") for month in _MONTHS for what in (_COMMITTEE, _TOGETHER)),
    Column(f"{_COMMITTEE}按时开展月份数", 20, "number"),
    Column(f"{_COMMITTEE}完成率", 14),
    Column(f"{_TOGETHER}按时开展月份数", 20, "number"),
    Column(f"{_TOGETHER}完成率", 14),
)


def export_meetings(target: Path, first: date, last: date) -> int:
    """Write the meetings of some days, held or planned, one on a line; how many. Raises BranchError where there are none."""
    found = meetings_between(first, last)
    if not found:
        raise BranchError(f"{first.isoformat()} 到 {last.isoformat()} 没有会议，没有写文件。请核对日期。")
    rows = (_meeting(view(each)) for each in found)
    put_sheet(target, sheet(MEETINGS_NAME, MEETING_COLUMNS, rows, author=people.the_branch().name))
    return len(found)


def export_year(target: Path, year: int, today: date) -> None:
    """Write how often the committee met in each month of a year and how often the branch came together.

    A rate counts the months that have begun. Raises BranchError for a year to come.
    """
    if year > today.year:
        raise BranchError(f"{year} 年还没有到，没有写文件。")
    branch = people.the_branch().name
    held = days_held(date(year, 1, 1), min(date(year, 12, 31), today))
    row = tuple(year_row(branch, year, held, meeting_rules(), today))
    put_sheet(target, sheet(YEAR_NAME, YEAR_COLUMNS, [row], author=branch))


def _meeting(seen: MeetingView) -> tuple[Value, ...]:
    row = seen.row
    count = head_count((entry.state, entry.votes) for entry in seen.attendances.values())
    numbered = list(enumerate(seen.items, 1))
    return (
        *(row.kind, seen.host, seen.recorder, row.title),
        *(f"{row.planned_start:%Y-%m-%d %H:%M}", held_words(row.starts_at, row.ends_at), row.place),
        *(counts(count) if row.state in HELD else (None, None, None)),
        "、".join(guest.name for guest in seen.guests),
        "\n".join(f"{number}. {item.title}" for number, item in numbered),
        masked_phones("\n".join(f"{number}. {item.record}" for number, item in numbered if item.record)),
        "\n".join(f"{number}. {item.resolution}" for number, item in numbered if item.resolution),
    )


def counts(count: HeadCount) -> tuple[Value, ...]:
    """应到, 实到, 请假; who came is not known until somebody took the roll."""
    return (count.expected, count.present, count.excused) if count.roll_taken else (count.expected, None, None)


def held_words(starts: datetime | None, ends: datetime | None) -> str:
    """When a meeting was held: 2026-03-04 15:00—16:30; empty before."""
    if starts is None:
        return ""
    return f"{starts:%Y-%m-%d %H:%M}{f'—{ends:%H:%M}' if ends else ''}"


def year_row(
    branch: str, year: int, days: Iterable[tuple[str, date]], rules: MeetingRules, today: date
) -> Iterator[Value]:
    """The line of a branch, by kind and day of each meeting that it held."""
    held: dict[str, list[int]] = {_COMMITTEE: [0] * 12, _TOGETHER: [0] * 12}
    for kind, day in days:
        ruled = rules.kind_on(kind, day)
        who = ruled.who if ruled else "members"
        if who != "group":
            held[_COMMITTEE if who == "committee" else _TOGETHER][day.month - 1] += 1
    begun = 12 if year < today.year else today.month
    yield branch
    yield year
    for month in range(12):
        for what in (_COMMITTEE, _TOGETHER):
            yield held[what][month] or None
    for what in (_COMMITTEE, _TOGETHER):
        months = sum(map(bool, held[what]))
        yield months
        yield f"{100 * months // begun}%"
