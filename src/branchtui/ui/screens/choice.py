"""Dialogs that offer a list: what is typed leaves the rows it fits; pick by arrows, Enter, or by number.

The rows stand beside the line, the best on its own row, as choices stand beside a field of a form; below it where the
window is too narrow for that.
"""

from collections.abc import Callable, Sequence
from functools import partial
from typing import ClassVar, Generic, TypeVar

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from branchtui.errors import BranchError
from branchtui.ui.commands import table as commands
from branchtui.ui.commands.dispatch import bar_rows
from branchtui.ui.shell import shell_of
from branchtui.ui.terminal.caret import CaretScreen
from branchtui.ui.text.cells import fit
from branchtui.ui.text.fitting import fitting
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.choosing.choices import BESIDE, DIGITS, NOT_ANOTHER
from branchtui.ui.widgets.chrome import KeyBar
from branchtui.ui.widgets.editors import LineInput
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.least_size import LeastSizeScreen
from branchtui.ui.widgets.rest import Rest
from branchtui.ui.widgets.window_table import WindowTable

RowT = TypeVar("RowT")
_WIDE = 100  # columns of a window in which a list of several columns stands beside its line
_IN_EDGE = 40  # cells of a question that stands in the edge
_ENDS = {"home": "first", "end": "last"}


class _ChoiceLine(LineInput):
    """Where the list is filtered. While nothing is typed a digit picks the row of its number, if `numbered`."""

    def __init__(self, numbered: int) -> None:
        super().__init__(placeholder="输入几个字来找，或按数字" if numbered else "输入几个字来找")
        self._numbered = numbered

    def _number(self, character: str | None) -> int | None:
        number = DIGITS.get(character or "")
        return number if number is not None and number <= self._numbered and not self.value else None

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """A digit that picks is a command: keys typed ahead wait for what it opens."""
        return self._number(character) is None and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        choice = self.screen
        assert isinstance(choice, ChoiceScreen)
        number, end = self._number(event.character), _ENDS.get(event.key)
        if number is not None:
            choice.take_number(number)
        elif event.key == "space" and choice.take_also():
            pass
        elif end is not None and not self.value:
            choice.action_move(end)
        else:
            return
        event.stop()
        event.prevent_default()


class ChoiceScreen(CaretScreen, LeastSizeScreen, ModalScreen[RowT | None], Generic[RowT]):
    """Gives back the row taken, or None. `search` leaves the rows that fit what is typed; no other is ever taken.

    With `numbered` digits pick rows as long as nothing is typed. `about` says more of the row under the cursor than
    its columns can hold; it stands below the list. With `resting` a search costs, and is made once the keys rest.
    """

    PLACE = "choice"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (declared so by Textual)
    BINDINGS: ClassVar[list[BindingType]] = [
        *commands.bindings("choice"),
        *commands.bindings_of_app("app.undo", "app.redo"),  # of what is typed into the line
    ]

    def __init__(
        self,
        title: str,
        columns: Sequence[Column[RowT]],
        rows: Sequence[RowT],
        search: Callable[[str, Sequence[RowT]], Sequence[RowT]],
        about: Callable[[RowT], str] | None = None,
        *,
        numbered: bool = False,
        own: Callable[[str], RowT] | None = None,
        resting: bool = False,
    ) -> None:
        super().__init__()
        self._rest = Rest(lambda: self.call_later(self._filter)) if resting else None
        self._title = title
        self._rows = rows
        self._search = search
        self._table: WindowTable[RowT] = WindowTable(columns, Rows(rows))
        self._table.can_focus = False  # every character goes into the line
        self._line = _ChoiceLine(len(rows) if numbered else 0)
        self._own = own
        self._searched = ""
        self._about = about
        self._beside = BESIDE if numbered else _WIDE
        self._kind = "dialog short" if numbered else "dialog" if about is None else "dialog telling"
        self._foot = Static("", markup=False, classes="foot")
        self._told = ""

    def compose(self) -> ComposeResult:
        in_edge = "\n" not in self._title and cell_len(self._title) <= _IN_EDGE
        with Frame(title=self._title if in_edge else "", classes=self._kind):
            if not in_edge:
                yield Static(Content.styled(self._title, "bold"), classes="question")
            with Horizontal(classes="choosing"):
                yield self._line
                yield self._table
            yield self._foot
        yield KeyBar()

    def on_resize(self) -> None:
        self.set_class(self.size.width < self._beside, "-thin")

    def on_mount(self) -> None:
        self.query_one(KeyBar).show(bar_rows(("choice",), shell_of(self).commands))
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._tell())  # the list has its height then
        self._line.focus()

    def on_input_changed(self) -> None:
        if self._rest is None:
            self._filter()
        else:
            self._rest.begin()

    def _filter(self) -> None:
        """Show the rows that fit what stands in the line now."""
        typed = self._line.value.strip()
        if typed != self._searched:
            self._searched = typed
            self._table.cursor = 0
            self._table.show(Rows(self._search(typed, self._rows)))
            self._tell()

    def on_window_table_moved(self) -> None:
        self._tell()

    def _tell(self) -> None:
        """Say below the list where in it the cursor is, and what its columns can't hold; or that nothing was found."""
        table = self._table
        words = []
        if table.row is None:
            typed = fit(self._searched, 20).rstrip()
            if self._is_own(typed):
                words.append(f"回车就写“{typed}”")
            elif typed:
                words.append(f"没有“{typed}”，{NOT_ANOTHER}。换几个字试试，或按 Esc。")
        else:
            words += [f"{table.cursor + 1}/{table.count}"] if table.count > table.size.height else []
            words += [self._about(table.row)] if self._about is not None else []
        told = "  ".join(words)
        if told != self._told:
            self._told = told
            self._foot.update(Content(told))
        self._foot.display = bool(told)

    def on_input_submitted(self) -> None:
        self.action_take()

    def on_window_table_opened(self) -> None:
        self.action_take()

    def take_number(self, number: int) -> None:
        """Pick the row of this number, from 1."""
        self.dismiss(self._rows[number - 1])

    def take_also(self) -> bool:
        """Take the row under the cursor and stay, where several may be taken; False where the space is text."""
        return False

    def action_take(self) -> None:
        self._filter()  # the news of the last key may still be on its way
        typed = self._line.value.strip()
        if self._table.row is not None:
            self.dismiss(self._table.row)
        elif self._own is not None and self._is_own(typed):
            try:
                self.dismiss(self._own(typed))
            except BranchError as error:
                self._foot.update(Content(str(error)))

    def _is_own(self, typed: str) -> bool:
        """Whether what fits none is taken as it stands: words are, letters are initials mistyped."""
        return self._own is not None and not typed.isascii()

    def action_cancel(self) -> None:
        self.dismiss(None)

    def action_move(self, where: str) -> None:
        self._table.action_move(where)
        self._tell()


def pick(
    title: str, options: Sequence[tuple[str, str]], own: Callable[[str], tuple[str, str]] | None = None
) -> ChoiceScreen[tuple[str, str]]:
    """A dialog over a few (value, words) options, each with its digit; `own` makes one of what is typed and fits none."""
    numbers = {value: str(n) if n <= max(DIGITS.values()) else "" for n, (value, _) in enumerate(options, 1)}
    columns: list[Column[tuple[str, str]]] = [
        Column("", 2, lambda option: numbers[option[0]]),
        Column("", 20, lambda option: option[1], grow=True),
    ]
    search = partial(fitting, name=lambda option: option[1])
    return ChoiceScreen(title, columns, options, search, numbered=True, own=own)
