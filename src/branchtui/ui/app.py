"""The app: rooms, and what works everywhere. It shows and asks; workflows decide."""

import gc
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual.binding import BindingType
from textual.screen import Screen

from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.settings import Settings
from branchtui.store.file.last_seen import replaced
from branchtui.store.queries import people
from branchtui.store.replication.merging.unsettled import may_be_any
from branchtui.ui.commands import table
from branchtui.ui.commands.dispatch import clashes
from branchtui.ui.commands.rooms import KINDS, ROOMS
from branchtui.ui.lifecycle.moved_keys import untold
from branchtui.ui.lifecycle.preload import Warming
from branchtui.ui.lifecycle.window import Window, show
from branchtui.ui.rooms import registry
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.shell import Exchange
from branchtui.ui.text.glyphs import LINES, Glyphs
from branchtui.ui.widgets.chrome import TitleLine

if TYPE_CHECKING:
    from branchtui.files.photos import PhotoStore
    from branchtui.rules.duties.duty import Board
    from branchtui.ui.lifecycle.college import CollegeSyncing
    from branchtui.ui.terminal.width_question import WidthQuestion

_SYNC = "sync"  # the place of the room that shows what waits of the exchange
STYLES = ("frame", "lists", "papers", "today", "meetings", "sync")  # of the frame, of what stands in it, of rooms
LATER_STYLES = ("forms", "reports")  # of what is put in front of a room
_STYLES = Path(__file__).parent / "styles"


class BranchApp(Window):
    """The workbench on one open database. `now` is the clock; everything below is given times by it."""

    PLACE = "app"
    CSS_PATH: ClassVar[list[str | PurePath]] = [_STYLES / f"{name}.tcss" for name in STYLES]
    LATER_CSS: ClassVar[list[Path]] = [_STYLES / f"{name}.tcss" for name in LATER_STYLES]
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("app")]
    DEFAULT_MODE = ROOMS[0].place
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {**registry.screens()}

    def __init__(
        self, home: Home, now: Callable[[], datetime], settings: Settings | None = None, glyphs: Glyphs = LINES
    ) -> None:
        super().__init__(home, now, settings or Settings(), glyphs)
        self.commands = table.of_branch(table.in_force(self.settings.keys))
        self._warming: Warming | None = None
        self._branch_name = ""
        self.due, self.late, self._waiting = {}, "", 0
        self.standings = ()
        self.exchange = Exchange()
        self._college: CollegeSyncing | None = None

    async def on_mount(self) -> None:
        self.watch_signals()
        if not people.branch_name():
            from branchtui.ui.rooms.setup.first_run import FirstRunScreen

            await self.push_screen(FirstRunScreen(joined=self.home.college.exists()))
        if replaced() is not None:
            from branchtui.ui.rooms.setup.replaced_file import ask_which_file

            ask_which_file(self)
        elif left := self.drafts.left():
            self.say(f"上次有 {len(left)} 段文字没有存完，列在“今天”最上面，按回车接着写。")
        for sentence in clashes(self.settings.keys):
            self.say(f"设置里的按键有冲突：{sentence}", bad=True)
        if moved := untold(self.home, self.settings):
            self.say(moved)

    def on_ready(self) -> None:
        self.call_after_refresh(self._started)

    def _started(self) -> None:
        if not gc.isenabled():
            gc.freeze()
            gc.enable()
        from branchtui.ui.lifecycle.publishing import Publishing

        self._warming, self._publishing = Warming(self), Publishing(self)
        if self.home.college.exists():
            from branchtui.ui.lifecycle.college import CollegeSyncing

            self._college = CollegeSyncing(self, self.report)

    def someone_types(self) -> None:
        if self._warming is not None:
            self._warming.wait()
        if self._college is not None:
            self._college.someone_types()

    def branch_name(self) -> str:
        """The branch's name, empty before there is one; the last one read where it can't be read now."""
        with suppress(BranchError):
            self._branch_name = people.branch_name()
        return self._branch_name

    def look_for_due(self, found: "Board | None" = None) -> None:
        """Tell anew, from `found` or from the board as it is now, how much there is to do in which room.

        In 今天 it is what is overdue, contradictory or due; in another room what of that is opened there. Where the board
        can't be read it stays.
        """
        from branchtui.workflows.board import board

        with suppress(BranchError):
            if self.branch_name():
                found = found or board(self.now().date(), lambda: self.standings)
                duties = (*found.overdue, *found.contradictions, *found.due)
                places = [ROOMS[0].place for _ in duties]
                places += [KINDS[duty.open[0]][0].place for duty in duties if duty.open]
                self.due = {**Counter(places), _SYNC: _conflicts() + self._waiting}

    def look_at_exchange(self) -> None:
        """Tell anew how long nothing was exchanged, and how many files wait; without a folder nothing of it is loaded."""
        from branchtui.store.file import exchange_note

        self.late, self._waiting = "", len(self.exchange.copies)
        if (note := exchange_note.read()) is not None:
            from branchtui.workflows.exchange.status import late

            self.late = late(self.now())
            self._waiting += len(note.quarantined)
        with suppress(BranchError):
            if self.home.college.exists():
                self._look_at_college()
        with suppress(BranchError):
            self.due = {**self.due, _SYNC: _conflicts() + self._waiting}

    def _look_at_college(self) -> None:
        from branchtui.workflows.college.branch import lateness

        if lateness.syncs(self.home):
            self.late = "  ".join(filter(None, (self.late, lateness.late(self.now()))))
            self._waiting += lateness.refused()

    def sync_college(self) -> bool:
        return self._college is not None and self._college.sync_now()

    def show_merged(self) -> None:
        self.look_at_exchange()
        self.look_for_due()
        if isinstance(screen := self.screen, PlaceScreen):  # what lies below is read when it comes to the front
            screen.query_one(TitleLine).mark(self.due, self.late)
            with screen.telling():
                screen.read_again()

    def show_late(self) -> None:
        self.look_at_exchange()
        for title in self.screen.query(TitleLine):
            title.mark(self.due, self.late)

    def photos(self) -> "PhotoStore":
        """The store of pictures."""
        from branchtui.files.photos import PhotoStore

        return PhotoStore(self.home.photos, self.home.cache)

    # -- commands of the place "app" ------------------------------------------------------------------------------

    async def action_room(self, place: str) -> None:
        if not self.branch_name():
            self.say("请先把支部建好：填完这张表，按 Ctrl+S。")
        else:
            await super().action_room(place)

    def action_undo(self, everywhere: bool = False) -> None:
        """In an editor this is about what was typed there alone, unless `everywhere` is asked for."""
        self._step(back=True, everywhere=everywhere)

    def action_redo(self, everywhere: bool = False) -> None:
        self._step(back=False, everywhere=everywhere)

    def _step(self, *, back: bool, everywhere: bool) -> None:
        from branchtui.ui.screens.looking_back.undo import take_step
        from branchtui.ui.widgets.editors import OwnUndo
        from branchtui.workflows.safety.undo import coming

        editor = self.focused
        if everywhere or not isinstance(editor, OwnUndo):
            take_step(self, back=back)
        elif editor.step_typed(back=back):
            return
        elif editor.reaches(coming(back=back)):
            take_step(self, back=back)
        else:
            word, screen = "撤销" if back else "重做", self.screen
            elsewhere = screen.way_to_undo(word) if isinstance(screen, PlaceScreen) else ""
            self.say(f"这一格没有可{word}的了。{elsewhere}")

    def action_undone(self) -> None:
        from branchtui.ui.screens.looking_back.undo import choose_undone

        choose_undone(self)

    def action_history(self) -> None:
        from branchtui.ui.screens.looking_back.undo import open_history

        open_history(self)

    def action_evidence(self) -> None:
        from branchtui.ui.rooms.frameworks.marks.marking import open_marking

        open_marking(self)

    async def action_conflicts(self) -> None:
        from branchtui.ui.rooms.sync.conflicts.here import open_conflicts

        await open_conflicts(self)

    async def action_find(self) -> None:
        from branchtui.ui.screens.find import open_find

        if isinstance(self.screen, PlaceScreen) and self.branch_name():
            await open_find(self)

    async def open_thing(self, kind: str, thing: bytes, tab: str = "") -> None:
        """Open a meeting, a report or a person in its room, wherever we are; `tab` is the one to begin with.

        Raises BranchError, and goes nowhere, where it is gone or can't be read.
        """
        await registry.open_thing(self, kind, thing, tab)


def _conflicts() -> int:
    """How many conflicts are open; where there can't be any, nothing of a merge is loaded."""
    if not may_be_any():
        return 0
    from branchtui.workflows.safety.resolving import count

    return count()


def run(home: Home, now: Callable[[], datetime], question: "WidthQuestion | None" = None) -> int:
    """Run the app on the open database; the exit code, `question` and errors are those of `show`."""
    return show(lambda settings, glyphs: BranchApp(home, now, settings, glyphs), home, question)
