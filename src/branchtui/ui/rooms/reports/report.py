"""One news report: its parts, its text, its figures as tabs; beside them, where there is room, the paper."""

from dataclasses import replace
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.rules.reports.states import FOLLOWS, STATES, ReportState
from branchtui.ui.commands import table
from branchtui.ui.rooms.reports.actions import choose_state, export_form
from branchtui.ui.rooms.reports.figures.pane import FiguresPane
from branchtui.ui.rooms.reports.off_lines import off_lines
from branchtui.ui.rooms.reports.owner import ReportPane
from branchtui.ui.rooms.reports.papers import ReportPapers
from branchtui.ui.rooms.reports.proofs.lines import count_ink
from branchtui.ui.rooms.reports.proofs.screen import ProofScreen
from branchtui.ui.rooms.reports.state_cell import STATE_ROLES
from branchtui.ui.rooms.reports.writing.cell_pane import CellPane
from branchtui.ui.rooms.reports.writing.document import BodyArea, BodyPane
from branchtui.ui.rooms.reports.writing.parts import PartsPane
from branchtui.ui.screens.paper_source import Papers
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.rest import Rest
from branchtui.workflows.reports.reports import edit_report

if TYPE_CHECKING:
    from branchtui.workflows.figures.log_figures import Disagreement

_STEPS: dict[ReportState, str] = {"draft": "送审", "review": "记投稿", "submitted": "记刊发", "returned": "再送审"}

_CHECKED_BY = frozenset({"kind", "outlet", "profile"})  # they say how long it may be


class ReportScreen(ProofScreen):
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
        self._kind, self._most = ("", 0), 0
        self._read = self.view.row.text
        self._typing = Rest(lambda: self.call_later(self._follow), 2.5)

    def heads(self) -> ComposeResult:
        yield self._what

    def papers(self) -> Papers:
        from branchtui.papers.names import REPORT
        from branchtui.workflows.report_files import paper_of

        return [(REPORT, paper_of(self.view, self.typed()))]

    def writing(self) -> str:
        area = self.focused
        return area.document.get_line(area.cursor_location[0]) if isinstance(area, BodyArea) else ""

    def on_mount(self) -> None:
        self.look_soon()

    def reload(self) -> None:
        super().reload()
        self.look_anew()

    def on_text_area_changed(self) -> None:
        self._typing.begin()
        self.look_soon()

    def on_input_changed(self) -> None:
        self._typing.begin()
        self.look_soon()

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
        if self.view.row.text != self._read:
            self._read = self.view.row.text
            self.look_soon()  # it was changed, here or elsewhere
        self.show_looked()

    def show_looked(self) -> None:
        line, note = self._measure(), count_ink(self.found)
        for pane in self.query(ReportPane):
            for frame in list(pane.query(Frame))[:1]:
                frame.foot = line
                if not isinstance(frame, ListPane):
                    frame.note = note

    def _measure(self) -> Ink:
        """How long it is with what was typed."""
        from branchtui.ui.rooms.reports.measure_line import measure_line

        row, typed, look = self.view.row, self.typed(), self.printed_under()
        if look is None:
            return Ink()  # the screen of pages says what is wrong with it
        figures = self.view.figures
        photos = sum(figure.photo is not None for figure in figures)
        title, body = typed.get("title", row.title), typed.get("body", row.body)
        limits = replace(look.limits, text=self._most_characters(look.limits.text))
        return measure_line(title, body, self.pages, photos, len(figures), limits)

    def _most_characters(self, most: int) -> int:
        """How long the text may be by its kind and its profile; the kind is looked up once."""
        kind = self.view.row.kind
        if self._kind != (kind, most):
            from branchtui.workflows.reports.outlines import limit_of

            self._kind, self._most = (kind, most), limit_of(kind, most)
        return self._most

    def write(self, **changes: Any) -> None:
        """Write parts of the report."""
        edit_report(self.read(), **changes)
        if not _CHECKED_BY.isdisjoint(changes):
            self.look_anew()
        self.show_head()

    def commit_all(self) -> bool:
        results = [editor.commit() for editor in self.editors()]  # every one, also after one that failed
        return all(results)

    def can(self, command_id: str) -> bool:
        if command_id == "report.rows":
            return bool(self.view.stated)
        return bool(FOLLOWS[self.view.row.state]) if command_id == "report.state" else super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        row = self.view.row
        if not self.typed().get("body", row.body).strip():
            return "report.tab.body", "写正文"
        words = _STEPS.get(row.state)
        return ("report.state", words) if words else None

    async def action_tab(self, name: str) -> None:
        if self.commit_all():
            for pane in self.query(CellPane):  # a part may have been written on another tab
                pane.reload()
        await super().action_tab(name)

    def action_save(self) -> None:
        if self.commit_all():
            self.shell.say("都已存好。")

    def action_rows(self) -> None:
        from branchtui.ui.rooms.reports.log_figures import choose_figure

        choose_figure(self, self.view.stated)

    def action_desk(self, name: str) -> None:
        from branchtui.ui.rooms.reports.desk.acts import ACTS

        if self.commit_all():
            with self.telling():
                ACTS[name](self, self.read(), self._changed)

    def _changed(self) -> None:
        self.read()
        self.reload()

    def action_state(self) -> None:
        if self.commit_all():
            choose_state(self, self.read(), self._changed)

    def action_export(self) -> None:
        if self.commit_all():
            self.app.push_screen(export_form(self, self.read()))
