"""A thing whose parts are tabs: left the tab, right the paper made of it where there is room."""

from abc import abstractmethod
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar, Generic, TypeVar, cast

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from branchtui.errors import BranchError
from branchtui.store.models import Row
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.conflict import ask_which
from branchtui.ui.screens.conflict_line import conflict_line
from branchtui.ui.screens.paper_preview import PaperScreen
from branchtui.ui.screens.paper_source import Papers, PaperSource
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.editors import Drafting
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.paper_view import PaperView
from branchtui.ui.widgets.tabs import Tabs

if TYPE_CHECKING:
    from branchtui.store.replication.merging.conflicts import Conflict

ScreenT = TypeVar("ScreenT", bound="TabbedScreen")


class TabPane(Vertical, Generic[ScreenT]):
    """What stands under a tab of a screen: one frame or several, the first of which has the tabs in its edge."""

    @property
    def owner(self) -> ScreenT:
        """The screen, by its own type."""
        return cast(ScreenT, self.screen)

    def reload(self) -> None:
        """Show everything as its screen has read it."""


class TabbedScreen(PlaceScreen):
    """`TABS` are the words of the tabs, `PANES` what stands under them."""

    TABS: ClassVar[Mapping[str, str]]
    PANES: ClassVar[Mapping[str, Callable[[], Widget]]]
    TAB_OF: ClassVar[Mapping[str, str]] = {}  # on which tab a table's rows stand, or `table.column`; else in the head
    conflicts: "Sequence[Conflict]" = ()  # those of the thing, as it was read last

    def __init__(self, source: PaperSource, tab: str) -> None:
        """Raises BranchError where the thing is gone or can't be read."""
        super().__init__()
        self.source = source
        self.read()
        self._tabs = Tabs(self.TABS, self.PANES, tab)
        self._paper = PaperView()

    @abstractmethod
    def read(self) -> Row:
        """Read all that is shown here in one go, and return the thing as it is stored now. Raises BranchError.

        What is shown is taken from there until it is read again.
        """

    def look_for_conflicts(self, thing: Row, *, unsettled: bool) -> None:
        """Read the conflicts of the thing that was just read, where there are any at all."""
        self.conflicts = ()
        if unsettled:
            from branchtui.workflows.safety.resolving import of_thing

            self.conflicts = of_thing(thing)

    def conflict_word(self, row: bytes, column: str) -> str:
        """What is said beside a cell that two machines have written; empty of any other."""
        if not self.conflicts:
            return ""
        from branchtui.workflows.safety.resolving import word_of

        return next((word_of(one) for one in self.conflicts if one.row == row and column in one.names), "")

    def conflict_lines(self, width: int) -> list[Ink]:
        """The line of the head that says what two machines have written differently; none where that is nothing."""
        if not self.conflicts:
            return []
        from branchtui.workflows.safety.resolving import told_of

        return [conflict_line(self.shell, told_of(self.conflicts), width)]

    def foremost(self) -> str:
        return "app.conflicts" if self.conflicts else super().foremost()

    def _flagged_tabs(self) -> set[str]:
        places = [(one.table, name) for one in self.conflicts for name in one.names]
        return {self.TAB_OF.get(f"{table}.{name}", self.TAB_OF.get(table, "")) for table, name in places}

    @abstractmethod
    def papers(self) -> Papers:
        """The papers of what was read."""

    @abstractmethod
    def profile(self) -> str:
        """The name of the profile they are printed under."""

    def writing(self) -> str:
        """The lines that are being written, to be marked on the paper."""
        return ""

    def thing(self) -> Row | None:
        return self.read()

    def on_drafting_clashed(self, message: Drafting.Clashed) -> None:
        editor, error, place = message.editor, message.error, message.editor.place

        def decided(which: str | None) -> None:
            if editor.place == place and editor.is_attached:
                editor.settle(error, which)

        if self.is_active:
            ask_which(self, error.clashes[0], decided)
        else:
            self.shell.say(str(error), bad=True)

    def body(self) -> ComposeResult:
        yield from self.heads()
        with Horizontal(classes="panes"):
            with Vertical(classes="left"):
                yield self._tabs
            yield from self.beside()

    def beside(self) -> ComposeResult:
        """What stands right of the tabs."""
        with Frame(classes="right"):
            yield self._paper

    @abstractmethod
    def heads(self) -> ComposeResult:
        """The lines above the tabs."""

    @abstractmethod
    def show_heads(self) -> None:
        """Show the lines above the tabs, of what was read."""

    @property
    def paper_of_tab(self) -> str:
        """The key of the paper that goes with the present tab; empty for the first."""
        return ""

    @property
    def tab(self) -> str:
        """The tab that is shown."""
        return self._tabs.current

    def on_mount(self) -> None:
        self._tabs.focus_pane()

    def show_head(self) -> None:
        """Read again and show the lines above the tabs and the paper; called after each change."""
        self.read()
        self.show_read()

    def show_read(self) -> None:
        """Show the lines above the tabs, the keys and the paper of what was read."""
        self.show_heads()
        self.show_keys()
        self._tabs.flag(self._flagged_tabs(), self.shell.brush.glyphs.wrong)
        if self._paper.size.width:
            try:
                papers = self.papers()
            except BranchError as error:
                self.shell.say(str(error), bad=True)
                return
            at = next((at for at, (key, _) in enumerate(papers) if key == self.paper_of_tab), 0)
            self._paper.show(papers, at=at, profile=self.profile(), writing=self.writing())

    def reload(self) -> None:
        """Show everything that was read; `thing` has just done so for `read_again`."""
        self._paper.forget_profiles()
        self.show_read()
        for pane in self.query(TabPane):
            if pane.is_mounted:  # one that the palette has just opened still makes what it shows
                pane.reload()

    def on_resize(self) -> None:
        self.call_after_refresh(self.show_read)

    async def action_tab(self, name: str) -> None:
        if self.commit_all():
            self.read()
            await self._tabs.turn_to(name)
            self.show_read()

    async def action_turn(self, way: str) -> None:
        await self.action_tab(self._tabs.beside(1 if way == "next" else -1))

    def action_view(self) -> None:
        if self.commit_all():
            self.app.push_screen(PaperScreen(self.source, self.paper_of_tab))
