"""What the list screens share: a list, and beside it, where there is room, what is told of the row under the cursor."""

from abc import abstractmethod
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widget import Widget

from branchtui.store.models import Row
from branchtui.store.replication.merging.unsettled import may_be_any
from branchtui.ui.editing.sight import Sight
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.paper_view import PaperView
from branchtui.ui.widgets.window_table import WindowTable

if TYPE_CHECKING:
    from branchtui.store.replication.merging.flags import Flag
    from branchtui.ui.widgets.mark_pane import HasId

RowT = TypeVar("RowT")


class ListScreen(PlaceScreen, Generic[RowT]):
    """A list; `side` is what stands beside it, if anything, in a frame of the classes `SIDE`."""

    SIDE: ClassVar[str] = "right"

    def __init__(self, pane: ListPane[RowT], side: Widget | None = None) -> None:
        super().__init__()
        self.pane = pane
        self.side = side

    def body(self) -> ComposeResult:
        yield from self.heads()
        if self.side is None:
            yield self.pane
            return
        with Horizontal(classes="panes"):
            yield self.pane
            yield from self.beside(self.side)

    def beside(self, side: Widget) -> ComposeResult:
        """What stands right of the list."""
        with Frame(classes=self.SIDE):
            yield side

    def heads(self) -> ComposeResult:
        """The lines above the list."""
        yield from ()

    def reload(self) -> None:
        self.show_heads()
        self.pane.reload()

    def show_heads(self) -> None:
        """Show the lines above the list as they are now."""

    def on_resize(self) -> None:
        if self.side is not None:
            self.pane.table.rest()

    def next_step(self) -> tuple[str, str] | None:
        return ("list.open", "打开") if self.pane.table.row is not None else None

    def on_window_table_moved(self) -> None:
        self.show_keys()
        if self.side is not None:
            with self.telling():
                self.show_beside(self.pane.table.row)

    def show_beside(self, row: RowT | None) -> None:
        """Show beside the list what is told of the row under the cursor; None where there is none."""

    async def on_window_table_opened(self, message: WindowTable.Opened) -> None:
        await self.open_row(cast(RowT, message.row))

    @abstractmethod
    async def open_row(self, row: RowT) -> None:
        """Enter, or a double click, on a row."""


ThingRowT = TypeVar("ThingRowT", bound="HasId")


class ListRoom(ListScreen[ThingRowT]):
    """A room that lists the things of one table, with a paper or a card beside them."""

    TABLE: ClassVar[str]

    def __init__(self, pane: ListPane[ThingRowT], paper: PaperView | None = None) -> None:
        self.paper = paper or PaperView(turned_by="[ ] 换一份")
        self.flags: dict[bytes, list[Flag]] = {}  # the open conflicts of its things
        pane.table.flagged = lambda row: row.id in self.flags
        super().__init__(pane, self.paper)

    def reload(self) -> None:
        self.paper.forget_profiles()
        self.flags = self._flags()
        super().reload()

    def _flags(self) -> "dict[bytes, list[Flag]]":
        if not may_be_any():
            return {}
        from branchtui.store.replication.merging.flags import by_thing

        return by_thing(self.TABLE)

    def flag_lines(self, thing: bytes, width: int) -> list[Ink]:
        """The line above what is told of a thing that has conflicts; none of any other."""
        if thing not in self.flags:
            return []
        from branchtui.ui.screens.conflict_line import conflict_line
        from branchtui.workflows.safety.merging import field_names

        found = self.flags[thing]
        words = f"{len(found)} 处两边写得不一样：{field_names(found)}"
        return [Ink(" ").join(conflict_line(self.shell, words, width - 1)), Ink()]

    def foremost(self) -> str:
        row = self.pane.table.row
        return "app.conflicts" if row is not None and row.id in self.flags else super().foremost()

    def show_beside(self, row: ThingRowT | None) -> None:
        if row is None or not self.paper.size.width:
            self.paper.show(())
        else:
            self.show_paper(row)

    @abstractmethod
    def show_paper(self, row: ThingRowT) -> None:
        """Show what is told of a row in `paper`."""

    @abstractmethod
    def stored(self, thing: bytes) -> Row:
        """A thing of the list as it is stored now. Raises GoneError where it is gone."""

    def sight(self) -> Sight:
        return Sight(frozenset(row.id for row in self.pane.table.in_view()), self.TABLE)

    def history_of(self) -> Row | None:
        row = self.pane.table.row
        return self.stored(row.id) if row is not None else None

    def chosen(self) -> ThingRowT | None:
        """The row under the cursor; None, told why, where there is none."""
        row = self.pane.table.row
        if row is None:
            self.shell.say(self.pane.nothing())
        return row

    def show_thing(self, thing: bytes) -> None:
        """Put the cursor on a thing; what is not listed is told of."""
        self.pane.apply_filter("")
        if self.pane.table.seek(lambda row: row.id == thing):
            return
        self.pane.reload()  # it may have come since the rows were read
        if not self.pane.table.seek(lambda row: row.id == thing):
            self.shell.say(self.not_listed(thing))

    def not_listed(self, thing: bytes) -> str:
        """What is said of a thing that the whole list does not hold."""
        return "这一项不在这里列出的里面。"
