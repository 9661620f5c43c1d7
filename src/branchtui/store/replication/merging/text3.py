"""Two versions of one text against the one they came from, by sentences: joined, or left to a person."""

import re
from collections.abc import Callable
from difflib import SequenceMatcher

from branchtui.rules.text.marks import SENTENCE_ENDS

_ENDS = f"{SENTENCE_ENDS}!?;…"
_PIECE = re.compile(rf"\n|[^{_ENDS}\n]*[{_ENDS}]+[”’」』）》]*|[^{_ENDS}\n]+")
Edit = tuple[int, int, list[str]]  # first and last piece of the base that go, and what comes


def pieces(text: str) -> list[str]:
    """The sentences of a text, each line break a piece of its own; joined they are the text."""
    return _PIECE.findall(text)


def merge(base: str, one: str, other: str, cut: Callable[[str], list[str]] = pieces) -> str | None:
    """The text with both sides' changes; None where they touch the same sentence, or neighbours. Both sides are alike."""
    if one == other or other == base:
        return one
    if one == base:
        return other
    old = cut(base)
    waiting = [_edits(old, cut(one)), _edits(old, cut(other))]
    merged: list[str] = []
    at = 0
    while any(waiting):
        low = high = min(edits[0][0] for edits in waiting if edits)
        merged += old[at:low]
        taken: list[list[Edit]] = [[], []]
        grown = True
        while grown:  # as long as a change of either side touches what is taken together
            grown = False
            for mine, edits in zip(taken, waiting, strict=True):
                while edits and edits[0][0] <= high:
                    high = max(high, edits[0][1])
                    mine.append(edits.pop(0))
                    grown = True
        first, second = (_changed(old, edits, low, high) for edits in taken)
        if taken[0] and taken[1] and first != second:
            return None
        merged += first if taken[0] else second
        at = high
    return "".join(merged + old[at:])


def _edits(old: list[str], new: list[str]) -> list[Edit]:
    found = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    return [(a, b, new[c:d]) for kind, a, b, c, d in found if kind != "equal"]


def _changed(old: list[str], edits: list[Edit], low: int, high: int) -> list[str]:
    out: list[str] = []
    at = low
    for first, last, new in edits:
        out += old[at:first] + new
        at = last
    return out + old[at:high]
