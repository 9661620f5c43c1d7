"""What went, came and stayed in a text, told by marks at the line's start and not by colour alone."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.geometry import Size
from textual.strip import Strip

from branchtui.rules.text.cleaning import clean
from branchtui.store.replication.text_diff import Piece
from branchtui.ui.commands import table
from branchtui.ui.shell import shell_of
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import wrap
from branchtui.ui.widgets.paper_view import PaperView

_KEPT = 60  # characters of a stretch that stayed, shown at each of its ends
_ROLES = {"-": "bad", "+": "good", " ": "quiet"}


class DifferenceView(PaperView, inherit_bindings=False):
    """Lines that begin with - (went), + (came) or a space (stayed), below a few lines of notes."""

    PLACE = "reading"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("reading")]

    _pieces: Sequence[Piece] = ()
    _shown_lines: Sequence[Ink] = ()

    def show_pieces(self, pieces: Sequence[Piece], notes: Sequence[str]) -> None:
        """Show another difference, from its beginning."""
        self._pieces = pieces
        self.show((), notes)
        self.scroll_to(y=0, animate=False, force=True)

    def _lay_out(self) -> None:
        width = max(16, self.size.width - 2)
        lines = [Ink(f" {line}") for note in self._notes for line in wrap(note, width)]
        for piece in self._pieces:
            for part in _shortened(piece).splitlines():
                role = _ROLES[piece.mark]
                lines += [Ink(f" {piece.mark} ", role, bold=True).add(line, role) for line in wrap(part, width - 2)]
        self._shown_lines = lines
        self.virtual_size = Size(self.size.width, self._line_count)
        self.refresh()

    @property
    def _line_count(self) -> int:
        return len(self._shown_lines)

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        line = self._shown_lines[index] if index < self._line_count else Ink()
        return shell_of(self).brush.strip(line, self.size.width)


def _shortened(piece: Piece) -> str:
    """The stretch without what a terminal must not get; of a long one that stayed only its ends."""
    text = clean(piece.text)
    if piece.mark != " " or len(text) <= 2 * _KEPT + 20:
        return text
    return f"{text[:_KEPT]}\n（中间 {len(text) - 2 * _KEPT} 字没有变）\n{text[-_KEPT:]}"
