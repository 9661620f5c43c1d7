"""新闻: the reports left; right the paper of the one under the cursor."""

from collections.abc import Mapping
from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.reports.states import FOLLOWS, STATES
from branchtui.store.models import Report, Row
from branchtui.store.queries import reports
from branchtui.store.queries.reports import ReportList, ReportRow
from branchtui.ui.commands import table
from branchtui.ui.rooms.registry import show_list
from branchtui.ui.rooms.reports.state_cell import state_cell
from branchtui.ui.screens.list_room import ListRoom
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane

_COLUMNS: list[Column[ReportRow]] = [
    Column("日期", 10, lambda row: row.day, role="quiet"),
    Column("标题", 20, lambda row: row.title, grow=True, names=True),
    Column("媒体", 12, lambda row: row.outlet, from_width=74, role="quiet"),
    Column("状态", 8, lambda row: STATES[row.state], ink=state_cell),
]


class ReportsScreen(ListRoom[ReportRow]):
    """The list of reports."""

    PLACE = ROOM = "reports"
    TABLE = "report"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("reports")]

    def __init__(self) -> None:
        empty = "还没有新闻稿。在“2 会议”里选一次会议按 F9 起草，或在这里按 F9 从记录起草、Ctrl+N 新建、Ctrl+L 导入。"
        super().__init__(ListPane(_COLUMNS, ReportList, title="新闻", empty=empty))

    def stored(self, thing: bytes) -> Row:
        return reports.report(thing)

    def show_paper(self, row: ReportRow) -> None:
        from branchtui.papers.names import REPORT
        from branchtui.store.queries.report_view import view  # the list is there before it
        from branchtui.workflows.report_files import paper_of

        seen = view(row.id)
        self.paper.show([(REPORT, paper_of(seen))], thing=row.id, profile=seen.row.profile)

    async def open_row(self, row: ReportRow) -> None:
        self._open(row.id)

    def _open(self, report_id: bytes) -> None:
        from branchtui.ui.rooms.reports.report import ReportScreen

        self.app.push_screen(ReportScreen(report_id))

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        if command_id == "reports.state":
            return row is not None and bool(FOLLOWS[row.state])
        needs_one = command_id in ("reports.export", "reports.view") or command_id.startswith("reports.desk.")
        return row is not None if needs_one else super().can(command_id)

    def action_new(self) -> None:
        from branchtui.ui.screens.form import FormScreen, column
        from branchtui.workflows.reports.reports import new_report

        made: list[bytes] = []

        def submit(values: Mapping[str, str]) -> str:
            made.append(new_report(values["title"]).id)
            return "新闻稿已建好，请接着写。"

        fields = [column(Report, "title")]
        after = lambda: self._open(made[0])  # noqa: E731
        self.app.push_screen(FormScreen("report", "新建新闻稿", fields, submit, room="reports", after=after))

    def action_report(self) -> None:
        from branchtui.ui.rooms.reports.starting import starting_form

        self.app.push_screen(starting_form(self.shell, self._open))

    def action_bring(self) -> None:
        from branchtui.ui.rooms.reports.bringing import bring_form

        self.app.push_screen(bring_form(self.shell, self._open))

    def action_desk(self, name: str) -> None:
        from branchtui.ui.rooms.reports.desk.acts import ACTS

        if row := self.chosen():
            with self.telling():
                ACTS[name](self, reports.report(row.id), self._changed)

    def _changed(self) -> None:
        self.reload()
        self.show_keys()

    async def action_tab(self, name: str) -> None:
        await show_list(self.shell, self.ROOM, name)

    async def action_wordings(self) -> None:
        await show_list(self.shell, self.ROOM, "wordings")

    def action_state(self) -> None:
        from branchtui.ui.rooms.reports.actions import choose_state

        if row := self.chosen():
            choose_state(self, reports.report(row.id), self._changed)

    def action_export(self) -> None:
        from branchtui.ui.rooms.reports.actions import export_form

        if row := self.chosen():
            self.app.push_screen(export_form(self, reports.report(row.id)))

    def action_view(self) -> None:
        from branchtui.ui.rooms.reports.papers import ReportPapers
        from branchtui.ui.screens.paper_preview import PaperScreen

        if row := self.chosen():
            self.app.push_screen(PaperScreen(ReportPapers(row.id)))
