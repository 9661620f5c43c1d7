"""A paper as its profile sets it: composed once, and laid on pages once, whoever asks for them."""

from collections.abc import Callable
from functools import cached_property

from branchtui.papers.tree import Paper
from branchtui.typesetting.compose import compose
from branchtui.typesetting.pages import Layout, fitted, lay
from branchtui.typesetting.pieces import Piece
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.sheets import look_of


class Composition:
    """A paper on the sheet that it asks for: its look and its pieces. `pixels` gives the size of a picture by its sha."""

    def __init__(self, paper: Paper, profile: Profile, pixels: Callable[[str], tuple[int, int]]) -> None:
        self.look = look_of(paper, profile)
        self.pieces = compose(paper, self.look)
        self._pixels = pixels

    @cached_property
    def layout(self) -> Layout:
        """Its pages."""
        return lay(self.pieces, self.look, self._pixels)

    @property
    def printed(self) -> tuple[Piece, ...]:
        """Its pieces as their pages want them."""
        return fitted(self.pieces, lambda: self.layout)
