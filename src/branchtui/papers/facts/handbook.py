"""What the handbook of a year says of the branch; its records, plans and hours have facts of their own."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class GroupFact:
    """A group with those who belong to it; who leads it stands first."""

    name: str
    leader: str
    people: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class BranchFacts:
    """The branch as of a day. `standings` counts its members by standing, `committee` are (office, name)."""

    name: str
    unit: str
    day: date
    elected_on: date | None
    standings: tuple[tuple[str, int], ...]
    committee: tuple[tuple[str, str], ...]
    groups: tuple[GroupFact, ...]


@dataclass(frozen=True, slots=True)
class ListedFact:
    """One person of the roster, as of the day of the book; empty where nobody told."""

    staff_no: str
    name: str
    sex: str
    ethnic: str
    born: str
    education: str
    standing: str
    group: str
    offices: str


@dataclass(frozen=True, slots=True)
class HeldFact:
    """How many meetings of a kind were held in a year."""

    kind: str
    held: int
