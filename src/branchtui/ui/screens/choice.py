"""Dialogs that offer a list: pick by arrows, by typing part of the name, or by number."""

from collections.abc import Callable, Sequence
from typing import ClassVar, Generic, TypeVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from branchtui.ui import commands
from branchtui.ui.widgets.caret import CaretScreen
from branchtui.ui.widgets.chrome import KeyBar
from branchtui.ui.widgets.editors import LineInput
from branchtui.ui.widgets.least_size import LeastSizeScreen
from branchtui.ui.widgets.window_table import Column, Rows, WindowTable

RowT = TypeVar("RowT")
_DIGITS = {str(n): n for n in range(1, 10)} | {chr(ord("０") + n): n for n in range(1, 10)}


class ChoiceScreen(CaretScreen, LeastSizeScreen, ModalScreen[RowT | None], Generic[RowT]):
    """Gives back the row taken, or None. With `search` a line filters the rows, else digits pick them."""

    PLACE = "choice"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (declared so by Textual)
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings("choice")]

    def __init__(
        self,
        title: str,
        columns: Sequence[Column[RowT]],
        rows: Sequence[RowT],
        search: Callable[[str, Sequence[RowT]], Sequence[RowT]] | None = None,
    ) -> None:
        super().__init__()
        self._title = title
        self._rows = rows
        self._search = search
        self._table: WindowTable[RowT] = WindowTable(columns, Rows(rows))
        self._line = LineInput(placeholder="输入几个字来找") if search else None

    def compose(self) -> ComposeResult:
        with Vertical(classes="dialog"):
            yield Static(Content.styled(self._title, "bold"))
            if self._line is not None:
                yield self._line
            yield self._table
        yield KeyBar()

    def on_mount(self) -> None:
        self.query_one(KeyBar).show(("choice",))
        (self._line or self._table).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        if self._search is not None:
            self._table.cursor = 0
            self._table.show(Rows(self._search(event.value.strip(), self._rows)))

    def on_input_submitted(self) -> None:
        self.action_take()

    def on_window_table_opened(self) -> None:
        self.action_take()

    def on_key(self, event: events.Key) -> None:
        number = _DIGITS.get(event.character or "")
        if self._search is None and number is not None and number <= len(self._rows):
            event.stop()
            self.dismiss(self._rows[number - 1])

    def action_take(self) -> None:
        if self._table.row is not None:
            self.dismiss(self._table.row)

    def action_cancel(self) -> None:
        self.dismiss(None)

    def action_move(self, where: str) -> None:
        self._table.action_move(where)


def pick(title: str, options: Sequence[tuple[str, str]]) -> ChoiceScreen[tuple[str, str]]:
    """A dialog over a few (value, words) options, each with its digit."""
    numbers = {value: str(n) for n, (value, _) in enumerate(options, 1)}
    columns: list[Column[tuple[str, str]]] = [
        Column("", 2, lambda option: numbers[option[0]]),
        Column("", 20, lambda option: option[1], grow=True),
    ]
    return ChoiceScreen(f"{title}（也可按数字）", columns, options)
