"""From the entries of `ui.commands.rooms` to screens: rooms, the things they open, forms taken up again."""

from collections.abc import Callable
from functools import partial
from importlib import import_module
from typing import Any

from textual.screen import Screen

from branchtui.ui.commands.rooms import KINDS, ROOMS
from branchtui.ui.screens.list_room import ListRoom
from branchtui.ui.shell import Shell


def screens() -> dict[str, Callable[[], Screen[Any]]]:
    """By place, what makes the screen of each room; its module is imported by the first visit."""
    return {room.place: partial(_screen, room.screen) for room in ROOMS}


async def open_thing(shell: Shell, kind: str, thing: bytes, tab: str = "") -> None:
    """Open a thing in its room, wherever we are; `tab` is the one to begin with.

    Raises BranchError, and goes nowhere, where it is gone or can't be read.
    """
    room, how = KINDS[kind]
    if how.form:
        await open_form(shell, how.form)
        return
    screen = _screen(how.screen, thing, *filter(None, [tab])) if how.screen else None
    if not await shell.to_room(room.place):
        return
    if screen is not None:
        await shell.push_screen(screen)
    elif isinstance(room_screen := shell.screen, ListRoom):
        room_screen.call_later(room_screen.show_thing, thing)


async def open_form(shell: Shell, form: str) -> bool:
    """Open a form by its name, in its room; False where it is none that stands for itself."""
    forms = [(room, name, method) for room in ROOMS for name, method in room.forms.items()]
    for room, name, method in sorted(forms, key=lambda each: each[1] != form):  # a whole name before how one begins
        if form == name or (name.endswith("-") and form.startswith(name)):
            if await shell.to_room(room.place):
                getattr(shell.screen, method)(*filter(None, [form.removeprefix(name)]))
            return True
    return False


def _screen(path: str, *arguments: object) -> Screen[Any]:
    module, _, name = path.rpartition(".")
    made: Screen[Any] = getattr(import_module(f"branchtui.ui.rooms.{module}"), name)(*arguments)
    return made
