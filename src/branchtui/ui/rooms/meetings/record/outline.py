"""The cells of a record as lines: which are written and how long each is."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink

_LENGTH = 8  # cells


@dataclass(frozen=True, slots=True)
class OutlineCell:
    """A cell by its name, with the length of its text; `owed` says whether it may not stay empty.

    `note` is what else is told of it, before the length.
    """

    name: str
    length: int
    owed: bool
    note: str = ""


def outline_lines(cells: Sequence[OutlineCell], at: int, width: int, most: int, glyphs: Glyphs) -> list[Ink]:
    """A line for each cell, that of number `at` marked; of more than `most` those around it."""
    first = max(0, min(at - most // 2, len(cells) - most))
    lines = []
    for number, cell in enumerate(cells[first : first + most], first):
        ground = "cursor-quiet" if number == at else ""
        if cell.length:
            sign, role, words = glyphs.full, "good", f"{cell.length} 字"
        elif cell.owed:
            sign, role, words = glyphs.open, "due", "未写"
        else:
            sign, role, words = glyphs.none, "quiet", ""
        name = "text" if cell.length else role
        note = f"{cell.note}  " if cell.note else ""
        room = _LENGTH + cell_len(note)
        line = Ink().add(f"{glyphs.mark if number == at else ' '} ", "accent", ground=ground)
        line.add(f"{sign} ", role, ground=ground)
        line.add(cell.name, name, width=max(1, width - line.cells - room - 1), more=glyphs.more, ground=ground)
        line.to(width - 1 - cell_len(words) - cell_len(note), ground=ground).add(note, "info", ground=ground).add(
            words, role if cell.owed and not cell.length else "quiet", ground=ground
        )
        lines.append(line.to(width, ground=ground))
    return lines
