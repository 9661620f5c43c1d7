"""A year of meetings at a glance: for each kind and month what was held, what is planned, and what is still owed.

Nothing is read here: who asks gathers the facts. What can't be said is not said: no debt for a month to come, for a
time before the rule was in force, or before the kind was ever held here.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Literal, NamedTuple

from branchtui.rules.meetings import Bodies, MeetingKind, MeetingRules, frequency, period_of, told_from
from branchtui.rules.workdays import USUAL_TERMS, Terms

Sign = Literal["full", "half", "open", "none"]
"""Held, planned, still owed, none of them."""

_OFTEN = {"month": "每月", "quarter": "每季", "term": "每学期", "year": "每年"}


class YearMeeting(NamedTuple):
    """A meeting that was held or is planned, and how many of those expected were there.

    `expected` is 0 where nobody took the whole roll: there is no share to tell then.
    """

    kind: str
    day: date
    held: bool
    expected: int = 0
    present: int = 0
    group: str = ""  # the key of the group whose meeting it is


class Month(NamedTuple):
    """One kind in one month. `days` are those on which it was held; where it never was, those it is planned for."""

    sign: Sign = "none"
    days: tuple[int, ...] = ()


class KindYear(NamedTuple):
    """One kind through the year. `rule` is how often it is to be held (每季 1), `wanted` how often in the whole year.

    That is counted as far as the rule was in force. Empty and 0 where there is no rule, or the branch does not want to
    be reminded of it.
    """

    kind: str
    rule: str
    months: tuple[Month, ...]
    held: int
    wanted: int


class Year(NamedTuple):
    """The matrix. `month` is this month, 1 to 12. `shares` tells per cent of those expected for each month.

    A share is None where no roll was taken; it is 100 only where nobody was away.
    """

    year: int
    month: int
    kinds: tuple[KindYear, ...]
    shares: tuple[int | None, ...]


def year_since(today: date, terms: Terms = USUAL_TERMS) -> date:
    """The first day whose meetings can tell of the year of `today`: a term may have begun in the year before."""
    return period_of(date(today.year, 1, 1), "term", terms)[0]


def year_of(
    meetings: Sequence[YearMeeting],
    first_held: Mapping[str, date],
    rules: MeetingRules,
    today: date,
    bodies: Callable[[date], Bodies] = lambda day: Bodies(),
    terms: Terms = USUAL_TERMS,
) -> Year:
    """The year of `today`, of all meetings from `year_since` to its end; the kinds in the order of the rules.

    `bodies` says what there was in the branch on a day: a kind that nobody here is asked for is left out unless it was
    held this year or is planned. A kind that no rule knows any more comes last, if it was held this year: without a
    rule it owes nothing.
    """
    here = {each.kind for each in meetings if each.day.year == today.year}
    asked = _Asked(rules, bodies, terms)
    known = [name for name in rules.versions if name in here or asked.by(rules.on(today)[name], today)]
    unknown = sorted(here - set(rules.versions))
    return Year(
        today.year,
        today.month,
        tuple(_kind_year(name, meetings, first_held.get(name), asked, today) for name in [*known, *unknown]),
        tuple(_share([each for each in meetings if _in_month(each.day, today.year, month)]) for month in _MONTHS),
    )


_MONTHS = range(1, 13)


class _Asked:
    """The rules, and who is asked by them on a day."""

    def __init__(self, rules: MeetingRules, bodies: Callable[[date], Bodies], terms: Terms) -> None:
        self.rules, self.terms = rules, terms
        self._bodies = bodies

    def by(self, kind: MeetingKind, day: date) -> list[str]:
        """The keys of the groups that are to hold a kind, one empty key for the branch as a whole; none: nobody."""
        there = Bodies() if kind.who == "members" else self._bodies(day)
        return [key for key, _ in there.asked(kind)]


def _kind_year(name: str, meetings: Sequence[YearMeeting], first: date | None, whole: _Asked, today: date) -> KindYear:
    rules = whole.rules
    mine = [each for each in meetings if each.kind == name]
    asked = rules.kind_on(name, today) if rules.reminds(frequency(name)) else None
    asked = asked if asked is not None and asked.times else None  # what is held as it comes is asked of nobody
    owing = _owing_months(name, mine, first, whole, today) if asked is not None else set()
    return KindYear(
        name,
        f"{_OFTEN[asked.per]} {asked.times}" if asked is not None else "",
        tuple(_month(mine, today.year, month, owing=month in owing) for month in _MONTHS),
        sum(each.held and each.day.year == today.year for each in mine),
        sum(kind.times * len(whole.by(kind, min(end, today))) for end, kind in _ending(name, whole, today.year))
        if asked is not None
        else 0,
    )


def _month(mine: Sequence[YearMeeting], year: int, month: int, *, owing: bool) -> Month:
    here = [each for each in mine if _in_month(each.day, year, month)]
    held = tuple(sorted(each.day.day for each in here if each.held))
    planned = tuple(sorted(each.day.day for each in here if not each.held))
    sign: Sign = "open" if owing else "full" if held else "half" if planned else "none"
    return Month(sign, held or planned)


def _owing_months(
    name: str, mine: Sequence[YearMeeting], first_held: date | None, whole: _Asked, today: date
) -> set[int]:
    """The months that stand for what is owed: the last one of a period that is over, this month for the one that runs.

    What is planned for the rest of the running period is no debt any more.
    """
    owing, rules = set(), whole.rules
    for end, kind in _ending(name, whole, today.year):
        first, _, _ = period_of(end, kind.per, whole.terms)
        known = first_held is not None and first_held < first and rules.begins(name) <= first
        if end < today and known and any(_count(mine, each, first, end) < kind.times for each in whole.by(kind, end)):
            owing.add(end.month)
    running = rules.kind_on(name, today)
    if running is not None and rules.begins(name) <= today and told_from(today, running.per, whole.terms) <= today:
        first, last, _ = period_of(today, running.per, whole.terms)
        for group in whole.by(running, today):
            ahead = sum(not each.held and today <= each.day <= last for each in mine if group in ("", each.group))
            if _count(mine, group, first, last) + ahead < running.times:
                owing.add(today.month)
    return owing


def _ending(name: str, whole: _Asked, year: int) -> Iterator[tuple[date, MeetingKind]]:
    """The last day of every period that ends in a year, with the kind as in force on it."""
    rules = whole.rules
    for month in _MONTHS:
        kind = rules.kind_on(name, _end_of_month(year, month))
        if kind is not None:
            end = period_of(date(year, month, 1), kind.per, whole.terms)[1]
            if _in_month(end, year, month) and rules.begins(name) <= end:
                yield end, kind


def _count(mine: Sequence[YearMeeting], group: str, first: date, last: date) -> int:
    return sum(each.held and first <= each.day <= last for each in mine if group in ("", each.group))


def _share(meetings: Sequence[YearMeeting]) -> int | None:
    expected = sum(each.expected for each in meetings)
    return sum(each.present for each in meetings) * 100 // expected if expected else None


def _in_month(day: date, year: int, month: int) -> bool:
    return (day.year, day.month) == (year, month)


def _end_of_month(year: int, month: int) -> date:
    return period_of(date(year, month, 1), "month")[1]
