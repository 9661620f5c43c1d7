"""What every screen of ours has: title line, key bar, caret, one step back, errors as sentences."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen

from branchtui.errors import BranchError
from branchtui.store.models import Row
from branchtui.ui.commands.contexts import EDITORS
from branchtui.ui.commands.dispatch import for_bar, reachable
from branchtui.ui.commands.keys import key_word
from branchtui.ui.editing.sight import Sight
from branchtui.ui.screens.undo_hint import stamps, with_way_back
from branchtui.ui.shell import Shell, shell_of
from branchtui.ui.terminal.caret import CaretScreen
from branchtui.ui.widgets.chrome import KeyBar, TitleLine, WorkLine
from branchtui.ui.widgets.frame import LEAST_ROWS
from branchtui.ui.widgets.least_size import LeastSizeScreen
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.paper_view import PaperView
from branchtui.ui.widgets.rest import Rest
from branchtui.ui.widgets.window_table import WindowTable


class PlaceScreen(CaretScreen, LeastSizeScreen, Screen[None]):
    """A full screen. `PLACE` is where its commands are in the table, `ROOM` which room is marked in the title."""

    PLACE: ClassVar[str] = ""
    ROOM: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (declared so by Textual)
    VERTICAL_BREAKPOINTS = [(0, "-low"), (LEAST_ROWS, "-high")]  # noqa: RUF012 (declared so by Textual)
    _in_front = _visited = False

    @property
    def shell(self) -> Shell:
        """The app, by its own type."""
        return shell_of(self)

    def compose(self) -> ComposeResult:
        width, height = self.app.size  # told now, so that what is mounted need not be styled and laid out a second time
        fitting = _fitting(width, self.HORIZONTAL_BREAKPOINTS), _fitting(height, self.VERTICAL_BREAKPOINTS)
        self.add_class(*fitting, update=False)
        yield TitleLine(self.title_room(), self.shell.branch_name())
        yield from self.body()
        yield WorkLine()
        yield KeyBar()

    def title_room(self) -> str:
        """The room marked in the title line."""
        return self.ROOM

    def in_front(self) -> "PlaceScreen | None":
        """Of a room: what stands in front of it when somebody first goes there by its digit; None where it is itself."""
        return None

    def body(self) -> ComposeResult:
        """What stands between title line and key bar."""
        yield from ()

    def on_mount(self) -> None:
        self._rest = Rest(lambda: self.call_later(self._look_for_due))

    def on_descendant_focus(self) -> None:
        self.show_keys()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        if self._in_front:  # Textual tells it twice at a room's first visit
            event.prevent_default()
            return
        if self.PLACE == self.ROOM and not self._visited:  # what was mounted just now has its styles
            event.refresh_styles = False
        self._in_front = self._visited = True
        title = self.query_one(TitleLine)
        title.rename(self.shell.branch_name())
        title.mark(self.shell.due, self.shell.late)
        if self.PLACE == self.ROOM:  # a room itself: on a thing's own screen every key counts
            self._rest.begin()
        self.query_one(WorkLine).say(self.shell.work.line)
        with self.telling():  # Textual's own handler comes behind this one, and must
            self.read_again()
        self.show_keys()

    def on_screen_suspend(self) -> None:
        self._in_front = False

    def _look_for_due(self) -> None:
        if self.is_active:
            self.shell.look_at_exchange()
            self.shell.look_for_due()
            self.query_one(TitleLine).mark(self.shell.due, self.shell.late)

    def show_keys(self) -> None:
        """Show in the key bar what can be done now: called when the focus, the row under the cursor or a state changed."""
        if not self.is_active:
            return
        places, bar = self.shell.here(), self.query_one(KeyBar)
        commands = reachable(places, self.shell.commands)
        step, words = self.next_step() or ("", "")
        first = [(key_word(command.keys[0]), words) for command in commands if command.id == step]
        others = (command for command in for_bar(commands) if command.id != step and self.can(command.id))
        shown = [(key_word(command.keys[0]), command.name) for command in others]
        if places[0] in EDITORS:
            bar.show_writing([*first, *shown])
        else:
            bar.show(shown, *(" ".join(pair) for pair in first))

    def after_work(self) -> None:
        """Long work has ended while this screen was in front: what it made may be what a key has waited for."""
        self.show_keys()

    def can(self, command_id: str) -> bool:
        """Whether a command of the places on this screen would do something now, told by what was read already.

        Asked whenever the key bar is drawn: what would refuse is not shown there. Palette, help and menu list it all
        the same: called, it says why not.
        """
        table = self.focused
        return command_id != "list.open" or not isinstance(table, WindowTable) or table.row is not None

    def next_step(self) -> tuple[str, str] | None:
        """What comes next here: the id of its command and its words for the key bar; None where nothing does."""
        return None

    def foremost(self) -> str:
        """The id of the rarer command that 更多 begins with here; empty where none is to stand out."""
        return ""

    def thing(self) -> Row | None:
        """What the screen is about, as it is stored now; None where it is no one thing."""
        return None

    def history_of(self) -> Row | None:
        """The thing whose history is meant here. Panes that hold a part have such a method too."""
        return self.thing()

    def sight(self) -> Sight:
        """What is in sight here: undo asks before it changes anything else."""
        thing = self.thing()
        return Sight(frozenset({thing.id}) if thing is not None else frozenset())

    def way_to_undo(self, word: str) -> str:
        """How what was done elsewhere is undone or redone (`word`) by somebody whose cursor is in an editor."""
        return f"要{word}已存的操作，按 Esc 离开后按 {'u' if word == '撤销' else 'U'}，或按 Ctrl+P 选“{word}”。"

    def read_again(self) -> None:
        """Show everything as it is stored now; a screen whose thing is gone is left."""
        thing = self.thing()
        if thing is not None and thing.deleted:
            self.shell.say("打开的内容已不在了，回到上一屏。若是刚才撤销的，按 Ctrl+Y 可重做。")
            self.dismiss()
        else:
            self.reload()

    def reload(self) -> None:
        """Read everything shown again; called whenever the screen comes to the front."""

    def commit_all(self) -> bool:
        """Write every cell that is being edited. False where one could not be written."""
        return True

    async def step_back(self) -> None:
        """One step back: show a filtered list whole again, or leave this screen unless it is the room itself."""
        for pane in self.focused.ancestors if self.focused is not None else ():
            if isinstance(pane, ListPane) and pane.filter_text:
                pane.apply_filter("")
                return
        if self.commit_all() and len(self.app.screen_stack) > 1:
            self.dismiss()
        elif isinstance(self.focused, PaperView) and (lists := list(self.query(ListPane))):
            lists[0].table.focus()  # from the paper beside a room's list back to the list

    @contextmanager
    def telling(self) -> Iterator[Callable[[str], None]]:
        """Turn a BranchError into a toast. What it gives says what was done, and how to undo it."""
        before = stamps()
        try:
            yield lambda words: self.shell.say(with_way_back(words, before, self))
        except BranchError as error:
            self.shell.say(str(error), bad=True)


def _fitting(cells: int, breakpoints: list[tuple[int, str]]) -> str:
    """The class of a window of so many cells."""
    return next(name for least, name in reversed(breakpoints) if cells >= least)
