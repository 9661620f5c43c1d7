"""Meetings: the list, the parts of one, who is expected, and how far its stations are."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Literal

from peewee import fn

from branchtui.rules.attendance import AttendanceState, HeadCount, head_count
from branchtui.rules.meetings import HELD, MeetingKind, MeetingState
from branchtui.rules.roster import MemberAsOf, Standing, office_rank
from branchtui.rules.stations import MeetingFacts, StationState, station_states
from branchtui.rules.text.digits import decimal
from branchtui.store.models import AgendaItem, Attendance, Guest, Material, Meeting, Report, Station
from branchtui.store.name_index import readings_of
from branchtui.store.queries.filter_words import wanted_words
from branchtui.store.queries.people import members, roster

_LIVE = Meeting.deleted == False
_BEGINS = fn.COALESCE(Meeting.starts_at, Meeting.planned_start)


@dataclass(frozen=True, slots=True)
class MeetingRow:
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
        for word in wanted_words(filter_text):
            self._where &= (
                Meeting.title.contains(word)
                | Meeting.kind.contains(word)
                | Meeting.place.contains(word)
                | _BEGINS.contains(word)
            )

    def count(self) -> int:
        return Meeting.select().where(self._where).count()

    def page(self, offset: int, limit: int) -> list[MeetingRow]:
        query = Meeting.select().where(self._where).order_by(_BEGINS.desc(), Meeting.id)
        return [
            MeetingRow(
                row.id,
                f"{begins(row):%Y-%m-%d %H:%M}",
                row.kind,
                row.title,
                row.place,
                row.state,
                is_late(row),
            )
            for row in query.offset(offset).limit(limit)
        ]


@dataclass(frozen=True, slots=True)
class ExpectedPerson:
    """One expected person: frozen values once the meeting was held, before that the roster's of its day."""

    member: bytes
    name: str
    staff_no: str
    standing: Standing | Literal[""]
    offices: tuple[str, ...]
    votes: bool
    state: AttendanceState | Literal[""]  # '' before the meeting was held
    reason: str
    pinyin: tuple[str, ...]
    initials: tuple[str, ...]


def meeting(meeting_id: bytes) -> Meeting:
    return Meeting.get_by_id(meeting_id)


def begins(row: Meeting) -> datetime:
    """When the meeting was held, or is planned for."""
    return row.starts_at or row.planned_start


def is_late(row: Meeting) -> bool:
    """Whether the record was entered late (补记)."""
    return row.recorded_on is not None and row.recorded_on > begins(row).date()


def host_name(row: Meeting) -> str:
    return row.host.name if row.host else row.host_name


def recorder_name(row: Meeting) -> str:
    return row.recorder.name if row.recorder else row.recorder_name


def items(row: Meeting) -> list[AgendaItem]:
    """The agenda in order."""
    return list(
        AgendaItem.select()
        .where(AgendaItem.meeting == row, AgendaItem.deleted == False)
        .order_by(AgendaItem.order_key, AgendaItem.id)
    )


def item(item_id: bytes) -> AgendaItem:
    """One item of an agenda as it is stored now."""
    return AgendaItem.get_by_id(item_id)


def presenter_name(item: AgendaItem) -> str:
    return item.presenter.name if item.presenter else item.presenter_name


def guests(row: Meeting) -> list[Guest]:
    return list(Guest.select().where(Guest.meeting == row, Guest.deleted == False).order_by(Guest.order_key, Guest.id))


def materials(row: Meeting) -> list[Material]:
    return list(
        Material.select()
        .where(Material.meeting == row, Material.deleted == False)
        .order_by(Material.order_key, Material.id)
    )


def reports(row: Meeting) -> list[Report]:
    """The reports drafted from this meeting, the first drafted first."""
    return list(Report.select().where(Report.meeting == row, Report.deleted == False).order_by(Report.id))


def attendances(row: Meeting) -> dict[bytes, Attendance]:
    """The frozen attendance by member id; empty before the meeting was held."""
    return {
        entry.member_id: entry
        for entry in Attendance.select().where(Attendance.meeting == row, Attendance.deleted == False)
    }


def expected_by_roster(kind: MeetingKind, people: Mapping[bytes, MemberAsOf], group: str = "") -> list[MemberAsOf]:
    """Who is expected at such a meeting by the roster of its day."""
    return [person for person in people.values() if kind.expects(person) and (not group or person.group == group)]


def expected(row: Meeting, kind: MeetingKind) -> list[ExpectedPerson]:
    """Everyone expected, officers first, then by staff number and name."""
    day = begins(row).date()
    people, names, readings = roster(day), members(), readings_of()
    frozen = attendances(row)
    if row.state in HELD:
        keys = list(frozen)
    else:
        group = row.group_id.hex() if row.group_id else ""
        keys = [person.member for person in expected_by_roster(kind, people, group)]
    found = []
    for key in keys:
        entry, now = frozen.get(key), people.get(key)
        person = names[key]
        found.append(
            ExpectedPerson(
                key,
                person.name,
                person.staff_no,
                entry.standing if entry else now.standing if now else "",
                now.offices if now else (),
                entry.votes if entry else bool(now and now.votes),
                entry.state if entry else "",
                entry.reason if entry else "",
                *readings.get(key, ((), ())),
            )
        )
    ranks = {"full": 0, "probationary": 1}
    found.sort(
        key=lambda p: (
            office_rank(p.offices[0]) if p.offices else (99, ""),
            ranks.get(p.standing, 9),
            p.staff_no,
            p.name,
            p.member,
        )
    )
    return found


def count_heads(row: Meeting) -> HeadCount:
    """The head count of a meeting that was held."""
    return head_count((entry.state, entry.votes) for entry in attendances(row).values())


def stations(row: Meeting) -> list[StationState]:
    """The six stations with their states."""
    agenda = items(row)
    facts = MeetingFacts(
        row.state,
        len(materials(row)),
        len(agenda),
        row.place,
        host_name(row),
        [(entry.state, entry.reason) for entry in attendances(row).values()],
        [item.record for item in agenda],
        [report.state for report in reports(row)],
    )
    not_applicable = {
        entry.station: entry.reason
        for entry in Station.select().where(Station.meeting == row, Station.deleted == False)
    }
    return station_states(facts, not_applicable)


def next_ordinal(kind: str) -> str:
    """One more than the greatest ordinal of this kind so far: a suggestion for a plain cell."""
    query = Meeting.select(Meeting.ordinal).where(_LIVE, Meeting.kind == kind, Meeting.state != "cancelled")
    rows: Any = query.tuples()
    return str(max((decimal(ordinal) or 0 for (ordinal,) in rows), default=0) + 1)


def of_day(kind: str, day: date) -> list[Meeting]:
    """The meetings of a kind that were held on a day or are planned for it, in the order they were entered.

    A cancelled one is none.
    """
    night = datetime.combine(day, time())
    on = _BEGINS.between(night, datetime.combine(day, time.max))
    return list(
        Meeting.select().where(_LIVE, Meeting.kind == kind, Meeting.state != "cancelled", on).order_by(Meeting.id)
    )
