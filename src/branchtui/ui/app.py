"""The app: rooms, and what works everywhere. It shows and asks; workflows decide."""

import gc
import os
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from contextlib import suppress
from datetime import datetime
from functools import partial
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.binding import BindingType
from textual.filter import ANSIToTruecolor, LineFilter
from textual.screen import Screen
from textual.scrollbar import ScrollBar, ScrollBarRender

from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.settings import Settings, load
from branchtui.store.file.last_seen import replaced
from branchtui.store.queries import people
from branchtui.store.replication.merging.unsettled import may_be_any
from branchtui.ui.commands import table
from branchtui.ui.commands.dispatch import clashes
from branchtui.ui.commands.rooms import KINDS, ROOMS
from branchtui.ui.lifecycle import signals
from branchtui.ui.lifecycle.moved_keys import untold
from branchtui.ui.lifecycle.preload import Warming
from branchtui.ui.lifecycle.shutdown import LeavingApp
from branchtui.ui.lifecycle.workbench import Workbench
from branchtui.ui.rooms import registry
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.shell import Exchange
from branchtui.ui.terminal.drawing import DrawnWhenReady
from branchtui.ui.terminal.key_queue import TypeAhead
from branchtui.ui.terminal.signs import choose, hear
from branchtui.ui.terminal.stylesheet import KeptStylesheet
from branchtui.ui.terminal.textual_patches import (
    begin_input_with,
    draw_nothing_in_vain,
    forget_option_keys,
    free_styles_caches,
    keep_wide_characters,
    outlive_bytes,
    outlive_sentences,
    outlive_terminal,
    remember_tints,
    withdraw_toasts,
)
from branchtui.ui.terminal.themes import THEMES
from branchtui.ui.text.glyphs import ASCII, LINES, Glyphs
from branchtui.ui.text.ink import Brush
from branchtui.ui.text.palette import DARK, LIGHT, SIXTEEN
from branchtui.ui.widgets.chrome import TitleLine, toast_cells

if TYPE_CHECKING:
    from branchtui.files.photos import PhotoStore
    from branchtui.rules.duties.duty import Board
    from branchtui.ui.terminal.width_question import WidthQuestion


_SYNC = "sync"  # the place of the room that shows what waits of the exchange
STYLES = ("frame", "lists", "papers", "today", "meetings", "sync")  # of the frame, of what stands in it, of rooms
LATER_STYLES = ("forms",)  # of what is put in front of a room
_STYLES = Path(__file__).parent / "styles"
_COLOURS = {"dark": DARK, "light": LIGHT, "ansi": SIXTEEN}


class _PlainBars(ScrollBarRender):
    """Block elements are of ambiguous width: some terminals draw them two cells wide."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


class BranchApp(DrawnWhenReady, LeavingApp):
    """The workbench on one open database. `now` is the clock; everything below is given times by it."""

    PLACE = "app"
    TITLE = "branchtui"
    CSS_PATH: ClassVar[list[str | PurePath]] = [_STYLES / f"{name}.tcss" for name in STYLES]
    stylesheet: KeptStylesheet
    _variables: tuple[str, dict[str, str]] = ("", {})  # of the styles, and the theme they were made of
    ENABLE_COMMAND_PALETTE = False
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("app")]
    DEFAULT_MODE = ROOMS[0].place
    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {**registry.screens()}

    def __init__(
        self, home: Home, now: Callable[[], datetime], settings: Settings | None = None, glyphs: Glyphs = LINES
    ) -> None:
        super().__init__(home, now)
        settings = settings or Settings()
        self.brush = Brush(_COLOURS[settings.theme], glyphs)
        self.register_theme(THEMES[settings.theme])
        self.theme = THEMES[settings.theme].name
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.settings = settings
        self.commands = table.in_force(self.settings.keys)
        self.animation_level = "none"
        self._warming: Warming | None = None
        self._type_ahead = TypeAhead(self, super().on_event)
        self.work = Workbench(self, self.report)
        self._branch_name = ""
        self.due, self.late, self._waiting = {}, "", 0
        self.exchange = Exchange()

    def on_load(self) -> None:
        forget_option_keys()
        outlive_sentences()
        outlive_bytes()
        outlive_terminal()
        free_styles_caches()
        remember_tints()
        draw_nothing_in_vain()
        keep_wide_characters()
        ScrollBar.renderer = _PlainBars
        self.set_keymap(table.keymap(self.settings.keys))

    async def on_mount(self) -> None:
        self.watch_signals()
        if not people.branch_name():
            from branchtui.ui.rooms.setup.first_run import FirstRunScreen

            await self.push_screen(FirstRunScreen())
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

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            if self._warming is not None:
                self._warming.wait()
            await self._type_ahead.take(event)
        else:
            await super().on_event(event)

    def get_css_variables(self) -> dict[str, str]:
        """Made once for a theme: Textual asks four times before the first frame, and twice with each room."""
        if self._variables[0] != self.theme:
            self._variables = self.theme, super().get_css_variables()
        return self._variables[1]

    def get_line_filters(self) -> Sequence[LineFilter]:
        filters = super().get_line_filters()
        if self.settings.theme == "ansi":
            return filters
        return [each for each in filters if not isinstance(each, ANSIToTruecolor)]  # ours are true colours already

    def on_unmount(self) -> None:
        self.let_go()

    @property
    def exports(self) -> Path:
        """The folder that Word files are written to."""
        return self.settings.exports or self.home.exports

    def use(self, settings: Settings) -> None:
        """Go on with other settings: colours, pictures, page keys and the folder at once, the rest from the next start."""
        self.settings = settings
        self.brush = Brush(_COLOURS[settings.theme], self.brush.glyphs)
        theme = THEMES[settings.theme]
        self.register_theme(theme)
        self.theme = theme.name

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
                found = found or board(self.now().date())
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
            self.due = {**self.due, _SYNC: _conflicts() + self._waiting}

    def show_merged(self) -> None:
        self.look_at_exchange()
        self.look_for_due()
        if isinstance(screen := self.screen, PlaceScreen):  # what lies below is read when it comes to the front
            screen.query_one(TitleLine).mark(self.due, self.late)
            with screen.telling():
                screen.read_again()

    def photos(self) -> "PhotoStore":
        """The store of pictures."""
        from branchtui.files.photos import PhotoStore

        return PhotoStore(self.home.photos, self.home.cache)

    def say(self, text: str, *, bad: bool = False) -> None:
        """Tell what happened, or what is wrong, in a toast. The text is never read as markup, nor shown unclean."""
        from branchtui.rules.text.citizen_id import fit_to_show
        from branchtui.ui.text.wrap import wrap

        words = "\n".join(wrap(fit_to_show(text), toast_cells(self.size.width)))
        # what has just happened is what counts
        withdraw_toasts(self, lambda old: old.severity != "error" or old.message == words)
        self.notify(words, severity="error" if bad else "information", timeout=10 if bad else 6, markup=False)

    def push_screen(self, *words: Any, **named: Any) -> Any:
        self.read_later_styles()
        return super().push_screen(*words, **named)

    def read_later_styles(self) -> None:
        for name in LATER_STYLES:
            self.stylesheet.add(_STYLES / f"{name}.tcss")

    # -- commands of the place "app" ------------------------------------------------------------------------------

    async def action_room(self, place: str) -> None:
        if not self.branch_name():
            self.say("请先把支部建好：填完这张表，按 Ctrl+S。")
        elif not isinstance(self.screen, PlaceScreen) or self.screen.commit_all():
            await self.switch_mode(place)

    async def to_room(self, place: str) -> bool:
        """Go to a room itself: what lies open there is written and left. False, told why, where that can't be."""
        if isinstance(self.screen, PlaceScreen) and not self.screen.commit_all():
            return False
        await self.switch_mode(place)
        while len(self.screen_stack) > 1:
            if isinstance(self.screen, PlaceScreen) and not self.screen.commit_all():
                return False
            await self.pop_screen()
        return True

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

    async def action_conflicts(self) -> None:
        from branchtui.ui.rooms.sync.conflicts.here import open_conflicts

        await open_conflicts(self)

    async def action_find(self) -> None:
        from branchtui.ui.screens.find import open_find

        if isinstance(self.screen, PlaceScreen) and self.branch_name():
            await open_find(self)

    async def action_palette(self) -> None:
        from branchtui.ui.screens.palette import open_palette

        await open_palette(self)

    async def action_more(self) -> None:
        from branchtui.ui.screens.palette import open_more

        await open_more(self)

    async def action_help(self) -> None:
        from branchtui.ui.screens.palette import open_help

        await open_help(self)

    async def action_back(self) -> None:
        screen = self.screen
        if self.work.busy:
            self.work.stop()
        elif isinstance(screen, PlaceScreen):
            await screen.step_back()
        elif len(self.screen_stack) > 1:
            screen.dismiss()

    def action_help_quit(self) -> None:
        self.say("要退出请按 Ctrl+Q。在文字里 Ctrl+C 是复制。")

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
    """Run the app on the open database and return the exit code (129, 143 after a signal).

    `question` is what the terminal was asked with the first ink.
    Raises UsageError, before anything is shown, where the settings file has a mistake.
    """
    settings = load(home.settings, table.keys_for)
    column, typed = question.answer() if question else (0, b"")
    name, _ = choose(settings.lines, os.environ, sys.platform, column, home.cache)
    app = BranchApp(home, now, settings, LINES if name == "lines" else ASCII)
    if question:
        late = partial(hear, environ=os.environ, cache=home.cache)
        begin_input_with(app, typed, question.attributes, late)
    signals.hold()
    app.run(mouse=settings.mouse)
    if app.last_words:
        from branchtui.rules.text.citizen_id import fit_to_show

        sys.stderr.write(f"{fit_to_show(app.last_words)}\n")
    return app.return_code or 0
