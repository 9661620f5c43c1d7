"""F10 设置 in the room 同步: what a person chooses stands in the file, and is applied at once where it can be."""

import pytest

from branchtui.paths import Home
from branchtui.settings import load
from branchtui.ui.text.palette import LIGHT
from tests.ui.conftest import opened


async def test_a_theme_is_chosen_and_seen_at_once(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "f10", "'设置", "enter")
        await desk.press("ctrl+u", "'浅色", "ctrl+s")
        assert load(seeded_home.settings).theme == "light" and "设置已改" in desk.said[-1]
        assert desk.app.brush.colours == LIGHT and desk.app.theme == "branch-light"


@pytest.mark.parametrize(
    ("downs", "typed", "name", "value", "later"),
    [
        (1, "总用 - | #", "lines", "ascii", "边框和记号下次打开时生效"),
        (2, "只写图号", "pictures", "off", ""),
        (3, "半页", "page_keys", "half", ""),
        (4, "不用", "mouse", False, "鼠标下次打开时生效"),
    ],
)
async def test_what_waits_for_the_next_start_says_so(
    seeded_home: Home, downs: int, typed: str, name: str, value: object, later: str
) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "f10", "'设置", "enter", *["tab"] * downs, "ctrl+u", f"'{typed}", "ctrl+s")
        assert getattr(load(seeded_home.settings), name) == value
        assert (later in desk.said[-1]) if later else "下次" not in desk.said[-1]


async def test_a_word_that_is_none_is_refused_and_nothing_is_written(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "f10", "'设置", "enter", "ctrl+u", "'彩色", "ctrl+s")
        assert "配色只能是深色、浅色" in desk.text and not seeded_home.settings.exists()
