"""Lines of ink about one thing, to be scrolled: beside a list, or over the whole screen."""

from collections.abc import Callable, Sequence

from textual.strip import Strip

from branchtui.ui.shell import shell_of
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.frame import frame_of
from branchtui.ui.widgets.paper_view import PaperView

Draw = Callable[[int], Sequence[Ink]]


class LinesView(PaperView):
    """Draws what `draw(width)` gives below a title in the edge. Without a thing to show it is empty."""

    _title = ""
    _draw: Draw | None = None
    _drawn: Sequence[Ink] = ()

    def show_lines(self, title: str, draw: Draw, *, thing: bytes) -> None:
        """Show the lines of a thing; those of the same one, changed a little, stay where they were scrolled to."""
        self._title, self._draw = title, draw
        self.show((), thing=thing)

    def _lay_out(self) -> None:
        draw = self._draw if self._thing else None
        self._drawn = draw(max(16, self.size.width)) if draw is not None else ()
        if frame := frame_of(self):
            frame.title = self._title if draw is not None else ""
        self.virtual_size = self.size.with_height(self._line_count)
        self.refresh()

    @property
    def _line_count(self) -> int:
        return len(self._drawn)

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        line = self._drawn[index] if index < self._line_count else Ink()
        brush, width = shell_of(self).brush, self.size.width
        return brush.strip(line.cut(width, brush.glyphs.more), width)
