"""What of a paper is still to be filled in: the blanks that will be printed, the headings with nothing beneath."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from branchtui.rules.blanks import blanks_in, marker_in
from branchtui.typesetting.pieces import Figure, Grid, Piece, Text

_HEADING = "heading"
_CONTENT = frozenset({"body", "note", "addressee", "caption"})


@dataclass(frozen=True, slots=True)
class Missing:
    """One of them: `words` say it, `printed` is what stands on the page there."""

    words: str
    printed: str


def missing_in(pieces: Sequence[Piece]) -> Iterator[Missing]:
    """All of a paper, in print order. A blank that stands alone is told with the heading above it."""
    above = ""
    for place, piece in enumerate(pieces):
        level = _level(piece)
        blanks = blanks_in(piece_text(piece))
        for blank in blanks:
            alone = blank.startswith("（") and above and not level
            yield Missing(f"{above}：{blank}" if alone else blank, marker_in(blank))
        if level and isinstance(piece, Text):
            above = "" if blanks else piece.text
            if not any(run.plain for run in piece.runs) and _nothing_beneath(pieces[place + 1 :], level):
                yield Missing(f"“{piece.text}”下面没有内容", piece.text)


def piece_text(piece: Piece) -> str:
    """What a piece says, the rows of a table each on a line."""
    if isinstance(piece, Grid):
        return "\n".join("　".join(row) for row in piece.rows)
    return piece.text if isinstance(piece, Text) else ""


def _level(piece: Piece) -> int:
    """1 to 4 for a heading, else 0."""
    return int(piece.element[-1]) if isinstance(piece, Text) and piece.element.startswith(_HEADING) else 0


def _nothing_beneath(following: Sequence[Piece], level: int) -> bool:
    """Whether the paper ends, or goes on with a heading as high or a sign-off, before anything is said."""
    for piece in following:
        if found := _level(piece):
            return found <= level
        if isinstance(piece, Figure | Grid) or (isinstance(piece, Text) and piece.element in _CONTENT and piece.text):
            return False
    return True
