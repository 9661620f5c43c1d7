"""The title line above each screen and the key bar below it; and where toasts lie, and how long."""

from collections.abc import Mapping, Sequence
from contextlib import suppress
from types import MappingProxyType
from typing import Any

from rich.cells import cell_len
from textual.app import App, ScreenStackError
from textual.content import Content
from textual.notifications import Notification
from textual.widgets import Static

from branchtui.ui.commands.rooms import LEAST_NAME, ROOMS, Room, room_words, words_cells
from branchtui.ui.shell import shell_of
from branchtui.ui.terminal.caret import HasCaret
from branchtui.ui.terminal.textual_patches import withdraw_toasts
from branchtui.ui.text.cells import fit
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.ink_view import InkView

_GAP = "  "
_WRITING = "写字"
_WITH_MENU = 5  # keys from which the menu 更多 is among them
_GLANCE = 2.0  # seconds that an error stays at least: it may come of itself while somebody presses keys
_AROUND_TOAST = 6  # cells beside its text
_COUNTED = 80  # columns from which a room says how much there is to do, and not only that there is something


def title_ink(
    here: str,
    name: str,
    width: int,
    rooms: Sequence[Room] = ROOMS,
    due: Mapping[str, int] = MappingProxyType({}),
    late: str = "",
) -> Ink:
    """The rooms, the current one as a seal, and the branch's name at the right in what is left of `width` cells.

    Behind a room among the places of `due` stands how much there is to do, where the line is narrow a mark. Behind the
    name `late`, that nothing was exchanged for long; in its place where both have no room.
    """
    words = room_words(width, rooms)
    marks = {place: f" {count} " for place, count in due.items() if count}
    if width < _COUNTED or words_cells(words) + sum(map(len, marks.values())) + LEAST_NAME > width:
        marks = dict.fromkeys(marks, "!")
    line = Ink()
    for room, text in words:
        mark = marks.get(room.place, " ")
        if room.place == here:
            line.add(f"{text[:-1]}{mark}", "seal-text", bold=True, ground="seal")
        else:
            line.add(text[:2], "quiet").add(text[2:-1]).add(mark, "due")
    left = width - line.cells - 1
    behind = cell_len(_GAP + late)
    if late and left >= behind + min(LEAST_NAME, cell_len(name)):
        shown = fit(name, left - behind).rstrip()
        return line.to(width - behind - cell_len(shown)).add(shown, "quiet").add(_GAP).add(late, "due")
    if late and left >= cell_len(late):
        return line.to(width - cell_len(late)).add(late, "due")
    return line.ending(width, fit(name, left).rstrip()) if left >= 4 else line


def bar_ink(rows: Sequence[tuple[str, str]], width: int, lead: str = "") -> Ink:
    """`lead` as a seal, then as many of the (key, name) pairs as `width` cells hold.

    The last two, palette and help, are always kept, and the menu before them as long as there are five.
    """
    line = Ink()
    if lead:
        line.add(f" {lead} ", "seal-text", bold=True, ground="seal")
    kept = list(rows)
    while len(kept) > 2 and line.cells + sum(cell_len(f"{_GAP}{key} {name}") for key, name in kept) > width:
        kept.pop(-4 if len(kept) > _WITH_MENU else -3)
    for key, name in kept:
        line.add(_GAP if line.cells else " ").add(key, bold=True).add(f" {name}", "quiet")
    return line


def toast_cells(width: int) -> int:
    """The cells of text in one line of a toast, in a window of `width` columns. frame.tcss gives a toast its width."""
    return max(16, int((width - 4) * (0.70 if width < 100 else 0.45)) - 2)


def put_toasts_away(app: App[Any]) -> None:
    """A key has come: what was said has been read. Who types in a field goes on seeing it, for it tells of the field."""
    with suppress(ScreenStackError):  # typed before there is a screen
        if app.focused is None or not app.focused.check_consume_key("a", "a"):
            withdraw_toasts(app, _was_read, at_once=True)


def place_toasts(app: App[Any]) -> None:
    """Toasts lie at the bottom, or at the top where they would hide the line of the cursor."""
    with suppress(ScreenStackError):
        focused, width = app.focused, app.size.width
        under = isinstance(focused, HasCaret) and focused.caret().y >= app.size.height // 2
        beside = focused is not None and focused.region.right <= width - toast_cells(width) - _AROUND_TOAST
        for rack in app.screen.query("ToastRack"):
            rack.set_class(under and not beside, "-above")


def _was_read(toast: Notification) -> bool:
    return toast.severity != "error" or toast.timeout - toast.time_left >= _GLANCE


class TitleLine(InkView):
    """Where you are: one line instead of Textual's Header."""

    def __init__(self, here: str, name: str) -> None:
        super().__init__(self._line, ground="desk", classes="title-line")
        self._here = here
        self._branch = name
        self._due: Mapping[str, int] = {}
        self._late = ""

    def _line(self, width: int) -> list[Ink]:
        rooms = shell_of(self).rooms
        return [title_ink(self._here, self._branch, width, rooms, self._due, self._late)]

    def mark(self, due: Mapping[str, int], late: str) -> None:
        """Say behind the rooms of these places how much there is to do, and how long nothing was exchanged."""
        if (due, late) != (self._due, self._late):
            self._due, self._late = due, late
            self.again()

    def rename(self, name: str) -> None:
        """Show another branch name."""
        if name != self._branch:
            self._branch = name
            self.again()


class KeyBar(InkView):
    """What you can do here now: as many keys as fit the line, the next step first."""

    def __init__(self) -> None:
        super().__init__(self._line, ground="raised", classes="key-bar")
        self._shown: tuple[Sequence[tuple[str, str]], str] = ((), "")

    def _line(self, width: int) -> list[Ink]:
        rows, lead = self._shown
        return [bar_ink(rows, width, lead)]

    def show(self, rows: Sequence[tuple[str, str]], lead: str = "") -> None:
        """Show these (key, name) pairs, and before them as a seal `lead`: the next step with its key."""
        if (rows, lead) != self._shown:
            self._shown = rows, lead
            self.again()

    def show_writing(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these pairs behind the word that says: what is typed now is text."""
        self.show(rows, _WRITING)


class WorkLine(Static):
    """How far long work is; there only while it goes on."""

    def __init__(self) -> None:
        super().__init__("", markup=False, classes="work-line")
        self.display = False

    def say(self, words: str) -> None:
        """Show these words, or nothing."""
        if words or self.display:
            self.update(Content(words))
            self.display = bool(words)
