"""Many lines of the log as they would be written, with a verdict on each: pasted, repeated each week, or of a sheet."""

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.services import STATES, hours_words
from branchtui.ui.commands import table
from branchtui.ui.rooms.posts.services.lines import clock, figure_words
from branchtui.ui.screens.form import ask
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows, Source
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.posts.log_lines import THERE, LogPreview, Verdict, write_lines

_ROLES = {"不能记": "bad", "有矛盾，照记": "due", "新增": "good", "不变": "quiet"}


class Line(NamedTuple):
    """One line of the preview."""

    sort: str
    number: int
    what: str
    why: str
    text: str  # as it was handed in


def preview_lines(preview: LogPreview) -> list[Line]:
    """The lines by what becomes of them: what is refused first, what is there already last."""
    found: dict[str, list[Line]] = {sort: [] for sort in _ROLES}
    for verdict in preview.verdicts:
        sort = _sort(verdict)
        why = verdict.refused or (THERE if verdict.there else "；".join(verdict.told))
        found[sort].append(Line(sort, verdict.number, _words(verdict), why, verdict.text))
    return [line for lines in found.values() for line in lines]


def _sort(verdict: Verdict) -> str:
    if verdict.refused:
        return "不能记"
    if verdict.there:
        return "不变"
    return "有矛盾，照记" if verdict.told else "新增"


def _words(verdict: Verdict) -> str:
    """What a line was understood as; the line itself where it was not."""
    draft = verdict.kept
    if draft is None:
        return verdict.text
    entry = draft.entry
    parts = (
        draft.member.name,
        f"{draft.day.isoformat()} {clock(entry.begins, entry.ends)}".strip(),
        hours_words(entry.half_hours),
        entry.what,
        figure_words(entry.whom, entry.served, entry.result, entry.unit),
        STATES["planned"] if draft.planned else "",
    )
    return "  ".join(filter(None, parts))


def preview_groups(source: Source[Line]) -> list[tuple[Ink, int]]:
    """The heading of each sort of lines, with their number, and how many it has."""
    found = []
    for sort, lines in groupby(source.page(0, source.count()), lambda line: line.sort):
        number, role = len(list(lines)), _ROLES[sort]
        found.append((Ink(f"{'! ' * (role == 'bad')}{sort} {number} 行", role, bold=True), number))
    return found


class LinesScreen(ListScreen[Line]):
    """Ctrl+S writes what is kept; Esc writes nothing. Of pasted lines Enter puts one right.

    `look` gives the preview, `what` names the act, `amend` takes the number of a line and its new words. Of a `whole`
    nothing is written while a line of it is refused.
    """

    PLACE = "lines"
    ROOM = "posts"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("lines")]
    _COLUMNS: ClassVar[Sequence[Column[Line]]] = (
        Column("行", 5, lambda line: str(line.number), right=True, role="quiet"),
        Column("内容", 30, lambda line: line.what, grow=True),
        Column("说明", 30, lambda line: line.why, from_width=100, role=lambda line: _ROLES[line.sort]),
    )

    def __init__(
        self,
        heading: str,
        look: Callable[[], LogPreview],
        what: str,
        amend: Callable[[int, str], None] | None,
        *,
        whole: bool,
        unread: Sequence[str],
    ) -> None:
        """Raises BranchError where there are more lines than can be taken."""
        super().__init__(
            ListPane(self._COLUMNS, self._lines, title="各行", empty="没有一行。", group=preview_groups, apart=True)
        )
        self._told = Static("", markup=False, classes="note")
        self._heading, self._look, self._what, self._amend, self._whole = heading, look, what, amend, whole
        self._unread = f"没有读的栏目：{'、'.join(unread)}。" if unread else ""
        self._preview = look()

    def heads(self) -> ComposeResult:
        yield Static(Content(self._heading), classes="heading")
        yield self._told

    def on_mount(self) -> None:
        self.pane.table.focus()

    def _lines(self, filter_text: str) -> Rows[Line]:
        return Rows(
            [line for line in preview_lines(self._preview) if filter_text in f"{line.sort}{line.what}{line.why}"]
        )

    def show_heads(self) -> None:
        """Say what the row under the cursor wants, where its line has no room for it; else what Ctrl+S does."""
        row = self.pane.table.row
        words = row.why if row is not None and row.why else f"按 Ctrl+S 写入 {len(self._preview.kept)} 条。"
        if self._to_amend:
            words += "按回车改这一行。"
        self._told.update(Content(f"{self._unread}{words}"))

    def on_window_table_moved(self) -> None:
        super().on_window_table_moved()
        self.show_heads()

    @property
    def _blocked(self) -> bool:
        return not self._preview.kept or (self._whole and bool(self._preview.refused))

    def can(self, command_id: str) -> bool:
        if command_id == "list.open":
            return False  # told as the next step of a line that is to be put right
        return not self._blocked if command_id == "lines.write" else super().can(command_id)

    @property
    def _to_amend(self) -> bool:
        """Whether the cursor is on a line that can't be written and may be put right."""
        row = self.pane.table.row
        return self._amend is not None and row is not None and row.sort == "不能记"

    def next_step(self) -> tuple[str, str] | None:
        if self._to_amend:
            return "list.open", "改这一行"
        return None if self._blocked else ("lines.write", f"写入 {len(self._preview.kept)} 条")

    async def open_row(self, row: Line) -> None:
        amend = self._amend
        if amend is None:
            return

        def submit(typed: str) -> str:
            amend(row.number, typed)
            self._preview = self._look()
            return f"第 {row.number} 行已改。"

        self.app.push_screen(
            ask(
                f"line-{row.number}", f"第 {row.number} 行", "", submit, value=row.text, room="posts", after=self.reload
            )
        )

    def action_write(self) -> None:
        with self.telling() as done:
            refused = len(self._preview.refused)
            if self._whole and refused:
                self.shell.say(f"有 {refused} 行不能导入，什么都没有写入。请改好表格再导入。", bad=True)
                return
            written = write_lines(self._preview, self._what)
            if not refused:
                self.dismiss()
            else:  # those written are there from now on, and the others are still to be put right
                self._preview = self._look()
                self.reload()
            done(f"已记 {written} 条。" + (f"还有 {refused} 行没有记，原因在每行后面。" if refused else ""))
