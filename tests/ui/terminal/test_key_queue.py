"""Keys in their turn, also behind a command that could not be carried out."""

import pytest

from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.ui.screens.form import FormScreen
from branchtui.ui.terminal import key_queue
from tests.ui.conftest import opened


async def test_a_command_that_fails_does_not_hold_up_the_next_key(
    seeded_home: Home, monkeypatch: pytest.MonkeyPatch
) -> None:
    def busy(_: FormScreen, way: str) -> None:
        raise BranchError("数据文件正忙。")

    monkeypatch.setattr(key_queue, "_PATIENCE", 3600.0)
    monkeypatch.setattr(FormScreen, "action_step", busy)
    async with opened(seeded_home) as desk:
        await desk.press("2", "ctrl+n")
        desk.send("tab")
        desk.send("ctrl+p")
        await desk.until(lambda: "全部命令" in desk.text)
        assert "数据文件正忙。" in desk.said
