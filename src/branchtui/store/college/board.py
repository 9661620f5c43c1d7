"""What the organiser reads of the branches, by the queries of `assets/college/board.sql`: facts, judged elsewhere."""

import re
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from functools import cache
from typing import TYPE_CHECKING, Any

from branchtui import assets
from branchtui.rules.attendance import HERE, AttendanceState
from branchtui.rules.duties.facts import SilenceKey, counted_since, news_since
from branchtui.rules.meetings import HELD, MeetingState, period_of
from branchtui.rules.reports.states import HANDED_IN, OPEN
from branchtui.rules.roster import Event
from branchtui.rules.workdays import MARKS, MarkedDay
from branchtui.store.college.connection import CollegeError, driver
from branchtui.values import NamedTuple

if TYPE_CHECKING:
    from psycopg import Connection

_NAME = r"^-- name: (\w+)\n"
_MEMOIZES = 140000  # the first version that remembers the rows of each meeting, of which none is asked for twice: a third of the time


class Head(NamedTuple):
    """A branch: its number and name, the number of its last push (0 before the first), and when that was."""

    number: int
    name: str
    n: int
    at: datetime | None


class MeetingRead(NamedTuple):
    """A meeting as the board needs it. `needs_no` are the stations that somebody said do not apply to it."""

    id: bytes
    kind: str
    title: str
    place: str
    planned: datetime
    starts: datetime | None
    group: bytes | None
    state: MeetingState
    reason: str
    drafted: bool
    needs_no: Sequence[str]


class HeldRead(NamedTuple):
    """How a kind was held, by a group or by none: when first, and the days since `counted_since`."""

    kind: str
    group: bytes | None
    first: date
    days: Sequence[date]


class ReportRead(NamedTuple):
    """A report that is open, or was handed in in this month; `held` is when the meeting began that it tells of."""

    id: bytes
    title: str
    dated: date | None
    outlet: str
    open: bool
    submitted_on: date | None
    held: datetime | None


class Counts(NamedTuple):
    """What a set of rules says that a meeting counts, in half hours: of each length from 0 minutes on, of one that is longer
    the last; of a kind whose end nobody told, from a day on and before another: (kind, from, before, half hours)."""

    lengths: Sequence[int]
    usual: Sequence[tuple[str, date, date, int]]


class Counting(NamedTuple):
    """The sets of rules that are in use, with as many lengths each, and which of them holds in a branch; else the first."""

    sets: Sequence[Counts]
    of: Mapping[int, int]


class Person(NamedTuple):
    """Somebody as published: the name, it may be masked, and the place in the order of the roster."""

    name: str
    order_key: str


class BranchRead:
    """All that was read of a branch."""

    def __init__(self, head: Head) -> None:
        self.head = head
        self.meetings: list[MeetingRead] = []
        self.held: list[HeldRead] = []
        self.reports: list[ReportRead] = []
        self.silenced: set[SilenceKey] = set()
        self.marked: list[MarkedDay] = []
        self.outlets: dict[str, int] = {}
        self.groups: dict[str, str] = {}  # by id in hexadecimal, as roster events name them
        self.people: dict[bytes, Person] = {}
        self.events: list[Event] = []
        self.hours: dict[bytes, int] = {}  # half hours of a year
        self.lacking, self.late = 0, 0  # sheets that the branch has not handed in; those of them past their day


def read_own(connection: "Connection[Any]", one: int | None = None) -> dict[int, dict[str, str]]:
    """What branches, or one, have agreed on of their own, key → JSON, by branch: nobody has looked at it yet."""
    found: dict[int, dict[str, str]] = {}
    for branch, key, value in rows_of(connection, {"own": {"one": one}})["own"]:
        found.setdefault(branch, {})[key] = value
    return found


def read_board(
    connection: "Connection[Any]",
    today: date,
    kinds: Collection[str],
    counts: Counting | None,
    *,
    one: int | None = None,
    looked: str = "",
) -> list[BranchRead]:
    """What the boards of all branches, or of one, are made of, in one round trip: `kinds` are those of the rules.

    The hours of the year are read where `counts` says what counts. `looked` says that one branch was looked at, and what of it, in the server's audit.
    """
    first, last, _ = period_of(today, "month")
    values = {
        **_counted(today),
        **_year(today.year, today),
        "kinds": list(kinds),
        "one": one,
        "late": min(news_since(today), first),
        "open": list(OPEN),
        "handed_in": sorted(HANDED_IN),
        "month": first,
        "month_end": last + timedelta(1),
    }
    queries = dict.fromkeys(("branches", "meetings", "held", "reports", "known", "roster", "asked"), values)
    if counts is not None:
        queries["hours"] = {**values, **_counts(counts)}
    return _put_together(rows_of(connection, queries, looked=looked))


def read_hours(connection: "Connection[Any]", year: int, today: date, counts: Counting) -> list[BranchRead]:
    """What the study hours of a year are counted from, in one round trip."""
    values = {**_counted(min(today, date(year, 12, 31))), **_year(year, today), **_counts(counts), "one": None}
    names = ("branches", "known", "roster", "hours")
    return _put_together(rows_of(connection, dict.fromkeys(names, values), looked=f"hours {year}"))


class KindFigures(NamedTuple):
    """Of the meetings of a kind: how many, and how many were there of those expected, where the roll was taken."""

    meetings: int
    present: int
    expected: int


class YearFigures(NamedTuple):
    """A branch with its people's hours of a year, its meetings by kind, and the reports that it handed in."""

    read: BranchRead
    kinds: Mapping[str, KindFigures]
    reports: int


def read_figures(connection: "Connection[Any]", year: int, today: date, counts: Counting) -> list[YearFigures]:
    """What a year is counted from in all branches, in one round trip."""
    values = {
        **_counted(min(today, date(year, 12, 31))),
        **_year(year, today),
        **_counts(counts),
        "one": None,
        "handed_in": sorted(HANDED_IN),
    }
    rows = rows_of(connection, dict.fromkeys(("branches", "known", "roster", "hours", "figures", "handed"), values))
    kinds: dict[int, dict[str, KindFigures]] = {}
    for branch, kind, *heads in rows["figures"]:
        kinds.setdefault(branch, {})[kind] = KindFigures(*map(int, heads))
    reports = dict(rows["handed"])
    return [
        YearFigures(read, kinds.get(read.head.number, {}), reports.get(read.head.number, 0))
        for read in _put_together(rows)
    ]


def read_held(connection: "Connection[Any]", year: int) -> list[BranchRead]:
    """The days since the beginning of a year on which meetings were held, by branch and kind."""
    values = {"counted": date(year, 1, 1), "held": sorted(HELD), "kinds": [], "one": None}
    return _put_together(rows_of(connection, dict.fromkeys(("branches", "held"), values)))


class YearMeeting(NamedTuple):
    """A meeting of a year, held or planned, with the states of all who were expected."""

    branch: int
    id: bytes
    kind: str
    title: str
    place: str
    planned: datetime
    starts: datetime | None
    ends: datetime | None
    state: MeetingState
    host: str
    recorder: str
    items: Sequence[str]
    states: Sequence[AttendanceState]

    @property
    def begins(self) -> datetime:
        """When it was held, or is planned for."""
        return self.starts or self.planned


def read_meetings(
    connection: "Connection[Any]", first: date, last: date, one: int | None = None, *, looked: str = ""
) -> list[YearMeeting]:
    """The meetings from a day to a day of one branch or of all, by branch, the first first; those cancelled left out."""
    values = {"first": first, "end": last + timedelta(1), "one": one}
    return [YearMeeting(*row) for row in rows_of(connection, {"year": values}, looked=looked)["year"]]


def rows_of(
    connection: "Connection[Any]", queries: Mapping[str, Mapping[str, Any]], *, looked: str = ""
) -> dict[str, list[tuple[Any, ...]]]:
    """The rows of queries of board.sql by their names, all sent at once.

    `looked` tells the server's audit what was looked at: of one branch where the queries ask of one. Raises CollegeError
    for a branch that is not theirs who ask.
    """
    try:
        with connection.pipeline():
            if connection.info.server_version >= _MEMOIZES:
                connection.execute("SET enable_memoize = off")
            if looked:
                one = next((values.get("one") for values in queries.values()), None)
                connection.execute("SELECT college.looked(%s::int, %s)", (one, looked))
            asked = {
                name: connection.execute(_queries()[name], values, binary=True) for name, values in queries.items()
            }
    except driver().errors.InsufficientPrivilege as error:
        raise CollegeError("没有这个支部，或不归这个席位看，或席位已经到期。") from error
    return {name: cursor.fetchall() for name, cursor in asked.items()}  # inside it would be a second round trip


@cache
def _queries() -> dict[str, bytes]:
    """The queries by their names."""
    pieces = re.split(_NAME, assets.read("college", "board.sql").decode("utf-8"), flags=re.MULTILINE)
    return {
        name: text.strip().rstrip(";").encode("utf-8") for name, text in zip(pieces[1::2], pieces[2::2], strict=True)
    }


def _counted(today: date) -> dict[str, Any]:
    return {"today": today, "counted": counted_since(today), "held": sorted(HELD)}


def _year(year: int, today: date) -> dict[str, Any]:
    last = min(date(year, 12, 31), today)
    return {"first": date(year, 1, 1), "end": last + timedelta(1), "here": sorted(HERE)}


def _counts(counts: Counting) -> dict[str, Any]:
    every = [(at, *each) for at, one in enumerate(counts.sets) for each in one.usual]
    sets, kinds, since, until, usual = (list(each) for each in zip(*every, strict=True))
    lengths = [each for one in counts.sets for each in one.lengths]
    return {
        "ruled": [counts.of.get(number, 0) for number in range(1, max(counts.of, default=0) + 1)],
        "lengths": lengths,
        "longest": len(counts.sets[0].lengths) - 1,
        "sets": sets,
        "kinds": kinds,
        "since": since,
        "until": until,
        "usual": usual,
    }


def _put_together(rows: Mapping[str, list[tuple[Any, ...]]]) -> list[BranchRead]:
    found = {row[0]: BranchRead(Head(*row)) for row in rows["branches"]}
    for name, take in _TAKERS.items():
        for number, *row in rows.get(name, ()):
            if (branch := found.get(number)) is not None:  # closed ones are told of no more
                take(branch, row)
    return list(found.values())


def _meeting(branch: BranchRead, row: Sequence[Any]) -> None:
    branch.meetings.append(MeetingRead(*row))


def _held(branch: BranchRead, row: Sequence[Any]) -> None:
    branch.held.append(HeldRead(*row))


def _report(branch: BranchRead, row: Sequence[Any]) -> None:
    branch.reports.append(ReportRead(*row))


def _known(branch: BranchRead, row: Sequence[Any]) -> None:
    what, name, table, key, day, number = row
    if what == "silenced":
        branch.silenced.add((name, table, key))
    elif what == "day":
        if name in MARKS:  # a mark of a later version tells nothing here
            branch.marked.append(MarkedDay(day, name))
    elif what == "outlet":
        branch.outlets[name] = number
    elif what == "group":
        branch.groups[key.hex()] = name
    else:
        branch.people[key] = Person(name, table)


def _event(branch: BranchRead, row: Sequence[Any]) -> None:
    member, aspect, subject, on, value, group = row
    branch.events.append(Event(member, aspect, subject, on, group.hex() if group else value))


def _asked(branch: BranchRead, row: Sequence[Any]) -> None:
    branch.lacking, branch.late = row


def _hours(branch: BranchRead, row: Sequence[Any]) -> None:
    member, half_hours = row
    branch.hours[member] = int(half_hours)


_TAKERS: Mapping[str, Callable[[BranchRead, Sequence[Any]], None]] = {
    "meetings": _meeting,
    "held": _held,
    "reports": _report,
    "known": _known,
    "roster": _event,
    "asked": _asked,
    "hours": _hours,
}
