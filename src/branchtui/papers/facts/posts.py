"""What the papers of a post are made of."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class HolderFact:
    """Who holds a post, and for which days."""

    name: str
    from_day: date | None = None
    to_day: date | None = None


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A 示范岗. `state` is the Chinese word; `duties` one each; `pledge` as written."""

    branch: str
    name: str
    day: date
    number: str = ""
    category: str = ""
    basis: str = ""
    duties: tuple[str, ...] = ()
    serves: str = ""
    pledge: str = ""
    holders: tuple[HolderFact, ...] = ()
    public_from: date | None = None
    public_to: date | None = None
    awarded_on: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class LogRow:
    """One row of a service log; `served` counts persons, `result` is figure and unit as written."""

    day: date
    span: str = ""
    hours: float = 0.0
    what: str = ""
    whom: str = ""
    served: int | None = None
    result: str = ""
    verifier: str = ""


@dataclass(frozen=True, slots=True)
class LogFacts:
    """The service log of a post over some days."""

    post: PostFacts
    first_day: date
    last_day: date
    rows: tuple[LogRow, ...] = ()


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """One score of a review and its weight in percent."""

    label: str
    weight: float
    score: float | None = None


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A review of a post: `total` and `grade` are computed by the rules and None or '' while scores are missing."""

    post: PostFacts
    first_day: date
    last_day: date
    scores: tuple[ScoreFact, ...] = ()
    total: float | None = None
    grade: str = ""
    opinion: str = ""
