"""The entries of the rooms: complete, and narrow enough for the title line."""

import gc
from importlib import import_module
from typing import Any, get_type_hints

import pytest
from rich.cells import cell_len
from textual.screen import Screen

from branchtui.paths import Home
from branchtui.ui.commands.contexts import PLACES, TOGETHER
from branchtui.ui.commands.rooms import ROOMS, Room
from branchtui.ui.lifecycle import preload
from branchtui.ui.lifecycle.preload import modules
from branchtui.ui.widgets.chrome import title_ink
from tests.ui.conftest import opened


def test_each_room_has_the_digit_of_its_place_in_the_line() -> None:
    assert [room.digit for room in ROOMS] == list(range(1, len(ROOMS) + 1)) and len(ROOMS) < 10


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.place)
def test_the_short_name_has_two_characters(room: Room) -> None:
    assert cell_len(room.short) == 4, f"give {room.place} a short name of two characters: the title line is narrow"


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.place)
def test_the_screens_of_an_entry_are_those_of_the_room(room: Room) -> None:
    paths = [room.screen, *room.lists.values(), *(kind.screen for kind in room.kinds.values() if kind.screen)]
    for screen in map(_class, paths):
        if not isinstance(screen, type):  # a function that makes the screen of what the thing stands in
            screen = get_type_hints(screen)["return"]
        assert issubclass(screen, Screen) and room.place == screen.ROOM
    assert room.place == _class(room.screen).PLACE
    for form in room.forms.values():
        above, _, method = form.rpartition(".")
        assert callable(getattr(_class(room.lists[above] if above else room.screen), method, None)), form


def _class(path: str) -> Any:
    module, _, name = path.rpartition(".")
    return getattr(import_module(f"branchtui.ui.rooms.{module}"), name)


@pytest.mark.parametrize("room", ROOMS, ids=lambda room: room.place)
def test_the_tabs_of_an_entry_are_there(room: Room) -> None:
    for kind in room.kinds.values():
        screen = _class(kind.screen) if kind.screen else None
        assert {kind.text, kind.drafts} <= set(getattr(screen, "TABS", {"": ""}))


def test_what_is_imported_ahead_is_there() -> None:
    assert all(import_module(name) for name in modules())


async def test_what_was_imported_ahead_is_not_looked_through_again(
    seeded_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(preload, "_STILL", 0.001)
    before = gc.get_freeze_count()
    async with opened(seeded_home) as desk:
        await desk.until(lambda: gc.get_freeze_count() > before)


def test_every_place_is_checked_for_clashing_keys() -> None:
    checked = {place for places in TOGETHER for place in places}
    for place in PLACES:
        assert place in checked, (
            f"the keys of {place!r} are checked against no other: say in `together` of its part in "
            "src/branchtui/ui/commands/places what the focus stands in besides"
        )
    assert checked <= set(PLACES), "a place in `together` that has no name"


@pytest.mark.parametrize("width", [60, 80, 120])
@pytest.mark.parametrize("here", [room.place for room in ROOMS])
def test_all_rooms_and_ten_cells_of_the_branch_fit_the_title(here: str, width: int) -> None:
    for due in ({}, dict.fromkeys((room.place for room in ROOMS), 99)):
        line = title_ink(here, "外国语学院办公室党支部", width, ROOMS, due)
        assert line.cells <= width
        assert "外国语学" in str(line)
        (seal,) = [piece for piece in line.pieces if piece.ground == "seal"]
        assert seal.text.startswith(f" {next(room.digit for room in ROOMS if room.place == here)}")
        assert all(room.short in str(line) or room.name in str(line) for room in ROOMS)


@pytest.mark.parametrize(
    ("width", "rooms"),
    [
        (120, " 1 今天 4  2 会议 12  3 示范岗  4 新闻  5 人员  "),
        (80, " 1 今天 4  2 会议 12  3 示范岗  4 新闻  5 人员  "),
        (79, " 1 今天! 2 会议! 3 示范岗  4 新闻  5 人员  "),
        (60, " 1今天! 2会议! 3岗位  4新闻  5人员  "),
    ],
)
def test_a_room_says_how_much_there_is_to_do_and_in_a_narrow_line_that_there_is(width: int, rooms: str) -> None:
    line = str(title_ink("today", "某某党支部", width, due={"today": 4, "meetings": 12, "people": 0}))
    assert line.startswith(rooms) and line.endswith(" 某某党支部")


def test_that_nothing_can_be_exchanged_is_told_where_there_is_no_room_for_the_name() -> None:
    for width in (80, 100, 130):
        assert str(title_ink("today", "海州大学国际商学院办公室党支部", width, late="学院不能同步")).endswith(
            "学院不能同步"
        )
