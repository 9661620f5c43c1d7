"""What a paper screen shows: the papers of a meeting, or the one of a report, with what can be done with them."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from branchtui.errors import BranchError
from branchtui.papers.tree import Paper
from branchtui.store.models import Row
from branchtui.ui.screens.base import PlaceScreen

Papers = Sequence[tuple[str, Paper]]  # with their keys


class PaperSource(ABC):
    """One meeting or report. Everything is read anew at each call; all may raise BranchError."""

    ROOM: ClassVar[str]
    FIXED: ClassVar[str] = ""  # why the profile can't be chosen; empty where it can

    def __init__(self, thing_id: bytes) -> None:
        self.id = thing_id

    @abstractmethod
    def thing(self) -> Row:
        """The meeting or report."""

    @abstractmethod
    def title(self) -> str: ...

    @abstractmethod
    def papers(self) -> Papers:
        """The papers by key."""

    @abstractmethod
    def profile(self) -> str:
        """The name of the profile they are printed under."""

    def use(self, profile: str) -> None:
        """Print under another profile from now on."""
        raise BranchError(self.FIXED)

    @abstractmethod
    def export(self, screen: PlaceScreen) -> None:
        """Write the Word files, or ask where to."""

    @abstractmethod
    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        """Where each paper was exported to, or would be without being told otherwise."""
