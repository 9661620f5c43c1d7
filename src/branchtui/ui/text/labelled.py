"""What is told of one thing beside a list: labels, and beside each its words in as many lines as they need."""

from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import wrap

_LABEL = 6  # cells: a label and what parts it from its words


def labelled(label: str, text: str, width: int, *, bold: bool = False) -> list[Ink]:
    """A label, and beside it the words in as many lines of `width` cells as they need."""
    lines = []
    for number, words in enumerate(wrap(text, width - _LABEL - 2)):
        line = Ink().add("" if number else f" {label}", "text" if bold else "quiet", bold=bold)
        lines.append(line.to(_LABEL + 1).add(words))
    return lines
