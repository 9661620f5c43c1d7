"""民主评议党员: the results of a year, written one by one or for all who are left."""

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.meetings import APPRAISAL
from branchtui.rules.year.appraisal import BASES, UNGRADED, Grade, hint, lacks_grade, why_no_grade
from branchtui.rules.year.reading import SETTING
from branchtui.store.file.database import act
from branchtui.store.models import Appraisal, Meeting, Setting
from branchtui.store.models.year import GRADES
from branchtui.store.queries.year import appraisals as facts
from branchtui.store.queries.year.appraisals import AppraisalRow
from branchtui.store.queries.year.held import held_of
from branchtui.store.replication import act_names
from branchtui.store.writes import trash
from branchtui.workflows.input_checks import text
from branchtui.workflows.year.end.years import year_rules

_UNGRADED = ("不评定等次", "不评定", "不定等次", "参加评议", "无等次")
_OTHER_WORDS: dict[str, Grade] = {"合格党员": "good", "优秀党员": "excellent", "不合格党员": "failed"}


class OfYear(NamedTuple):
    """A year's appraisal: the meeting at which it was held, if it was, and the day whose roster it is about."""

    year: int
    meeting: Meeting | None
    day: date


def of_year(year: int, today: date) -> OfYear:
    """Its meeting, the latest of several; its day is that of the meeting, else the last of the year, or today before it."""
    held = held_of((APPRAISAL,), year)
    if held and held[0].starts_at is not None:
        return OfYear(year, held[0], held[0].starts_at.date())
    return OfYear(year, None, min(today, date(year, 12, 31)) if today.year >= year else today)


def rows(year: int, today: date) -> list[AppraisalRow]:
    """The people of a year with what was written of each."""
    return facts.appraisals(year, of_year(year, today).day)


def told(listed: Sequence[AppraisalRow]) -> str:
    """What the results come to, in one line, with a hint where there are too many 优秀."""
    counts = {grade: sum(row.grade == grade for row in listed) for grade in GRADES}
    open_ = sum(lacks_grade(row.standing, row.grade) for row in listed)
    said = [f"{GRADES[grade]} {counts[grade]}" for grade in GRADES if counts[grade]]
    said += [f"还没有结果 {open_}"] if open_ else []
    return f"{'，'.join(said)}。{hint((row.appraised for row in listed), year_rules().limit)}"


def too_many(year: int, today: date) -> str:
    """The hint that a year has too many 优秀; empty where it hasn't."""
    return hint((row.appraised for row in rows(year, today)), year_rules().limit)


def grade_typed(typed: str) -> Grade:
    """The grade that a word means. Raises BranchError for any other word."""
    word = typed.strip()
    found = next((grade for grade, name in GRADES.items() if word in (name, grade) and word), None)
    if found is None:
        found = "" if word in _UNGRADED else _OTHER_WORDS.get(word)
    if found is None:
        raise BranchError(f"评定等次请写{'、'.join(GRADES.values())}之一。")
    return found


def appraise(
    row: AppraisalRow,
    *,
    today: date,
    grade: Grade | None = None,
    opinion: str | None = None,
    meeting: Meeting | None = None,
) -> Appraisal:
    """Write what was given of one person's result; the meeting of the year with it where no other was written.

    Raises BranchError where somebody of that standing gets no grade, or an opinion is given before any result.
    """
    values: dict[str, Any] = {}
    if grade is not None:
        values["grade"] = _checked(row, grade)
    elif row.grade is None:
        raise BranchError(f"{row.name}还没有评定等次，请先写等次。")
    if opinion is not None:
        values["opinion"] = text(opinion, "组织意见").strip()
    if meeting is not None:
        values["meeting"] = meeting
    elif row.meeting is None:
        values["meeting"] = of_year(row.year, today).meeting
    said = f"：{GRADES[values['grade']]}" if "grade" in values else ""
    with act(f"{row.year}年民主评议 {act_names.person(row.member)}{said}"):
        return Appraisal.ensure(year=row.year, member=row.member, values=values)


def appraise_rest(year: int, today: date) -> int:
    """Who has no result yet: full members are 合格, others took part. How many that were.

    Raises BranchError where everybody has one.
    """
    of, open_ = of_year(year, today), [row for row in rows(year, today) if row.grade is None]
    if not open_:
        raise BranchError(f"{year} 年民主评议都有结果了。")
    entries = [(row.member, {"grade": "" if row.standing in UNGRADED else "good"}) for row in open_]
    write_all(year, entries, of.meeting, f"{year}年民主评议：其余 {len(open_)} 人合格")
    return len(open_)


def write_all(
    year: int, entries: Iterable[tuple[bytes, Mapping[str, str]]], meeting: Meeting | None, said: str
) -> None:
    """Write many results as one act: the member, and what is written of them."""
    with act(said):
        for member, values in entries:
            Appraisal.ensure(year=year, member=member, values={**({"meeting": meeting} if meeting else {}), **values})


def withdraw(row: AppraisalRow) -> None:
    """Take the result of one person back. Raises BranchError where there is none."""
    there = facts.stored(row.id)
    if there is None:
        raise BranchError(f"{row.name}还没有评议结果。")
    with act(f"删去{row.year}年民主评议 {act_names.person(row.member)}"):
        trash(there)


def set_base(typed: str) -> str:
    """The branch counts the third of 优秀 from these people; the sentence about it. Raises BranchError for other words."""
    word = typed.strip()
    base = next((key for key, name in BASES.items() if word in (key, name)), None)
    if base is None:
        raise BranchError(f"评议基数请写{'、'.join(BASES.values())}之一。")
    said = f"评议基数改为{BASES[base]}"
    with act(said):
        Setting.ensure(key=SETTING, values={"value": json.dumps(base)})
    return f"{said}，记为本支部约定。"


def restore_base() -> str:
    """What the branch has set of it is taken back; the sentence about it. Raises BranchError where it has set nothing."""
    row = Setting.get_or_none((Setting.id == Setting.row_id(key=SETTING)) & Setting.live())
    if row is None:
        raise BranchError("评议基数没有改过。")
    with act("评议基数恢复默认"):
        trash(row)
    return "评议基数已恢复默认。"


def _checked(row: AppraisalRow, grade: Grade) -> Grade:
    if grade and (why := why_no_grade(row.name, row.standing)):
        raise BranchError(why)
    return grade
