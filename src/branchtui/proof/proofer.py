"""Proof-reading: the findings of a draft, and after an edit again without reading its other lines anew."""

from collections.abc import Iterable, Sequence
from itertools import islice
from typing import Any

from branchtui.proof.context import Context
from branchtui.proof.draft import Draft, Line
from branchtui.proof.finding import Finding, Mark
from branchtui.proof.groups import RULES
from branchtui.proof.rule import Rule

MOST = 100
"""What one rule tells of one line at most: beyond that it is no prose, and nobody reads on."""


class Proofer:
    """Checks drafts against one context. What was found in a line is kept for as long as the next draft has that line."""

    def __init__(self, context: Context, silenced: Iterable[str] = ()) -> None:
        """`silenced` are ids of rules that say nothing. What the lexicon accepts is no finding either."""
        self._context = context
        quiet = frozenset(silenced)
        rules = [rule for rule in RULES.values() if rule.id not in quiet]
        self._of_line = [rule for rule in rules if rule.check is not None]
        self._of_draft = [rule for rule in rules if rule.judge is not None]
        self._known: dict[Line, tuple[list[tuple[Rule, Mark]], list[Any]]] = {}

    def check(self, draft: Draft) -> list[Finding]:
        """The findings, in reading order."""
        known: dict[Line, tuple[list[tuple[Rule, Mark]], list[Any]]] = {}
        read = []
        for line in map(_unplaced, draft.lines):
            if line not in known:
                known[line] = self._known.get(line) or self._read(line)
            read.append(known[line])
        self._known = known
        found: list[tuple[int, Rule, Mark]] = []
        for place, (marks, _) in enumerate(read):
            found += [(place, rule, mark) for rule, mark in marks]
        for number, rule in enumerate(self._of_draft):
            assert rule.judge is not None
            gathered: Sequence[Any] = [told[number] for _, told in read]
            judged = rule.judge(gathered, draft, self._context)
            found += [(at.place, rule, at.mark) for at in judged if not self._accepted(draft.lines[at.place], at.mark)]
        found.sort(key=lambda each: (each[0], each[2].start, each[2].end, each[1].id))
        return [_finding(draft.lines[place], rule, mark) for place, rule, mark in found]

    def _read(self, line: Line) -> tuple[list[tuple[Rule, Mark]], list[Any]]:
        marks = [
            (rule, mark)
            for rule in self._of_line
            if rule.check
            for mark in islice(rule.check(line, self._context), MOST)
            if not self._accepted(line, mark)
        ]
        return marks, [rule.gather(line, self._context) for rule in self._of_draft if rule.gather]

    def _accepted(self, line: Line, mark: Mark) -> bool:
        """Whether a mark lies within a word that the branch accepts."""
        return any(
            line.text.find(word, max(mark.end - len(word), 0), mark.start + len(word)) >= 0
            for word in self._context.lexicon.accept
        )


def _unplaced(line: Line) -> Line:
    """The line wherever it stands: one that only moved is not read anew."""
    return line._replace(number=0)


def _finding(line: Line, rule: Rule, mark: Mark) -> Finding:
    return Finding(
        rule.id,
        rule.severity,
        line.part,
        line.number,
        mark.start,
        mark.end,
        line.text[mark.start : mark.end],
        mark.words,
        rule.clause,
        mark.instead,
        mark.safe,
    )
