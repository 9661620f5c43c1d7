"""The card of a person: beside the list, and over the whole screen."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.store.models import Row
from branchtui.store.queries import people
from branchtui.store.queries.member_card import MemberCard, member_card
from branchtui.ui.commands import table
from branchtui.ui.rooms.people.card import card_lines
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.shell import shell_of
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.lines_view import Draw, LinesView


class CardView(LinesView):
    """Draws a card; the name stands in the edge. Without a thing to show it is empty."""

    def show_card(self, card: MemberCard, above: Draw = lambda width: ()) -> None:
        """Show a card below the lines of `above`; that of the same person, changed a little, stays where it was scrolled to."""
        from branchtui.workflows.year.ledgers import ledger_as

        shell, now, year = shell_of(self), card.now, card.day.year
        hours = ledger_as(card.row, now.offices, year, card.day) if now and now.is_member else None

        def draw(width: int) -> list[Ink]:
            lines = card_lines(card, width, shell.brush.glyphs, this_year=shell.now().year, hours=hours)
            return [*above(width), *lines]

        self.show_lines(card.row.name, draw, thing=card.row.id)


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
