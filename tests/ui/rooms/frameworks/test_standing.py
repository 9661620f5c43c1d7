"""Adopted frameworks on the screen: their list, the matrix, what is missing, and a point with its pieces."""

from datetime import date

import pytest

from branchtui.paths import Home
from branchtui.store.models import Evidence, Framework, Milestone, Point
from branchtui.store.queries.frameworks import trees
from branchtui.ui.rooms.frameworks.standing.framework import FrameworkScreen
from branchtui.ui.rooms.frameworks.standing.gaps import GapsScreen
from branchtui.ui.rooms.frameworks.standing.point import PointScreen
from branchtui.ui.rooms.meetings.meeting import MeetingScreen
from branchtui.ui.rooms.registry import open_form
from branchtui.ui.screens.form import FormScreen
from branchtui.ui.text.glyphs import ASCII
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template
from tests.ui.conftest import NOW, SIZES, Desk, opened

WIDE = (120, 36)


def adopted(key: str = "yangban-zhibu", **more: str) -> Framework:
    return adopt(template(key), first=date(2026, 1, 1), **more)


def point(title: str) -> Point:
    return Point.get(Point.title == title)


async def at_point(desk: Desk, title: str) -> PointScreen:
    await desk.app.open_thing("point", point(title).id)
    await desk.settle()
    screen = desk.app.screen
    assert isinstance(screen, PointScreen)
    return screen


@pytest.mark.parametrize("size", SIZES)
async def test_an_empty_list_says_what_to_do_and_leads_to_the_others(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("6", "f4")
        assert "对标 0" in desk.text and "Ctrl+N" in desk.text
        await desk.press("enter", "delete", "f6", "ctrl+e", "f3")
        assert "荣誉成果 0" in desk.text
        await desk.press("f4", "f2")
        assert "收发文 0" in desk.text


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_a_framework_is_adopted_by_initials_level_and_start(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("6", "f4", "ctrl+n", "'yb", "enter", "enter", "'1.1", "enter")
        assert isinstance(desk.app.screen, FrameworkScreen) and "教育党员有力" in desk.text
        row = Framework.get()
        assert (row.level, row.starts_on, row.ends_on) == ("校级", date(2026, 1, 1), date(2027, 12, 31))
        await desk.press("escape")
        assert "/31" in desk.text, "what is met is counted once the list stands there"
        await desk.press("ctrl+z")
        assert "对标 0" in desk.text


async def test_what_cannot_be_adopted_is_said_and_stays_typed(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("6", "f4", "ctrl+n", "'yb", "enter", "enter", "ctrl+s")
        assert isinstance(desk.app.screen, FormScreen) and "开始日期还没有写" in desk.text
        await desk.press("'昨夜", "ctrl+s")
        assert isinstance(desk.app.screen, FormScreen) and not trees.frameworks()


async def test_the_level_and_the_days_of_a_cycle_are_seen_before_it_is_adopted(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("6", "f4", "ctrl+n", "'yb", "enter", "enter", "'2026-03-01")
        assert "2026年3月1日至2028年2月29日" in desk.text and "不是文件原文" in desk.text


@pytest.mark.parametrize("size", SIZES)
async def test_the_matrix_counts_pieces_and_tells_states_by_signs(seeded_home: Home, size: tuple[int, int]) -> None:
    row = adopted()
    async with opened(seeded_home, size) as desk:
        await desk.app.open_thing("framework", row.id)
        await desk.settle()
        assert "3季" in desk.text and "2026" in desk.text
        line = next(line for line in desk.text.splitlines() if "理论学习制度" in line)
        assert "○" in line, line


async def test_the_matrix_needs_no_circles(seeded_home: Home) -> None:
    row = adopted()
    async with opened(seeded_home, (80, 24), glyphs=ASCII) as desk:
        await desk.app.open_thing("framework", row.id)
        await desk.settle()
        line = next(line for line in desk.text.splitlines() if "理论学习制度" in line)
        assert "o" in line and "○" not in desk.text


async def test_periods_frameworks_and_points_are_turned(seeded_home: Home) -> None:
    first, other = adopted(), adopted("shuzhi")
    async with opened(seeded_home, WIDE) as desk:
        await desk.app.open_thing("framework", first.id)
        await desk.settle()
        await desk.press("ctrl+t")
        assert "9月" in desk.text and "3季" not in desk.text
        await desk.press("t")
        assert "秋" in desk.text
        await desk.press("right_square_bracket")
        screen = desk.app.screen
        assert isinstance(screen, FrameworkScreen) and screen.framework_id == other.id
        await desk.press("ctrl+pageup", "down", "enter")
        assert "1.1 理论学习制度落实" in desk.text
        await desk.press("right_square_bracket")
        assert "1.2 学时达标" in desk.text


@pytest.mark.slow
async def test_a_gap_leads_to_where_it_is_mended(seeded_home: Home) -> None:
    row = adopted()
    async with opened(seeded_home, WIDE) as desk:
        await desk.app.open_thing("framework", row.id)
        await desk.settle()
        await desk.press("f4")
        screen = desk.app.screen
        assert isinstance(screen, GapsScreen)
        assert screen.pane.table.seek(lambda gap: gap.gap.words.startswith("2026年1月：主题党日"))
        await desk.settle()
        assert "补记主题党日" in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, FormScreen) and "主题党日" in desk.text
        await desk.press("escape")
        assert "2 会议" in desk.room


async def test_a_meeting_whose_roll_is_missing_is_opened(seeded_home: Home) -> None:
    from branchtui.store.models import Attendance

    Attendance.update(state="unmarked").execute()
    row = adopted()
    async with opened(seeded_home, WIDE) as desk:
        desk.app.now = lambda: NOW.replace(month=10)
        await desk.app.open_thing("framework", row.id)
        await desk.settle()
        await desk.press("f4")
        screen = desk.app.screen
        assert isinstance(screen, GapsScreen)
        assert screen.pane.table.seek(lambda gap: "纸面不全" in gap.gap.words)
        await desk.settle()
        await desk.press("enter")
        assert isinstance(desk.app.screen, MeetingScreen)


async def test_a_piece_is_taken_out_with_a_reason_and_put_back(seeded_home: Home) -> None:
    adopted()
    async with opened(seeded_home, WIDE) as desk:
        await at_point(desk, "理论学习制度落实")
        assert "自动" in desk.text and "1.1-01" in desk.text
        await desk.press("m", "ctrl+s")
        assert Evidence.select().count() == 0, "without a reason nothing is taken out"
        await desk.press("'不是本周期的", "ctrl+s")
        assert "! 剔除" in desk.text and "不是本周期的" in desk.text and "1.1-01" not in desk.text
        await desk.press("ctrl+a")
        assert "1.1-01" in desk.text and "剔除" not in desk.body.partition("┌")[2].partition("└")[0]


@pytest.mark.slow
async def test_what_is_written_of_a_point_is_kept_and_shown(seeded_home: Home) -> None:
    adopted()
    async with opened(seeded_home, WIDE) as desk:
        await at_point(desk, "学时达标")
        await desk.press("ctrl+t", "'全体党员都已达标。", "ctrl+s")
        assert point("学时达标").account == "全体党员都已达标。" and "全体党员都已达标。" in desk.text
        await desk.press("ctrl+e", "ctrl+a", "'学时按规定达标", "ctrl+s")
        assert Point.get(Point.title == "学时按规定达标") and "学时按规定达标" in desk.text
        await desk.press("f6")
        assert "完成情况" in desk.text


async def test_needs_that_cannot_be_read_are_not_written(seeded_home: Home) -> None:
    adopted()
    before = point("学时达标").needs
    async with opened(seeded_home, WIDE) as desk:
        screen = await at_point(desk, "学时达标")
        screen.action_rules()
        await desk.settle()
        await desk.press("'need = [", "ctrl+s")
        assert isinstance(desk.app.screen, FormScreen) and point("学时达标").needs == before


async def test_the_tree_is_edited(seeded_home: Home) -> None:
    row = adopted("pinpai")
    async with opened(seeded_home, WIDE) as desk:
        await desk.app.open_thing("framework", row.id)
        await desk.settle()
        await desk.press("end", "ctrl+n", "'三心", "ctrl+s")
        await desk.press("ctrl+n", "'四化", "ctrl+s")
        titles = [each.title for each in trees.points(row)]
        assert titles[-2:] == ["三心", "四化"]
        await desk.press("ctrl+up")
        assert [each.title for each in trees.points(row)][-2:] == ["四化", "三心"]
        await desk.press("delete")
        assert [each.title for each in trees.points(row)] == [*titles[:-2], "三心"]
        await desk.press("ctrl+z")
        assert len(trees.points(row)) == len(titles)


@pytest.mark.slow
async def test_a_framework_of_our_own_and_its_head(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await open_form(desk.app, "own-framework")
        await desk.settle()
        await desk.press("'三心、三型", "tab", "'支部品牌", "tab", "tab", "'1月1日", "tab", "'12月31日", "ctrl+s")
        row = Framework.get()
        assert (row.kind, row.ends_on) == ("brand", date(2026, 12, 31)) and "还没有观测点" in desk.text
        await desk.press("escape", "ctrl+e", "ctrl+a", "'三心四化", "ctrl+s")
        assert Framework.get().name == "三心四化"
        await desk.press("delete")
        assert not trees.frameworks()


async def test_a_milestone_is_done(seeded_home: Home) -> None:
    row = adopted()
    async with opened(seeded_home, WIDE) as desk:
        await desk.app.open_thing("framework", row.id)
        await desk.settle()
        assert "距中期进展报告" in desk.text
        await desk.press("f10", "'节点", "enter", "1", "tab", "tab", "'9月9日", "ctrl+s")
        assert Milestone.get(Milestone.key == "midterm").done_on == date(2026, 9, 9)
        assert "距中期进展报告" not in desk.text and "距验收材料" in desk.text


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_the_folder_is_written_and_what_was_handed_in_is_kept(seeded_home: Home, size: tuple[int, int]) -> None:
    row = adopted()
    async with opened(seeded_home, size) as desk:
        await desk.app.open_thing("framework", row.id)
        await desk.settle()
        await desk.press("f8", "enter")
        await desk.until(lambda: any("已写出文件夹" in words for words in desk.said))
        assert list(seeded_home.exports.glob("*_中期_*/0*.docx"))
        await desk.press("f10", "'送交", "enter", "enter", "'学院党委", "ctrl+s")
        await desk.until(lambda: any("送交的清单已记下" in words for words in desk.said))
        assert [each.unit for each in trees.submissions(row)] == ["学院党委"]
        assert "文件夹也原样留存" in desk.said[-1]
        await desk.press("f8", "'原样", "enter")
        await desk.until(lambda: any("送交时的原样，一个字节也没有变" in words for words in desk.said))


async def test_a_framework_that_is_gone_is_left(seeded_home: Home) -> None:
    from branchtui.workflows.frameworks.adopt import drop

    row = adopted()
    async with opened(seeded_home, WIDE) as desk:
        await desk.app.open_thing("framework", row.id)
        await desk.settle()
        await desk.press("enter")
        drop(row)
        await desk.press("escape")
        assert not isinstance(desk.app.screen, FrameworkScreen)
