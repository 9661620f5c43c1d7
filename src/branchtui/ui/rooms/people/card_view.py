"""The card of a person: beside the list, and over the whole screen."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.strip import Strip

from branchtui.store.models import Row
from branchtui.store.queries import people
from branchtui.store.queries.member_card import MemberCard, member_card
from branchtui.ui.commands import table
from branchtui.ui.rooms.people.card import card_lines
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.shell import shell_of
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.frame import Frame, frame_of
from branchtui.ui.widgets.paper_view import PaperView


class CardView(PaperView):
    """Draws a card; the name stands in the edge. Without a thing to show it is empty."""

    _card: MemberCard | None = None
    _drawn: list[Ink] = []  # noqa: RUF012 (never changed in place)

    def show_card(self, card: MemberCard) -> None:
        """Show a card; that of the same person, changed a little, stays where it was scrolled to."""
        self._card = card
        self.show((), thing=card.row.id)

    def _lay_out(self) -> None:
        shell, card = shell_of(self), self._card if self._thing else None
        width = max(16, self.size.width)
        self._drawn = (
            card_lines(card, width, shell.brush.glyphs, this_year=shell.now().year) if card is not None else []
        )
        if frame := frame_of(self):
            frame.title = card.row.name if card is not None else ""
        self.virtual_size = self.size.with_height(self._line_count)
        self.refresh()

    @property
    def _line_count(self) -> int:
        return len(self._drawn)

    def render_line(self, y: int) -> Strip:
        index = y + self.scroll_offset.y
        line = self._drawn[index] if index < self._line_count else Ink()
        brush, width = shell_of(self).brush, self.size.width
        return brush.strip(line.cut(width, brush.glyphs.more), width)


class _WholeCard(CardView, inherit_bindings=False):
    """The same to be read alone on the screen."""

    PLACE = "reading"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("reading")]


class CardScreen(PlaceScreen):
    """The card of a person, as of a day, over the whole screen; Esc goes back."""

    ROOM = "people"

    def __init__(self, member_id: bytes, day: date) -> None:
        super().__init__()
        self._member, self._day = member_id, day
        self._view = _WholeCard()

    def body(self) -> ComposeResult:
        with Frame():
            yield self._view

    def on_mount(self) -> None:
        self._view.focus()

    def thing(self) -> Row | None:
        return people.member(self._member)

    def reload(self) -> None:
        self._view.show_card(member_card(self._member, self._day))
