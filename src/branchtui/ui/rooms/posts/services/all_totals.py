"""更多 → 数字: the services of all posts in figures: by post, person, category and month."""

from typing import ClassVar

from textual.binding import BindingType

from branchtui.ui.commands import table
from branchtui.ui.rooms.posts.services.figure_rows import FigureRowsScreen
from branchtui.ui.rooms.posts.services.totals_pane import TotalsPane
from branchtui.ui.screens.list_room import ListScreen
from branchtui.workflows.figures.totals import Total


class AllTotalsScreen(ListScreen[Total]):
    """The list; Enter opens the rows of a figure."""

    PLACE = "totals"
    ROOM = "posts"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("totals")]

    def __init__(self) -> None:
        self._totals = TotalsPane(None)
        super().__init__(self._totals)

    def on_mount(self) -> None:
        self._totals.title = "各岗位的数字"
        self.pane.table.focus()

    async def open_row(self, row: Total) -> None:
        self.app.push_screen(FigureRowsScreen(row.figure))

    def action_day(self) -> None:
        with self.telling():
            self.shell.say(f"{self._totals.turn_period()}的数字。")

    def action_measure(self) -> None:
        with self.telling():
            self.shell.say(f"按{self._totals.turn_measure()}分。")
