"""The difference an import of a school's hours would make, shown before anything is written."""

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.files.sheets.trainings import TrainingSheet, read_trainings
from branchtui.ui.commands import table
from branchtui.ui.jobs import Job
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.shell import Shell
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows, Source
from branchtui.ui.text.typed_path import read_typed
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.progress import Progress
from branchtui.workflows.year import hours_import
from branchtui.workflows.year.hours_import import SORTS, TrainingVerdict

_ROLES = dict(zip(SORTS, ("bad", "due", "good", "info", "quiet", "quiet"), strict=True))


def preview_job(shell: Shell, typed: str) -> Job[TrainingSheet]:
    """Reads the sheet, then shows what importing it would do. Raises BranchError where there is no such file."""
    data, name = read_typed(typed)
    year = shell.now().year

    def read(progress: Progress) -> TrainingSheet:
        sheet = read_trainings(data, name, year)
        progress(1, 1)
        return sheet

    def show(sheet: TrainingSheet) -> str:
        shell.call_later(shell.push_screen, HoursPreviewScreen(sheet, name))
        return "请先看有哪些变化，再按 Ctrl+S 写入。"

    return Job("读学时表", read, show)


def preview_groups(source: Source[TrainingVerdict]) -> list[tuple[Ink, int]]:
    """The heading of each sort of rows, with their number."""
    found = []
    for sort, rows in groupby(source.page(0, source.count()), lambda verdict: verdict.sort):
        number, role = len(list(rows)), _ROLES[sort]
        found.append((Ink(f"{'! ' * (role == 'bad')}{sort} {number} 行", role, bold=True), number))
    return found


class HoursPreviewScreen(ListScreen[TrainingVerdict]):
    """Ctrl+S writes the import, asking first whether rows count that don't say it; Esc changes nothing."""

    PLACE = "hours_preview"
    ROOM = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("hours_preview")]
    _COLUMNS: ClassVar[Sequence[Column[TrainingVerdict]]] = (
        Column("行", 5, lambda verdict: str(verdict.line), role="quiet"),
        Column("姓名", 10, lambda verdict: verdict.called),
        Column("内容", 20, lambda verdict: verdict.words, grow=True),
    )

    def __init__(self, sheet: TrainingSheet, filename: str) -> None:
        pane: ListPane[TrainingVerdict] = ListPane(
            self._COLUMNS, self._rows, title="变化", empty="这张表里没有培训。", group=preview_groups, apart=True
        )
        super().__init__(pane)
        self._filename, self._sheet = filename, sheet
        self._counted: bool | None = None
        self._found = hours_import.TrainingImport((), sheet.unread)
        self._told = Static("", markup=False, classes="note")

    def _rows(self, filter_text: str) -> Rows[TrainingVerdict]:
        rows = [verdict for sort in SORTS for verdict in self._found.of(sort)]
        return Rows([row for row in rows if filter_text in f"{row.sort}{row.called}{row.words}"])

    def heads(self) -> ComposeResult:
        yield Static(Content(f"导入前先看：{self._filename}"), classes="heading")
        yield self._told

    def on_mount(self) -> None:
        self.pane.table.focus()

    def show_heads(self) -> None:
        today = self.shell.now().date()
        self._found = hours_import.compare_trainings(self._sheet, today=today, counted=self._counted)
        self._told.update(Content(f"没有读的栏目：{'、'.join(self._found.unread)}。"))
        self._told.display = bool(self._found.unread)

    def can(self, command_id: str) -> bool:
        if command_id == "list.open":
            return False
        return not self._found.of("不能导入") if command_id == "hours_preview.write" else super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        return None if self._found.of("不能导入") else ("hours_preview.write", "写入")

    async def open_row(self, row: TrainingVerdict) -> None:
        """Nothing stands behind a row."""

    def action_write(self) -> None:
        asked = len(self._found.of("请您定"))
        if asked and not self._found.of("不能导入"):
            self._ask(asked)
            return
        with self.telling() as done:
            hours_import.apply_trainings(self._found)
            self.dismiss()
            added, changed = (len(self._found.of(sort)) for sort in ("新增", "更改"))
            done(f"学时已导入：新增 {added} 条，更改 {changed} 条。")

    def _ask(self, rows: int) -> None:
        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                self._counted = option[0] == "counted"
                self.reload()
                self.action_write()

        options = [("counted", "都计入"), ("not", "都不计入")]
        self.app.push_screen(pick(f"有 {rows} 行没有写是否计入年度学时，怎么导入？", options), chosen)
