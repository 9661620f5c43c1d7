"""What the papers of a year's end say."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class ResultFact:
    """One person's result, in words; empty where nothing was written."""

    staff_no: str
    name: str
    standing: str
    result: str


@dataclass(frozen=True, slots=True)
class ResultsFacts:
    """The results of 民主评议党员 in a year; `held` is the day of the meeting, None where none was held."""

    branch: str
    year: int
    day: date
    held: date | None
    rows: tuple[ResultFact, ...]
    counts: tuple[tuple[str, int], ...]  # of each grade that was given, in words


@dataclass(frozen=True, slots=True)
class FaultFact:
    """One fault; texts are empty and days None where nobody told."""

    problem: str
    measure: str
    owner: str
    due: date | None
    done_on: date | None
    result: str


@dataclass(frozen=True, slots=True)
class FaultsFacts:
    """What a branch puts right in a year."""

    branch: str
    year: int
    day: date
    rows: tuple[FaultFact, ...]
