"""Text over the whole screen, for reading: a difference, a person's card."""

from collections.abc import Sequence

from textual.app import ComposeResult

from branchtui.store.replication.text_diff import Piece
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.widgets.difference_view import DifferenceView
from branchtui.ui.widgets.frame import Frame

LEGEND = "“-”起头的去掉了，“+”起头的是后来的"


class ReadingScreen(PlaceScreen):
    """Shows notes below a heading, then the pieces of a difference where there is one; Esc goes back."""

    def __init__(self, room: str, heading: str, pieces: Sequence[Piece], notes: Sequence[str] = (LEGEND, "")) -> None:
        super().__init__()
        self._room = room
        self._words = heading
        self._pieces = pieces
        self._notes = notes

    def title_room(self) -> str:
        return self._room

    def body(self) -> ComposeResult:
        with Frame(title=self._words):
            yield DifferenceView(id="difference")

    def on_mount(self) -> None:
        view = self.query_one("#difference", DifferenceView)
        view.show_pieces(self._pieces, self._notes)
        view.focus()
