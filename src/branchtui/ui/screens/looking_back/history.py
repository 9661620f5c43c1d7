"""The history of one thing: who changed what and when, what stood there before, and going back."""

from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.store.models import Row
from branchtui.ui.commands import table
from branchtui.ui.editing.sight import Sight
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.screens.reader import LEGEND, ReadingScreen
from branchtui.ui.text.cells import one_line
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.difference_view import DifferenceView
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.safety import history
from branchtui.workflows.safety.history import Change, Entry


@dataclass(frozen=True, slots=True)
class HistoryRow:
    """One change; the first of what was done at once also tells when and by whom."""

    entry: Entry
    change: Change
    first: bool

    @property
    def when(self) -> str:
        """Local time; a question mark where the clock of that machine can't have been right."""
        at = self.entry.at
        return f"{at:%Y-%m-%d %H:%M}{'?' if self.entry.suspect else ''}" if at and self.first else ""

    @property
    def where(self) -> str:
        """The part of the thing and the field."""
        return f"{self.change.part}{self.change.field}"

    @property
    def what(self) -> str:
        """Before and after in one line."""
        before, after = one_line(self.change.before), one_line(self.change.after)
        if before and after:
            return f"{before} 改为 {after}" if len(before) < 40 else f"长文有改动：{after}"
        return after or (f"清空了：{before}" if before else "")


_COLUMNS: list[Column[HistoryRow]] = [
    Column("时间", 17, lambda row: row.when),
    Column("谁", 16, lambda row: row.entry.who if row.first else "", from_width=96),
    Column("哪一处", 18, lambda row: row.where),
    Column("内容", 16, lambda row: row.what, grow=True),
]


class HistoryScreen(ListScreen[HistoryRow]):
    """Left the changes, the newest first; right the difference of the one under the cursor."""

    PLACE = "history"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("history")]

    def __init__(self, thing: Row, room: str, field: str = "") -> None:
        """`field` is what the list is filtered by at first."""
        self._difference = DifferenceView()
        super().__init__(ListPane(_COLUMNS, self._rows, title="历史", empty="还没有留下修改的记录。"), self._difference)
        self._thing = thing
        self._room = room
        self._called = history.called(thing)
        self.pane.filter_text = field

    def title_room(self) -> str:
        return self._room

    def sight(self) -> Sight:
        return Sight(frozenset({history.owner(self._thing._meta.table_name, self._thing.id)[1]}))

    def heads(self) -> ComposeResult:
        yield Static(Content(f"历史：{self._called}"), classes="heading")

    def on_mount(self) -> None:
        self.pane.table.focus()

    def _rows(self, filter_text: str) -> Rows[HistoryRow]:
        rows = [
            HistoryRow(entry, change, number == 0)
            for entry in history.of(self._thing, self.shell.now())
            for number, change in enumerate(entry.changes)
        ]
        if filter_text:
            rows = [HistoryRow(row.entry, row.change, True) for row in rows if filter_text in _searched(row)]
        return Rows(rows)

    def show_beside(self, row: HistoryRow | None) -> None:
        if row is None:
            self._difference.show_pieces((), ())
        else:
            self._difference.show_pieces(row.change.pieces, _notes(row))

    async def open_row(self, row: HistoryRow) -> None:
        self.app.push_screen(ReadingScreen(self._room, row.where, row.change.pieces, _notes(row)))

    def action_revert(self, what: str) -> None:
        row = self.pane.table.row
        if row is None:
            self.shell.say("这里还没有可以恢复的修改。")
            return
        with self.telling() as done:
            revert = partial(history.revert, self._thing, row.entry, now=self.shell.now())
            words = revert(row.change if what == "field" else None)
            self.reload()
            done(f"{words}。")


def _searched(row: HistoryRow) -> str:
    return f"{row.entry.name}{row.entry.who}{row.where}{row.change.before}{row.change.after}"


def _notes(row: HistoryRow) -> list[str]:
    entry = row.entry
    when = f"{entry.at:%Y-%m-%d %H:%M}" if entry.at else "时间不明"
    suspect = "（那台电脑的时钟可疑）" if entry.suspect else ""
    return [entry.name, f"{when}{suspect}  {entry.who}", f"{row.where}：{LEGEND}", ""]
