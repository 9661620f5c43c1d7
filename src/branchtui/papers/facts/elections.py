"""What the papers of an election are made of."""

from dataclasses import dataclass
from datetime import date, datetime

from branchtui.papers.elections.forms import Form
from branchtui.rules.voting.ballots import BallotRule, Outcome, Votes
from branchtui.rules.voting.kinds import Way


@dataclass(frozen=True, slots=True)
class CandidateFact:
    """One candidate: what the roster says, empty where it says nothing, the votes, and what came of them in a word."""

    name: str
    sex: str = ""
    ethnic: str = ""
    born: str = ""
    education: str = ""
    post: str = ""  # the office in the branch, else the job
    joined: date | None = None
    votes: Votes = Votes()  # noqa: RUF009 (a tuple: never changed)
    elected: bool = False
    word: str = ""


@dataclass(frozen=True, slots=True)
class ContestFact:
    """What is elected on one item of the agenda. `candidates` stand in the order of their strokes."""

    about: str
    rule: BallotRule
    result: Outcome
    candidates: tuple[CandidateFact, ...] = ()
    seats: int | None = None
    way: Way = "secret"
    votes: Votes = Votes()  # noqa: RUF009 (of the slips, which all candidates share)
    scrutineers: str = ""
    tellers: str = ""

    @property
    def counted(self) -> bool:
        """Whether the votes of any candidate were told."""
        return any(each.votes.yes is not None for each in self.candidates)


@dataclass(frozen=True, slots=True)
class ElectionFacts:
    """The election of one meeting, planned or held. `committee` is that of the day, as (office, name)."""

    branch: str
    kind: str
    start: datetime
    held: bool
    forms: dict[str, Form]
    contests: tuple[ContestFact, ...]
    place: str = ""
    host: str = ""
    elected_on: date | None = None
    committee: tuple[tuple[str, str], ...] = ()
