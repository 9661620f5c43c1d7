"""Marks in lists, and what is done with several things at once."""

from datetime import date

import pytest

from branchtui.paths import Home
from branchtui.store.queries import meetings, people
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.widgets.mark_pane import MarkPane
from branchtui.workflows.safety.undo import undo_last
from tests.ui.conftest import NOW, Desk, opened


def _marked(desk: Desk) -> int:
    return len(desk.app.screen.query_one(MarkPane).table.marked)


async def test_space_range_all_and_none(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "space")
        assert _marked(desk) == 1
        assert "* 林知远" in desk.text and "已标记 1 项：F10 编入党小组" in desk.text
        await desk.press("down", "down", "v")
        assert _marked(desk) == 4
        await desk.press("＊")
        assert _marked(desk) == 6
        await desk.press("*")
        assert _marked(desk) == 0
        assert "已标记" not in desk.text
        await desk.press("end", "space", "home", "ｖ")
        assert _marked(desk) == 6
        await desk.press("escape")
        assert _marked(desk) == 0


async def test_marks_outlive_the_filter(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "slash", "'zy", "enter", "*", "slash", "escape")
        assert _marked(desk) == 2
        assert sum(line.lstrip(" │▌").startswith("* ") for line in desk.text.splitlines()) == 2


async def test_a_range_begins_at_a_row_that_stands_there_still(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "space", "slash", "'zxy", "enter", "v")
        assert [row.name for row in desk.app.screen.query_one(MarkPane).marked] == ["林知远", "赵星野"]


async def test_what_was_undone_is_marked_no_longer(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "ctrl+n", "'钱未名", "ctrl+s", "*")
        assert _marked(desk) == 7
        await desk.press("u")
        assert _marked(desk) == 6
        assert "已标记 6 项" in desk.text


async def test_without_marks_a_key_means_the_row_under_the_cursor(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "space", "f6")
        assert "走进校史馆" in desk.text.splitlines()[1]


async def test_several_people_join_a_group_in_one_act(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "space", "space", "space", "f10", "1", "'第一党小组", "enter")
        await desk.until(lambda: any("编入第一党小组" in words for words in desk.said))
        group = next(iter(people.groups()))
        on = [person for person in people.roster(NOW.date()).values() if person.group == group]
        assert len(on) == 3
        assert _marked(desk) == 0
        assert "等 3 人编入第一党小组" in undo_last()
        assert not any(person.group for person in people.roster(NOW.date()).values())
        assert not any(person.group for person in people.roster(date(2026, 9, 9)).values())


async def test_one_person_without_a_mark_joins_a_group(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "f10", "1", "'甲组", "enter")
        await desk.until(lambda: any("林知远已编入甲组" in words for words in desk.said))


async def test_several_meetings_are_exported_and_cancelled_ones_left_out(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "ctrl+n", "'党课", "enter", "'不开了", "enter", "'9月20日下午三点", "ctrl+s")
        await desk.until(lambda: "不开了" in desk.text and "[F2 议程]" in desk.text)
        row = meetings.meeting(MeetingList("不开了").page(0, 1)[0].id)
        from branchtui.workflows.meetings.meetings import cancel

        cancel(row, "改为自学")
        await desk.press("escape", "*", "f8")
        await desk.until(lambda: any("已写出 2 次会议" in words for words in desk.said))
        assert "已取消的 1 次没有导出" in desk.said[-1]
        assert _marked(desk) == 0
    assert len({path.parent for path in seeded_home.exports.rglob("*.docx")}) == 2


@pytest.mark.parametrize("keys", [("enter",), ("tab", "6")], ids=["enter", "tab"])
async def test_several_absences_at_once(seeded_home: Home, keys: tuple[str, ...]) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f3", "space", "space")
        assert "已标记 2 人" in desk.text
        await desk.press(*keys)
        if keys[0] == "tab":
            await desk.press("1")
        row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
        states = [entry.state for entry in meetings.attendances(row).values()]
        assert states.count("absent") == 2
        assert "实到 4" in desk.text
        await desk.press("*", "escape")
        assert "已标记" not in desk.text
        await desk.press("'zxy", "space")
        assert "zxy" in desk.text and "已标记" not in desk.text, "in a name a space is a space"
