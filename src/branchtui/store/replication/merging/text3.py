"""Two versions of one text against the one they came from, by sentences: joined, or left to a person."""

import re
from collections.abc import Callable, Iterator
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
    stretches = list(_stretches(base, one, other, cut))
    if any(first is not None and second is not None and first != second for _, first, second in stretches):
        return None
    return "".join("".join(first if first is not None else second or ()) for _, first, second in stretches)


def both(base: str | None, one: str, other: str) -> str:
    """The text with both sides' sentences, those of `one` first where they touch: to be put right by a person.

    Without a base it is what they share, with everything that either has besides.
    """
    if base is None:
        mine, theirs = pieces(one), pieces(other)
        alike = SequenceMatcher(None, mine, theirs, autojunk=False).get_matching_blocks()
        base = "".join("".join(mine[block.a : block.a + block.size]) for block in alike)
    parts: list[str] = []
    for old, first, second in _stretches(base, one, other, pieces):
        if first is None or second is None or first == second:
            parts += first if first is not None else second or ()
        else:
            had = {*old, *first} - {"\n"}
            parts += [*first, *(piece for piece in second if piece not in had)]
    return "".join(parts)


def _stretches(
    base: str, one: str, other: str, cut: Callable[[str], list[str]]
) -> Iterator[tuple[list[str], list[str] | None, list[str] | None]]:
    """The base in stretches, each with what either side made of it: None where that side left it as it was.

    Of a stretch that nobody has changed the first side has it as it is.
    """
    old = cut(base)
    waiting = [_edits(old, cut(one)), _edits(old, cut(other))]
    at = 0
    while any(waiting):
        low = high = min(edits[0][0] for edits in waiting if edits)
        if old[at:low]:
            yield old[at:low], old[at:low], None
        taken: list[list[Edit]] = [[], []]
        grown = True
        while grown:  # as long as a change of either side touches what is taken together
            grown = False
            for mine, edits in zip(taken, waiting, strict=True):
                while edits and edits[0][0] <= high:
                    high = max(high, edits[0][1])
                    mine.append(edits.pop(0))
                    grown = True
        first, second = (_changed(old, edits, low, high) if edits else None for edits in taken)
        yield old[low:high], first, second
        at = high
    if old[at:]:
        yield old[at:], old[at:], None


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
