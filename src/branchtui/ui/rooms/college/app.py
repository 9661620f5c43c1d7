"""The organiser's app: four rooms on what the college's server was asked for last. It opens no branch's file."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.dom import DOMNode
from textual.screen import Screen

from branchtui.paths import Home
from branchtui.settings import Settings
from branchtui.ui.commands import table
from branchtui.ui.commands.dispatch import clashes
from branchtui.ui.commands.rooms import COLLEGE
from branchtui.ui.editing.draft_saver import DraftSaver
from branchtui.ui.lifecycle.window import Window, show
from branchtui.ui.rooms import registry
from branchtui.ui.rooms.college.looking import Looking
from branchtui.ui.rooms.college.source import Seen, SeenBranch, Source
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.text.glyphs import LINES, Glyphs
from branchtui.ui.widgets.chrome import TitleLine

if TYPE_CHECKING:
    from branchtui.rules.duties.duty import Board
    from branchtui.ui.terminal.width_question import WidthQuestion
    from branchtui.workflows.college.asking import Request

STYLES = ("frame", "lists", "papers", "college")
_STYLES = Path(__file__).parents[2] / "styles"
_EVERY = 60.0  # seconds
_COMMANDS = table.of_college()


class _Memory:
    """Where what is being typed is kept while the app is open. What is left at its end goes into a text file."""

    def save_draft(self, place: str, label: str, text: str, at: datetime) -> None:
        """The saver keeps it itself."""

    def drop_draft(self, place: str) -> None:
        """The same."""


class OrganiserApp(Window):
    """`source` is asked every minute, and on a key; `seen` is the last answer, `away` why there is no newer one."""

    PLACE = "college"
    rooms = COLLEGE
    CSS_PATH: ClassVar[list[str | PurePath]] = [_STYLES / f"{name}.tcss" for name in STYLES]
    LATER_CSS: ClassVar[list[Path]] = [_STYLES / "forms.tcss"]
    BINDINGS: ClassVar[list[BindingType]] = [
        *table.bindings("college", _COMMANDS),
        *table.bindings("app", _COMMANDS),
    ]
    DEFAULT_MODE = COLLEGE[0].place
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {**registry.screens(COLLEGE)}

    def __init__(
        self,
        source: Source,
        home: Home,
        now: Callable[[], datetime],
        settings: Settings | None = None,
        glyphs: Glyphs = LINES,
    ) -> None:
        super().__init__(home, now, settings or Settings(), glyphs)
        self.commands = table.of_college(table.in_force(self.settings.keys))
        self.due, self.late, self.standings = {}, "", ()
        self.source = source
        self.looking = Looking(self)
        self.year = now().year
        self.seen: Seen | None = None
        self.away = ""
        self.chosen = 0  # the number of the branch that the second room shows; 0 before one was chosen
        self.ones: dict[int, SeenBranch] = {}  # what was fetched of branches, by number

    def on_mount(self) -> None:
        self.watch_signals()
        for sentence in clashes(self.settings.keys, self.PLACE):
            self.say(f"设置里的按键有冲突：{sentence}", bad=True)
        self.set_interval(_EVERY, self.look)
        self.look()

    # -- what is shown --------------------------------------------------------------------------------------------

    def look(self) -> None:
        """Ask the server for everything that is shown of all branches, and for the branch of the second room."""
        now, year, chosen = self.now(), self.year, self.chosen

        def ask() -> tuple[Seen, SeenBranch | None]:
            seen = self.source.look(now, year)
            there = any(each.head.number == chosen for each in seen.boards)  # it may have been closed
            return seen, self.source.one(chosen, now) if there else None

        def done(answer: tuple[Seen, SeenBranch | None]) -> None:
            self.seen, one = answer
            if one is not None:
                self.ones[chosen] = one
            self._answered("")

        self.looking.begin(ask, done, self._answered)

    def look_at(self, number: int) -> None:
        """Show this branch in the second room, and ask the server for it."""
        self.chosen, now = number, self.now()
        if self.looking.busy:  # of what waits only the last is asked
            self.look()
            return

        def done(one: SeenBranch) -> None:
            self.ones[number] = one
            self._answered("")

        self.looking.begin(lambda: self.source.one(number, now), done, self._answered)

    def _answered(self, away: str) -> None:
        """Show what is there now; `away` says why it is not newer. What was there before stays."""
        if away and away != self.away:
            self.say(away, bad=True)
        self.away = away
        self.late = f"截至 {self.seen.at:%H:%M}，连不上" if away and self.seen else "连不上" if away else ""
        self.look_for_due()
        self.show_merged()

    def since(self) -> str:
        """As of when what is shown of all branches is."""
        if self.seen is not None:
            return f"截至 {self.seen.at:%H:%M}"
        return "还没有取到" if self.away else "正在取"

    def show_merged(self) -> None:
        if isinstance(screen := self.screen, PlaceScreen):
            title = screen.query_one(TitleLine)
            title.rename(self.branch_name())
            title.mark(self.due, self.late)
            with screen.telling():
                screen.read_again()
            screen.show_keys()

    # -- what every screen asks of its app ------------------------------------------------------------------------

    def branch_name(self) -> str:
        """The name of the college."""
        return self.source.name

    def look_for_due(self, found: "Board | None" = None) -> None:
        """Tell behind the rooms how many branches have something overdue, and how many answers are late."""
        if self.seen is not None:
            today = self.now().date()
            self.due = {
                COLLEGE[0].place: sum(bool(row.board.overdue) for row in self.seen.boards),
                COLLEGE[2].place: sum(len(late(each, today)) for each in self.seen.requests),
            }

    def look_at_exchange(self) -> None:
        """There is none."""

    def places(self) -> dict[str, DOMNode]:
        return {**super().places(), "app": self}

    def _draft_saver(self) -> DraftSaver:
        return DraftSaver(_Memory(), self.now, self._draft_trouble)

    def _keep_typed(self) -> str:
        return self._rescue([draft for _, draft in self.drafts.left()])

    def action_undo(self, everywhere: bool = False) -> None:
        self._step_typed(back=True)

    def action_redo(self, everywhere: bool = False) -> None:
        self._step_typed(back=False)

    def _step_typed(self, *, back: bool) -> None:
        """Only what is typed can be taken back here: what was sent is withdrawn."""
        from branchtui.ui.widgets.editors import OwnUndo

        editor = self.focused
        if not isinstance(editor, OwnUndo) or not editor.step_typed(back=back):
            self.say(f"没有可{'撤销' if back else '重做'}的了。")

    # -- commands -------------------------------------------------------------------------------------------------

    def action_now(self) -> None:
        self.look()
        self.say("正在向学院的服务器取最新的。")

    async def open_branch(self, number: int) -> None:
        """Show a branch in the second room."""
        self.look_at(number)
        await self.to_room(COLLEGE[1].place)


def run(source: Source, home: Home, now: Callable[[], datetime], question: "WidthQuestion | None" = None) -> int:
    """Run the app; the exit code, `question` and errors are those of `show`."""
    return show(lambda settings, glyphs: OrganiserApp(source, home, now, settings, glyphs), home, question)


def late(asked: "Request", today: date) -> list[int]:
    """The branches whose answer is late: it has not come though the day is past. What came late has come."""
    if asked.row.withdrawn:
        return []
    return [number for number in asked.lacking if asked.is_late(asked.row.given.get(number), today)]


def college_of(node: DOMNode) -> OrganiserApp:
    """The app that a node stands in, by its own type."""
    app = node.app
    assert isinstance(app, OrganiserApp)
    return app
