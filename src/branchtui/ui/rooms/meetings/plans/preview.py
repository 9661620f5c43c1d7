"""What turning a plan into meetings would do, shown before anything is written."""

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.year.dues import SORTS, Sort
from branchtui.store.queries.year import plans
from branchtui.ui.commands import table
from branchtui.ui.rooms.registry import thing_screen
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import ask
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows, Source
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.year.plan_meetings import Due, make_meetings, preview

ROLES: dict[Sort, str] = {
    "new": "info",
    "link": "good",
    "planned": "info",
    "held": "good",
    "cancelled": "quiet",
    "past": "due",
    "open": "due",
    "skipped": "quiet",
    "other": "quiet",
}


def open_preview(screen: PlaceScreen, plan: bytes) -> None:
    """Show it. Raises BranchError for a line that can't be read."""
    screen.app.push_screen(PlanMeetingsScreen(plan, screen))


def _groups(source: Source[Due]) -> list[tuple[Ink, int]]:
    """The heading of each sort, with how many there are."""
    found = []
    for sort, rows in groupby(source.page(0, source.count()), lambda due: due.sort):
        number = len(list(rows))
        found.append((Ink(f"{SORTS[sort]} {number} 次", ROLES[sort], bold=True), number))
    return found


class PlanMeetingsScreen(ListScreen[Due]):
    """Ctrl+S makes the meetings, without those that were taken out; Esc changes nothing; Enter opens one that is there."""

    PLACE = "plan_meetings"
    ROOM = "meetings"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("plan_meetings")]

    def __init__(self, plan: bytes, screen: PlaceScreen) -> None:
        self._today = screen.shell.now().date()
        self._plan = plan
        self._without: set[object] = set()
        self._found = preview(plans.plan(plan), today=self._today)
        columns: Sequence[Column[Due]] = (
            Column("时间", 27, lambda due: due.words(self._today)),
            Column("类型", 14, lambda due: due.group or due.line.kind, from_width=60, role="quiet"),
            Column("主题", 16, lambda due: due.line.theme),
            Column("说明", 12, self._said, grow=True, role="quiet"),
        )
        empty = "计划里还没有内容。"
        pane: ListPane[Due] = ListPane(columns, self._rows, title="会议", empty=empty, group=_groups, apart=True)
        super().__init__(pane)
        self._told = Static("", markup=False, classes="note")

    def _said(self, due: Due) -> str:
        return "这次不排" if due.key in self._without else due.when.said

    def _rows(self, filter_text: str) -> Rows[Due]:
        rows = [due for sort in SORTS for due in self._found.of(sort)]
        return Rows([due for due in rows if filter_text in f"{due.line.kind}{due.line.theme}{due.words(self._today)}"])

    def heads(self) -> ComposeResult:
        yield Static(Content(f"排成会议前先看：{self._found.plan.title}"), classes="heading")
        yield self._told

    def show_heads(self) -> None:
        self._found = preview(plans.plan(self._plan), today=self._today)
        self._told.update(Content("；".join(self._found.told)))
        self._told.display = bool(self._found.told)

    def _left(self) -> list[Due]:
        """What is to be made or linked."""
        return [due for due in self._found.of("new", "link") if due.key not in self._without]

    def can(self, command_id: str) -> bool:
        if command_id == "list.open":
            return (row := self.pane.table.row) is not None and row.meeting is not None
        if command_id == "plan_meetings.remove":
            return (row := self.pane.table.row) is not None and row.sort in ("new", "link")
        return bool(self._left()) if command_id == "plan_meetings.write" else super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        return ("plan_meetings.write", "排好") if self._left() else None

    async def open_row(self, row: Due) -> None:
        if row.meeting is not None:
            self.app.push_screen(thing_screen("meeting", row.meeting.id))

    def action_remove(self) -> None:
        if (row := self.pane.table.row) is not None and row.sort in ("new", "link"):
            self._without ^= {row.key}
            self.reload()
            self.show_keys()

    def action_write(self) -> None:
        if any(due.at is None for due in self._left() if due.sort == "new"):
            self.app.push_screen(
                ask(
                    f"study-time-{self._plan.hex()}",
                    "有的没写几点",
                    "几点开",
                    self._write,
                    placeholder="如：下午3点、15:00；写了几点的不变",
                    room=self.ROOM,
                    after=self.dismiss,
                )
            )
            return
        with self.telling() as done:
            words = self._write("")
            self.dismiss()
            done(words)

    def _write(self, at: str) -> str:
        return make_meetings(plans.plan(self._plan), at=at, without=self._without, now=self.shell.now())
