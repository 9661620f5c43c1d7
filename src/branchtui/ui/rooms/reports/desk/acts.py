"""What can be done with a report on its way out, from the list as well as from its editor."""

from collections.abc import Callable, Mapping

from branchtui.store.models import Report
from branchtui.ui.rooms.reports.desk.approvals import ApprovalsScreen
from branchtui.ui.rooms.reports.desk.forms import Changed, pack_form, publication_form
from branchtui.ui.rooms.reports.desk.learning import LearningScreen
from branchtui.ui.rooms.reports.desk.pieces import open_pieces, write_copy
from branchtui.ui.screens.base import PlaceScreen

Act = Callable[[PlaceScreen, Report, Changed], object]


def _pack(screen: PlaceScreen, row: Report, changed: Changed) -> None:
    screen.app.push_screen(pack_form(screen, row))


def _publish(screen: PlaceScreen, row: Report, changed: Changed) -> None:
    screen.app.push_screen(publication_form(screen, row, changed))


def _approvals(screen: PlaceScreen, row: Report, changed: Changed) -> None:
    screen.app.push_screen(ApprovalsScreen(row.id))


def _learn(screen: PlaceScreen, row: Report, changed: Changed) -> None:
    screen.app.push_screen(LearningScreen(row.id, changed))


ACTS: Mapping[str, Act] = {
    "pack": _pack,
    "publish": _publish,
    "approvals": _approvals,
    "learn": _learn,
    "pieces": lambda screen, row, changed: open_pieces(screen, row),
    "page": lambda screen, row, changed: write_copy(screen, row, "html"),
    "plain": lambda screen, row, changed: write_copy(screen, row, "txt"),
}
"""By the word behind `desk.` in the command."""
