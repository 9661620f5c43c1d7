"""Windows of any size, and windows that change while somebody types."""

import pytest

from branchtui.paths import Home
from branchtui.ui.commands.rooms import ROOMS
from branchtui.ui.screens.form import FormScreen
from tests.ui.conftest import Desk, opened

pytestmark = pytest.mark.slow

_ROOMS = [str(room.digit) for room in ROOMS]


async def _to_size(desk: Desk, width: int, height: int) -> None:
    await desk.pilot.resize_terminal(width, height)
    await desk.until(lambda: desk.app.screen.size == (width, height))
    await desk.pilot.pause()


@pytest.mark.parametrize("size", [(200, 60), (60, 20)], ids=["200x60", "60x20"])
async def test_every_room_has_its_title_line_and_key_bar(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        for room in _ROOMS:
            await desk.press(room)
            assert desk.room.startswith(room)
            assert "F1 帮助" in desk.text.splitlines()[-1]


async def test_below_the_least_size_a_sentence_stands_and_typing_goes_on(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "ctrl+n", "'党课", "enter", "'学习")
        for size in ((59, 24), (80, 19), (20, 5), (5, 2)):
            await _to_size(desk, *size)
            assert "窗口太小" in desk.text or size[0] < 10
            await desk.press("'新")
        await _to_size(desk, 80, 24)
        assert "窗口太小" not in desk.text
        assert isinstance(desk.app.screen, FormScreen)
        assert "学习新新新新" in desk.text


async def test_dialogs_say_so_too(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("ctrl+p")
        await _to_size(desk, 50, 12)
        assert "窗口太小" in desk.text
        await _to_size(desk, 100, 30)
        assert "全部命令" in desk.text and "窗口太小" not in desk.text


async def test_a_storm_of_sizes_while_typing_loses_nothing(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4")
        for number, size in enumerate([(200, 60), (30, 8), (120, 36), (60, 20), (99, 24), (100, 24), (80, 24)] * 3):
            await desk.pilot.resize_terminal(*size)
            await desk.type(f"字{number % 10}")
        area = desk.app.focused
        assert getattr(area, "typed", "").startswith("字0字1字2")
        assert len(getattr(area, "typed", "")) == 2 * 21


@pytest.mark.parametrize("width", [60, 80, 99, 100, 101, 120, 200])
async def test_no_character_of_a_toast_is_cut_away(seeded_home: Home, width: int) -> None:
    screens = (["1"], ["2"], ["2", "ctrl+n"], ["5"], ["4", "enter"], ["4", "f3"], ["2", "enter"], ["2", "f3"])
    async with opened(seeded_home, (width, 36), toasts=True) as desk:
        for number, keys in enumerate(screens):
            await desk.press("escape", *keys)
            desk.app.clear_notifications()
            await desk.settle()
            whole = desk.text.count("鑫") + 100
            desk.app.say("a" * (number % 2) + "鑫" * 70)
            desk.app.say("鑫" * 30, bad=True)
            await desk.until(lambda whole=whole: desk.text.count("鑫") == whole)
