"""What a rule is, and the two shapes there are: of one line, and of a whole draft by what each line tells.

A rule of a draft gathers from each line by itself, so that after an edit only the edited line is gathered anew.
"""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from branchtui.proof.context import Context
from branchtui.proof.draft import Draft, Line
from branchtui.proof.finding import Mark, Severity


class Example(NamedTuple):
    """A draft that a rule is tried on, and its context where that matters."""

    draft: Draft
    context: Context | None = None


Examples = tuple[str | Example, ...]
"""Texts of a body, or whole drafts."""


class At(NamedTuple):
    """A mark in one of the lines of a draft, by its place in `Draft.lines`."""

    place: int
    mark: Mark


Check = Callable[[Line, Context], Iterable[Mark]]
Gather = Callable[[Line, Context], Any]
Judge = Callable[[Sequence[Any], Draft, Context], Iterable[At]]


@dataclass(frozen=True, slots=True)
class Rule:
    """`name` is what it is called where it is silenced, `clause` what asks for it; `bad` and `good` are its tests. `id`
    is for ever: a branch silences a rule by it.

    Of a line: `check`. Of a draft: `judge` gets what `gather` made of each line, in order.
    """

    id: str
    name: str
    severity: Severity
    clause: str
    bad: Examples
    good: Examples
    check: Check | None = None
    gather: Gather | None = None
    judge: Judge | None = None


class Group:
    """The rules of one letter, in the order in which they are written."""

    def __init__(self, letter: str, name: str) -> None:
        self.letter, self.name = letter, name
        self.rules: list[Rule] = []

    def __iter__(self) -> Iterator[Rule]:
        return iter(self.rules)

    def line(
        self, number: int, name: str, severity: Severity, clause: str, *, bad: Examples, good: Examples
    ) -> Callable[[Check], Check]:
        """Make a function the rule of one line."""

        def register(check: Check) -> Check:
            self.rules.append(Rule(f"{self.letter}{number:02}", name, severity, clause, bad, good, check=check))
            return check

        return register

    def draft(
        self, number: int, name: str, severity: Severity, clause: str, gather: Gather, *, bad: Examples, good: Examples
    ) -> Callable[[Judge], Judge]:
        """Make a function the rule of a draft, which judges what `gather` makes of each line."""

        def register(judge: Judge) -> Judge:
            self.rules.append(
                Rule(f"{self.letter}{number:02}", name, severity, clause, bad, good, gather=gather, judge=judge)
            )
            return judge

        return register
