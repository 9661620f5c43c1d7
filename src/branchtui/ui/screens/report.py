"""One news report: its parts, its text, its figures as tabs; beside them, where there is room, the paper."""

from collections.abc import Sequence
from functools import partial
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.dates import parse_day
from branchtui.store.models import Report
from branchtui.store.queries import reports
from branchtui.store.queries.reports import STATES
from branchtui.ui import commands
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.paper import PaperScreen, papers_of_report
from branchtui.ui.screens.report_acts import choose_state, export_form
from branchtui.ui.screens.report_figures import FiguresPane
from branchtui.ui.screens.steps import FieldSteps
from branchtui.ui.screens.tabs import Tabs
from branchtui.ui.widgets.editors import DraftArea, DraftInput
from branchtui.ui.widgets.paper_view import PaperView
from branchtui.workflows.reports import ROLES, edit_report, set_bylines

_TABS = {"parts": "F2 栏目标题", "body": "F3 正文", "figures": "F4 配图"}
_LABELS = {
    "kicker": "栏目",
    "title": "标题",
    "subtitle": "副标题",
    "unit": "供稿单位",
    "editors_note": "编者按",
    "outlet": "投稿媒体",
    "profile": "版式",
    "link": "链接",
}
_AREAS = ("subtitle", "editors_note")


class ReportScreen(PlaceScreen):
    """The editor of one report. Each cell is written when it is left."""

    PLACE = "report"
    ROOM = "news"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings("report")]

    def __init__(self, report_id: bytes, tab: str = "parts") -> None:
        super().__init__()
        self._report_id = report_id
        self._first_tab = tab
        self._tabs = Tabs(_TABS, {"parts": PartsPane, "body": BodyPane, "figures": FiguresPane})

    @property
    def report(self) -> Report:
        """The report as it is stored now."""
        return reports.report(self._report_id)

    def body(self) -> ComposeResult:
        yield Static("", markup=False, classes="heading", id="what")
        with Horizontal(classes="panes"):
            with Vertical(classes="left"):
                yield self._tabs
            with Horizontal(classes="right"):
                yield PaperView(id="paper")

    def on_mount(self) -> None:
        self.call_later(self._begin)

    async def _begin(self) -> None:
        await self._tabs.turn_to(self._first_tab)
        self.show_head()

    def reload(self) -> None:
        self.show_head()
        for pane in self.query(FiguresPane):
            pane.reload()

    def show_head(self) -> None:
        """Show state and paper as they are now; called after each change."""
        row = self.report
        reason = f"（{row.reason}）" if row.reason else ""
        self.query_one("#what", Static).update(Content(f"{STATES[row.state]}{reason}  {row.title}"))
        self._show_paper()

    def _show_paper(self) -> None:
        view = self.query_one("#paper", PaperView)
        if view.size.width:
            with self.telling():
                view.show(papers_of_report(self.report))

    def on_resize(self) -> None:
        self.call_after_refresh(self._show_paper)

    def write(self, **changes: Any) -> None:
        """Write parts of the report."""
        edit_report(self.report, **changes)
        self.show_head()

    def commit_all(self) -> bool:
        editors = [*self.query(DraftInput), *self.query(DraftArea)]
        results = [editor.commit() for editor in editors]  # every one, also after one that failed
        return all(results)

    async def action_tab(self, name: str) -> None:
        if self.commit_all():
            for area in self.query(BodyPane):
                area.reload()
            await self._tabs.turn_to(name)
            self.show_head()

    async def action_turn(self, way: str) -> None:
        await self.action_tab(self._tabs.beside(1 if way == "next" else -1))

    def action_save(self) -> None:
        if self.commit_all():
            self.desk.say("都已存好。")

    def action_state(self) -> None:
        if self.commit_all():
            choose_state(self, self.report, self.show_head)

    def action_view(self) -> None:
        if self.commit_all():
            with self.telling():
                self.app.push_screen(PaperScreen("news", self.report.title, papers_of_report(self.report)))

    def action_export(self) -> None:
        if self.commit_all():
            self.app.push_screen(export_form(self, self.report))


class _Pane(Vertical):
    @property
    def owner(self) -> ReportScreen:
        screen = self.screen
        assert isinstance(screen, ReportScreen)
        return screen


class PartsPane(FieldSteps, _Pane):
    """Kicker, title, subtitle, unit, day, editor's note, by-lines, outlet."""

    PLACE = "parts"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings("parts")]

    def editors(self) -> Sequence[DraftInput | DraftArea]:
        return [node for node in self.query("*") if isinstance(node, DraftInput | DraftArea)]

    def compose(self) -> ComposeResult:
        row = self.owner.report
        with VerticalScroll(classes="fields", can_focus=False):
            for key in ("kicker", "title", "subtitle", "unit"):
                yield from self._part(row, key)
            day = row.dated.isoformat() if row.dated else ""
            yield from _labelled(
                "发布日期",
                DraftInput(
                    day, place=_place(row, "dated"), label="发布日期", write=self._write_day, placeholder="如：3月26日"
                ),
            )
            yield from self._part(row, "editors_note")
            names = {line.role: line.names for line in reports.bylines(row)}
            for role in dict.fromkeys((*ROLES, *names)):
                yield from _labelled(
                    f"署名 {role}",
                    DraftInput(
                        names.get(role, ""),
                        place=_place(row, f"byline-{role}"),
                        label=f"署名 {role}",
                        write=partial(self._write_byline, role),
                        placeholder="姓名，几位之间用顿号",
                    ),
                )
            for key in ("outlet", "profile", "link"):
                yield from self._part(row, key)

    def _part(self, row: Report, key: str) -> ComposeResult:
        label, place = _LABELS[key], _place(row, key)

        def write(text: str) -> None:
            self.owner.write(**{key: text})

        stored = getattr(row, key)
        if key in _AREAS:
            hint = "每行一层" if key == "subtitle" else ""
            yield from _labelled(label, DraftArea(stored, place=place, label=label, write=write, placeholder=hint))
        else:
            yield from _labelled(label, DraftInput(stored, place=place, label=label, write=write))

    def _write_day(self, text: str) -> None:
        edit_report(self.owner.report, dated=parse_day(text, self.owner.desk.now().date()))
        self.owner.show_head()

    def _write_byline(self, role: str, text: str) -> None:
        names = {line.role: line.names for line in reports.bylines(self.owner.report)}
        names[role] = text
        set_bylines(self.owner.report, list(names.items()))
        self.owner.show_head()


class BodyPane(_Pane):
    """The text. `# ` begins a heading, a line 【图1】 is the place of a figure."""

    def compose(self) -> ComposeResult:
        row = self.owner.report
        yield Static(Content("“# ”起头的一行是小标题；单独一行【图1】是配图的位置"), classes="note")
        yield DraftArea(
            row.body,
            place=_place(row, "body"),
            label=f"正文：{row.title}",
            write=lambda text: self.owner.write(body=text),
            id="body-text",
        )

    def reload(self) -> None:
        """Read the text again: adding or removing a figure changes it."""
        row = self.owner.report
        area = self.query_one("#body-text", DraftArea)
        write = lambda text: self.owner.write(body=text)  # noqa: E731
        area.turn_to(row.body, place=_place(row, "body"), label=f"正文：{row.title}", write=write)


def _place(row: Report, column: str) -> str:
    return f"report:{row.id.hex()}:{column}"


def _labelled(label: str, editor: DraftInput | DraftArea) -> ComposeResult:
    with Horizontal(classes="field"):
        yield Static(Content(label), classes="field-label")
        yield editor
