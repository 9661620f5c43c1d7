"""What the papers of documents and honours are made of."""

from dataclasses import dataclass
from datetime import date

from branchtui.rules.registers.letters import Letter


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """A document that the branch sends out."""

    branch: str
    letter: Letter
    title: str
    number: str
    unit: str  # to whom it is sent; of an agreement the other side
    day: date | None
    body: str


@dataclass(frozen=True, slots=True)
class ListedFacts:
    """The rows of a register for its table; `day` is that of the list, `span` the days it is of, where it is not of all.

    `summary` is the sentence below it, often empty.
    """

    branch: str
    day: date
    rows: tuple[tuple[str, ...], ...]
    span: str = ""
    summary: str = ""
