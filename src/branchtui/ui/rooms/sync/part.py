"""What a group of the room 同步 brings: its rows, what is told of one, and what Enter does with it."""

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.shell import Shell
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.wrap import labelled, wrap

Told = Callable[[int], Sequence[Ink]]  # what is told of a row, drawn at a width in cells


class Group(NamedTuple):
    """What a group is called, and how its rows look: the name of the sign before them, and its role.

    The rows of one that `waits` are for a person to look at: they are counted in the edge.
    """

    word: str
    sign: str
    role: str
    waits: bool = False

    def mark(self, glyphs: Glyphs) -> str:
        """The sign as the terminal draws it."""
        sign: str = getattr(glyphs, self.sign)
        return sign


class SyncRow(NamedTuple):
    """One line of the list: `when` is told at its right end; `thing` is what its part knows it by."""

    group: Group
    words: str
    when: str = ""
    thing: object = None

    def has(self, words: Sequence[str]) -> bool:
        """Whether each of these words of a filter stands in it."""
        said = f"{self.group.word}{self.words}{self.when}"
        return all(word in said for word in words)


class SyncRoom(ListScreen[SyncRow]):
    """The room as its parts know it."""

    settled: set[bytes]  # things of which a conflict was settled here

    @abstractmethod
    def action_now(self) -> None:
        """Sync now."""

    @abstractmethod
    def action_folder(self) -> None:
        """Set a shared folder up, or choose another."""


ENTER = "回车"  # the label of what Enter does


def told_of(title: str, labels: Sequence[tuple[str, str]]) -> Told:
    """A title, and below it words behind labels."""

    def lines(width: int) -> list[Ink]:
        found = [Ink(f" {line}", bold=True) for line in wrap(title, width - 2)]
        for label, words in labels:
            found += labelled(label, words, width, bold=label == ENTER)
        return found

    return lines


class Part(Protocol):
    """One group. A module of `parts` is such; it reads through `workflows`, and decides nothing."""

    GROUP: Group

    def rows(self, shell: Shell) -> Sequence[SyncRow]:
        """The rows as things stand now; read whenever the room is entered. Raises BranchError."""
        ...

    def told(self, shell: Shell, row: SyncRow) -> Told:
        """What is told of a row beside the list. It is read here, when the keys rest, and drawn later; raises BranchError."""
        ...

    def step(self, row: SyncRow) -> str:
        """What Enter does with a row, in the few words of the key bar; empty where it does nothing."""
        ...

    async def open(self, screen: SyncRoom, row: SyncRow) -> None:
        """Enter on a row. Raises BranchError."""
        ...
