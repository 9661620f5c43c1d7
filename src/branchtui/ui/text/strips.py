"""The lines of a widget that draws each of its cells, edge and ground as well.

Textual's own way looks up edge, padding, ground and links for each line, which takes as long as drawing it.
"""

from collections.abc import Iterable

from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


def finished(widget: Widget, lines: Iterable[Strip], crop: Region) -> list[Strip]:
    """The lines through the filters of the terminal, and what of them lies in the columns of `crop`."""
    strips, background = list(lines), widget.background_colors[1]
    for line_filter in widget.get_line_filters():
        strips = [strip.apply_filter(line_filter, background) for strip in strips]
    return [strip.crop(*crop.column_span) for strip in strips]
