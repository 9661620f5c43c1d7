"""记录: the services of one post."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.store.queries.post_view import PostView
from branchtui.ui.commands import table
from branchtui.ui.rooms.posts.owner import PostPane
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.list_pane import ListPane

_COLUMNS: list[Column[PostView]] = []


class LogPane(PostPane):
    """Not written yet."""

    PLACE = "log"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("log")]

    def compose(self) -> ComposeResult:
        yield ListPane(_COLUMNS, lambda text: Rows(), empty="还没有。", id="log")

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        self.query_one("#log", ListPane).reload()
