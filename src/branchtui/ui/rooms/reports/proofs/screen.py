"""The part of a report's screen that looks for findings while somebody types, and does what is done with one."""

from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widgets.input import Selection as Stretch
from textual.widgets.text_area import Selection
from textual.worker import Worker, WorkerState

from branchtui.errors import BranchError
from branchtui.proof.finding import Finding
from branchtui.ui.rooms.reports.figures.pane import FiguresPane
from branchtui.ui.rooms.reports.owner import ReportOwner
from branchtui.ui.rooms.reports.proofs.looking import Looked, look
from branchtui.ui.rooms.reports.proofs.pane import FindingsPane
from branchtui.ui.rooms.reports.proofs.spots import Spot, after_edit, next_from, place_in, place_of, spot_of
from branchtui.ui.rooms.reports.writing.document import BodyPane
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.paper_source import PaperSource
from branchtui.ui.widgets.editors import DraftArea, DraftInput
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.rest import Rest
from branchtui.ui.widgets.window_table import WindowTable

if TYPE_CHECKING:
    from branchtui.proof.proofer import Proofer
    from branchtui.typesetting.profile import Profile

_TABS = {"body": "body", "figure": "figures"}  # of the parts that are not among the fields
_CHECKED = ("kicker", "title", "subtitle", "unit", "editors_note", "body")  # columns, as they are being typed
_LONGEST = 20  # characters of a text that may be accepted as it stands
_CHANGED = "这一处刚改过，正在重新校对。"
Editor = DraftInput | DraftArea


class ProofScreen(ReportOwner):
    """Looks once the keys rest, in a thread: no key waits for it."""

    def __init__(self, source: PaperSource, tab: str) -> None:
        super().__init__(source, tab)
        self.findings = FindingsPane()
        self.found: int | None = None  # how many findings there are; None before anybody has looked
        self.pages: int | None = None
        self._proofer: Proofer | None = None
        self._at_work: Worker[Looked] | None = None
        self._asked_again = False
        self._outdated = False  # something was typed since anybody looked
        self._resting = Rest(lambda: self.call_later(self._look), 2.5)

    def beside(self) -> ComposeResult:
        with Vertical(classes="report-side"):
            yield self.findings
            yield from super().beside()

    def can(self, command_id: str) -> bool:
        finding = self.findings.finding
        if command_id == "report.finding.next":
            return bool(self.found)
        if command_id == "report.fix":
            return finding is not None and finding.instead is not None
        return finding is not None if command_id == "report.silence" else super().can(command_id)

    # -- looking ---------------------------------------------------------------------------------------------------

    def typed(self) -> dict[str, str]:
        """The columns that are being typed, as they stand in their editors."""
        return {editor.place.column: editor.typed for editor in self.editors() if editor.typed != editor.stored}

    def editors(self) -> list[Editor]:
        """Those of all tabs that were visited. A query would ask each node for its styles."""
        return [node for node in self.walk_children() if isinstance(node, DraftInput | DraftArea)]

    def look_soon(self) -> None:
        """Something was typed."""
        self._outdated = True
        self._resting.begin()

    def look_anew(self) -> None:
        """What it is checked against may have changed: the record, the wordings, what is silenced."""
        self._proofer = None
        self._resting.begin()

    def printed_under(self) -> "Profile | None":
        """The profile of the report; None where it can't be read, which the screen of pages tells."""
        from branchtui.workflows.profiles import profile

        try:
            return profile(self.view.row.profile)
        except BranchError:
            return None

    def _look(self) -> None:
        if not self.is_active:
            return  # it looks when it is in front again
        if self._at_work is not None and not self._at_work.is_finished:
            self._asked_again = True
            return
        from branchtui.workflows.proofing.check import draft_from, proofer_for

        with self.telling():
            row, typed = self.view.row, self.typed()
            if self._proofer is None:
                self._proofer = proofer_for(row, today=self.shell.now().date())
            draft = draft_from(row, **{name: text for name, text in typed.items() if name in _CHECKED})
            photos = [figure.photo for figure in self.view.figures if figure.photo]
            sizes = {photo.sha: (photo.width, photo.height) for photo in photos}
            work = partial(look, self.papers()[0][1], self.printed_under(), sizes, self._proofer, draft)
            self._at_work = self.run_worker(work, thread=True, group="proof")

    def on_worker_state_changed(self, message: Worker.StateChanged) -> None:
        if message.worker is not self._at_work or message.state is not WorkerState.SUCCESS:
            return
        looked: Any = message.worker.result
        if self._asked_again:  # the text has changed meanwhile: what was found stands no longer where it did
            self._asked_again = False
            self._resting.begin()
            return
        self._outdated = False
        self.pages, self.found = looked.pages, len(looked.findings)
        self.findings.show_found(looked.findings)
        self.show_looked()
        self.show_keys()

    def show_looked(self) -> None:
        """Show how many pages and findings there are."""
        raise NotImplementedError

    def to_findings(self) -> None:
        if self.findings.table.focusable:
            self.findings.table.focus()

    async def step_back(self) -> None:
        if self.findings.table.has_focus and not self.findings.filter_text:
            self._tabs.focus_pane()  # back to what was being written
        else:
            await super().step_back()

    async def action_tab(self, name: str) -> None:
        await super().action_tab(name)
        self.findings.show_place(self._elsewhere)

    @property
    def _elsewhere(self) -> bool:
        """Whether the finding of the list stands on another tab than this one, and this is not that of the text."""
        finding = self.findings.finding
        return self.tab != "body" and (finding is None or self._tab_of(finding) != self.tab)

    # -- going to a finding ----------------------------------------------------------------------------------------

    def on_window_table_moved(self, message: WindowTable.Moved) -> None:
        if message.table is self.findings.table:
            self.findings.show_place(self._elsewhere)
            self.show_keys()

    async def on_window_table_opened(self, message: WindowTable.Opened) -> None:
        if message.table is self.findings.table and self.findings.finding is not None:
            await self.go_to(self.findings.finding)

    async def action_finding(self, way: str) -> None:
        """Go to the next finding, or the one before, counted from the cursor of the text."""
        table = self.findings.table
        rows = table.rows_between(0, table.count - 1) if table.count else []
        if not rows:
            self.shell.say("没有发现问题。" if self.found == 0 else "正在校对，稍等一下。")
            return
        step = 1 if way == "next" else -1
        here = self._here()
        at = (table.cursor + step) % len(rows) if here is None else next_from(rows, here, step)
        await self.go_to(rows[at])

    def _here(self) -> tuple[int, int, int] | None:
        """The place of the cursor in reading order; None where it is in no text, or on the finding of the list itself."""
        editor, finding = self.focused, self.findings.finding
        if not isinstance(editor, DraftInput | DraftArea) or finding is None:
            return None
        stands = _selected(editor)
        if editor is self._editor_of(finding) and stands == spot_of(finding, editor.typed):
            return None
        column = editor.place.column
        if column in _CHECKED:
            return place_in(column, stands.row, stands.start)
        roles = [line.role for line in self.view.bylines]
        role = column.removeprefix("byline-")
        return place_in("byline", roles.index(role), stands.start) if role in roles else None

    async def go_to(self, finding: Finding) -> None:
        """Put the cursor on a finding: its text is selected, so that what is typed takes its place."""
        tab = self._tab_of(finding)
        if tab != self.tab:
            await self.action_tab(tab)
        if tab != self.tab:
            return  # what was typed could not be stored, which was told
        self.findings.table.seek(lambda row: row == finding)
        if tab == "figures":
            figures = self.query_one(FiguresPane).query_one(ListPane).table
            figures.seek(lambda figure: figure.mark == finding.line)
            figures.focus()
            return
        editor = self._editor_of(finding)
        if editor is None or (spot := spot_of(finding, editor.typed)) is None:
            self.shell.say(_CHANGED)
            self.look_soon()
            return
        if tab == "body" != finding.part:
            self.query_one(BodyPane).make_way()
        editor.focus()
        if isinstance(editor, DraftArea):
            _select(editor, spot)
        else:  # coming to a field of choices selects all of it
            self.call_after_refresh(_select, editor, spot)

    def _editor_of(self, finding: Finding) -> Editor | None:
        column = finding.part
        if finding.part == "byline":
            lines = self.view.bylines
            column = f"byline-{lines[finding.line].role}" if finding.line < len(lines) else ""
        found = [editor for editor in self.editors() if editor.place.column == column]
        return next((editor for editor in found if self._tabs.shows(editor)), next(iter(found), None))

    def _tab_of(self, finding: Finding) -> str:
        """Where it is mended: here, if it stands in the document that is being written, else on the tab of its part."""
        tab = _TABS.get(finding.part, "parts")
        if tab == "parts" and self.tab == "body" and (editor := self._editor_of(finding)) is not None:
            return "body" if editor in self.query_one(BodyPane).editors() else tab
        return tab

    # -- what is done with one -------------------------------------------------------------------------------------

    async def action_fix(self) -> None:
        """Write what the finding under the cursor of the list suggests, as one step of undo; go on to the next of this tab."""
        finding = self.findings.finding
        if finding is None or finding.instead is None:
            self.shell.say("没有要改的。" if finding is None else "这一处要您自己改：没有现成的改法。")
            return
        if not finding.said and self._outdated:  # what is missing at a place can't be known again by its words
            self.shell.say(_CHANGED)
            return
        await self.go_to(finding)
        if finding.part == "figure":
            self._fix_caption(finding, finding.instead)
            return
        editor = self._editor_of(finding)
        if editor is None or (spot := spot_of(finding, editor.typed)) is None:
            return  # `go_to` has told
        editor.replace_part(finding.instead, spot.row, spot.start, spot.end)
        left = after_edit(self.findings.found, finding, finding.instead)
        self.found = len(left)
        after = left[next_from(left, place_of(finding), 1)] if left else None
        self.findings.show_found(left, after)
        if after is not None and _TABS.get(after.part) == _TABS.get(finding.part):  # nobody is taken out of the text
            await self.go_to(after)

    def _fix_caption(self, finding: Finding, instead: str) -> None:
        from branchtui.workflows.reports.reports import edit_figure

        figure = next((figure for figure in self.view.figures if figure.mark == finding.line), None)
        spot = spot_of(finding, figure.caption) if figure is not None else None
        if figure is None or spot is None:
            self.look_soon()
            return
        caption = figure.caption[: spot.start] + instead + figure.caption[spot.end :]
        with self.telling() as done:
            edit_figure(figure, caption=caption, photos=self.shell.photos())
            self.show_head()
            self.query_one(FiguresPane).reload()
            self.look_soon()
            done(f"配图{figure.mark}的图注已改。")

    def action_silence(self) -> None:
        """Ask how far the finding is not to be told any more."""
        finding = self.findings.finding
        if finding is None:
            self.shell.say("没有要略过的。")
            return
        from branchtui.proof.groups import RULES
        from branchtui.workflows.proofing.silence import accept, silence

        name, said, row = RULES[finding.rule].name, finding.said, self.view.row
        options = [("draft", f"这篇稿子里不再提“{name}”"), ("always", f"以后都不再提“{name}”")]
        if 1 < len(said) <= _LONGEST and "\n" not in said:
            options.append(("accept", f"“{said}”没有错，记进支部用语"))

        def chosen(option: tuple[str, str] | None) -> None:
            if option is None:
                return
            with self.telling() as done:
                if option[0] == "accept":
                    accept(said, today=self.shell.now().date())
                    words = f"“{said}”已记进支部用语，不再提。"
                else:
                    words = silence(finding.rule, row if option[0] == "draft" else None)
                self.look_anew()
                done(words)

        self.app.push_screen(pick("略过这一处", options), chosen)


def _selected(editor: Editor) -> Spot:
    """What is selected in an editor; where nothing is, the cursor as an empty stretch."""
    if isinstance(editor, DraftInput):
        return Spot(0, *sorted(editor.selection))
    (row, column), (end_row, end) = sorted((editor.selection.start, editor.selection.end))
    return Spot(row, column, end if end_row == row else column)


def _select(editor: Editor, spot: Spot) -> None:
    if isinstance(editor, DraftInput):
        editor.selection = Stretch(spot.start, spot.end)
    else:
        editor.selection = Selection((spot.row, spot.start), (spot.row, spot.end))
