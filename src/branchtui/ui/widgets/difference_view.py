"""What went, came and stayed in a text, told by marks at the line's start and not by colour alone."""

from collections.abc import Sequence
from typing import ClassVar

from rich.segment import Segment
from rich.style import Style
from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip

from branchtui.rules.text.cleaning import clean
from branchtui.store.replication.text_diff import Piece
from branchtui.ui.commands import table
from branchtui.ui.text.wrap import wrap
from branchtui.ui.widgets.paper_view import PaperView

_KEPT = 60  # characters of a stretch that stayed, shown at each of its ends
_STYLES = {"-": Style(dim=True), "+": Style(bold=True), " ": Style()}


class DifferenceView(PaperView, inherit_bindings=False):
    """Lines that begin with - (went), + (came) or a space (stayed), below a few lines of notes."""

    PLACE = "reading"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("reading")]

    _pieces: Sequence[Piece] = ()
    _styles: Sequence[Style] = ()

    def show_pieces(self, pieces: Sequence[Piece], notes: Sequence[str]) -> None:
        """Show another difference, from its beginning."""
        self._pieces = pieces
        self.show((), notes)
        self.scroll_to(y=0, animate=False, force=True)

    def _lay_out(self) -> None:
        width = max(16, self.scrollable_content_region.width)
        lines = [line for note in self._notes for line in wrap(note, width)]
        styles = [Style()] * len(lines)
        for piece in self._pieces:
            for part in _shortened(piece).splitlines():
                wrapped = wrap(part, width - 2)
                lines += [f"{piece.mark} {line}" for line in wrapped]
                styles += [_STYLES[piece.mark]] * len(wrapped)
        self._lines, self._styles = lines, styles
        self.virtual_size = Size(width, len(lines))
        self.refresh()

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        style = self.rich_style
        if index >= len(self._lines):
            return Strip.blank(self.size.width, style)
        segment = Segment(self._lines[index], style + self._styles[index])
        return Strip([segment]).adjust_cell_length(self.size.width, style)


def _shortened(piece: Piece) -> str:
    """The stretch without what a terminal must not get; of a long one that stayed only its ends."""
    text = clean(piece.text)
    if piece.mark != " " or len(text) <= 2 * _KEPT + 20:
        return text
    return f"{text[:_KEPT]}\n（中间 {len(text) - 2 * _KEPT} 字没有变）\n{text[-_KEPT:]}"
