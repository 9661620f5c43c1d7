"""What F1 lists works by the key it lists: each first key is pressed where the focus stands by default."""

from typing import Any

import pytest

from branchtui.paths import Home
from branchtui.ui.commands import table
from branchtui.ui.commands.contexts import OF_COLLEGE, PLACES
from branchtui.ui.commands.dispatch import help_rows, menu_rows
from branchtui.ui.commands.rooms import ROOMS
from branchtui.workflows.frameworks.files import versions
from tests.ui.conftest import Desk, opened

pytestmark = pytest.mark.slow

ADOPT = ("6", "f4", "ctrl+n", "'yb", "enter", "enter", "'2026-01-01", "enter")
NEWER = ("f10", "'看新版文件", "enter")  # of a framework that was adopted of an older file

HERE = {
    **{room.place: (str(room.digit),) for room in ROOMS},
    "meetings: filter": ("2", "slash"),
    "meetings: paper": ("2", "tab"),
    "agenda": ("2", "enter"),
    "agenda: filter": ("2", "enter", "slash"),
    "attendance": ("2", "down", "enter", "f3"),
    "record": ("2", "down", "enter", "f4"),
    "wordings": ("4", "f10", "1"),
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
    "adopted": ("6", "f4"),
    "adopted: paper": ("6", "f4", "tab"),
    "framework": ADOPT,
    "framework: filter": (*ADOPT, "slash"),
    "framework: paper": (*ADOPT, "tab"),
    "gaps": (*ADOPT, "f4"),
    "newer_file": (*ADOPT, *NEWER),
    "newer_file: filter": (*ADOPT, *NEWER, "slash"),
    "point": (*ADOPT, "down", "enter"),
    "point: paper": (*ADOPT, "down", "enter", "tab"),
    "development": ("5", "f10", "'申请人", "enter"),
    "plans": ("2", "f10", "'学习计划", "enter"),
    "plan": ("2", "f10", "'学习计划", "enter", "enter"),
    "plan: filter": ("2", "f10", "'学习计划", "enter", "enter", "slash"),
    "plan_meetings": ("2", "f10", "'学习计划", "enter", "f5"),
    "talks": ("5", "f10", "'谈心谈话", "enter"),
    "rectifications": ("5", "f10", "'整改清单", "enter"),
    "appraisals": ("5", "f10", "'民主评议", "enter"),
    "difference": (
        "5",
        "f10",
        "'谈心谈话",
        "enter",
        "ctrl+t",
        "'3月1日 林知远和周以宁",
        "enter",
        "'3月2日 林知远和周以宁",
        "ctrl+s",
    ),
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
    "publications": ("4", "f3"),
    "publications: filter": ("4", "f3", "slash"),
    "publications: paper": ("4", "f3", "tab"),
    "outlets": ("4", "f4"),
    "outlets: paper": ("4", "f4", "tab"),
    "approvals": ("4", "f10", "'审批", "enter"),
    "approvals: paper": ("4", "f10", "'审批", "enter", "tab"),
    "pieces": ("4", "f10", "'贴到网页", "enter", "'800", "enter"),
    "pieces: paper": ("4", "f10", "'贴到网页", "enter", "'800", "enter", "tab"),
    "learning": ("4", "f10", "'向编辑学", "enter"),
    "parts": ("4", "enter"),
    "parts: subtitle": ("4", "enter", "down", "down"),
    "body": ("4", "enter", "f3"),
    "figures": ("4", "enter", "f4"),
    "findings": ("4", "enter", "f3", "tab"),
    "findings: filter": ("4", "enter", "f3", "tab", "slash"),
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
    nodes = desk.app.places()
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


@pytest.fixture(autouse=True)
def _files_are_newer(monkeypatch: pytest.MonkeyPatch) -> None:
    """The files of frameworks that ship are newer than what is adopted of them here."""
    monkeypatch.setattr(versions, "shipped_version", lambda key: 1_000)


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
        "article",
        "photos",
        "outline_preview",
        "sheet",
        "setup",
    }  # around the others; below
    walked = {place for here in HERE for place in here.replace("subtitle", "text").split(": ")}
    assert set(PLACES) - others - OF_COLLEGE <= walked | {"report", "meeting", "post", "text"}, (
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


async def test_a_sheet_of_the_college(seeded_home: Home) -> None:
    from branchtui.workflows.college.branch import requests
    from tests.ui.conftest import NOW
    from tests.ui.rooms.frameworks.test_sheet import Request

    requests.take_in([Request()], bytes(16), NOW.date())
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("6", "enter")
        assert desk.app.here()[:2] == ["list", "sheet"]
        assert await _press_each(desk, help_rows(desk.app.here())) == []


async def test_a_preview_of_a_notice(seeded_home: Home) -> None:
    from branchtui.ui.rooms.frameworks.standing.outline_preview import OutlinePreviewScreen, pasted
    from tests.ui.conftest import NOW

    async with opened(seeded_home) as desk:
        await desk.app.push_screen(OutlinePreviewScreen(pasted("一、学习", NOW.date()), "粘贴的通知"))
        assert await _press_each(desk, help_rows(desk.app.here())) == []


async def test_a_preview_of_hours(seeded_home: Home) -> None:
    from branchtui.files.sheets.rows import Sheet
    from branchtui.ui.rooms.people.hours.preview import HoursPreviewScreen
    from tests.ui.conftest import NOW

    async with opened(seeded_home) as desk:
        await desk.app.push_screen(HoursPreviewScreen(Sheet([], []), "学时.xlsx", NOW.date()))
        places = desk.app.here()
        assert await _press_each(desk, help_rows(places)) == []
