"""The organiser's view of the branches: what each has to do, judged by the rules of its own board. No ranking."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cache
from typing import TYPE_CHECKING, Any

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.deadlines import deadlines_from
from branchtui.rules.duties.board import board_of
from branchtui.rules.duties.duty import Board
from branchtui.rules.duties.facts import (
    Facts,
    HoursFact,
    MeetingFact,
    ProbationFact,
    ReportFact,
    news_since,
    planned_before,
)
from branchtui.rules.duties.judged import judged
from branchtui.rules.meetings import HELD, Bodies, MeetingRules, is_reopened, period_of, told_from
from branchtui.rules.roster import OPEN, roster_on
from branchtui.rules.workdays import terms_of
from branchtui.store.college.board import (
    BranchRead,
    Head,
    KindFigures,
    MeetingRead,
    YearMeeting,
    read_board,
    read_figures,
    read_meetings,
    rows_of,
)
from branchtui.values import NamedTuple
from branchtui.workflows.college.hours import PersonHours, behind, members_of, people_of
from branchtui.workflows.college.ruling import rulings
from branchtui.workflows.workdays import workdays

if TYPE_CHECKING:
    from psycopg import Connection


class BranchBoard(NamedTuple):
    """What a branch has to do, as far as its publication tells; and the sheets that it has not handed in.

    Of a branch that has pushed nothing yet the board is empty, and `head.n` is 0.
    """

    head: Head
    board: Board
    lacking: int  # sheets
    late: int  # those of them whose day is past


def boards(connection: "Connection[Any]", today: date) -> list[BranchBoard]:
    """The boards of all branches that are not closed, by their numbers. Raises CollegeError."""
    ruled = rulings(connection)
    read = read_board(connection, today, ruled.kinds, ruled.counting() if told_from(today, "year") <= today else None)
    return [_board(branch, ruled.of(branch.head.number).meetings, today) for branch in read]


def names(connection: "Connection[Any]") -> dict[int, str]:
    """What all branches are called, by their numbers; the closed ones too: what they have answered stays."""
    return dict(rows_of(connection, {"names": {}})["names"])


class OneBranch(NamedTuple):
    """A branch, to be read: its board, the meetings of a year, and everybody on its roster with the hours of that year."""

    board: BranchBoard
    year: int
    meetings: list[YearMeeting]
    people: list[PersonHours]


def one(connection: "Connection[Any]", number: int, today: date) -> OneBranch:
    """A branch as of today. The server's audit keeps that it was looked at. Raises BranchError where there is none."""
    ruled, year = rulings(connection, number), today.year
    found = read_board(connection, today, ruled.kinds, ruled.counting(), one=number, looked="branch")
    if not found:
        raise BranchError(f"没有 {number} 号支部，或不归这个席位看。")
    (branch,) = found
    meetings = read_meetings(connection, date(year, 1, 1), date(year, 12, 31), number)
    return OneBranch(_board(branch, ruled.of(number).meetings, today), year, meetings, people_of(branch, year, today))


class BranchFigures(NamedTuple):
    """The year of a branch: its party members with their hours, its meetings by kind, and the reports it handed in."""

    head: Head
    members: list[PersonHours]
    kinds: Mapping[str, KindFigures]
    reports: int

    @property
    def behind(self) -> int:
        """How many members have not done what the days so far ask for."""
        return sum(each.behind_by_now > 0 for each in self.members)


def figures(connection: "Connection[Any]", year: int, today: date) -> list[BranchFigures]:
    """The year of all branches, by their numbers. Raises CollegeError."""
    return [
        BranchFigures(each.read.head, members_of(each.read, year, today), each.kinds, each.reports)
        for each in read_figures(connection, year, today, rulings(connection).counting())
    ]


def _board(branch: BranchRead, rules: MeetingRules, today: date) -> BranchBoard:
    told = judged(board_of(_facts(branch, rules, today), rules, today)) if branch.head.n else Board()
    return BranchBoard(branch.head, told, branch.lacking, branch.late)


def _facts(branch: BranchRead, rules: MeetingRules, today: date) -> Facts:
    """As `workflows.board` gathers them of a branch's own file, as far as they are published."""
    first, last, _ = period_of(today, "month")
    terms = terms_of(branch.marked)
    held = sorted((row for row in branch.meetings if row.state in HELD), key=_when_held)
    planned = [row for row in branch.meetings if row.state == "planned" and row.planned < planned_before(today, terms)]
    of_month = [row for row in held if row.starts is not None and first <= row.starts.date() <= last]
    return Facts(
        planned=[_fact(row) for row in sorted(planned, key=lambda row: (row.planned, row.id))],
        unrecorded=[_fact(row) for row in held if row.state == "held" and "minutes" not in row.needs_no],
        unreported=[_fact(row) for row in held if _lacks_news(row, today)],
        reports=[
            ReportFact(row.id, row.title, row.dated, row.outlet, row.held)
            for row in sorted(branch.reports, key=lambda row: (row.dated or date.min, row.id))
            if row.open
        ],
        outlets=branch.outlets,
        reopened=[
            (_fact(row), row.reason) for row in held if row.state == "recorded" and is_reopened(row.state, row.reason)
        ],
        done=[_fact(row) for row in of_month],
        handed_in=[
            ReportFact(row.id, row.title, row.submitted_on)
            for row in sorted(branch.reports, key=lambda row: (row.submitted_on or date.min, row.id))
            if not row.open
        ],
        held=_held(branch),
        held_in={(row.kind, row.group.hex()): row.days for row in branch.held if row.group},
        first_held=_first_held(branch),
        bodies=_bodies(branch),
        probationary=list(_probationary(branch, today)),
        terms=terms,
        workdays=lambda since: workdays(since, branch.marked),
        deadlines=lambda: deadlines_from(assets.toml("rules", "deadlines.toml"), today),
        hours=lambda: _hours(branch, today),
        silenced=branch.silenced,
    )


def _hours(branch: BranchRead, today: date) -> list[HoursFact]:
    return [
        HoursFact(each.id, each.name, each.behind, each.target.clause)
        for each in behind(branch, today.year, today)
        if each.target is not None
    ]


def _held(branch: BranchRead) -> Mapping[str, Sequence[date]]:
    found: dict[str, list[date]] = {}
    for row in branch.held:
        found.setdefault(row.kind, []).extend(row.days)
    return found


def _first_held(branch: BranchRead) -> Mapping[str, date]:
    found: dict[str, date] = {}
    for row in branch.held:
        found[row.kind] = min(row.first, found.get(row.kind, row.first))
    return found


def _bodies(branch: BranchRead) -> Callable[[date], Bodies]:
    return cache(lambda day: Bodies.of(roster_on(branch.events, day).values(), branch.groups))


def _probationary(branch: BranchRead, today: date) -> Iterator[ProbationFact]:
    """Who is a probationary member, since the first event that says so without another behind it."""
    since: dict[bytes, date] = {}
    standings = sorted((each for each in branch.events if each.aspect == "standing"), key=lambda each: each.on)
    for each in standings:
        if each.on <= today:
            if each.value == "probationary":
                since.setdefault(each.member, each.on)
            else:
                since.pop(each.member, None)
    there = roster_on(branch.events, today) if since else {}
    found = ((branch.people[key].name, on, key) for key, on in since.items() if key in there and key in branch.people)
    for name, on, key in sorted(found):
        if on > OPEN:
            yield ProbationFact(key, name, on)


def _lacks_news(row: MeetingRead, today: date) -> bool:
    late = row.starts is not None and row.starts.date() >= news_since(today)
    return late and not row.drafted and "news" not in row.needs_no


def _when_held(row: MeetingRead) -> tuple[datetime, bytes]:
    return row.starts or datetime.min, row.id


def _fact(row: MeetingRead) -> MeetingFact:
    group = row.group.hex() if row.group else ""
    return MeetingFact(row.id, row.kind, row.title, row.place, row.starts or row.planned, group)
