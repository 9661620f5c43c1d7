"""The differences of a newer file, offered on 今天 and from F10 of a framework."""

from datetime import date

import pytest

from branchtui.paths import Home
from branchtui.store.models import Framework, Point
from branchtui.store.writes import assign
from branchtui.ui.rooms.frameworks.standing.framework import FrameworkScreen
from branchtui.ui.rooms.frameworks.standing.newer_file import NewerFileScreen
from branchtui.ui.widgets.window_table import WindowTable
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template
from tests.ui.conftest import Desk, opened


async def test_differences_are_taken_or_left_one_by_one(seeded_home: Home) -> None:
    row = adopt(template("yangban-zhibu"), first=date(2026, 1, 1))
    first, second = Point.select().where(Point.parent.is_null(False)).order_by(Point.order_key).limit(2)
    for each in (first, second):
        assign(each, {"title": f"旧{each.title}"})
    assign(row, {"file_version": 0})
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("6", "f4", "enter")
        screen = desk.app.screen
        assert isinstance(screen, FrameworkScreen)
        screen.action_newer()
        await desk.settle()
        assert isinstance(desk.app.screen, NewerFileScreen) and "变化 2" in desk.text
        await desk.press("home", "enter", "ctrl+s")
        assert Point.get_by_id(first.id).title == first.title, "left"
        assert f"旧{Point.get_by_id(second.id).title}" == second.title, "taken"
        assert Framework.get().file_version == template("yangban-zhibu").version
        screen.action_newer()
        await desk.settle()
        assert any("没有更新的文件" in words for words in desk.said)


async def _told(desk: Desk) -> None:
    """The line of 今天, which comes when the keys rest."""
    await desk.until(lambda: "对标文件有新版" in desk.text)
    table = desk.app.screen.query_one(WindowTable)
    table.seek(lambda row: row.duty is not None and row.duty.sort == "newer")
    await desk.settle()


@pytest.mark.parametrize(
    "keys", [("end", "enter", "ctrl+s"), ("delete", "'不换", "enter")], ids=["none taken", "silenced"]
)
async def test_a_newer_file_is_told_on_today_until_it_was_looked_at_or_refused(
    seeded_home: Home, keys: tuple[str, ...]
) -> None:
    row = adopt(template("yangban-zhibu"), first=date(2026, 1, 1))
    changed = Point.select().where(Point.parent.is_null(False)).order_by(Point.order_key).first()
    assign(changed, {"title": "旧名"})
    assign(row, {"file_version": 0})
    async with opened(seeded_home, (120, 36)) as desk:
        await _told(desk)
        assert "更改 1 个观测点" in desk.text
        if keys[0] == "delete":
            await desk.press(*keys)
        else:
            await desk.press("enter")
            assert isinstance(desk.app.screen, NewerFileScreen)
            await desk.press(*keys)
            assert any("没有取用，不再提" in words for words in desk.said)
        await desk.until(lambda: "对标文件有新版" not in desk.text)
        assert Point.get_by_id(changed.id).title == "旧名"
