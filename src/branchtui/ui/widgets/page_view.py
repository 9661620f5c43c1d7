"""The pages of a paper as they will print: one at a time, on a sheet told from the shell by shade and corner marks."""

from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING

from rich.cells import cell_len
from rich.console import Console
from rich.segment import Segment
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip

from branchtui.settings import Pictures
from branchtui.ui.shell import shell_of
from branchtui.ui.text.cells import fit
from branchtui.ui.text.glyphs import Glyphs

if TYPE_CHECKING:
    from branchtui.files.photos import PhotoStore
    from branchtui.workflows.preview import Page, PageBox, Preview

_EDGE = 1  # blank cells left and right of the text
_WIDE_EDGE = 3  # where there is room
_LEAST = 12  # columns of a box in which a picture can be told

Thumbnails = dict[tuple[str, int, int], list[list[Segment]]]


def shows_pictures(console: Console, glyphs: Glyphs, *, no_color: bool, pictures: Pictures) -> bool:
    """Whether the terminal has the colours for a picture, and draws half blocks one cell wide."""
    blocks = pictures == "on" or (pictures == "auto" and bool(glyphs.halves))
    return blocks and not no_color and console.color_system in ("truecolor", "256")


class PageView(ScrollView, can_focus=False):
    """One page of several. Up and down go on to the next page at the page's end."""

    class Turned(Message):
        """Another page, or another part of it, is in sight."""

    class Drawn(Message):
        """A picture has been drawn, in the worker."""

        def __init__(self, box: "PageBox", lines: list[list[Segment]]) -> None:
            super().__init__()
            self.box = box
            self.lines = lines

    def __init__(self, *, id: str = "") -> None:  # noqa: A002
        super().__init__(id=id or None, classes="page-view")
        self._pages: Sequence[Page] = ()
        self._columns = 0
        self._at = 0
        self._drawn: Thumbnails = {}

    @property
    def number(self) -> int:
        """The number of the page in sight, from 1; 0 without pages."""
        return self._at + 1 if self._pages else 0

    @property
    def count(self) -> int:
        return len(self._pages)

    @property
    def below(self) -> int:
        """The rows of this page below the last one in sight."""
        return max(0, self.virtual_size.height - self.scroll_offset.y - self.scrollable_content_region.height)

    @property
    def sheet_width(self) -> int:
        """The least width that shows a whole line."""
        return self._columns + 2 * _EDGE

    def show(self, preview: "Preview | None", at: int, photos: "PhotoStore | None" = None) -> None:
        """Show these pages, page `at` first, from 1; where it was in sight already, it stays where it was scrolled to.

        With `photos` the pictures are drawn, when they have been.
        """
        before = (self.number, self.count)
        self._pages = preview.pages if preview else ()
        self._columns = preview.columns if preview else 0
        self._at = max(0, min(at, len(self._pages)) - 1)
        self._measure()
        if (self.number, self.count) != before:
            self._scroll(0)
        if photos is not None:
            self._draw(photos)

    def turn(self, to: int, *, foot: bool = False) -> bool:
        """Show page `to`, from 1, from its top or its foot. False where there is no such page."""
        if not 1 <= to <= len(self._pages):
            return False
        self._at = to - 1
        self._measure()
        self._scroll(self.max_scroll_y if foot else 0)
        return True

    def step(self, rows: int) -> None:
        """Go so many rows down, or up; at the end of the page to the page beside it."""
        at_end = self.below == 0 if rows > 0 else self.scroll_offset.y == 0
        if not (at_end and self.turn(self.number + (1 if rows > 0 else -1), foot=rows < 0)):
            self._scroll(self.scroll_offset.y + rows)

    def read_on(self) -> None:
        """Show what is left of this page, then the next one."""
        if self.below:
            self.step(min(self.below, max(1, self.scrollable_content_region.height - 1)))
        else:
            self.turn(self.number + 1)

    def shift(self, columns: int) -> None:
        """Look further right, or left, where the page is wider than the view."""
        self.scroll_to(x=self.scroll_offset.x + columns, animate=False, force=True, immediate=True)

    def _scroll(self, y: int | float) -> None:
        self.scroll_to(y=y, animate=False, force=True, immediate=True)
        self.refresh()
        self.post_message(self.Turned())

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self.post_message(self.Turned())

    @property
    def _edge(self) -> int:
        wide = self._columns + 2 * _WIDE_EDGE <= self.scrollable_content_region.width
        return _WIDE_EDGE if wide else _EDGE

    def _measure(self) -> None:
        size = Size(0, 0)
        if self._pages:
            page, edge = self._pages[self._at], self._edge
            widest = max(self._columns + edge, *map(cell_len, page.rows))
            size = Size(edge + widest, len(page.rows) + 3)
        self.virtual_size = size
        self.refresh()

    def on_resize(self) -> None:
        self._measure()
        self.post_message(self.Turned())

    def _draw(self, photos: "PhotoStore") -> None:
        wanted = {
            (box.sha, box.columns, box.rows): box
            for page in self._pages
            for box in page.boxes
            if box.columns >= _LEAST and (box.sha, box.columns, box.rows) not in self._drawn
        }
        if wanted:
            self.run_worker(partial(self._work, photos, list(wanted.values())), thread=True, exclusive=True)

    def _work(self, photos: "PhotoStore", boxes: "Sequence[PageBox]") -> None:
        """In the worker."""
        from branchtui.ui.text.thumbnails import thumbnail

        for box in boxes:
            self.post_message(self.Drawn(box, thumbnail(photos, box.sha, box.columns, box.rows)))

    def on_page_view_drawn(self, message: Drawn) -> None:
        message.stop()
        box = message.box
        self._drawn[box.sha, box.columns, box.rows] = message.lines
        self.refresh()

    def render_line(self, y: int) -> Strip:
        brush, width = shell_of(self).brush, self.size.width
        desk = brush.style("text", "paper-desk")
        if not self._pages:
            return Strip.blank(width, desk)
        line = self._sheet_line(y + self.scroll_offset.y)
        room = self.scrollable_content_region.width
        if line.cell_length > room:
            line = line.crop(self.scroll_offset.x, self.scroll_offset.x + room)
        space = max(0, room - self._columns - 2 * self._edge) // 2
        return Strip([*Strip.blank(space, desk), *line]).adjust_cell_length(width, desk)

    def _sheet_line(self, y: int) -> Strip:
        """A line of the sheet: its upper margin, the text, its lower margin, the page number."""
        page, edge, columns = self._pages[self._at], self._edge, self._columns
        brush = shell_of(self).brush
        style = brush.style("sheet-text", "sheet")
        row = y - 1
        if 0 <= row < len(page.rows):
            text = page.rows[row].rstrip()
            ends = row in page.row_ends
            if ends and any(
                below.startswith("|") for below in page.rows[row + 1 : row + 2]
            ):  # as long as the row below
                text = fit(text, max(cell_len(text), cell_len(page.rows[row + 1].rstrip())))
            shown = cell_len(text)
            over = max(0, shown - columns)  # Latin in the margin
            middle = self._picture_line(page, row) or [
                Segment(text, brush.style("sheet-text", "sheet", underline=ends)),
                Segment(" " * (columns + over - shown), style),
            ]
            painted = [Segment(s.text, style + s.style if s.style else style) for s in middle]
            return Strip([Segment(" " * edge, style), *painted, Segment(" " * max(0, edge - over), style)])
        if y in (0, len(page.rows) + 1):
            quiet = brush.style("sheet-quiet", "sheet")
            return Strip([Segment(f"+{' ' * (columns + 2 * edge - 2)}+", quiet)])
        if y == len(page.rows) + 2:
            return Strip([Segment(fit(" " * edge + page.foot, columns + 2 * edge), style)])
        return Strip([])

    def _picture_line(self, page: "Page", row: int) -> list[Segment]:
        """The line of a drawn picture, with the paper left and right of it; nothing where no picture is."""
        for box in page.boxes:
            lines = self._drawn.get((box.sha, box.columns, box.rows), [])
            if box.row <= row < box.row + len(lines):
                left, right = box.column, self._columns - box.column - box.columns
                return [Segment(" " * left), *lines[row - box.row], Segment(" " * right)]
        return []
