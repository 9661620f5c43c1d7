"""Meetings: the list, and the parts of one, each by itself; `meeting_view` reads them together."""

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, NamedTuple

from peewee import SQL, fn

from branchtui.rules.meetings import MeetingKind, MeetingState
from branchtui.rules.roster import MemberAsOf
from branchtui.rules.text.digits import decimal
from branchtui.store.engine import sql
from branchtui.store.models import AgendaItem, Attendance, Guest, Meeting, Report
from branchtui.store.models.meetings import BEGINS
from branchtui.store.queries.filter_words import wanted_words

_LIVE = Meeting.live()
_BEGINS = BEGINS.coerce(False)  # as it is stored: Peewee takes longer to read a moment than SQLite to find the row
_PLAIN = "(ordinal NOT GLOB '*[^0-9]*' AND length(ordinal) < 16)"  # as all are but what a person wrote in another way
_LATE = Meeting.recorded_on > fn.SUBSTR(_BEGINS, 1, 10)


class MeetingRow(NamedTuple):
    """One line of the list of meetings; `begins` is when it was held, or is planned."""

    id: bytes
    begins: str  # YYYY-MM-DD HH:MM
    kind: str
    title: str
    place: str
    state: MeetingState
    late: bool


class MeetingList:
    """Meetings as a window, the latest first. The filter looks into title, kind, place and day."""

    def __init__(self, filter_text: str = "") -> None:
        self._where = _LIVE
        self._words = wanted_words(filter_text)
        for word in self._words:
            self._where &= (
                Meeting.title.contains(word)
                | Meeting.kind.contains(word)
                | Meeting.place.contains(word)
                | BEGINS.contains(word)
            )

    def count(self) -> int:
        if not self._words:
            return Meeting.count_live()
        return int(Meeting.select(fn.COUNT(SQL("*"))).where(self._where).scalar())

    def page(self, offset: int, limit: int) -> list[MeetingRow]:
        columns = (Meeting.id, _BEGINS, Meeting.kind, Meeting.title, Meeting.place, Meeting.state, _LATE)
        query = Meeting.select(*columns).where(self._where)
        rows: Any = query.order_by(BEGINS.desc(), Meeting.id).offset(offset).limit(limit).tuples()
        return [
            MeetingRow(key, _minute(begin), kind, title, place, state, bool(late))
            for key, begin, kind, title, place, state, late in rows
        ]


def _minute(stored: str) -> str:
    """A moment as it is stored, to the minute: the stored text begins so, unless another program left the time out."""
    return stored[:16] if len(stored) > 10 else f"{stored} 00:00"


def meeting(meeting_id: bytes) -> Meeting:
    return Meeting.get_by_id(meeting_id)


def begins(row: Meeting) -> datetime:
    """When the meeting was held, or is planned for."""
    return row.starts_at or row.planned_start


def day_of(stored: str) -> date:
    """The day of a moment as it is stored, many at a time: Peewee takes ten times as long, and is asked for odd ones."""
    try:
        return date.fromisoformat(stored[:10])
    except ValueError:
        read: Callable[[str], datetime] = Meeting.starts_at.python_value
        return read(stored).date()


def is_late(row: Meeting) -> bool:
    """Whether the record was entered late (补记)."""
    return _recorded_late(begins(row), row.recorded_on)


def _recorded_late(begin: datetime, recorded: date | None) -> bool:
    return recorded is not None and recorded > begin.date()


def host_name(row: Meeting) -> str:
    return row.host.name if row.host else row.host_name


def recorder_name(row: Meeting) -> str:
    return row.recorder.name if row.recorder else row.recorder_name


def items(row: Meeting) -> list[AgendaItem]:
    """The agenda in order."""
    return list(
        AgendaItem.select()
        .where(AgendaItem.meeting == row, AgendaItem.live())
        .order_by(AgendaItem.order_key, AgendaItem.id)
    )


def item(item_id: bytes) -> AgendaItem:
    """One item of an agenda as it is stored now."""
    return AgendaItem.get_by_id(item_id)


def presenter_name(item: AgendaItem) -> str:
    return item.presenter.name if item.presenter else item.presenter_name


def guests(row: Meeting) -> list[Guest]:
    return list(Guest.select().where(Guest.meeting == row, Guest.live()).order_by(Guest.order_key, Guest.id))


def reports(row: Meeting) -> list[Report]:
    """The reports drafted from this meeting, the first drafted first."""
    return list(Report.select().where(Report.about_id == row.id, Report.live()).order_by(Report.id))


def attendances(row: Meeting) -> dict[bytes, Attendance]:
    """The frozen attendance by member id; empty before the meeting was held."""
    return {entry.member_id: entry for entry in Attendance.select().where(Attendance.meeting == row, Attendance.live())}


def expected_by_roster(kind: MeetingKind, people: Mapping[bytes, MemberAsOf], group: str = "") -> list[MemberAsOf]:
    """Who is expected at such a meeting by the roster of its day."""
    return [person for person in people.values() if kind.expects(person) and (not group or person.group == group)]


def next_ordinal(kind: str) -> str:
    """One more than the greatest ordinal of this kind so far: a suggestion for a plain cell."""
    found = sql.rows(
        f"SELECT CASE WHEN {_PLAIN} THEN '' ELSE ordinal END AS odd, max(CASE WHEN {_PLAIN} THEN ordinal + 0 END) "
        f"FROM meeting m WHERE {Meeting.live_in('m')} AND kind = ? AND state <> 'cancelled' GROUP BY odd",
        kind,
    )
    return str(max((number or decimal(odd) or 0 for odd, number in found), default=0) + 1)


def of_day(kind: str, day: date) -> list[Meeting]:
    """The meetings of a kind that were held on a day or are planned for it, in the order they were entered.

    A cancelled one is none.
    """
    night = datetime.combine(day, time())
    on = BEGINS.between(night, datetime.combine(day, time.max))
    return list(
        Meeting.select().where(_LIVE, Meeting.kind == kind, Meeting.state != "cancelled", on).order_by(Meeting.id)
    )
