"""Another screen is drawn when it is ready, not after a time."""

import pytest

from branchtui.paths import Home
from branchtui.ui.terminal.drawing import DrawnWhenReady
from tests.ui import conftest
from tests.ui.conftest import opened


@pytest.fixture(autouse=True)
def _no_end_of_the_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(DrawnWhenReady.delay_update, "__defaults__", (3600.0,))
    monkeypatch.setattr(conftest, "_PATIENCE", 5.0)


async def test_a_room_is_shown_when_it_is_ready(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        for key, words in (("2", "走进校史馆"), ("5", "林知远"), ("2", "走进校史馆")):
            await desk.press(key)  # returns when the app draws again
            assert words in desk.text


async def test_one_switch_right_behind_another(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        for key in "2452":
            desk.send(key)
        await desk.settle()
        assert "走进校史馆" in desk.text


async def test_what_is_put_in_front(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "ctrl+p")
        assert "全部命令" in desk.text
        await desk.press("escape", "enter")
        assert "讨论转正" in desk.text
