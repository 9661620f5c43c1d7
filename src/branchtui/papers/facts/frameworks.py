"""What the papers of a framework say."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MaterialFact:
    """One material: its number, what it is called, the day it bears (None: not told), 原始 新建 or 补记, how much of it
    there is, its pages, and a remark.

    `above` is the printed number and title of the point that it stands at.
    """

    above: str
    number: str
    title: str
    day: date | None
    origin: str
    extent: str
    pages: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class LackFact:
    """Something that is missing: of which point, what is asked, by which clause, and what to do about it."""

    number: str
    title: str
    say: str
    clause: str
    words: str


@dataclass(frozen=True, slots=True)
class TaskFact:
    """One point: what is asked, promised and told, the numbers of its materials, and how many of the needs that are due
    are met; `waits` where none is due yet."""

    number: str
    title: str
    depth: int
    demand: str
    promised: str
    account: str
    met: int
    asked: int
    materials: str
    owner: str
    reason: str = ""  # why it does not apply
    waits: bool = False
    counted: str = ""  # how many there are of what it asks for


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """What was reached in the cycle: rows of honours, of what was published, and of projects and papers."""

    honours: tuple[tuple[str, ...], ...] = ()
    published: tuple[tuple[str, ...], ...] = ()
    growth: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class FrameworkFacts:
    """A framework as its papers tell it, as of `day`; `headings` are those of the paper that is made, where it has any.

    `figures` are (name, value) pairs counted over the cycle. `faults` are rows of what is to be put right: problem, measure,
    owner, by when, how it ended; `undone` what was agreed and is not done: what, owner, by when.
    """

    branch: str
    unit: str
    name: str
    level: str
    organiser: str
    basis: str
    first: date
    last: date
    day: date
    tasks: tuple[TaskFact, ...] = ()
    materials: tuple[MaterialFact, ...] = ()
    lacks: tuple[LackFact, ...] = ()
    figures: tuple[tuple[str, str], ...] = ()
    results: ResultFacts = ResultFacts()
    faults: tuple[tuple[str, ...], ...] = ()
    undone: tuple[tuple[str, ...], ...] = ()
    own_wording: bool = False  # the tasks are in the words of this program


@dataclass(frozen=True, slots=True)
class RegisterFacts:
    """Things that have no paper of their own, listed on one sheet."""

    branch: str
    title: str
    first: date
    last: date
    day: date
    header: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
