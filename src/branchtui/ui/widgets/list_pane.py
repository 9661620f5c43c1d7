"""A list with its column titles, and the filter line that opens above it."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from branchtui.ui.widgets.window_table import Column, Source, WindowTable

RowT = TypeVar("RowT")


class ListPane(Vertical, Generic[RowT]):
    """A WindowTable over `make(filter text)`; `empty` is what it says when there is no row at all."""

    def __init__(
        self,
        columns: Sequence[Column[RowT]],
        make: Callable[[str], Source[RowT]],
        *,
        empty: str,
        id: str = "",  # noqa: A002
    ) -> None:
        super().__init__(id=id or None, classes="list-pane")
        self._make = make
        self._empty = empty
        self.filter_text = ""
        self.table: WindowTable[RowT] = WindowTable(columns)
        self._head = Static("", classes="list-head", markup=False)
        self._note = Static("", classes="list-note", markup=False)

    def compose(self) -> ComposeResult:
        yield self._head
        yield self._note
        yield self.table

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_head)

    def _show_head(self) -> None:
        self._head.update(Content(self.table.header()))

    def reload(self) -> None:
        """Read the rows again."""
        source = self._make(self.filter_text)
        self.table.show(source)
        self.show_note()

    def note(self) -> str:
        """What the line above the rows says, empty where it isn't shown."""
        if self.table.count:
            return f"筛选“{self.filter_text}”：{self.table.count} 条，Esc 显示全部" if self.filter_text else ""
        return self.nothing()

    def nothing(self) -> str:
        """Why there is no row to act on: the filter, or that there is nothing yet."""
        return f"没有含“{self.filter_text}”的行。Esc 显示全部。" if self.filter_text else self._empty

    def show_note(self) -> None:
        note = self.note()
        self._note.update(Content(note))
        self._note.display = bool(note)
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
