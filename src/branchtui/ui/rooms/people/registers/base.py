"""What the registers share: a list, what is told of the row under the cursor, and the form of a row."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, ClassVar, TypeVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.store.models import Row
from branchtui.ui.commands import table
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.screens.list_room import ListRoom
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import wrap
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.lines_view import LinesView
from branchtui.ui.widgets.list_pane import ListPane

if TYPE_CHECKING:
    from branchtui.ui.widgets.mark_pane import HasId

RowT = TypeVar("RowT", bound="HasId")
_LABEL = 12  # cells of the longest label, and two behind it


class ToldScreen(ListRoom[RowT]):
    """A list with what is told of the row under the cursor. It opens on `thing`, where one was looked for."""

    ROOM = "people"

    def __init__(self, pane: ListPane[RowT], thing: bytes | None = None) -> None:
        self._view = LinesView()
        super().__init__(pane, self._view)
        self._wanted = thing

    def on_mount(self) -> None:
        self.pane.table.focus()

    def reload(self) -> None:
        super().reload()
        if self._wanted is not None:
            self.show_thing(self._wanted)
            self._wanted = None

    def can(self, command_id: str) -> bool:
        needs_row = (f"{self.PLACE}.remove", f"{self.PLACE}.view")
        return self.pane.table.row is not None if command_id in needs_row else super().can(command_id)

    def show_paper(self, row: RowT) -> None:
        self._show(self._view, row)

    def show_whole(self, view: LinesView, thing: bytes) -> None:
        """Show in `view` what is told of a thing of the list, as it is stored now."""
        self.pane.reload()
        if self.pane.table.seek(lambda row: row.id == thing) and (row := self.pane.table.row) is not None:
            self._show(view, row)

    def _show(self, view: LinesView, row: RowT) -> None:
        title, lines = self.told(row)

        def draw(width: int) -> list[Ink]:
            return [*self.flag_lines(row.id, width), *(line for part in lines for line in part.drawn(width))]

        view.show_lines(title, draw, thing=row.id)

    def action_view(self) -> None:
        if (row := self.chosen()) is not None:
            show = partial(self.show_whole, thing=row.id)
            self.app.push_screen(WholeScreen(partial(self.stored, row.id), show, self.ROOM))

    @abstractmethod
    def told(self, row: RowT) -> "tuple[str, Sequence[Told]]":
        """What is told beside the list of a row, and the title above that."""

    @abstractmethod
    def action_new(self) -> None:
        """Open the form of what is added here."""


class RegisterScreen(ToldScreen[RowT]):
    """The list of one register; Enter changes the row under the cursor."""

    NOUN: ClassVar[str]  # what is added: the heading of its form
    FORM: str  # the name of the form of a new row

    @abstractmethod
    def fields(self, row: Row | None) -> Sequence[Field]:
        """The fields of the form, of a row or of a new one."""

    @abstractmethod
    def make(self, typed: Mapping[str, str]) -> Row:
        """Store a new row. Raises BranchError where that can't be."""

    def follows(self, typed: Mapping[str, str]) -> str:
        """What else such a row would change, as a sentence; empty where nothing."""
        return ""

    @abstractmethod
    def change(self, row: Row, changes: Mapping[str, str]) -> None:
        """Store what was typed over. Raises BranchError where that can't be."""

    @abstractmethod
    def take_off(self, row: Row) -> str:
        """Take a row off the register; the sentence that says so."""

    async def open_row(self, row: RowT) -> None:
        with self.telling():
            self.app.push_screen(self.form(self.stored(row.id)))

    def action_new(self) -> None:
        self.app.push_screen(self.form(None))

    def action_remove(self) -> None:
        if (row := self.chosen()) is not None:
            with self.telling() as done:
                words = self.take_off(self.stored(row.id))
                self.reload()
                done(words)

    def form(self, row: Row | None) -> FormScreen:
        """The form of a row, or of a new one."""
        fields = self.fields(row)
        shown = {field.key: field.value for field in fields}

        def typed_now() -> Mapping[str, str]:
            assert row is not None
            return {field.key: field.value for field in self.fields(self.stored(row.id))}

        guard = Guard(row, shown, typed=typed_now) if row else None

        def write(**changes: str) -> None:
            assert row is not None
            self.change(self.stored(row.id), changes)

        def submit(values: Mapping[str, str]) -> str:
            typed = {key: values[key] for key in shown}
            if guard is not None:
                guard.save(typed, write)
                return f"已更改{self.NOUN}。" if typed != shown else "没有改动。"
            follows = self.follows(typed)
            made = self.make(typed)
            self.call_later(self.show_thing, made.id)
            return f"已登记{self.NOUN}。{follows}"

        name, heading = (f"{self.FORM}-{row.id.hex()}", f"更改{self.NOUN}") if row else (self.FORM, f"登记{self.NOUN}")
        return FormScreen(name, heading, fields, submit, room=self.ROOM)


class Told:
    """One label with its words; a heading without words, or words without a label."""

    def __init__(self, label: str, words: str = "", role: str = "text") -> None:
        self.label, self.words, self.role = label, words, role

    def drawn(self, width: int) -> list[Ink]:
        """It in lines of at most so many cells; nothing where a label has no words."""
        if not self.words:
            return [Ink(), Ink(f" {self.label}", bold=True)] if self.label.endswith("：") else []
        lines = []
        for number, words in enumerate(wrap(self.words, max(8, width - _LABEL - 2))):
            lines.append(Ink(" ").add("" if number else self.label, "quiet", width=_LABEL).add(words, self.role))
        return lines


class WholeLines(LinesView, inherit_bindings=False):
    """The same to be read alone on the screen."""

    PLACE = "reading"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("reading")]


class WholeScreen(PlaceScreen):
    """What is told of a row, over the whole screen; Esc goes back."""

    def __init__(self, stored: Callable[[], Row], show: Callable[[LinesView], None], room: str) -> None:
        super().__init__()
        self._stored, self._show, self._room = stored, show, room
        self._view = WholeLines()

    def body(self) -> ComposeResult:
        with Frame():
            yield self._view

    def title_room(self) -> str:
        return self._room

    def on_mount(self) -> None:
        self._view.focus()

    def thing(self) -> Row | None:
        return self._stored()

    def reload(self) -> None:
        self._show(self._view)


class ToldText(Told):
    """A paragraph of a text, as wide as there is room."""

    def __init__(self, words: str) -> None:
        super().__init__("", words)

    def drawn(self, width: int) -> list[Ink]:
        return [Ink(" ").add(words) for words in wrap(self.words, max(8, width - 2))]
