"""One picture in half blocks, as large as there is room, drawn in a thread once the keys rest."""

from collections.abc import Callable, Sequence
from functools import partial

from rich.segment import Segment
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from branchtui.ui.shell import shell_of
from branchtui.ui.widgets.page_view import shows_pictures
from branchtui.ui.widgets.rest import Rest

Draw = Callable[[int, int], Sequence[Sequence[Segment]]]
"""Draws a picture within so many columns and rows; it is called in a thread."""


class PictureView(Widget, can_focus=False):
    """Shows one picture; none where the terminal has no colours for it."""

    class Drawn(Message):
        """A picture has been drawn, in the worker."""

        def __init__(self, key: str, lines: Sequence[Sequence[Segment]]) -> None:
            super().__init__()
            self.key, self.lines = key, lines

    def __init__(self) -> None:
        super().__init__(classes="picture-view")
        self._key = ""
        self._draw: Draw | None = None
        self._lines: Sequence[Sequence[Segment]] = ()
        self._resting = Rest(lambda: self.call_later(self._begin))

    def on_mount(self) -> None:
        shell = shell_of(self)
        app = self.app
        self.display = shows_pictures(
            app.console, shell.brush.glyphs, no_color=app.no_color, pictures=shell.settings.pictures
        )

    def show(self, key: str, draw: Draw | None) -> None:
        """Show the picture of this key; the same one stays as it is."""
        if key == self._key:
            return
        self._key, self._draw, self._lines = key, draw, ()
        self.refresh()
        self._resting.begin()

    def on_resize(self) -> None:
        self._resting.begin()

    def _begin(self) -> None:
        if self._draw is not None and self.display and self.size.area:
            work = partial(self._work, self._key, self._draw, self.size.width, self.size.height)
            self.run_worker(work, thread=True, exclusive=True, group="picture")

    def _work(self, key: str, draw: Draw, columns: int, rows: int) -> None:
        """In the worker."""
        self.post_message(self.Drawn(key, draw(columns, rows)))

    def on_picture_view_drawn(self, message: Drawn) -> None:
        message.stop()
        if message.key == self._key:
            self._lines = message.lines
            self.refresh()

    def render_line(self, y: int) -> Strip:
        ground = shell_of(self).brush.style("text", "pane")
        if y >= len(self._lines):
            return Strip.blank(self.size.width, ground)
        return Strip([Segment(" ", ground), *self._lines[y]]).adjust_cell_length(self.size.width, ground)
