"""From the entries of `ui.commands.rooms` to screens: rooms, the things they open, forms taken up again."""

from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from typing import Any

from textual.screen import Screen

from branchtui.ui.commands.rooms import KINDS, ROOMS, Room
from branchtui.ui.screens.list_room import ListRoom
from branchtui.ui.shell import Shell


def screens(rooms: Sequence[Room] = ROOMS) -> dict[str, Callable[[], Screen[Any]]]:
    """By place, what makes the screen of each room; its module is imported by the first visit."""
    return {room.place: partial(_screen, room.screen) for room in rooms}


async def open_thing(shell: Shell, kind: str, thing: bytes, tab: str = "") -> None:
    """Open a thing in its room, wherever we are; `tab` is the one to begin with.

    Raises BranchError, and goes nowhere, where it is gone or can't be read.
    """
    room, how = KINDS[kind]
    if how.form:
        await open_form(shell, how.form)
        return
    screen = thing_screen(kind, thing, tab) if how.screen else None
    if not await shell.to_room(room.place):
        return
    if screen is not None:
        await shell.push_screen(screen)
    elif isinstance(room_screen := shell.screen, ListRoom):
        room_screen.call_later(room_screen.show_thing, thing)


def thing_screen(kind: str, thing: bytes, tab: str = "") -> Screen[Any]:
    """The screen of a thing, of a kind that has one. Raises BranchError where it is gone or can't be read."""
    return _screen(KINDS[kind][1].screen, thing, *filter(None, [tab]))


async def show_list(shell: Shell, place: str, name: str) -> Screen[Any] | None:
    """The list of this name of a room, above the room, or the room itself where it is none of `lists`; what is shown.

    None, told why, where it can't be left for it.
    """
    room = next(room for room in ROOMS if room.place == place)
    if not await shell.to_room(place):
        return None
    if name in room.lists:
        await shell.push_screen(_screen(room.lists[name]))
    return shell.screen


async def open_form(shell: Shell, form: str) -> bool:
    """Open a form by its name, in its room; False where it is none that stands for itself."""
    forms = [(room, name, method) for room in ROOMS for name, method in room.forms.items()]
    for room, name, method in sorted(forms, key=lambda each: each[1] != form):  # a whole name before how one begins
        if form == name or (name.endswith("-") and form.startswith(name)):
            above, _, opens = method.rpartition(".")
            screen = await show_list(shell, room.place, above)
            if screen is not None:
                screen.call_after_refresh(getattr(screen, opens), *filter(None, [form.removeprefix(name)]))
            return True
    return False


def _screen(path: str, *arguments: object) -> Screen[Any]:
    module, _, name = path.rpartition(".")
    made: Screen[Any] = getattr(import_module(f"branchtui.ui.rooms.{module}"), name)(*arguments)
    return made
