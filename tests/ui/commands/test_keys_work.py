"""What F1 lists works by the key it lists: each first key is pressed where the focus stands by default."""

from typing import Any

import pytest
from textual.dom import DOMNode

from branchtui.paths import Home
from branchtui.ui.commands import table
from branchtui.ui.commands.contexts import PLACES
from branchtui.ui.commands.dispatch import help_rows, menu_rows
from branchtui.ui.commands.rooms import ROOMS
from tests.ui.conftest import Desk, opened

HERE = {
    **{room.place: (str(room.digit),) for room in ROOMS},
    "meetings: filter": ("2", "slash"),
    "meetings: paper": ("2", "tab"),
    "agenda": ("2", "enter"),
    "agenda: filter": ("2", "enter", "slash"),
    "attendance": ("2", "down", "enter", "f3"),
    "record": ("2", "down", "enter", "f4"),
    "contacts": ("5", "f10", "4"),
    "contacts: filter": ("5", "f10", "4", "slash"),
    "contacts: paper": ("5", "f10", "4", "tab"),
    "activities": ("5", "f10", "5"),
    "helpers": ("5", "f10", "6"),
    "helpers: filter": ("5", "f10", "6", "slash"),
    "growth": ("5", "f10", "7"),
    "frameworks: filter": ("6", "slash"),
    "honours": ("6", "f3"),
    "honours: paper": ("6", "f3", "tab"),
    "hours": ("5", "f10", "'每个人这一年", "enter", "1"),
    "ledger": ("5", "f10", "'每个人这一年", "enter", "1", "enter"),
    "meeting: paper": ("2", "down", "enter", "tab"),
    "posts: paper": ("3", "tab"),
    "facts": ("3", "enter"),
    "facts: filter": ("3", "enter", "slash"),
    "entry": ("3", "enter", "f3"),
    "log": ("3", "enter", "f3", "down"),
    "log: filter": ("3", "enter", "f3", "down", "slash"),
    "lines": ("3", "enter", "f3", "down", "f10", "'每周", "enter", "'2026-09-30", "enter"),
    "signups": ("3", "enter", "f3", "down", "f10", "'同去", "enter"),
    "proof": ("3", "enter", "f3", "down", "f10", "'证明", "enter"),
    "rows": ("3", "enter", "f4", "enter"),
    "totals": ("3", "enter", "f4"),
    "reviews": ("3", "enter", "ctrl+pageup"),
    "post: paper": ("3", "enter", "tab"),
    "parts": ("4", "enter"),
    "parts: subtitle": ("4", "enter", "down", "down"),
    "body": ("4", "enter", "f3"),
    "figures": ("4", "enter", "f4"),
    "files": ("2", "enter", "ctrl+pageup"),
    "form": ("2", "ctrl+n"),
    "form: text": ("2", "ctrl+n", *["tab"] * 7),
    "pages": ("2", "down", "enter", "f6"),
    "history": ("2", "enter", "ctrl+r"),
    "history: filter": ("2", "enter", "ctrl+r", "slash"),
    "reading": ("5", "f6"),
    "history: reading": ("2", "enter", "ctrl+r", "enter"),
}


async def _press_each(desk: Desk, listed: list[table.Command]) -> list[str]:
    """The commands whose first key did not call them, with what was called instead."""
    focus = desk.app.focused or desk.app.screen
    nodes: dict[str, DOMNode] = {}
    for node in focus.ancestors_with_self:
        nodes.setdefault(getattr(node, "PLACE", ""), node)
    failed = []
    for command in filter(lambda command: command.keys, listed):
        called: list[tuple[Any, ...]] = []
        node, method = nodes[command.place], command.method
        setattr(node, method, lambda *arguments, called=called: called.append(arguments))
        desk.send(command.keys[0])
        await desk.settle()
        delattr(node, method)
        argument = command.id.split(".", 2)[2:]
        if called != [tuple(argument)]:
            failed.append(f"{command.id} by {command.keys[0]}: {called}")
    return failed


@pytest.mark.parametrize("here", HERE)
async def test_what_help_lists_works_where_it_lists_it(seeded_home: Home, here: str) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press(*HERE[here])
        places = desk.app.here()
        assert await _press_each(desk, help_rows(places)) == []


@pytest.mark.parametrize("here", HERE)
async def test_what_the_menu_offers_works(seeded_home: Home, here: str) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press(*HERE[here])
        nodes = desk.app.places()
        for number, command in enumerate(menu_rows(list(nodes)), 1):
            called: list[str] = []
            node, method = nodes[command.place], command.method
            setattr(node, method, lambda *_, called=called, method=method: called.append(method))
            await desk.press("f10")
            if number < 10:
                assert f"{number}  {command.name}" in desk.text
                await desk.press(str(number))
            else:  # what has no digit is found by its name
                await desk.press(f"'{command.name}", "enter")
            delattr(node, method)
            assert called == [method], command.id


async def test_what_a_choice_can_do_works(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("ctrl+p")
        assert await _press_each(desk, table.of_place("choice")) == []


def test_the_walk_above_goes_to_every_place() -> None:
    others = {
        "app",
        "list",
        "marks",
        "choice",
        "preview",
        "contacts_preview",
        "register_preview",
        "hours_preview",
        "setup",
    }  # around the others; below
    walked = {place for here in HERE for place in here.replace("subtitle", "text").split(": ")}
    assert set(PLACES) - others <= walked | {"report", "meeting", "post", "text"}, (
        "a place without a walk: add one to HERE"
    )


async def test_the_form_of_the_first_run(empty_home: Home) -> None:
    async with opened(empty_home, (120, 36)) as desk:
        assert desk.app.here()[:2] == ["setup", "form"]
        assert await _press_each(desk, help_rows(desk.app.here())) == []


async def test_a_preview_of_a_roster(seeded_home: Home) -> None:
    from branchtui.files.sheets.roster import RosterSheet
    from branchtui.ui.rooms.people.roster_preview import RosterPreviewScreen
    from tests.ui.conftest import NOW

    async with opened(seeded_home) as desk:
        await desk.app.push_screen(RosterPreviewScreen(RosterSheet([], [], [], []), "名册.xlsx", NOW.date()))
        places = desk.app.here()
        assert await _press_each(desk, help_rows(places)) == []


async def test_a_preview_of_hours(seeded_home: Home) -> None:
    from branchtui.files.sheets.trainings import TrainingSheet
    from branchtui.ui.rooms.people.hours.preview import HoursPreviewScreen

    async with opened(seeded_home) as desk:
        await desk.app.push_screen(HoursPreviewScreen(TrainingSheet([], []), "学时.xlsx"))
        places = desk.app.here()
        assert await _press_each(desk, help_rows(places)) == []


async def test_a_preview_of_contacts(seeded_home: Home) -> None:
    from branchtui.files.sheets.contacts import ContactSheet
    from branchtui.ui.rooms.people.registers.contacts_preview import ContactsPreviewScreen

    async with opened(seeded_home) as desk:
        await desk.app.push_screen(ContactsPreviewScreen(ContactSheet([], []), "通讯录.xlsx"))
        places = desk.app.here()
        assert await _press_each(desk, help_rows(places)) == []
