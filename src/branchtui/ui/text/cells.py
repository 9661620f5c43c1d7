"""Text for the screen: made one line, cut to a number of cells."""

from functools import lru_cache

from rich.cells import cell_len, set_cell_size

from branchtui.rules.text import cleaning

_LONGEST = 400  # characters of a title that anybody sees in one line


def one_line(text: str) -> str:
    """The start of a text as one line without control characters, safe to send to a terminal."""
    return cleaning.one_line(text[:_LONGEST])


@lru_cache(maxsize=4096)
def fit(text: str, width: int, more: str = "..") -> str:
    """A text cut or padded to exactly `width` cells; a cut shows as `more`."""
    line = one_line(text)
    if cell_len(line) > width:
        line = set_cell_size(line, max(0, width - cell_len(more))) + more[:width]
    return set_cell_size(line, width)
