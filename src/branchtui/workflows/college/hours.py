"""The study hours of the people of every branch, by the rules of a branch's own ledgers."""

from calendar import isleap
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from branchtui.rules.roster import COMMITTEE, MEMBERS, Standing, listing_place, roster_on
from branchtui.rules.year.hours import Target, Who, missing
from branchtui.store.college.board import BranchRead, Head, read_hours
from branchtui.values import NamedTuple
from branchtui.workflows.college.ruling import rulings
from branchtui.workflows.year.ledgers import rules_seen

if TYPE_CHECKING:
    from psycopg import Connection


class PersonHours(NamedTuple):
    """The half hours of somebody up to a day of a year, and what the year asks of a party member; `share` of it by that day."""

    id: bytes
    name: str
    standing: Standing
    offices: tuple[str, ...]
    group: str
    half_hours: int
    target: Target | None
    share: float

    @property
    def asked(self) -> int:
        """The half hours of the whole year; 0 in a year in which none were asked for."""
        return self.target.half_hours if self.target else 0

    @property
    def behind(self) -> int:
        """The half hours that are missing of the year."""
        return missing(self.target, self.half_hours)

    @property
    def behind_by_now(self) -> int:
        """Those that are missing of what the days so far ask for, whole ones: 16 of 32 in the middle of the year."""
        return missing(self.target, self.half_hours, self.share)


class BranchHours(NamedTuple):
    """The party members of a branch as they are listed."""

    head: Head
    people: list[PersonHours]

    @property
    def behind(self) -> list[PersonHours]:
        """Who has not done what the days so far ask for."""
        return [each for each in self.people if each.behind_by_now]


def hours(connection: "Connection[Any]", year: int, today: date) -> list[BranchHours]:
    """The hours of a year in all branches, by their numbers. Raises CollegeError."""
    read = read_hours(connection, year, today, rulings(connection).counting())
    return [BranchHours(branch.head, members_of(branch, year, today)) for branch in read]


def people_of(branch: BranchRead, year: int, today: date) -> list[PersonHours]:
    """Everybody who is on the roster at the end of a year, or today where that is earlier, as they are listed."""
    day = min(date(year, 12, 31), today)
    ruled, share = rules_seen({}), (day - date(year, 1, 1) + timedelta(1)).days / (366 if isleap(year) else 365)
    found = []
    for key, now in roster_on(branch.events, day).items():
        if (person := branch.people.get(key)) is not None:
            who: Who = "committee" if COMMITTEE.intersection(now.offices) else "member"
            target = ruled.target(who, year) if now.standing in MEMBERS else None
            group, done = branch.groups.get(now.group, ""), branch.hours.get(key, 0)
            of_one = PersonHours(key, person.name, now.standing, now.offices, group, done, target, share)
            found.append((listing_place(now.offices, person.order_key, now.standing, "", person.name, key), of_one))
    return [person for _, person in sorted(found)]


def members_of(branch: BranchRead, year: int, today: date) -> list[PersonHours]:
    """The party members among them: all that a year asks something of."""
    return [each for each in people_of(branch, year, today) if each.standing in MEMBERS]


def behind(branch: BranchRead, year: int, today: date) -> list[PersonHours]:
    """Who of them has not done what the whole year asks, who lacks most first."""
    found = [each for each in people_of(branch, year, today) if each.behind]
    return sorted(found, key=lambda each: (-each.behind, each.name, each.id))
