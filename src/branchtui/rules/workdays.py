"""Working days: weekends, holidays and the days that make up for them, and when a term begins and ends."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal

from branchtui.values import NamedTuple

DayMark = Literal["off", "work", "term_begins", "term_ends"]

MARKS: dict[DayMark, str] = {"off": "放假", "work": "调休上班", "term_begins": "开学", "term_ends": "学期结束"}

_SPRING, _AUTUMN = "春季", "秋季"
_USUAL = {_SPRING: (2, 1), _AUTUMN: (8, 1)}  # month and day on which a term begins, where nobody said
_TERM_BEGINS = {**dict.fromkeys(range(1, 5), _SPRING), **dict.fromkeys(range(7, 11), _AUTUMN)}  # month → term
_TERM_ENDS = {**dict.fromkeys((12, 1, 2, 3), _SPRING), **dict.fromkeys(range(5, 9), _AUTUMN)}  # month → the next term


class MarkedDay(NamedTuple):
    """What is known of one day."""

    day: date
    mark: DayMark
    name: str = ""


class Workdays(NamedTuple):
    """The weekend rule, corrected: `off` are free days, `work` are worked at, of the `years` that are known."""

    off: frozenset[date] = frozenset()
    work: frozenset[date] = frozenset()
    years: frozenset[int] = frozenset()

    def works(self, day: date) -> bool:
        """Whether a day is worked at. Of a year that is not known the weekend decides."""
        return day not in self.off and (day in self.work or day.weekday() < 5)

    def after(self, day: date, days: int) -> date:
        """The day `days` working days after `day`."""
        while days:
            day += timedelta(1)
            days -= self.works(day)
        return day

    def doubt(self, first: date, last: date) -> str:
        """What is to be said where days of a span are counted without knowing the holidays of their year; else empty."""
        unknown = "、".join(str(year) for year in range(first.year, last.year + 1) if year not in self.years)
        return f"{unknown} 年的放假调休还不知道，按周末推算" if unknown else ""


def workdays_of(shipped: Iterable[MarkedDay], own: Iterable[MarkedDay]) -> Workdays:
    """Working days by what ships and by what a branch has marked, which goes before it.

    A year counts as known once it ships or the branch has marked a day that makes up for a holiday: every year's notice
    names some, while a single free day may be the branch's own affair.
    """
    marks: dict[date, DayMark] = {}
    years = set()
    for known, days in ((("off", "work"), shipped), (("work",), own)):
        for each in days:
            if each.mark in ("off", "work"):
                marks[each.day] = each.mark
                if each.mark in known:
                    years.add(each.day.year)
    return Workdays(
        frozenset(day for day, mark in marks.items() if mark == "off"),
        frozenset(day for day, mark in marks.items() if mark == "work"),
        frozenset(years),
    )


class Terms(NamedTuple):
    """On which day each term begins, by its year and name, where a branch has marked it; the others as usual.

    Terms follow each other without a gap: one lasts through the day that is marked as its end, and the holidays behind
    that are counted with the next; without such a mark it lasts up to the day on which the next begins.
    """

    begins: Mapping[tuple[int, str], date] = {}

    def of(self, day: date) -> tuple[date, date, str]:
        """First day, last day and name of the term that a day lies in."""
        starts = sorted(
            (self._begin(year, term), year, term) for year in range(day.year - 1, day.year + 2) for term in _USUAL
        )
        found = max(number for number, (first, _, _) in enumerate(starts) if first <= day)
        (first, year, term), (following, _, _) = starts[found], starts[found + 1]
        return first, following - timedelta(1), f"{year}年{term}学期"

    def marked(self, day: date) -> bool:
        """Whether the branch has marked either end of the term that a day lies in."""
        first, last, _ = self.of(day)
        return bool({first, last + timedelta(1)} & set(self.begins.values()))

    def _begin(self, year: int, term: str) -> date:
        return self.begins.get((year, term)) or date(year, *_USUAL[term])


USUAL_TERMS = Terms()
"""The terms of a branch that has marked none."""


def terms_of(own: Iterable[MarkedDay]) -> Terms:
    """The terms of the days that a branch has marked. What is no day for a term to begin or end on tells nothing."""
    begins: dict[tuple[int, str], date] = {}
    ends: dict[tuple[int, str], date] = {}
    for day, mark, _ in sorted(own):
        if term := term_of_mark(day, mark):
            (begins if mark == "term_begins" else ends)[term] = day if mark == "term_begins" else day + timedelta(1)
    return Terms({**begins, **ends})


def term_of_mark(day: date, mark: DayMark) -> tuple[int, str] | None:
    """Of a day marked as the begin of a term, that term; as the end of one, the term that follows.

    None where no term begins or ends then: they begin from January to April and from July to October, and end from
    December to March and from May to August.
    """
    if mark == "term_begins":
        term = _TERM_BEGINS.get(day.month)
    else:
        term = _TERM_ENDS.get(day.month) if mark == "term_ends" else None
    return (day.year + (mark == "term_ends" and day.month == 12), term) if term else None
