"""What a draft is checked against, apart from itself."""

from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from branchtui.proof.record import Record


class Wording(NamedTuple):
    """An entry of a lexicon: what to write instead, and where that is from."""

    instead: str
    source: str


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Words that rules look for: what to replace, what is no fault although a rule would say so, and expressions kept to
    the mark."""

    replace: dict[str, Wording] = field(default_factory=dict)
    accept: frozenset[str] = frozenset()
    fixed: dict[str, Wording] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Context:
    """The day of the check, the branch, the lexicon, the most characters of the text, the title and the lead that profile
    and kind allow (0: any number), and the record that the draft is held against."""

    today: date
    branch: str = ""
    unit: str = ""
    lexicon: Lexicon = Lexicon()
    most_characters: int = 0
    most_in_title: int = 35
    most_in_lead: int = 0
    record: Record = field(default_factory=Record)
