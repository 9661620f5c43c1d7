"""One news report: its parts, its text, its figures as tabs; beside them, where there is room, the paper."""

from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.rules.reports import FOLLOWS, STATES, ReportState
from branchtui.ui.commands import table
from branchtui.ui.rooms.reports.actions import choose_state, export_form
from branchtui.ui.rooms.reports.figures import FiguresPane
from branchtui.ui.rooms.reports.off_lines import off_lines
from branchtui.ui.rooms.reports.owner import ReportOwner, ReportPane
from branchtui.ui.rooms.reports.papers import ReportPapers
from branchtui.ui.rooms.reports.parts import BodyArea, BodyPane, PartsPane
from branchtui.ui.rooms.reports.state_cell import STATE_ROLES
from branchtui.ui.screens.paper_source import Papers
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.editors import DraftArea, DraftInput
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.rest import Rest
from branchtui.workflows.reports.reports import edit_report

if TYPE_CHECKING:
    from branchtui.workflows.figures.log_figures import Disagreement

_STEPS: dict[ReportState, str] = {"draft": "送审", "review": "记投稿", "submitted": "记刊发", "returned": "再送审"}


class ReportScreen(ReportOwner):
    """The editor of one report. Each cell is written when it is left."""

    PLACE = "report"
    ROOM = "reports"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("report")]
    TABS = {"parts": "F2 栏目标题", "body": "F3 正文", "figures": "F4 配图"}  # noqa: RUF012 (declared above)
    PANES = {"parts": PartsPane, "body": BodyPane, "figures": FiguresPane}  # noqa: RUF012

    TAB_OF = {"report": "parts", "byline": "parts", "report.body": "body", "figure": "figures"}  # noqa: RUF012

    def __init__(self, report_id: bytes, tab: str = "parts") -> None:
        super().__init__(ReportPapers(report_id), tab)
        self._what = InkView(self._head)
        self._off: list[Disagreement] = []
        self._typing = Rest(lambda: self.call_later(self._follow), 2.5)

    def heads(self) -> ComposeResult:
        yield self._what

    def papers(self) -> Papers:
        from branchtui.papers.names import REPORT
        from branchtui.workflows.report_files import paper_of

        return [(REPORT, paper_of(self.view, self._typed()))]

    def writing(self) -> str:
        area = self.focused
        return area.document.get_line(area.cursor_location[0]) if isinstance(area, BodyArea) else ""

    def _typed(self) -> dict[str, str]:
        """The columns that are being typed, as they stand in their editors."""
        editors: list[DraftInput | DraftArea] = [*self.query(DraftInput), *self.query(DraftArea)]
        return {editor.place.column: editor.typed for editor in editors if editor.typed != editor.stored}

    def on_text_area_changed(self) -> None:
        self._typing.begin()

    def on_input_changed(self) -> None:
        self._typing.begin()

    def on_descendant_focus(self) -> None:
        if isinstance(self.focused, BodyArea):  # the line it is on is marked on the paper
            self._typing.begin()

    def _follow(self) -> None:
        """Show the paper and its length as they are with what was typed."""
        if self.is_active:
            with self.telling():
                self.show_read()

    def profile(self) -> str:
        return self.view.row.profile

    def _head(self, width: int) -> list[Ink]:
        row = self.view.row
        head = Ink(" ").add(STATES[row.state], STATE_ROLES[row.state], bold=True)
        head.add(f"（{row.reason}）" if row.reason else "", "bad")
        lines = [head.add("  ").add(row.title, bold=True)]
        lines += [Ink(" ").join(line) for line in self.conflict_lines(width - 1)]
        return [*lines, *off_lines(self._off, width, self.shell.brush.glyphs)]

    def show_heads(self) -> None:
        self._off = []
        if self.view.stated:
            from branchtui.workflows.figures.log_figures import disagreeing

            self._off = disagreeing(self.view.stated)
        self._what.again()
        line = self._measure()
        for pane in self.query(ReportPane):
            for frame in list(pane.query(Frame))[:1]:
                frame.foot = line

    def _measure(self) -> Ink:
        """How long it is with what was typed."""
        from branchtui.ui.rooms.reports.measure_line import measure_line
        from branchtui.workflows.preview import page_count
        from branchtui.workflows.profiles import profile

        row, typed = self.view.row, self._typed()
        try:
            look = profile(row.profile)
        except BranchError:
            return Ink()  # the screen of pages says what is wrong with it
        photos = [figure.photo for figure in self.view.figures if figure.photo]
        pages = page_count(self.papers()[0][1], look, {photo.sha: (photo.width, photo.height) for photo in photos})
        title, body = typed.get("title", row.title), typed.get("body", row.body)
        return measure_line(title, body, pages, len(photos), len(self.view.figures), look.limits)

    def write(self, **changes: Any) -> None:
        """Write parts of the report."""
        edit_report(self.read(), **changes)
        self.show_head()

    def commit_all(self) -> bool:
        editors = [*self.query(DraftInput), *self.query(DraftArea)]
        results = [editor.commit() for editor in editors]  # every one, also after one that failed
        return all(results)

    def can(self, command_id: str) -> bool:
        if command_id == "report.rows":
            return bool(self.view.stated)
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

    def action_rows(self) -> None:
        from branchtui.ui.rooms.reports.log_figures import choose_figure

        choose_figure(self, self.view.stated)

    def action_state(self) -> None:
        if self.commit_all():
            choose_state(self, self.read(), self.show_head)

    def action_export(self) -> None:
        if self.commit_all():
            self.app.push_screen(export_form(self, self.read()))
