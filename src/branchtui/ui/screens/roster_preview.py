"""The difference a roster import would make, shown before anything is written."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.files.sheets.roster import RosterSheet, read_roster
from branchtui.ui import commands
from branchtui.ui.files_in import read_typed
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.window_table import Column, Rows
from branchtui.ui.work import Job
from branchtui.workflows import roster
from branchtui.workflows.progress import Progress

if TYPE_CHECKING:
    from branchtui.ui.app import BranchApp

Line = tuple[str, str, str]  # sort, who, what


def preview_lines(diff: roster.RosterDiff) -> list[Line]:
    """The difference as lines: what is refused first, what stays the same last."""
    lines: list[Line] = []
    for sort, entries in (
        ("不能导入", diff.refused),
        ("新增", diff.added),
        ("更改", diff.changed),
        ("略过", diff.ignored),
        ("不变", diff.unchanged),
    ):
        for entry in entries:
            who = f"{entry.name} {entry.staff_no}".strip() or f"第 {entry.line} 行"
            lines.append((sort, who, entry.reason or "；".join(entry.lines)))
    return lines


def preview_job(desk: "BranchApp", typed: str) -> Job[RosterSheet]:
    """Reads the roster file, then shows what importing it would do. Raises BranchError where there is no such file."""
    data, name = read_typed(typed)

    def read(progress: Progress) -> RosterSheet:
        sheet = read_roster(data, name, wanted=lambda: progress(0, 1))
        progress(1, 1)
        return sheet

    def show(sheet: RosterSheet) -> str:
        diff = roster.compare_roster(sheet, as_of=None, today=desk.now().date())
        if len(desk.screen_stack) > 1:
            return "名册读好了。请回到“5 人员”再按 F9，看有哪些变化。"
        desk.call_later(open_preview, diff)
        return "请先看有哪些变化，再按 Ctrl+S 写入。"

    async def open_preview(diff: roster.RosterDiff) -> None:
        await desk.to_room("people")
        await desk.push_screen(RosterPreviewScreen(diff, name))

    return Job("读名册", read, show)


class RosterPreviewScreen(PlaceScreen):
    """Ctrl+S writes the import, Esc leaves everything as it is."""

    PLACE = "preview"
    ROOM = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings("preview")]
    _COLUMNS: ClassVar[Sequence[Column[Line]]] = (
        Column("", 8, lambda line: line[0]),
        Column("人员", 20, lambda line: line[1]),
        Column("内容", 20, lambda line: line[2], grow=True),
    )

    def __init__(self, diff: roster.RosterDiff, filename: str) -> None:
        super().__init__()
        self._diff = diff
        self._filename = filename

    def body(self) -> ComposeResult:
        diff = self._diff
        counts = (
            f"新增 {len(diff.added)} 人，更改 {len(diff.changed)} 人，不变 {len(diff.unchanged)} 人，"
            f"略过 {len(diff.ignored)} 行，不能导入 {len(diff.refused)} 行"
        )
        yield Static(Content(f"导入前先看：{self._filename}"), classes="heading")
        yield Static(Content("\n".join([counts, *diff.notes])), classes="note")
        yield ListPane(self._COLUMNS, self._lines, empty="这张表里没有人。", id="difference")

    def _lines(self, filter_text: str) -> Rows[Line]:
        return Rows([line for line in preview_lines(self._diff) if filter_text in "".join(line)])

    def reload(self) -> None:
        self.query_one("#difference", ListPane).reload()

    def action_write(self) -> None:
        with self.telling() as done:
            roster.apply_roster(self._diff)
            self.dismiss()
            counts = f"新增 {len(self._diff.added)} 人，更改 {len(self._diff.changed)} 人"
            done(f"名册已导入：{counts}。")
