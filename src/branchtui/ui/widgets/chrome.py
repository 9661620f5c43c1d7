"""The title line above each screen and the key bar below it."""

from collections.abc import Sequence, Set

from rich.cells import cell_len
from textual.content import Content
from textual.widgets import Static

from branchtui.ui.commands.rooms import BUILT, Room, in_brackets, room_words
from branchtui.ui.text.cells import fit

_GAP = "  "


def title_text(here: str, name: str, width: int, rooms: Sequence[Room] = BUILT, due: Set[str] = frozenset()) -> Content:
    """The rooms with the current one in brackets, and the branch's name in what is left of `width` cells.

    Behind each other room among the places of `due` stands a mark.
    """
    parts = [
        Content.styled(in_brackets(words), "bold")
        if room.place == here
        else Content(f"{words[:-1]}!" if room.place in due else words)
        for room, words in room_words(width, rooms)
    ]
    line = Content("").join(parts)
    left = width - line.cell_length - 1
    return line if left < 4 else Content.assemble(line, " ", Content(fit(name, left)))


def bar_text(rows: Sequence[tuple[str, str]], width: int) -> Content:
    """As many of the (key, name) pairs as `width` cells hold; the last two, palette and help, are always kept."""
    kept = list(rows)
    while len(kept) > 2 and sum(cell_len(key) + 1 + cell_len(name) for key, name in kept) + 2 * (len(kept) - 1) > width:
        kept.pop(-3)
    return Content(_GAP).join(
        [Content.assemble(Content.styled(key, "bold"), " ", Content(name)) for key, name in kept],
    )


def toast_cells(width: int) -> int:
    """The cells of text in one line of a toast, in a window of `width` columns. frame.tcss gives a toast its width."""
    return max(16, int((width - 4) * (0.70 if width < 100 else 0.45)) - 2)


class TitleLine(Static):
    """Where you are: one line instead of Textual's Header."""

    def __init__(self, here: str, name: str) -> None:
        super().__init__("", markup=False, classes="title-line")
        self._here = here
        self._branch = name
        self._due: Set[str] = frozenset()

    def on_resize(self) -> None:
        self.update(title_text(self._here, self._branch, self.size.width, due=self._due))

    def mark(self, due: Set[str]) -> None:
        """Mark the rooms of these places: something there is overdue or contradictory."""
        if due != self._due:
            self._due = due
            self.on_resize()

    def rename(self, name: str) -> None:
        """Show another branch name."""
        self._branch = name
        self.on_resize()


class KeyBar(Static):
    """What you can do here: at most six keys that fit the line."""

    def __init__(self) -> None:
        super().__init__("", markup=False, classes="key-bar")
        self._rows: Sequence[tuple[str, str]] = ()

    def show(self, rows: Sequence[tuple[str, str]]) -> None:
        """Show these (key, name) pairs."""
        if rows != self._rows:
            self._rows = rows
            self.on_resize()

    def on_resize(self) -> None:
        self.update(bar_text(self._rows, self.size.width))


class WorkLine(Static):
    """How far long work is; there only while it goes on."""

    def __init__(self) -> None:
        super().__init__("", markup=False, classes="work-line")
        self.display = False

    def say(self, words: str) -> None:
        """Show these words, or nothing."""
        self.update(Content(words))
        self.display = bool(words)
