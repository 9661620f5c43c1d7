"""The window around the screens of an app: colours and signs, keys in their order, sentences, palette, long work.

An app of ours is this and what is its own: its rooms, and where what is typed is kept.
"""

import os
import sys
from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events
from textual.filter import ANSIToTruecolor, LineFilter
from textual.scrollbar import ScrollBar, ScrollBarRender

from branchtui.paths import Home
from branchtui.settings import Settings, load
from branchtui.ui.commands import table
from branchtui.ui.lifecycle import signals
from branchtui.ui.lifecycle.shutdown import LeavingApp
from branchtui.ui.lifecycle.workbench import Workbench
from branchtui.ui.screens.base import PlaceScreen
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
from branchtui.ui.widgets.chrome import place_toasts, put_toasts_away, toast_cells

if TYPE_CHECKING:
    from branchtui.ui.terminal.width_question import WidthQuestion


_COLOURS = {"dark": DARK, "light": LIGHT, "ansi": SIXTEEN}


class _PlainBars(ScrollBarRender):
    """Block elements are of ambiguous width: some terminals draw them two cells wide."""

    VERTICAL_BARS: ClassVar[list[str]] = [" "] * 8
    HORIZONTAL_BARS: ClassVar[list[str]] = [" "] * 8


class Window(DrawnWhenReady, LeavingApp):
    """`now` is the clock; everything below is given times by it."""

    TITLE = "branchtui"
    LATER_CSS: ClassVar[list[Path]]  # the style sheets of what is put in front of a room, read with the first such
    stylesheet: KeptStylesheet
    _variables: tuple[str, dict[str, str]] = ("", {})  # of the styles, and the theme they were made of
    ENABLE_COMMAND_PALETTE = False

    def __init__(self, home: Home, now: Callable[[], datetime], settings: Settings, glyphs: Glyphs) -> None:
        super().__init__(home, now)
        self.brush = Brush(_COLOURS[settings.theme], glyphs)
        self.register_theme(THEMES[settings.theme])
        self.theme = THEMES[settings.theme].name
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())
        self.settings = settings
        self.animation_level = "none"
        self._been_in = {self.DEFAULT_MODE}  # the rooms
        self._type_ahead = TypeAhead(self, super().on_event)
        self.work = Workbench(self, self.report)

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

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            put_toasts_away(self)
            self.someone_types()
            await self._type_ahead.take(event)
        else:
            await super().on_event(event)

    def someone_types(self) -> None:
        """A key has come: what is done while nobody types waits."""

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

    def say(self, text: str, *, bad: bool = False) -> None:
        """Tell what happened, or what is wrong, in a toast. The text is never read as markup, nor shown unclean."""
        from branchtui.rules.text.citizen_id import fit_to_show
        from branchtui.ui.text.wrap import wrap

        words = "\n".join(wrap(fit_to_show(text), toast_cells(self.size.width)))
        # what has just happened is what counts
        withdraw_toasts(self, lambda old: old.severity != "error" or old.message == words)
        place_toasts(self)
        self.notify(words, severity="error" if bad else "information", timeout=10 if bad else 6, markup=False)

    def push_screen(self, *words: Any, **named: Any) -> Any:
        self.read_later_styles()
        return super().push_screen(*words, **named)

    def read_later_styles(self) -> None:
        for path in self.LATER_CSS:
            self.stylesheet.add(path)

    # -- commands of the place "app" ------------------------------------------------------------------------------

    async def action_room(self, place: str) -> None:
        if not isinstance(self.screen, PlaceScreen) or self.screen.commit_all():
            first = place not in self._been_in
            await self._go(place)
            if first and isinstance(room := self.screen, PlaceScreen) and (front := room.in_front()) is not None:
                await self.push_screen(front)

    async def _go(self, place: str) -> None:
        self._been_in.add(place)
        await self.switch_mode(place)

    async def to_room(self, place: str) -> bool:
        """Go to a room itself: what lies open there is written and left. False, told why, where that can't be."""
        if isinstance(self.screen, PlaceScreen) and not self.screen.commit_all():
            return False
        await self._go(place)
        while len(self.screen_stack) > 1:
            if isinstance(self.screen, PlaceScreen) and not self.screen.commit_all():
                return False
            await self.pop_screen()
        return True

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


def show(make: Callable[[Settings, Glyphs], Window], home: Home, question: "WidthQuestion | None" = None) -> int:
    """Run an app and return the exit code (129, 143 after a signal).

    `question` is what the terminal was asked with the first ink.
    Raises UsageError, before anything is shown, where the settings file has a mistake.
    """
    settings = load(home.settings, table.keys_for)
    column, typed = question.answer() if question else (0, b"")
    name, _ = choose(settings.lines, os.environ, sys.platform, column, home.cache)
    app = make(settings, LINES if name == "lines" else ASCII)
    if question:
        late = partial(hear, environ=os.environ, cache=home.cache)
        begin_input_with(app, typed, question.attributes, late)
    signals.hold()
    app.run(mouse=settings.mouse)
    if app.last_words:
        from branchtui.rules.text.citizen_id import fit_to_show

        sys.stderr.write(f"{fit_to_show(app.last_words)}\n")
    return app.return_code or 0
