"""学习: the meetings left; right the stations and the papers of the one under the cursor."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from branchtui.rules.meetings import STATES
from branchtui.store.models import Row
from branchtui.store.queries import meetings
from branchtui.store.queries.meeting_view import view
from branchtui.store.queries.meetings import MeetingList, MeetingRow
from branchtui.ui.commands import table
from branchtui.ui.editing.sight import Sight
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.widgets.mark_pane import MarkPane
from branchtui.ui.widgets.paper_view import PaperView
from branchtui.ui.widgets.window_table import Column, WindowTable

COLUMNS: list[Column[MeetingRow]] = [
    Column("时间", 16, lambda row: row.begins),
    Column("类别", 12, lambda row: row.kind, from_width=56),
    Column("题目", 16, lambda row: row.title, grow=True),
    Column("地点", 14, lambda row: row.place, from_width=90),
    Column("状态", 9, lambda row: STATES[row.state] + (" 补" if row.late else "")),
]


class MeetingsScreen(PlaceScreen):
    """The list of meetings."""

    PLACE = ROOM = "meetings"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("meetings")]

    def __init__(self) -> None:
        super().__init__()
        self._paper = PaperView()
        empty = "还没有会议。按 Ctrl+N 计划一次。"
        self._pane: MarkPane[MeetingRow] = MarkPane(COLUMNS, MeetingList, empty=empty, acts="F8 导出")

    def body(self) -> ComposeResult:
        with Horizontal(classes="panes"):
            yield self._pane
            with Horizontal(classes="right"):
                yield self._paper

    def reload(self) -> None:
        self._paper.forget_profiles()
        self._pane.reload()

    def on_resize(self) -> None:
        self._pane.table.rest()

    def on_window_table_moved(self) -> None:
        row = self._pane.table.row
        if row is None or not self._paper.size.width:
            self._paper.show(())
            return
        from branchtui.ui.rooms.meetings import steps  # the list is there before them
        from branchtui.workflows.export import MEETING_PROFILE, papers_of
        from branchtui.workflows.meetings.rules import kind_seen

        with self.telling():
            seen = view(row.id)
            notes = [seen.row.title, "", *steps.station_lines(self.shell, seen.stations), ""]
            self._paper.show(papers_of(seen, kind_seen(seen)), notes, thing=row.id, profile=MEETING_PROFILE)

    def on_window_table_opened(self, message: WindowTable.Opened) -> None:
        if isinstance(message.row, MeetingRow):
            self._open(message.row.id)

    def _open(self, meeting_id: bytes) -> None:
        from branchtui.ui.rooms.meetings.meeting import MeetingScreen

        self.app.push_screen(MeetingScreen(meeting_id))

    def action_new(self) -> None:
        self.plan()

    def plan(self, kind: str = "") -> None:
        """Open the form that plans a meeting, of this kind if one is given."""
        from branchtui.ui.rooms.meetings import actions

        self.app.push_screen(actions.plan_form(self, self._open, kind))

    def action_hold(self) -> None:
        from branchtui.ui.rooms.meetings import steps

        if self._pane.marked:
            self.shell.say("召开和归档一次只做一场：按 Esc 取消标记，光标移到那一场再按。")
        elif row := self._chosen():
            with self.telling():
                steps.take(self, meetings.meeting(row.id))

    def action_export(self) -> None:
        from branchtui.ui.rooms.meetings import actions

        if rows := self._pane.marked:
            if actions.export_several(self, [meetings.meeting(row.id) for row in rows]):
                self._pane.unmark()
        elif row := self._chosen():
            actions.export(self, meetings.meeting(row.id))

    async def action_report(self) -> None:
        from branchtui.ui.rooms.meetings import actions

        if row := self._chosen():
            await actions.draft_report(self, meetings.meeting(row.id))

    def action_paper(self, way: str) -> None:
        self._paper.action_turn(way)

    def action_view(self) -> None:
        from branchtui.ui.rooms.meetings.papers import MeetingPapers
        from branchtui.ui.screens.paper_preview import PaperScreen

        if row := self._chosen():
            self.app.push_screen(PaperScreen(MeetingPapers(row.id), self._paper.paper_key))

    def sight(self) -> Sight:
        return Sight(frozenset(row.id for row in self._pane.table.in_view()), "meeting")

    def history_of(self) -> Row | None:
        row = self._pane.table.row
        return meetings.meeting(row.id) if row is not None else None

    def _chosen(self) -> MeetingRow | None:
        row = self._pane.table.row
        if row is None:
            self.shell.say(self._pane.nothing())
        return row
