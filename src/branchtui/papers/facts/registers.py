"""What the papers of the registers say."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class CohortFact:
    """The helpers of one cohort and kind: how many, and their outcomes by level."""

    cohort: str
    kind: str
    people: int
    outcomes: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class OutcomeFact:
    """What became of one helper; `name` as it may stand in a paper."""

    cohort: str
    name: str
    title: str
    level: str
    day: date | None


@dataclass(frozen=True, slots=True)
class CohortFacts:
    """The cohort table of a branch as of a day."""

    branch: str
    day: date
    rows: tuple[CohortFact, ...]
    outcomes: tuple[OutcomeFact, ...]
