"""会议: the meetings left; right the stations and the papers of the one under the cursor."""

from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.meetings import HELD, STATES
from branchtui.store.models import Row
from branchtui.store.queries import meetings
from branchtui.store.queries.meetings import MeetingList, MeetingRow
from branchtui.ui.commands import table
from branchtui.ui.screens.list_room import ListRoom
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.mark_pane import MarkPane

COLUMNS: list[Column[MeetingRow]] = [
    Column("时间", 16, lambda row: row.begins),
    Column("类别", 12, lambda row: row.kind, from_width=56),
    Column("题目", 16, lambda row: row.title, grow=True),
    Column("地点", 14, lambda row: row.place, from_width=90),
    Column("状态", 9, lambda row: STATES[row.state] + (" 补" if row.late else "")),
]


class MeetingsScreen(ListRoom[MeetingRow]):
    """The list of meetings."""

    PLACE = ROOM = "meetings"
    TABLE = "meeting"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("meetings")]

    def __init__(self) -> None:
        empty = "还没有会议。按 Ctrl+N 计划一次。"
        self._marks: MarkPane[MeetingRow] = MarkPane(COLUMNS, MeetingList, title="会议", empty=empty, acts="F8 导出")
        super().__init__(self._marks)

    def stored(self, thing: bytes) -> Row:
        return meetings.meeting(thing)

    def show_paper(self, row: MeetingRow) -> None:
        from branchtui.store.queries.meeting_view import view
        from branchtui.ui.rooms.meetings import steps  # the list is there before them
        from branchtui.workflows.export import MEETING_PROFILE, papers_of
        from branchtui.workflows.meeting_rules import kind_seen

        seen = view(row.id)
        notes = [seen.row.title, "", *steps.station_lines(self.shell, seen.stations), ""]
        self.paper.show(papers_of(seen, kind_seen(seen)), notes, thing=row.id, profile=MEETING_PROFILE)

    async def open_row(self, row: MeetingRow) -> None:
        self._open(row.id)

    def _open(self, meeting_id: bytes) -> None:
        from branchtui.ui.rooms.meetings.meeting import MeetingScreen

        self.app.push_screen(MeetingScreen(meeting_id))

    def can(self, command_id: str) -> bool:
        row, several = self.pane.table.row, bool(self._marks.marked)
        if command_id == "meetings.hold":
            return row is not None and row.state != "cancelled" and not several
        if command_id == "meetings.report":
            return row is not None and row.state in HELD
        if command_id in ("meetings.export", "meetings.view"):
            return row is not None
        return super().can(command_id)

    def action_new(self) -> None:
        self.plan()

    def plan(self, kind: str = "") -> None:
        """Open the form that plans a meeting, of this kind if one is given."""
        from branchtui.ui.rooms.meetings import actions

        self.app.push_screen(actions.plan_form(self, self._open, kind))

    def action_hold(self) -> None:
        from branchtui.ui.rooms.meetings import steps

        if self._marks.marked:
            self.shell.say("召开和归档一次只做一场：按 Esc 取消标记，光标移到那一场再按。")
        elif row := self.chosen():
            with self.telling():
                steps.take(self, meetings.meeting(row.id))

    def action_export(self) -> None:
        from branchtui.ui.rooms.meetings import actions

        if rows := self._marks.marked:
            if actions.export_several(self, [meetings.meeting(row.id) for row in rows]):
                self._marks.unmark()
        elif row := self.chosen():
            actions.export(self, meetings.meeting(row.id))

    async def action_report(self) -> None:
        from branchtui.ui.rooms.meetings import actions

        if row := self.chosen():
            await actions.draft_report(self, meetings.meeting(row.id))

    def action_paper(self, way: str) -> None:
        self.paper.action_turn(way)

    def action_view(self) -> None:
        from branchtui.ui.rooms.meetings.papers import MeetingPapers
        from branchtui.ui.screens.paper_preview import PaperScreen

        if row := self.chosen():
            self.app.push_screen(PaperScreen(MeetingPapers(row.id), self.paper.paper_key))
