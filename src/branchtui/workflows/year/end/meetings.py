"""A meeting that something of the year rests on, as it is typed: its day and its title, or its shown id."""

from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.meetings import APPRAISAL
from branchtui.rules.text.citizen_id import quoted, without_citizen_ids
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings
from branchtui.store.queries.year.held import held_of, held_on
from branchtui.store.short_ids import by_id

_ID = frozenset("0123456789abcdef")


def meeting_words(row: Meeting) -> str:
    """How a meeting is typed: 2026-11-19 年度组织生活会."""
    return f"{meetings.begins(row):%Y-%m-%d} {row.title}"


def meetings_of(year: int) -> list[str]:
    """The meetings of a year at which faults are looked for, as they are typed, the latest first."""
    return list(map(meeting_words, held_of(("组织生活会", APPRAISAL), year)))


def meeting_typed(typed: str, today: date) -> Meeting:
    """The held meeting that is meant. Raises BranchError where there is none, or several on that day."""
    wanted = " ".join(without_citizen_ids(typed).split())
    if wanted and set(wanted.lower()) <= _ID:
        return by_id(Meeting, wanted, Meeting.noun)
    day, _, title = wanted.partition(" ")
    found = [row for row in held_on(parse_day(day, today, past=True)) if title in (row.title, "")]
    if len(found) != 1:
        named = "、".join(meeting_words(row) for row in found)
        told = f"那天有 {len(found)} 次会议：{named}，请连题目一起写。" if found else "请写成“2026-11-19 题目”的样子。"
        raise BranchError(f"没有认出是哪次已召开的会议：“{quoted(wanted, 30)}”。{told}")
    return found[0]
