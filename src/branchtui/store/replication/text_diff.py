"""Long text taken sentence by sentence, as people compare and merge it."""

from dataclasses import dataclass

from branchtui.rules.text.marks import sentences


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a comparison: `mark` is "-" (went), "+" (came) or " " (stayed)."""

    mark: str
    text: str


def compare(before: str, after: str) -> list[Piece]:
    """What went, came and stayed, in reading order; what went stands before what came in its place."""
    from difflib import SequenceMatcher

    old, new = sentences(before), sentences(after)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(" ", "".join(old[a:b])))
            continue
        pieces += [Piece(mark, "".join(part)) for mark, part in (("-", old[a:b]), ("+", new[c:d])) if part]
    return pieces


def characters(text: str, other: str) -> list[Piece]:
    """A short text character by character against another one: " " stands in both, "+" only here."""
    from difflib import SequenceMatcher

    pieces: list[Piece] = []
    for kind, _, _, first, last in SequenceMatcher(None, other, text, autojunk=False).get_opcodes():
        if last > first:
            pieces.append(Piece(" " if kind == "equal" else "+", text[first:last]))
    return pieces
