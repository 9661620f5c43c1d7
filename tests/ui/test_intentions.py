"""A form does what it was opened for: no draft of another intention, no second person of a name unasked."""

import pytest

from branchtui.paths import Home
from branchtui.store.queries import people
from branchtui.ui.rooms.today.room import TodayRow, TodayScreen
from branchtui.ui.screens.choice import ChoiceScreen
from branchtui.ui.screens.form import FormScreen
from branchtui.ui.widgets.list_pane import ListPane
from tests.ui.conftest import Desk, opened


def typed(desk: Desk) -> dict[str, str]:
    """What stands in the fields of the form in front, but for the empty ones and for what stands there by default."""
    form = desk.app.screen
    assert isinstance(form, FormScreen)
    shown = [row for row in form._rows if row.field.default is None or not row.untouched]
    return {row.field.key: row.editor.typed for row in shown if row.editor.typed}


async def to_duty(desk: Desk, kind: str) -> None:
    """Today, with the cursor on what is owed of a kind of meeting."""
    await desk.press("1")
    assert isinstance(desk.app.screen, TodayScreen)
    pane = desk.app.screen.query_one("#board", ListPane)
    assert pane.table.seek(lambda row: isinstance(row, TodayRow) and row.plan == kind)


@pytest.mark.slow
async def test_a_duty_opens_a_form_of_its_own(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "n", "'主题党日", "enter", "'填到一半的", "escape")
        await to_duty(desk, "党课")
        await desk.press("enter")
        assert typed(desk) == {"kind": "党课"}
        assert "上次没填完" not in desk.text
        await desk.press("'讲党课", "escape")
        await to_duty(desk, "党课")
        await desk.press("enter")
        assert typed(desk) == {"kind": "党课", "title": "讲党课"}
        assert "这是上次没填完的" in desk.text
        await desk.press("escape", "2", "n")
        assert typed(desk) == {"kind": "主题党日", "title": "填到一半的"}
        assert "这是上次没填完的" in desk.text


async def test_a_half_filled_form_of_a_duty_is_taken_up_from_today(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await to_duty(desk, "党课")
        await desk.press("enter", "'讲党课", "escape", "1", "home")
        assert "题目：讲党课" in desk.text
        await desk.press("enter")
        assert typed(desk) == {"kind": "党课", "title": "讲党课"}


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_a_second_person_of_a_name_is_asked_about_once(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        count = len(people.members())
        await desk.press("5", "n", "'赵星野", "ctrl+s")
        assert isinstance(desk.app.screen, ChoiceScreen)
        assert "名册里已有“赵星野”（工号 T1004）" in desk.text
        await desk.press("enter")
        assert len(people.members()) == count and "没有再加" in desk.text
        await desk.press("ctrl+s", "'另一位", "enter")
        await desk.until(lambda: any("已加入 赵星野" in words for words in desk.said))
        assert len(people.members()) == count + 1


@pytest.mark.parametrize(("room", "keys"), [("2", "f6 f8 f9"), ("4", "f6 f8"), ("5", "f6 f7")])
async def test_a_filter_that_leaves_nothing_is_not_told_as_an_empty_room(
    seeded_home: Home, room: str, keys: str
) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(room, "slash", "'没有这样的", "enter")
        for key in keys.split():
            await desk.press(key)
            assert desk.said[-1] == "没有含“没有这样的”的行。Esc 显示全部。"
