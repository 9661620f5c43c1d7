"""The places of the app and their Chinese names: what each room brings, joined."""

from collections.abc import Iterator
from importlib import import_module

from branchtui.ui.commands.command import Part
from branchtui.ui.commands.places import college, everywhere, forms, lists, papers
from branchtui.ui.commands.rooms import ROOMS


def _of_rooms() -> Iterator[Part]:
    """The part of each room, a module called like its place."""
    for room in ROOMS:
        part: Part = import_module(f"branchtui.ui.commands.places.{room.place}").PART
        yield part


_ROOMS = tuple(_of_rooms())
PARTS = (everywhere.PART, lists.PART, *_ROOMS, forms.PART, papers.PART, college.PART)
PLACES: dict[str, str] = {
    **everywhere.PART.places,
    **lists.PART.places,
    **{room.place: room.name for room in ROOMS},
    **{place: name for part in (*_ROOMS, forms.PART, papers.PART, college.PART) for place, name in part.places.items()},
}
EDITORS = frozenset(place for part in PARTS for place in part.editors)
OF_BRANCH = frozenset(room.place for room in ROOMS).union(*(part.places for part in _ROOMS))  # in its app alone
OF_COLLEGE = frozenset(college.PART.places)  # in the organiser's alone
TOGETHER: tuple[tuple[str, ...], ...] = tuple(places for part in PARTS for places in part.together)
