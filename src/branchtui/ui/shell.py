"""The app as its screens and widgets know it. The app itself, above all of them, keeps what is promised here."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from textual.app import App
from textual.dom import DOMNode

from branchtui.paths import Home
from branchtui.settings import Settings
from branchtui.ui.commands.rooms import ROOMS, Room
from branchtui.ui.commands.table import Table
from branchtui.ui.editing.draft_saver import DraftSaver

if TYPE_CHECKING:
    from branchtui.files.photos import PhotoStore
    from branchtui.rules.duties.duty import Board
    from branchtui.rules.duties.facts import StandingFact
    from branchtui.ui.jobs import Jobs
    from branchtui.ui.text.ink import Brush


class Exchange:
    """What this run knows of the shared folder: its key once the passphrase was typed, and copies to be asked about."""

    def __init__(self) -> None:
        self.key = ""
        self.copies: tuple[Path, ...] = ()


class Shell(App[None]):
    """What stands around every screen: saying, drafts, long work, settings, the clock, and going to another place."""

    rooms: Sequence[Room] = ROOMS
    home: Home
    now: Callable[[], datetime]
    settings: Settings
    commands: Table  # the table of commands with the user's keys
    drafts: DraftSaver
    work: "Jobs"
    brush: "Brush"  # the colours of the theme and the signs of the terminal
    last_words: str  # left on the terminal after the end
    due: Mapping[str, int]  # place of a room → how much there is to do, as it was known last
    standings: "Sequence[StandingFact]"  # how the frameworks stand, as it was known last
    late: str  # how long nothing was exchanged, in words, as it was known last
    exchange: Exchange

    def say(self, text: str, *, bad: bool = False) -> None:
        """Tell what happened, or what is wrong, in a toast."""
        raise NotImplementedError

    @property
    def exports(self) -> Path:
        """The folder that Word files are written to."""
        raise NotImplementedError

    def use(self, settings: Settings) -> None:
        """Go on with other settings. What is drawn and the mouse were decided at the start, and stay."""
        raise NotImplementedError

    def branch_name(self) -> str:
        """The branch's name, empty before there is one."""
        raise NotImplementedError

    def look_for_due(self, found: "Board | None" = None) -> None:
        """Tell `due` anew from a board that was just read, or read one; where it can't be read it stays."""
        raise NotImplementedError

    def read_later_styles(self) -> None:
        """Read the style sheets that no room needs, once."""
        raise NotImplementedError

    def look_at_exchange(self) -> None:
        """Tell anew how long nothing was exchanged through the shared folder, and what waits in 同步."""
        raise NotImplementedError

    def sync_college(self) -> bool:
        """Exchange with the college's server now, beside the screens, and tell what came of it; False where there is none."""
        raise NotImplementedError

    def show_merged(self) -> None:
        """Something was merged into the open file: show what is in front as it is stored now.

        What is being typed stays; where it was written elsewhere too, that is asked about when it is saved.
        """
        raise NotImplementedError

    def show_late(self) -> None:
        """Show in the title line how long nothing was exchanged, as it is now."""
        raise NotImplementedError

    def photos(self) -> "PhotoStore":
        """The store of pictures."""
        raise NotImplementedError

    def places(self) -> dict[str, DOMNode]:
        """The places the focus stands in, each with the node that does its commands; the nearest first, last "app"."""
        found: dict[str, DOMNode] = {}
        for node in (self.focused or self.screen).ancestors_with_self:
            if place := getattr(node, "PLACE", ""):
                found.setdefault(place, node)
        return found

    def here(self) -> list[str]:
        """The places the focus stands in, the nearest first, the last "app"."""
        return list(self.places())

    def action_undo(self, everywhere: bool = False) -> None:
        """Take the last step back; with the cursor in an editor what was typed there, unless `everywhere`."""
        raise NotImplementedError

    def action_redo(self, everywhere: bool = False) -> None:
        """Take the step again that was taken back."""
        raise NotImplementedError

    async def to_room(self, place: str) -> bool:
        """Go to a room itself. False, told why, where that can't be."""
        raise NotImplementedError

    async def open_thing(self, kind: str, thing: bytes, tab: str = "") -> None:
        """Open a thing in its room. Raises BranchError, and goes nowhere, where it is gone or can't be read."""
        raise NotImplementedError

    def reopen_drafts(self) -> None:
        """Read the drafts of the file that is open now, another than before."""
        raise NotImplementedError


def shell_of(node: DOMNode) -> Shell:
    """The app that a node stands in, by its own type."""
    app = node.app
    assert isinstance(app, Shell)
    return app
