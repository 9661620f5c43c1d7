"""The difference an import of contacts would make, shown before anything is written."""

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.files.sheets.contacts import ContactSheet, read_contacts
from branchtui.ui.commands import table
from branchtui.ui.jobs import Job
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.shell import Shell
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows, Source
from branchtui.ui.text.typed_path import read_typed
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.people import contact_import
from branchtui.workflows.people.contact_import import ContactVerdict
from branchtui.workflows.progress import Progress

_ROLES = {"不能导入": "bad", "新增": "good", "更改": "info", "不变": "quiet"}  # in the order in which they are shown


def preview_job(shell: Shell, typed: str) -> Job[ContactSheet]:
    """Reads the sheet, then shows what importing it would do. Raises BranchError where there is no such file."""
    data, name = read_typed(typed)

    def read(progress: Progress) -> ContactSheet:
        sheet = read_contacts(data, name)
        progress(1, 1)
        return sheet

    def show(sheet: ContactSheet) -> str:
        shell.call_later(shell.push_screen, ContactsPreviewScreen(sheet, name))
        return "请先看有哪些变化，再按 Ctrl+S 写入。"

    return Job("读通讯录", read, show)


def preview_groups(source: Source[ContactVerdict]) -> list[tuple[Ink, int]]:
    """The heading of each sort of rows, with their number."""
    found = []
    for sort, rows in groupby(source.page(0, source.count()), lambda verdict: verdict.sort):
        number = len(list(rows))
        role = _ROLES[sort]
        found.append((Ink(f"{'! ' * (role == 'bad')}{sort} {number} 行", role, bold=True), number))
    return found


class ContactsPreviewScreen(ListScreen[ContactVerdict]):
    """Ctrl+S writes the import; Esc changes nothing."""

    PLACE = "contacts_preview"
    ROOM = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("contacts_preview")]
    _COLUMNS: ClassVar[Sequence[Column[ContactVerdict]]] = (
        Column("行", 5, lambda verdict: str(verdict.line), role="quiet"),
        Column("姓名", 14, lambda verdict: verdict.called),
        Column("内容", 20, lambda verdict: verdict.words, grow=True),
    )

    def __init__(self, sheet: ContactSheet, filename: str) -> None:
        pane: ListPane[ContactVerdict] = ListPane(
            self._COLUMNS, self._rows, title="变化", empty="这张表里没有人。", group=preview_groups, apart=True
        )
        super().__init__(pane)
        self._filename = filename
        self._sheet = sheet
        self._found = contact_import.compare_contacts(sheet)
        self._told = Static("", markup=False, classes="note")

    def _rows(self, filter_text: str) -> Rows[ContactVerdict]:
        rows = [verdict for sort in _ROLES for verdict in self._found.of(sort)]
        return Rows([row for row in rows if filter_text in f"{row.sort}{row.called}{row.words}"])

    def heads(self) -> ComposeResult:
        yield Static(Content(f"导入前先看：{self._filename}"), classes="heading")
        yield self._told

    def show_heads(self) -> None:
        self._found = contact_import.compare_contacts(self._sheet)
        self._told.update(Content(f"没有读的栏目：{'、'.join(self._found.unread)}。"))
        self._told.display = bool(self._found.unread)

    def can(self, command_id: str) -> bool:
        if command_id == "list.open":
            return False
        return not self._found.of("不能导入") if command_id == "contacts_preview.write" else super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        return None if self._found.of("不能导入") else ("contacts_preview.write", "写入往来")

    async def open_row(self, row: ContactVerdict) -> None:
        """Nothing stands behind a row."""

    def action_write(self) -> None:
        with self.telling() as done:
            contact_import.apply_contacts(self._found)
            self.dismiss()
            added, changed = (len(self._found.of(sort)) for sort in ("新增", "更改"))
            done(f"往来已导入：新增 {added} 位，更改 {changed} 位。")
