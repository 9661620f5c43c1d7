"""A list with its column titles, and the filter line that opens above it."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Static

from branchtui.ui.text.rows import Column, Grouped, Groups, Source
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.window_table import WindowTable

RowT = TypeVar("RowT")


class ListPane(Frame, Generic[RowT]):
    """A WindowTable over `make(filter text)`; `empty` is what it says when there is no row at all.

    `title` stands in the edge with the number of rows behind it. `group` gives the headings of the rows that `make`
    gave, and how many of them each has; then `apart` puts an empty line before each.
    """

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        make: Callable[[str], Source[RowT]],
        *,
        empty: str,
        title: str = "",
        group: Callable[[Source[RowT]], Groups] | None = None,
        apart: bool = False,
        id: str = "",  # noqa: A002
    ) -> None:
        super().__init__(title=title, id=id, classes="list-pane")
        self._make = make
        self._empty = empty
        self._called = title
        self._group = group
        self._apart = apart
        self.filter_text = ""
        self.table: WindowTable[RowT] = WindowTable(columns)
        # Each is there from the moment there is something to show in it: most lists have neither.
        self._head: InkView | None = None
        self._said: Static | None = None

    def compose(self) -> ComposeResult:
        if self.table.header().cells:
            self._head = self._titles()
            yield self._head
        yield self.table

    def _titles(self) -> InkView:
        return InkView(lambda width: [self.table.header()], classes="list-head")

    def on_mount(self) -> None:
        self.thumb_of(self.table)

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_head)

    def _show_head(self) -> None:
        titled = bool(self.table.header().cells)
        if titled and self._head is None:
            self._head = self._titles()
            self.mount(self._head, before=self.table)
        elif self._head is not None:
            self._head.display = titled
            self._head.again()

    def on_window_table_moved(self) -> None:
        """Tell in the edge which row the cursor is on, and whole what its line had to cut."""
        table = self.table
        if self._called:
            self.title = f"{self._called} {self.number()}"
        self.note = self.legend() or (f"{table.at}/{table.count}" if table.count else "")
        self.foot = table.cut_text()

    def number(self) -> int:
        """The number behind the title."""
        return self.table.count

    def legend(self) -> str:
        """What the edge says in place of the row's number."""
        return ""

    def reload(self) -> None:
        """Read the rows again."""
        source = self._make(self.filter_text)
        self.table.show(Grouped(source, self._group(source), apart=self._apart) if self._group else source)
        self.show_words_above()

    def words_above(self) -> str:
        """What the line above the rows says, empty where it isn't shown."""
        if self.table.count:
            return f"筛选“{self.filter_text}”：{self.table.count} 条，Esc 显示全部" if self.filter_text else ""
        return self.nothing()

    def nothing(self) -> str:
        """Why there is no row to act on: the filter, or that there is nothing yet."""
        return f"没有含“{self.filter_text}”的行。Esc 显示全部。" if self.filter_text else self._empty

    def show_words_above(self) -> None:
        words = self.words_above()
        if words and self._said is None:
            self._said = Static("", classes="list-note", markup=False)
            self.mount(self._said, before=self._head or self.table)
        if self._said is not None:
            self._said.update(Content(words))
            self._said.display = bool(words)
        self._show_head()

    async def on_window_table_typed(self, message: WindowTable.Typed) -> None:
        """Open the filter line, or hand it another character."""
        from branchtui.ui.widgets.filter_line import FilterLine

        message.stop()
        line = next(iter(self.query(FilterLine)), None)
        if line is None:
            line = FilterLine(self.filter_text, self.apply_filter, self.table.focus)
            await self.mount(line, before=0)
            line.select_all()  # what is typed now takes its place
        line.focus()
        if message.text:
            line.insert_text_at_cursor(message.text)

    def apply_filter(self, text: str) -> None:
        """Show only the rows that hold `text`."""
        if text != self.filter_text:
            self.filter_text = text
            self.table.cursor = 0
            self.reload()
