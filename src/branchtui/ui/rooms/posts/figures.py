"""数字: the services of one post in figures, each opening its rows."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.store.queries.post_view import PostView
from branchtui.ui.commands import table
from branchtui.ui.rooms.posts.owner import PostPane
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.list_pane import ListPane

_COLUMNS: list[Column[PostView]] = []


class FiguresPane(PostPane):
    """Not written yet."""

    PLACE = "totals"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("totals")]

    def compose(self) -> ComposeResult:
        yield ListPane(_COLUMNS, lambda text: Rows(), empty="还没有。", id="totals")

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        self.query_one("#totals", ListPane).reload()
