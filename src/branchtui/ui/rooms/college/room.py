"""What the organiser's four rooms share: a list of what was fetched last, and beside it what is told of a row."""

from collections.abc import Sequence
from typing import TypeVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Container

from branchtui.ui.rooms.college.app import OrganiserApp, college_of
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.shell import shell_of
from branchtui.ui.text.cells import fit
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.list_pane import ListPane

RowT = TypeVar("RowT")
_COUNTED = 70  # cells of a list from which its edge says which row the cursor is on
_BESIDE_TITLE = 34  # cells: what stands in the edge beside the title


class CollegePane(ListPane[RowT]):
    """The rows that `screen.rows` gives; its edge says as of when they are."""

    def __init__(self, columns: Sequence[Column[RowT]], *, title: str, empty: str, id: str) -> None:  # noqa: A002
        super().__init__(columns, self._rows, empty=empty, title=title, id=id)

    def _rows(self, filter_text: str) -> Rows[RowT]:
        screen = self.screen
        assert isinstance(screen, CollegeScreen)
        words = filter_text.split()
        return Rows([row for row in screen.rows() if all(word in screen.words_of(row) for word in words)])

    def retitle(self, title: str, empty: str, about: str = "") -> None:
        """Show another title, before it what it is about as far as there is room, and other words for an empty list."""
        room = self.outer_size.width - cell_len(title) - _BESIDE_TITLE
        self._called, self._empty = (
            f"{fit(about, room, shell_of(self).brush.glyphs.more).rstrip()}  {title}" if about and room > 0 else title,
            empty,
        )

    def legend(self) -> str:
        screen = self.screen
        assert isinstance(screen, CollegeScreen)
        wide = self.outer_size.width >= _COUNTED
        at = f"   {self.table.at}/{self.table.count}" if self.table.count and wide else ""
        return f"{screen.since()}{at}"


class CollegeScreen(ListScreen[RowT]):
    """A list and what is told of the row under the cursor: beside it, below it in a narrow window."""

    def __init__(self, pane: CollegePane[RowT], told: str) -> None:
        self._told = InkView(self._lines, id="told")
        super().__init__(pane, self._told)
        self._beside = Frame(self._told, title=told, classes="beside -shares")

    @property
    def college(self) -> OrganiserApp:
        """The app, by its own type."""
        return college_of(self)

    def body(self) -> ComposeResult:
        with Container(classes="panes college"):
            yield self.pane
            yield self._beside

    def rows(self) -> Sequence[RowT]:
        """The rows of what was fetched last."""
        raise NotImplementedError

    def words_of(self, row: RowT) -> str:
        """What a filter looks through."""
        raise NotImplementedError

    def told_of(self, row: RowT, width: int) -> Sequence[Ink]:
        """What is told of a row at this width."""
        raise NotImplementedError

    def since(self) -> str:
        """As of when the rows are."""
        return self.college.since()

    def show_beside(self, row: RowT | None) -> None:
        self._told.again()

    def reload(self) -> None:
        super().reload()
        self._told.again()

    def _lines(self, width: int) -> Sequence[Ink]:
        row = self.pane.table.row
        return () if row is None else self.told_of(row, width)

    def chosen(self) -> RowT | None:
        """The row under the cursor; None, told why, where there is none."""
        row = self.pane.table.row
        if row is None:
            self.shell.say(self.pane.nothing())
        return row
