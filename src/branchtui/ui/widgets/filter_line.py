"""The line above a list in which its filter is typed."""

from collections.abc import Callable
from typing import ClassVar

from textual.binding import BindingType
from textual.widgets import Input

from branchtui.ui.commands import table
from branchtui.ui.widgets.editors import LineInput


class FilterLine(LineInput):
    """Filters a list with each key."""

    PLACE = "filter"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("filter")]

    def __init__(self, text: str, apply: Callable[[str], object], back: Callable[[], object]) -> None:
        """`apply` filters the list by a text, `back` goes to it."""
        super().__init__(text, placeholder="筛选：输入要找的字", classes="filter-line")
        self._apply, self._back = apply, back

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._apply(event.value.strip())

    async def action_keep(self) -> None:
        self._apply(self.value.strip())  # the news of the last key may still be on its way
        self._back()
        await self.remove()

    async def action_clear(self) -> None:
        self._apply("")
        self._back()
        await self.remove()
