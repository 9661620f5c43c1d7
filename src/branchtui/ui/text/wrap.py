"""Chinese text in lines of a number of cells. Textual itself breaks only at spaces, which Chinese does without."""

from collections.abc import Iterator
from functools import lru_cache

from rich.cells import cell_len

from branchtui.rules.text.cleaning import one_line
from branchtui.rules.text.marks import NO_END, NO_START
from branchtui.ui.text.ink import Ink

_LABEL = 6  # cells: a label and what parts it from its words


def wrap(text: str, width: int, first: int = 0) -> list[str]:
    """Text in lines of at most `width` cells, the first indented by `first` cells.

    Latin words and numbers stay whole; a closing mark does not begin a line, an opening one does not end it.
    """
    return list(_wrapped(text, width, first))


@lru_cache(maxsize=1024)  # the paragraphs of a paper, which is drawn again while one of them is typed
def _wrapped(text: str, width: int, first: int) -> tuple[str, ...]:
    lines: list[str] = []
    for paragraph in text.splitlines() or [""]:
        line, used = " " * first, first
        for piece in _pieces(paragraph):
            size = cell_len(piece)
            if used + size > width and line.strip():
                lines.append(line.rstrip())
                line, used = "", 0
                piece = piece.lstrip()
                size = cell_len(piece)
            while used + size > width:  # one piece longer than a line
                head = _head(piece, width - used)
                lines.append(line + head)
                piece, line, used = piece[len(head) :], "", 0
                size = cell_len(piece)
            line += piece
            used += size
        lines.append(line.rstrip())
    return tuple(lines)


def labelled(label: str, text: str, width: int, *, bold: bool = False) -> list[Ink]:
    """A label, and beside it the words in as many lines of `width` cells as they need."""
    lines = []
    for number, words in enumerate(wrap(text, width - _LABEL - 2)):
        line = Ink().add("" if number else f" {label}", "text" if bold else "quiet", bold=bold)
        lines.append(line.to(_LABEL + 1).add(words))
    return lines


def _head(piece: str, width: int) -> str:
    end = 1
    while end < len(piece) and cell_len(piece[: end + 1]) <= width:
        end += 1
    return piece[:end]


def _pieces(text: str) -> Iterator[str]:
    """The smallest parts that a line may break between."""
    piece = ""
    for char in one_line(text):
        latin = char.isascii() and not char.isspace()
        joins = piece and (
            char in NO_START or piece[-1] in NO_END or (latin and piece[-1].isascii() and not piece[-1].isspace())
        )
        if piece and not joins:
            yield piece
            piece = ""
        piece += char
    if piece:
        yield piece
