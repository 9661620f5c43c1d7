"""What the papers of a post's log are made of: its rows, and the figures that are their sums."""

from dataclasses import dataclass
from datetime import date

from branchtui.papers.facts.posts import PostFacts


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of a service log. `hours` are those of everyone in `who`, `served` counts persons, `result` is figure and
    unit as written."""

    day: date
    span: str = ""
    who: tuple[str, ...] = ()
    hours: float = 0.0
    what: str = ""
    whom: str = ""
    served: int | None = None
    result: str = ""
    verifier: str = ""


@dataclass(frozen=True, slots=True)
class LogTotals:
    """The figures of some services: how many they were, the hours of everyone, persons served, results by their units."""

    services: int = 0
    hours: float = 0.0
    served: int = 0
    results: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogFacts:
    """The service log of a post over some days."""

    post: PostFacts
    first_day: date
    last_day: date
    rows: tuple[LogRow, ...] = ()
    totals: LogTotals = LogTotals()


@dataclass(frozen=True, slots=True)
class ShareFact:
    """What one month, or one person, has of the figures."""

    name: str
    services: int = 0
    hours: float = 0.0
    served: int = 0


@dataclass(frozen=True, slots=True)
class YearFacts:
    """A post over a year, or some days of it: `post` holds the holders, steps and pledges of these days alone.

    `grades` are of the reviews whose time ended within them: name, days and grade in words, empty while there is none.
    """

    post: PostFacts
    first_day: date
    last_day: date
    totals: LogTotals = LogTotals()
    verified: int = 0
    months: tuple[ShareFact, ...] = ()
    people: tuple[ShareFact, ...] = ()
    grades: tuple[str, ...] = ()
