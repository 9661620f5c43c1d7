"""Marks from a pattern. Patterns of rules are linear: nothing unbounded repeats within something unbounded (a test)."""

import re
from collections.abc import Callable, Iterator

from branchtui.proof.draft import LineKind
from branchtui.proof.finding import Mark

HAN = "\u3400-\u4dbf\u4e00-\u9fff"
"""The Han characters, for a set in a pattern."""

PROSE: frozenset[LineKind] = frozenset({"paragraph", "note"})
HEADS: frozenset[LineKind] = frozenset({"title", "subtitle", "heading"})
WRITTEN: frozenset[LineKind] = PROSE | HEADS | {"kicker", "caption", "table"}
"""Lines that somebody wrote as text: no names, units or places of figures."""

Told = str | Callable[["re.Match[str]"], str]


def marks(pattern: "re.Pattern[str]", text: str, words: Told, instead: Told | None = None) -> Iterator[Mark]:
    """A mark for each place that `pattern` finds; where there is something to write instead, it is safe."""
    for found in pattern.finditer(text):
        said = None if instead is None else _told(instead, found)
        yield Mark(*found.span(), _told(words, found), said, safe=said is not None)


def _told(told: Told, found: "re.Match[str]") -> str:
    return told if isinstance(told, str) else told(found)
