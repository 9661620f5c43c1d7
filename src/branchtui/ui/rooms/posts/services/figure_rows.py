"""A figure opened: the rows that it is the sum of."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.store.queries.services.figures import Figure, FigureRow
from branchtui.ui.commands import table
from branchtui.ui.rooms.posts.services.figures import amount, amount_words
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.rows import Column, Rows, Source
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.figures.totals import names_of_all, words_of


class _Window:
    """The rows of a figure, a page at a time."""

    def __init__(self, figure: Figure) -> None:
        self._figure = figure

    def count(self) -> int:
        return self._figure.count()

    def page(self, offset: int, limit: int) -> Sequence[FigureRow]:
        return self._figure.rows(offset, limit)


class FigureRowsScreen(ListScreen[FigureRow]):
    """The rows, the latest first, and above them what they come to; Enter opens one in the log of its post."""

    PLACE = "rows"
    ROOM = "posts"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("rows")]

    def __init__(self, figure: Figure) -> None:
        self._posts, self._people = names_of_all()
        self._figure = figure
        posts, people = self._posts, self._people
        columns: Sequence[Column[FigureRow]] = (
            Column("日期", 11, lambda row: row.day.isoformat()),
            Column("岗位", 16, lambda row: posts.get(row.post, ""), from_width=100),
            Column("姓名", 9, lambda row: people.get(row.person, "")),
            Column("服务内容", 20, lambda row: row.what, grow=True),
            Column("", 6, lambda row: "同去" if row.sign_up else "", role="quiet"),
            Column("数", 8, lambda row: amount(figure, row.amount), right=True),
        )
        super().__init__(ListPane(columns, self._rows, title="这个数是这几条的和", empty="没有一条。"))
        self._heading = Static("", markup=False, classes="heading")

    def heads(self) -> ComposeResult:
        yield self._heading

    def show_heads(self) -> None:
        figure = self._figure
        self._heading.update(Content(f"{words_of(figure)}：{amount_words(figure, figure.total())}"))

    def on_mount(self) -> None:
        self.pane.table.focus()

    def _rows(self, filter_text: str) -> Source[FigureRow]:
        if not filter_text:
            return _Window(self._figure)
        return Rows(
            [
                row
                for row in self._figure.rows()
                if filter_text
                in f"{row.day} {row.what}{self._people.get(row.person, '')}{self._posts.get(row.post, '')}"
            ]
        )

    async def open_row(self, row: FigureRow) -> None:
        self.app.call_later(self._open, row.service)  # this screen is left then, and can't wait for that itself

    async def _open(self, service: bytes) -> None:
        with self.telling():
            await self.shell.open_thing("service", service)
