"""A table over a windowed query: it knows how many rows there are and reads a page when it draws it."""

from collections.abc import Callable, Sequence
from typing import Any, ClassVar, Generic, TypeVar

from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip

from branchtui.errors import BranchError
from branchtui.ui.commands import table as commands
from branchtui.ui.shell import shell_of
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import FLAG, Column, Grouped, Heading, Rows, Source
from branchtui.ui.text.strips import finished
from branchtui.ui.widgets.rest import Rest

RowT = TypeVar("RowT")
_PAGE = 64  # lines that are read at once: a high window full
_PAGES_KEPT = 32
_STRIPS_KEPT = 512
_MARKED, _UNMARKED = "* ", "  "
_GROUND = "pane"
_HAN = "\u2e80"


class WindowTable(ScrollView, Generic[RowT], can_focus=True):
    """Rows of a Source with a cursor line. Moving the cursor by one row repaints two lines."""

    PLACE = "list"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings("list")]
    virtual_size = Reactive(Size(0, 0))  # the window keeps its place, however many rows there are

    class Moved(Message):
        """The cursor has come to rest on a row, or the rows have changed; `row` is None in an empty table."""

        def __init__(self, table: "WindowTable[Any]", row: object | None) -> None:
            super().__init__()
            self.table = table
            self.row = row

        @property
        def control(self) -> "WindowTable[Any]":
            return self.table

    class Opened(Moved):
        """Enter, or a double click, on a row."""

    class Typed(Message):
        """A character was typed that starts the filter."""

        def __init__(self, table: "WindowTable[Any]", text: str) -> None:
            super().__init__()
            self.table = table
            self.text = text

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        source: Source[RowT] | Grouped[RowT] | None = None,
        *,
        id: str = "",  # noqa: A002
    ) -> None:
        super().__init__(id=id or None)
        self.columns = columns
        self.source: Source[RowT] | Grouped[RowT] = source or Rows()
        self.cursor = 0
        self._count = 0
        self._pages: dict[int, Sequence[RowT | Heading]] = {}
        self._widths: list[tuple[Column[RowT], int]] = []
        self._strips: dict[tuple[int, str], Strip] = {}  # of the width `_drawn_at`
        self._drawn_at = 0
        self.mark_of: Callable[[RowT], bytes] | None = None  # what a mark of a row is kept by, where rows have marks
        self.marked: dict[bytes, RowT] = {}
        self.flagged: Callable[[RowT], bool] = lambda row: False  # whether a row has a sign before its name
        self._rest = Rest(self._rested)
        self._own_keys: dict[str, str] | None = None  # key: action, of the bindings that are this table's

    def on_mount(self) -> None:
        if self.source.count():
            self.show(self.source)

    def show(self, source: Source[RowT] | Grouped[RowT]) -> None:
        """Show another source, or the same one after a change. The cursor stays where it was, as far as it can."""
        self.source = source
        self._pages.clear()
        self._count = source.count()
        self.cursor = self._stop(self.cursor, down=True)
        self._measure()
        self._draw_again()
        self.rest()

    def rest(self) -> None:
        """Tell of the row under the cursor once it has rested there: what stands beside a list is expensive."""
        self._rest.begin()

    def _rested(self) -> None:
        if self.is_attached:
            self.post_message(self.Moved(self, self.row))

    @property
    def count(self) -> int:
        """How many rows there are, the headings not counted."""
        return self.source.rows if isinstance(self.source, Grouped) else self._count

    @property
    def lines(self) -> int:
        """How many lines there are, headings and rows."""
        return self._count

    @property
    def at(self) -> int:
        """Which of the rows the cursor is on, from 1; the headings not counted."""
        return self.source.rows_before(self.cursor) + 1 if isinstance(self.source, Grouped) else self.cursor + 1

    @property
    def row(self) -> RowT | None:
        """The row under the cursor."""
        return self.row_at(self.cursor) if self._count else None

    def row_at(self, index: int) -> RowT | None:
        """The row at the line `index`, None where a heading is, or where the source has become shorter meanwhile."""
        line = self._line_at(index)
        return None if isinstance(line, Heading) else line

    def _line_at(self, index: int) -> RowT | Heading | None:
        number, within = divmod(index, _PAGE)
        page = self._pages.get(number)
        if page is None:
            if len(self._pages) >= _PAGES_KEPT:
                self._pages.pop(next(iter(self._pages)))
            page = self._pages[number] = self._read(number)
        return page[within] if within < len(page) else None

    def _read(self, number: int) -> Sequence[RowT | Heading]:
        """A page of the source; one that can't be read is told of and stays blank until the rows are read again.

        Nothing may be raised in the middle of a drawing.
        """
        try:
            return self.source.page(number * _PAGE, _PAGE)
        except BranchError as error:
            shell_of(self).say(str(error), bad=True)
            return ()

    def _stop(self, index: int, *, down: bool) -> int:
        """The line nearest to `index` that the cursor may stand on, looked for in one direction first."""
        index = max(0, min(self._count - 1, index))
        for way in (range(index, self._count), range(index, -1, -1))[:: 1 if down else -1]:
            for line in way:
                if not isinstance(self._line_at(line), Heading):
                    return line
        return index

    def in_view(self) -> list[RowT]:
        """The rows that are drawn now."""
        top = self.scroll_offset.y
        return self.rows_between(top, min(self._count, top + self.size.height) - 1) if self._count else []

    def seek(self, wanted: Callable[[RowT], bool], limit: int = 2000) -> bool:
        """Put the cursor on the first row that is `wanted`, looked for in the first `limit` lines."""
        for index in range(min(limit, self._count)):
            row = self.row_at(index)
            if row is not None and wanted(row):
                self.goto(index)
                return True
        return False

    def header(self) -> Ink:
        """The column titles, as wide as the columns; empty where no column has one."""
        if not any(column.title for column in self.columns):
            return Ink()
        line = self._head_of(" ", marked=False)
        for number, (column, width) in enumerate(self._layout()):
            (line.gap() if number else line).add(column.title, "quiet", width=width)
        return line

    def starts(self) -> list[tuple[Column[RowT], int]]:
        """Each column that is shown, with the cell that it begins at."""
        at = self._head_of(" ", marked=False).cells
        found = []
        for column, width in self._layout():
            found.append((column, at))
            at += width + 1
        return found

    def _head_of(self, mark: str, *, marked: bool) -> Ink:
        """What a line begins with: the sign of the cursor, and that of a marked row wherever one is marked."""
        line = Ink().add(mark, "accent")
        return line.add(_MARKED if marked else _UNMARKED, "accent") if self.marked else line

    def _layout(self) -> list[tuple[Column[RowT], int]]:
        if not self._widths:
            room = self.scrollable_content_region.width - 1 - (len(_MARKED) if self.marked else 0)
            shown = [column for column in self.columns if room >= column.from_width]
            fixed = sum(column.width for column in shown if not column.grow) + len(shown) - 1
            self._widths = [(c, max(c.width, room - fixed) if c.grow else c.width) for c in shown]
        return self._widths

    def cut_text(self) -> str:
        """What of the row under the cursor its line shows only in part, whole."""
        row = self.row
        if row is None:
            return ""
        flag = FLAG if self.flagged(row) else 0
        return "  ".join(
            column.text(row)
            for column, cells in self._layout()
            if column.is_cut(row, cells - flag if column.names else cells)
        )

    def render_lines(self, crop: Region) -> list[Strip]:
        top, cursor = self.scroll_offset.y, "cursor" if self.has_focus else "cursor-quiet"
        rows = (y + top for y in crop.line_range)
        return finished(self, (self._line(row, cursor if row == self.cursor else _GROUND) for row in rows), crop)

    def _line(self, index: int, ground: str) -> Strip:
        strip = self._strips.get((index, ground))
        if strip is None:
            if len(self._strips) >= _STRIPS_KEPT:
                self._strips.clear()
            strip = self._strips[index, ground] = self._draw(index, ground)
        return strip

    def _draw(self, index: int, ground: str) -> Strip:
        brush, width = shell_of(self).brush, self.size.width
        self._drawn_at = width
        row = self._line_at(index) if index < self._count else None
        if row is None:
            return brush.strip(Ink(), width, _GROUND)
        if isinstance(row, Heading):
            return brush.strip(Ink(" ").join(row.ink), width, _GROUND)
        marked = self.mark_of is not None and self.mark_of(row) in self.marked
        line = self._head_of(brush.glyphs.mark if ground != _GROUND else " ", marked=marked)
        flagged = self.flagged(row)
        for number, (column, cells) in enumerate(self._layout()):
            if number:
                line.gap()
            if flagged and column.names:
                line.add(brush.glyphs.wrong, "bad").gap()
                cells -= FLAG
            column.draw(line, row, cells, brush.glyphs)
        return brush.strip(line, width, ground)

    def mark(self, rows: Sequence[RowT], on: bool | None = None) -> None:
        """Mark these rows, or take their marks away; without `on` the opposite of what the first has."""
        if self.mark_of is None or not rows:
            return
        if on is None:
            on = self.mark_of(rows[0]) not in self.marked
        for row in rows:
            if on:
                self.marked[self.mark_of(row)] = row
            else:
                self.marked.pop(self.mark_of(row), None)
        self._draw_again()

    def unmark(self) -> None:
        """Take every mark away."""
        self.mark(list(self.marked.values()), on=False)

    def rows_between(self, first: int, last: int) -> list[RowT]:
        """The rows from one line to another, both included, in either order."""
        first, last = sorted((first, last))
        return [row for index in range(first, last + 1) if (row := self.row_at(index)) is not None]

    def notify_style_update(self) -> None:
        self._draw_again()
        super().notify_style_update()

    def on_resize(self) -> None:
        self._measure()
        if self._drawn_at != self.size.width:
            self._draw_again()

    def on_focus(self) -> None:
        self._own_keys = None
        self._draw_again()

    def on_blur(self) -> None:
        self._draw_again()

    def _draw_again(self) -> None:
        """Forget every line that was drawn: the rows or the widths have changed."""
        self._strips.clear()
        self._widths = []
        self.refresh()

    def goto(self, index: int) -> None:
        """Put the cursor on a row, scrolled into view."""
        old, self.cursor = self.cursor, self._stop(index, down=index >= self.cursor)
        if self.cursor == old:
            self._keep_in_view()
            return
        top = self.scroll_offset.y
        width, height = self.size
        if top <= self.cursor < top + height:
            self.refresh(*(Region(0, line - top, width, 1) for line in (old, self.cursor)))
        else:
            self._keep_in_view()
            self.refresh()
        if self.has_focus:
            self.app.cursor_position = self.caret()
        self.rest()

    def _measure(self) -> None:
        """Tell Textual how many rows there are, and see that the cursor line is in sight."""
        if self.styles.is_auto_height and self.virtual_size.height != self._count:
            self.refresh(layout=True)
        self.virtual_size = Size(self.size.width, self._count)
        self.scroll_y = self.validate_scroll_y(self.scroll_y)
        self._keep_in_view()

    def _keep_in_view(self) -> None:
        """Scroll until the cursor line is in sight, with the headings right above it."""
        top, height = self.scroll_offset.y, self.size.height
        first = self.cursor
        while first and isinstance(self._line_at(first - 1), Heading):
            first -= 1
        if height and not (top <= first and self.cursor < top + height):
            target = first if first < top else self.cursor - height + 1
            self.scroll_to(y=target, animate=False, force=True)

    def caret(self) -> Offset:
        """Where the terminal's own cursor belongs: the start of the cursor line, for screen readers."""
        x, y, _, _ = self.content_region
        return Offset(x, y + max(0, self.cursor - self.scroll_offset.y))

    def action_move(self, where: str) -> None:
        height = max(1, self.size.height)
        half = shell_of(self).settings.page_keys == "half"
        page = max(1, height // 2) if half else height
        steps = {"down": 1, "up": -1, "page_down": page, "page_up": -page}
        steps |= {"half_down": height // 2, "half_up": -(height // 2), "first": -self._count, "last": self._count}
        self.goto(self.cursor + steps[where])

    def action_open(self) -> None:
        if self.row is not None:
            self.post_message(self.Opened(self, self.row))

    def action_filter(self) -> None:
        self.post_message(self.Typed(self, ""))

    async def on_key(self, event: events.Key) -> None:
        """Its own keys at once: on Textual's way they would travel to the app first, a tenth of a row's price."""
        if self._own_keys is None:
            active = self.screen.active_bindings
            self._own_keys = {
                key: each.binding.action
                for key, each in active.items()
                if each.node is self and each.binding.id  # those without are Textual's, for scrolling sidewards
            }
        if action := self._own_keys.get(event.key):
            event.stop()
            event.prevent_default()
            await self.run_action(action)
            return
        if event.character and event.character.isalpha() and event.character >= _HAN and len(event.character) == 1:
            if "\uff00" <= event.character <= "\uffef":
                return  # a full-width letter is a key, not a word
            event.stop()
            event.prevent_default()
            self.post_message(self.Typed(self, event.character))

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        if at is not None and at.y + self.scroll_offset.y < self._count:
            self.goto(at.y + self.scroll_offset.y)
            if event.chain == 2:
                self.action_open()
