"""The difference an import of honours or documents would make, shown before anything is written."""

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.files.sheets.registers import RegisterSheet, read_register
from branchtui.ui.commands import table
from branchtui.ui.jobs import Job
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.shell import Shell
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Groups, Rows, Source
from branchtui.ui.text.typed_path import read_typed
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.progress import Progress
from branchtui.workflows.registers import importing
from branchtui.workflows.registers.importing import SORTS, RegisterVerdict

_ROLES = dict(zip(SORTS, ("bad", "good", "info", "quiet"), strict=True))


def preview_job(shell: Shell, kind: str, typed: str) -> Job[RegisterSheet]:
    """Reads the sheet, then shows what importing it would do. Raises BranchError where there is no such file."""
    data, name = read_typed(typed)

    def read(progress: Progress) -> RegisterSheet:
        sheet = read_register(data, name, importing.LAYOUTS[kind])
        progress(1, 1)
        return sheet

    def show(sheet: RegisterSheet) -> str:
        shell.call_later(shell.push_screen, RegisterPreviewScreen(kind, sheet, name))
        return "请先看有哪些变化，再按 Ctrl+S 写入。"

    return Job("读表格", read, show)


def _groups(source: Source[RegisterVerdict]) -> Groups:
    """The heading of each sort of rows, with their number."""
    found = []
    for sort, rows in groupby(source.page(0, source.count()), lambda verdict: verdict.sort):
        number, role = len(list(rows)), _ROLES[sort]
        found.append((Ink(f"{'! ' * (role == 'bad')}{sort} {number} 行", role, bold=True), number))
    return found


class RegisterPreviewScreen(ListScreen[RegisterVerdict]):
    """Ctrl+S writes the import; Esc changes nothing."""

    PLACE = "register_preview"
    ROOM = "frameworks"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("register_preview")]
    _COLUMNS: ClassVar[Sequence[Column[RegisterVerdict]]] = (
        Column("行", 5, lambda verdict: str(verdict.line), role="quiet"),
        Column("名称", 28, lambda verdict: verdict.called),
        Column("内容", 20, lambda verdict: verdict.words, grow=True),
    )

    def __init__(self, kind: str, sheet: RegisterSheet, filename: str) -> None:
        pane: ListPane[RegisterVerdict] = ListPane(
            self._COLUMNS, self._rows, title="变化", empty="这张表里没有内容。", group=_groups, apart=True
        )
        super().__init__(pane)
        self._kind, self._sheet, self._filename = kind, sheet, filename
        self._told = Static("", markup=False, classes="note")

    def _rows(self, filter_text: str) -> Rows[RegisterVerdict]:
        rows = [verdict for sort in _ROLES for verdict in self._found.of(sort)]
        return Rows([row for row in rows if filter_text in f"{row.sort}{row.called}{row.words}"])

    def heads(self) -> ComposeResult:
        yield Static(Content(f"导入前先看：{self._filename}"), classes="heading")
        yield self._told

    def show_heads(self) -> None:
        self._found = importing.compare_register(self._kind, self._sheet, today=self.shell.now().date())
        self._told.update(Content(f"没有读的栏目：{'、'.join(self._found.unread)}。"))
        self._told.display = bool(self._found.unread)

    def can(self, command_id: str) -> bool:
        if command_id == "list.open":
            return False
        return not self._found.of("不能导入") if command_id == "register_preview.write" else super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        return None if self._found.of("不能导入") else ("register_preview.write", "写入")

    async def open_row(self, row: RegisterVerdict) -> None:
        """Nothing stands behind a row."""

    def action_write(self) -> None:
        with self.telling() as done:
            importing.apply_register(self._found, today=self.shell.now().date())
            self.dismiss()
            added, changed = (len(self._found.of(sort)) for sort in ("新增", "更改"))
            done(f"已导入：新增 {added} 条，更改 {changed} 条。")
