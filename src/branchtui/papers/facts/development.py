"""What the register of one person on the way to membership says."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class TakenFact:
    """A step that was taken: by whom, what is told of it, and the meeting it rests on in words."""

    step: str
    day: date
    to_day: date | None
    by: str
    note: str
    meeting: str


@dataclass(frozen=True, slots=True)
class DevelopmentFacts:
    """A person as of a day: facts by their labels, what they were since when (None where nobody knows), their steps."""

    branch: str
    day: date
    name: str
    about: tuple[tuple[str, str], ...]
    stages: tuple[tuple[str, date | None], ...]
    steps: tuple[TakenFact, ...]
