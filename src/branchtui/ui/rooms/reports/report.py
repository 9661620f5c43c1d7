"""One news report: its parts, its text, its figures as tabs; beside them, where there is room, the paper."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.reports import FOLLOWS, STATES, ReportState
from branchtui.ui.commands import table
from branchtui.ui.rooms.reports.actions import choose_state, export_form
from branchtui.ui.rooms.reports.figures import FiguresPane
from branchtui.ui.rooms.reports.owner import ReportOwner
from branchtui.ui.rooms.reports.papers import ReportPapers
from branchtui.ui.rooms.reports.parts import BodyPane, PartsPane
from branchtui.ui.screens.paper_source import Papers
from branchtui.ui.widgets.editors import DraftArea, DraftInput
from branchtui.workflows.reports.reports import edit_report

_STEPS: dict[ReportState, str] = {"draft": "送审", "review": "记投稿", "submitted": "记刊发", "returned": "再送审"}


class ReportScreen(ReportOwner):
    """The editor of one report. Each cell is written when it is left."""

    PLACE = "report"
    ROOM = "reports"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("report")]
    TABS = {"parts": "F2 栏目标题", "body": "F3 正文", "figures": "F4 配图"}  # noqa: RUF012 (declared above)
    PANES = {"parts": PartsPane, "body": BodyPane, "figures": FiguresPane}  # noqa: RUF012

    def __init__(self, report_id: bytes, tab: str = "parts") -> None:
        super().__init__(ReportPapers(report_id), tab)
        self._what = Static("", markup=False, classes="heading")

    def heads(self) -> ComposeResult:
        yield self._what

    def papers(self) -> Papers:
        from branchtui.papers.registry import REPORT
        from branchtui.workflows.export import paper_of

        return [(REPORT, paper_of(self.view))]

    def profile(self) -> str:
        return self.view.row.profile

    def show_heads(self) -> None:
        row = self.view.row
        reason = f"（{row.reason}）" if row.reason else ""
        self._what.update(Content(f"{STATES[row.state]}{reason}  {row.title}"))

    def write(self, **changes: Any) -> None:
        """Write parts of the report."""
        edit_report(self.read(), **changes)
        self.show_head()

    def commit_all(self) -> bool:
        editors = [*self.query(DraftInput), *self.query(DraftArea)]
        results = [editor.commit() for editor in editors]  # every one, also after one that failed
        return all(results)

    def can(self, command_id: str) -> bool:
        return bool(FOLLOWS[self.view.row.state]) if command_id == "report.state" else super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        row = self.view.row
        if not row.body.strip():
            return "report.tab.body", "写正文"
        words = _STEPS.get(row.state)
        return ("report.state", words) if words else None

    async def action_tab(self, name: str) -> None:
        if self.commit_all():
            for area in self.query(BodyPane):
                area.reload()
        await super().action_tab(name)

    def action_save(self) -> None:
        if self.commit_all():
            self.shell.say("都已存好。")

    def action_state(self) -> None:
        if self.commit_all():
            choose_state(self, self.read(), self.show_head)

    def action_export(self) -> None:
        if self.commit_all():
            self.app.push_screen(export_form(self, self.read()))
