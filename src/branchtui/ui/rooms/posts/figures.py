"""数字: the services of one post in figures, each opening its rows."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.ui.commands import table
from branchtui.ui.rooms.posts.owner import PostPane
from branchtui.ui.rooms.posts.services.totals_pane import TotalsPane
from branchtui.ui.widgets.window_table import WindowTable
from branchtui.workflows.figures.totals import Total


class FiguresPane(PostPane):
    """The list of figures; Enter opens the rows of one."""

    PLACE = "totals"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("totals")]

    def compose(self) -> ComposeResult:
        yield TotalsPane(self.owner.view.row.id, id="totals")

    def on_mount(self) -> None:
        self.reload()

    @property
    def _pane(self) -> TotalsPane:
        return self.query_one("#totals", TotalsPane)

    def reload(self) -> None:
        self._pane.reload()

    def on_window_table_opened(self, message: WindowTable.Opened) -> None:
        message.stop()
        if isinstance(message.row, Total):
            from branchtui.ui.rooms.posts.services.figure_rows import FigureRowsScreen

            with self.owner.telling():
                self.app.push_screen(FigureRowsScreen(message.row.figure))

    def action_day(self) -> None:
        with self.owner.telling():
            self.owner.shell.say(f"{self._pane.turn_period()}的数字。")

    def action_measure(self) -> None:
        with self.owner.telling():
            self.owner.shell.say(f"按{self._pane.turn_measure()}分。")
