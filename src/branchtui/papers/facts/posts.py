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
class StepFact:
    """One dated step: its word, its last day where it lasts, the meeting it rests on and the reason told, in words."""

    name: str
    day: date
    to_day: date | None = None
    basis: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PledgeFact:
    """One sentence of what is promised, and on which day it was seen to be kept, by what."""

    words: str
    kept_on: date | None = None
    evidence: str = ""


@dataclass(frozen=True, slots=True)
class PostFacts:
    """A 示范岗. `state` is the Chinese word; `duties` one each. `public_from` and `public_to` are of the last notice."""

    branch: str
    name: str
    day: date | None = None  # that the paper bears; without one it is left to be written by hand
    number: str = ""
    category: str = ""
    basis: str = ""
    duties: tuple[str, ...] = ()
    serves: str = ""
    pledges: tuple[PledgeFact, ...] = ()
    holders: tuple[HolderFact, ...] = ()  # whom a paper names: of the register all, else those of the day
    steps: tuple[StepFact, ...] = ()
    public_from: date | None = None
    public_to: date | None = None
    awarded_on: date | None = None
    state: str = ""


@dataclass(frozen=True, slots=True)
class ScoreFact:
    """One score of a review and its weight in percent."""

    label: str
    weight: float
    score: float | None = None
    answered: int | None = None
    collector: str = ""


@dataclass(frozen=True, slots=True)
class ReviewFacts:
    """A review of a post: `total` and `grade` are computed by the rules and None or '' while scores are missing.

    `name` is who was reviewed, `day` when it was decided, None where nobody said.
    """

    post: PostFacts
    first_day: date
    last_day: date
    scores: tuple[ScoreFact, ...] = ()
    total: float | None = None
    grade: str = ""
    opinion: str = ""
    name: str = ""
    day: date | None = None
