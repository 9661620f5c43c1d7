"""The figures of a report that the log does not carry, as lines under its title."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink

if TYPE_CHECKING:
    from branchtui.workflows.figures.log_figures import Disagreement

_MOST = 3  # lines


def off_lines(off: "Sequence[Disagreement]", width: int, glyphs: Glyphs) -> list[Ink]:
    """A line for each figure: what is written, with the sign of what is wrong, and what the rows give now."""
    lines = [
        Ink(" ")
        .add(f"{glyphs.wrong} {each.fact.value}", "bad")
        .add(f"：{each.words.partition('，')[2]}")
        .cut(width, glyphs.more)
        for each in off[:_MOST]
    ]
    if len(off) > _MOST:
        lines[-1] = Ink(" ").add(f"{glyphs.wrong} 还有 {len(off) - _MOST + 1} 个数字与台账不符", "bad")
    if lines:
        lines[-1].ending(width, "Ctrl+T 看是哪几条")
    return lines
