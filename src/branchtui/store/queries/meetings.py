"""Meetings: the list, and the parts of one, each by itself; `meeting_view` reads them together."""

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from datetime import date, datetime, time
from typing import Any

from branchtui.rules.attendance import NEEDS_REASON, UNMARKED
from branchtui.rules.meetings import MeetingKind, MeetingState, is_reopened
from branchtui.rules.roster import MemberAsOf
from branchtui.rules.stations import MeetingFacts, StationState, Step, next_step, station_states
from branchtui.rules.text.digits import decimal
from branchtui.store.engine import sql
from branchtui.store.models import AgendaItem, Attendance, Group, Guest, Material, Meeting, Report, Station
from branchtui.store.models.meetings import BEGINS, M_BEGINS
from branchtui.store.queries.filter_words import HOLDS, held_by, wanted_words
from branchtui.values import NamedTuple

_LIVE = Meeting.live()
_LISTED = Meeting.live_in("m")
_AWAY = ", ".join(f"'{state}'" for state in sorted(NEEDS_REASON))
_BLANK = "trim(i.record, ' ' || char(9, 10, 11, 12, 13, 12288)) = ''"
# What the stations of a meeting are judged by, all looked up by its id: counts that belong together in one text.
_FACTS = ", ".join(
    (
        f"(SELECT count(*) FROM material t WHERE t.meeting_id = m.id AND {Material.live_in('t')})",
        f"(SELECT count(*) || ' ' || count(*) FILTER (WHERE NOT {_BLANK}) "
        f"FROM agenda_item i WHERE i.meeting_id = m.id AND {AgendaItem.live_in('i')})",
        f"(SELECT count(*) || ' ' || count(*) FILTER (WHERE a.state = '{UNMARKED}') "
        f"|| ' ' || count(*) FILTER (WHERE a.state IN ({_AWAY}) AND a.reason = '') "
        f"FROM attendance a WHERE a.meeting_id = m.id AND {Attendance.live_in('a')})",
        "(SELECT group_concat(r.state, ' ') FROM report r "
        f"WHERE r.about_id = m.id AND r.about_table = 'meeting' AND {Report.live_in('r')})",
        f"(SELECT group_concat(s.station, ' ') FROM station s WHERE s.meeting_id = m.id AND {Station.live_in('s')})",
    )
)

# The names of the months, each found by the index from the one before it.
_MONTHS = (
    f"WITH RECURSIVE months (month) AS (SELECT substr(max({M_BEGINS}), 1, 7) FROM meeting m WHERE {_LISTED} "
    f"UNION ALL SELECT (SELECT substr({M_BEGINS}, 1, 7) FROM meeting m WHERE {M_BEGINS} < k.month AND {_LISTED} "
    f"ORDER BY {M_BEGINS} DESC LIMIT 1) FROM months k WHERE k.month IS NOT NULL) "
    "SELECT month FROM months WHERE month IS NOT NULL"
)
_OF_MONTH = (
    f"SELECT count(*) FROM meeting m WHERE {M_BEGINS} >= k.column1 AND {M_BEGINS} < k.column1 || '~' AND {_LISTED}"
)


class MeetingRow(NamedTuple):
    """One line of the list of meetings; `begins` is when it was held, or is planned."""

    id: bytes
    begins: datetime
    kind: str
    title: str
    place: str
    state: MeetingState
    late: bool
    facts: MeetingFacts
    not_applicable: Collection[str]  # stations

    @property
    def stations(self) -> list[StationState]:
        """The six stations with their states; why one does not apply is not said."""
        return station_states(self.facts, dict.fromkeys(self.not_applicable, ""))

    def next_step(self, now: datetime) -> Step | None:
        """What is to be done next, if anything."""
        return next_step(self.state, self.stations, come=self.begins <= now)


class MeetingList:
    """Meetings as a window, the latest first. The filter looks into title, kind, place and day."""

    def __init__(self, filter_text: str = "") -> None:
        words = wanted_words(filter_text)
        hit = " OR ".join(f"{column} {HOLDS}" for column in ("m.title", "m.kind", "m.place", M_BEGINS))
        self._where = " AND ".join([_LISTED, *[f"({hit})"] * len(words)])
        self._values = [value for word in words for value in [held_by(word)] * 4]

    def count(self) -> int:
        if not self._values:
            return Meeting.count_live()
        return int(sql.value(f"SELECT count(*) FROM meeting m WHERE {self._where}", *self._values))

    def page(self, offset: int, limit: int) -> list[MeetingRow]:
        return [
            _row(*values)
            for values in sql.rows(
                f"SELECT m.id, {M_BEGINS}, m.kind, m.title, m.place, m.state, m.reason != '', m.recorded_on, "
                f"m.host_id IS NOT NULL OR m.host_name != '', {_FACTS} FROM meeting m "
                f"WHERE {self._where} ORDER BY {M_BEGINS} DESC, m.id LIMIT ? OFFSET ?",
                *self._values,
                limit,
                offset,
            )
        ]

    def months(self) -> "Months":
        """How many meetings each month has, the latest month first."""
        return Months(self._where, self._values)


class Months:
    """(month as YYYY-MM, number of its meetings) pairs of a list, the latest first; months without any are left out.

    Of a whole list only the names are read at once: the numbers follow as they are asked for, some months at a time.
    """

    def __init__(self, where: str, values: Sequence[str]) -> None:
        self._counts: dict[str, int] = {}
        self._names: list[str]
        if values:  # every meeting has to be looked at in any case
            self._counts = dict(
                sql.rows(
                    f"SELECT substr({M_BEGINS}, 1, 7) month, count(*) FROM meeting m WHERE {where} "
                    "GROUP BY month ORDER BY month DESC",
                    *values,
                )
            )
            self._names = list(self._counts)
        else:
            self._names = [month for (month,) in sql.rows(_MONTHS)]

    def __len__(self) -> int:
        return len(self._names)

    def __iter__(self) -> Iterator[tuple[str, int]]:
        first, some = 0, 6
        for number, month in enumerate(self._names):
            if month not in self._counts and number >= first:
                first, some = number + some, 2 * some
                names = self._names[number:first]
                marks = ", ".join(["(?)"] * len(names))
                self._counts |= dict(sql.rows(f"SELECT k.column1, ({_OF_MONTH}) FROM (VALUES {marks}) k", *names))
            yield month, self._counts[month]


def _row(
    key: bytes,
    stored: str,
    kind: str,
    title: str,
    place: str,
    state: MeetingState,
    reasoned: int,
    recorded: str | None,
    hosted: int,
    materials: int,
    items: str,
    roll: str,
    reports: str | None,
    stations: str | None,
) -> MeetingRow:
    begins = moment_of(stored)
    agenda, written = map(int, items.split())
    expected, unmarked, bare = map(int, roll.split())
    states: list[Any] = (reports or "").split()
    facts = MeetingFacts(
        *(state, materials, agenda, written, bool(place), bool(hosted), expected, unmarked, bare, states),
        is_reopened(state, bool(reasoned)),
    )
    late = recorded_late(begins.date(), day_of(recorded) if recorded else None)
    return MeetingRow(key, begins, kind, title, place, state, late, facts, (stations or "").split())


def meeting(meeting_id: bytes) -> Meeting:
    return Meeting.get_by_id(meeting_id)


def begins(row: Meeting) -> datetime:
    """When the meeting was held, or is planned for."""
    return row.starts_at or row.planned_start


def moment_of(stored: str) -> datetime:
    """A moment as it is stored, many at a time: Peewee takes ten times as long, and is asked for odd ones."""
    try:
        return datetime.fromisoformat(stored)
    except ValueError:
        read: Callable[[str], datetime] = Meeting.starts_at.python_value
        return read(stored)


def day_of(stored: str) -> date:
    """The day of a moment as it is stored, likewise."""
    try:
        return date.fromisoformat(stored[:10])
    except ValueError:
        return moment_of(stored).date()


def is_late(row: Meeting) -> bool:
    """Whether the record was entered late (补记)."""
    return recorded_late(begins(row).date(), row.recorded_on)


def recorded_late(held: date, recorded: date | None) -> bool:
    """The same of a meeting of that day."""
    return recorded is not None and recorded > held


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


def next_ordinal(kind: str, start: datetime, group: Group | None = None) -> str:
    """One more than the ordinal of the last numbered meeting of the kind, of a group's own, in the year of `start`.

    Empty where none has a number, where the last that has one begins after `start`, or where it has no plain number:
    a branch may have held others that were never entered, so that no number follows from how many are here.
    """
    numbered = sql.rows(
        f"SELECT m.ordinal, {M_BEGINS} FROM meeting m WHERE {_LISTED} AND m.kind = ? AND m.group_id IS ? "
        f"AND m.state <> 'cancelled' AND trim(m.ordinal) <> '' AND {M_BEGINS} >= ? AND {M_BEGINS} < ? ORDER BY {M_BEGINS} DESC, m.id DESC LIMIT 1",
        kind,
        group.id if group is not None else None,
        f"{start.year:04}",
        f"{start.year + 1:04}",
    )
    for ordinal, stored in numbered:
        number = decimal(ordinal.strip())
        if number is not None and moment_of(stored) <= start:
            return str(number + 1)
    return ""


def count_of_kind(kind: str) -> int:
    """How many meetings of a kind there are, cancelled ones too."""
    return int(sql.value(f"SELECT count(*) FROM meeting m WHERE {_LISTED} AND kind = ?", kind) or 0)


def of_day(kind: str, day: date) -> list[Meeting]:
    """The meetings of a kind that were held on a day or are planned for it, in the order they were entered.

    A cancelled one is none.
    """
    night = datetime.combine(day, time())
    on = BEGINS.between(night, datetime.combine(day, time.max))
    return list(
        Meeting.select().where(_LIVE, Meeting.kind == kind, Meeting.state != "cancelled", on).order_by(Meeting.id)
    )
