"""同步: what came from other machines and waits for a person, those machines, and the backups, in one list."""

from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Container

from branchtui.ui.commands import table
from branchtui.ui.editing.sight import Sight
from branchtui.ui.rooms.sync.part import Part, SyncRoom, SyncRow, Told
from branchtui.ui.rooms.sync.parts import PARTS
from branchtui.ui.shell import shell_of
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Groups, Rows, Source
from branchtui.ui.widgets.frame import LEAST_ROWS, Frame
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.list_pane import ListPane

_NOTHING = "光标移到哪一行，这里就说明它。"


def _sign(row: SyncRow, glyphs: Glyphs) -> Ink:
    return Ink().add(f" {row.group.mark(glyphs)}", row.group.role, bold=True)


_COLUMNS: list[Column[SyncRow]] = [
    Column("", 2, lambda row: "", ink=_sign),
    Column("", 24, lambda row: row.words, grow=True),
    Column("", 16, lambda row: row.when, role=lambda row: "quiet", right=True),
    Column("", 0, lambda row: ""),
]


def _headings(rows: Source[SyncRow]) -> Groups:
    found = []
    for group, mine in groupby(rows.page(0, rows.count()), lambda row: row.group):
        count = len(list(mine))
        found.append((Ink(f"{group.word} {count}", group.role, bold=True), count))
    return found


class SyncPane(ListPane[SyncRow]):
    """The rows of all parts, in the order of `PARTS`."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS, self._rows, empty="", title="同步", group=_headings, id="sync")
        self._all: list[SyncRow] = []

    def reload(self) -> None:
        self._apart = self.screen.size.height >= LEAST_ROWS
        super().reload()
        self._called = "等您处理" if self.number() else ""  # with the number behind it
        self.title = self._called or "同步"

    def number(self) -> int:
        return sum(row.group.waits for row in self._all)

    def _rows(self, filter_text: str) -> Rows[SyncRow]:
        words = filter_text.split()
        self._all = [row for part in PARTS for row in part.rows(shell_of(self))]
        return Rows([row for row in self._all if row.has(words)])


class SyncScreen(SyncRoom):
    """One grouped list; each part says what is told of its rows and what Enter does with one."""

    PLACE = ROOM = "sync"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("sync")]

    def __init__(self) -> None:
        self._told = InkView(self._lines, id="told")
        super().__init__(SyncPane(), self._told)
        self._beside = Frame(self._told, title="这一行", classes="beside -shares")
        self._said: Told | None = None
        self.settled = set()

    def sight(self) -> Sight:
        return Sight(frozenset(self.settled))

    def body(self) -> ComposeResult:
        with Container(classes="panes sync"):
            yield self.pane
            yield self._beside

    def reload(self) -> None:
        super().reload()
        self._look_for_due()  # what was done here is what the title line counts

    def show_beside(self, row: SyncRow | None) -> None:
        self._said = None if row is None else _part(row).told(self.shell, row)
        self._told.again()

    def _lines(self, width: int) -> list[Ink]:
        return [Ink(f" {_NOTHING}", "quiet")] if self._said is None else list(self._said(width))

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        return (command_id != "list.open" or (row is not None and bool(_part(row).step(row)))) and super().can(
            command_id
        )

    def next_step(self) -> tuple[str, str] | None:
        row = self.pane.table.row
        words = _part(row).step(row) if row is not None else ""
        return ("list.open", words) if words else ("sync.now", "立即同步")

    async def open_row(self, row: SyncRow) -> None:
        with self.telling():
            await _part(row).open(self, row)

    def action_machine(self) -> None:
        from branchtui.ui.rooms.sync.conflicts.asking import ask_machine

        with self.telling():
            ask_machine(self)

    def action_now(self) -> None:
        from branchtui.ui.rooms.sync.syncing import has_folder, sync_now

        with self.telling():
            if self.shell.sync_college() and not has_folder():
                return
            sync_now(self)

    def action_folder(self) -> None:
        from branchtui.ui.rooms.sync.folder_forms import ask_for_folder

        with self.telling():
            ask_for_folder(self)

    def action_automatic(self) -> None:
        from branchtui.workflows.exchange import setting_up, status

        with self.telling():
            on = not status.status().automatic
            setting_up.set_automatic(on)
            self.reload()
            self.shell.say("退出时和每 15 分钟自动发布本机的改动。" if on else "不再自动发布，按 F5 才发布。")

    def action_passphrase(self) -> None:
        from branchtui.ui.rooms.sync.syncing import change_passphrase

        with self.telling():
            change_passphrase(self)

    def action_backup(self) -> None:
        from branchtui.ui.rooms.sync.saving import save

        save(self)

    def action_bring(self) -> None:
        from branchtui.ui.rooms.sync.incoming import bring

        bring(self)

    def action_settings(self) -> None:
        from branchtui.ui.rooms.sync.settings_form import settings_form

        with self.telling():
            self.app.push_screen(settings_form(self))

    def action_handover(self) -> None:
        from branchtui.ui.rooms.sync.handing_over import hand_over

        with self.telling():
            hand_over(self)

    def action_purge(self) -> None:
        from branchtui.ui.rooms.sync.purging import choose_whom

        with self.telling():
            choose_whom(self)

    def action_unmerge(self) -> None:
        from branchtui.ui.rooms.sync.unmerging import ask_to_go_back

        with self.telling():
            ask_to_go_back(self)


def _part(row: SyncRow) -> Part:
    return next(part for part in PARTS if row.group == part.GROUP)
