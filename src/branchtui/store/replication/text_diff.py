"""Long text taken sentence by sentence, as people compare and merge it."""

import re
from dataclasses import dataclass

_SENTENCE = re.compile(r"[^。！？；\n]*[。！？；\n]+[”’」』）]*|[^。！？；\n]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a comparison: `mark` is "-" (went), "+" (came) or " " (stayed)."""

    mark: str
    text: str


def split(text: str) -> list[str]:
    """The sentences of a text; joined they are the text."""
    return _SENTENCE.findall(text)


def compare(before: str, after: str) -> list[Piece]:
    """What went, came and stayed, in reading order; what went stands before what came in its place."""
    from difflib import SequenceMatcher

    old, new = split(before), split(after)
    pieces: list[Piece] = []
    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            pieces.append(Piece(" ", "".join(old[a:b])))
            continue
        pieces += [Piece(mark, "".join(part)) for mark, part in (("-", old[a:b]), ("+", new[c:d])) if part]
    return pieces
