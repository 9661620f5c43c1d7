"""The line above a list in which its filter is typed."""

from typing import TYPE_CHECKING, ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from branchtui.ui.commands import table
from branchtui.ui.widgets.editors import LineInput

if TYPE_CHECKING:
    from branchtui.ui.widgets.list_pane import ListPane


class FilterLine(LineInput):
    """Filters the list pane it stands in, with each key."""

    PLACE = "filter"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("filter")]

    def __init__(self, text: str) -> None:
        super().__init__(text, placeholder="筛选：输入要找的字", classes="filter-line")

    @property
    def _pane(self) -> "ListPane[object]":
        from branchtui.ui.widgets.list_pane import ListPane

        return next(node for node in self.ancestors if isinstance(node, ListPane))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._pane.apply_filter(event.value.strip())

    async def action_keep(self) -> None:
        pane = self._pane
        pane.table.focus()
        await self.remove()

    async def action_clear(self) -> None:
        pane = self._pane
        pane.apply_filter("")
        pane.table.focus()
        await self.remove()
