"""What a sheet or pasted lines would write, shown before anything is written."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.files.sheets.rows import Sheet
from branchtui.ui.commands import table
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.file_preview import preview_of
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.shell import Shell
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows, Source
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.difference import SORTS, Difference, Sort, Verdict

_ROLES: dict[Sort, str] = {
    "不能导入": "bad",
    "请您定": "due",
    "新增": "good",
    "更改": "info",
    "不变": "quiet",
    "略过": "quiet",
}


def difference_of(
    shell: Shell,
    what: str,
    typed: str,
    read: Callable[[bytes, str], Sheet],
    compare: Callable[[Sheet], Difference],
    into: str,
    *,
    room: str,
) -> Job[Sheet]:
    """Reads a file, called `what`, then shows what it would write. Raises BranchError where there is no such file."""

    def screen(sheet: Sheet, name: str) -> "DifferenceScreen":
        return DifferenceScreen(f"导入前先看：{name}", lambda: compare(sheet), into, room=room)

    return preview_of(shell, f"读{what}", typed, read, screen)


def groups(source: Source[Verdict]) -> list[tuple[Ink, int]]:
    """The heading of each sort of rows, with their number."""
    found = []
    for sort, rows in groupby(source.page(0, source.count()), lambda verdict: verdict.sort):
        number, role = len(list(rows)), _ROLES[sort]
        found.append((Ink(f"{'! ' * (role == 'bad')}{sort} {number} 行", role, bold=True), number))
    return found


class DifferenceScreen(ListScreen[Verdict]):
    """Ctrl+S writes what `look` gives; Esc writes nothing. `into` is what the rows go into, `room` where that is."""

    PLACE = "difference"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("difference")]
    _COLUMNS: ClassVar[Sequence[Column[Verdict]]] = (
        Column("行", 5, lambda verdict: str(verdict.line), role="quiet"),
        Column("哪一条", 28, lambda verdict: verdict.called),
        Column("内容", 20, lambda verdict: verdict.words, grow=True),
    )

    def __init__(self, heading: str, look: Callable[[], Difference], into: str, *, room: str) -> None:
        super().__init__(
            ListPane(self._COLUMNS, self._rows, title="变化", empty="没有一行。", group=groups, apart=True)
        )
        self._heading, self._look, self._into, self._room = heading, look, into, room
        self._found = look()
        self._told = Static("", markup=False, classes="note")

    def _rows(self, filter_text: str) -> Rows[Verdict]:
        rows = [verdict for sort in SORTS for verdict in self._found.of(sort)]
        return Rows([row for row in rows if filter_text in f"{row.sort}{row.called}{row.words}"])

    def title_room(self) -> str:
        return self._room

    def heads(self) -> ComposeResult:
        yield Static(Content(self._heading), classes="heading")
        yield self._told

    def on_mount(self) -> None:
        self.pane.table.focus()

    def show_heads(self) -> None:
        self._found = self._look()
        refused = len(self._found.of("不能导入"))
        told = f"没有读的栏目：{'、'.join(self._found.unread)}。" if self._found.unread else ""
        if refused:
            told += (
                f"有 {refused} 行不能导入，改好再来。" if self._found.stopped else f"{refused} 行不能导入，其余照写。"
            )
        self._told.update(Content(told))
        self._told.display = bool(told)

    @property
    def _may_write(self) -> bool:
        return self._found.writes or bool(self._found.of("请您定") and not self._found.stopped)

    def can(self, command_id: str) -> bool:
        if command_id == "list.open":
            return False
        return self._may_write if command_id == "difference.write" else super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        return ("difference.write", f"写入{self._into}") if self._may_write else None

    async def open_row(self, row: Verdict) -> None:
        """Nothing stands behind a row."""

    def action_write(self) -> None:
        with self.telling() as done:
            words = self._found.write()
            self.dismiss()
            done(words)
