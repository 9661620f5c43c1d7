"""Undo, redo and history with keys."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.store.file.database import close_database, open_database
from branchtui.store.queries import meetings, people, reports
from branchtui.store.queries.meetings import MeetingList
from branchtui.store.queries.reports import ReportList
from branchtui.ui.rooms.meetings.meeting import MeetingScreen
from branchtui.ui.screens.looking_back.history import HistoryScreen
from branchtui.ui.widgets.editors import DraftArea, DraftInput
from tests.ui.conftest import SIZES, opened

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


def elsewhere(database: Path, statement: str) -> None:
    """A write by another program."""
    with closing(sqlite3.connect(database)) as other:
        other.execute(statement)
        other.commit()


async def test_undo_and_redo_name_the_act_and_show_it(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList().page(1, 1)[0].id)
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f3", "'zxy", "enter")
        assert "赵星野：缺席" in desk.text
        await desk.press("ctrl+z")
        assert "已撤销：把赵星野标为缺席" in desk.said[-1]
        assert "缺席 0" in desk.text
        await desk.press("ctrl+y")
        assert "已重做：把赵星野标为缺席" in desk.said[-1]
        states = {entry.member.name: entry.state for entry in meetings.attendances(row).values()}
        assert states["赵星野"] == "absent"
        await desk.press("f2", "u")
        assert "已撤销" in desk.said[-1]
        await desk.press("Ｕ")
        assert "已重做" in desk.said[-1], "the twin that an input method sends"


@pytest.mark.parametrize("room", "123456")
async def test_undo_works_in_every_room(seeded_home: Home, room: str) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(room, "u")
        if room != "4":
            assert "要撤销的不在这一屏上：发布日期" in desk.text and "会改动：新闻稿“" in desk.text
            assert ReportList().page(0, 1)[0].day
            await desk.press("enter")
        assert "已撤销：发布日期" in desk.said[-1]
        assert not ReportList().page(0, 1)[0].day
        await desk.press("U", *(["enter"] if room != "4" else []))
        assert ReportList().page(0, 1)[0].day


async def test_undo_reaches_over_a_restart(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "n", "'许南乔", "ctrl+s")
    close_database()
    open_database(seeded_home.database)
    async with opened(seeded_home) as desk:
        await desk.press("5", "u")
        assert "已撤销：加入许南乔" in desk.said[-1] or "许南乔" in desk.said[-1]
        assert "许南乔" not in {member.name for member in people.members().values()}
        assert "许南乔" not in "\n".join(desk.text.splitlines()[:-4])


@pytest.mark.slow
async def test_an_editor_undoes_its_own_keys_first(seeded_home: Home) -> None:
    report_id = ReportList().page(0, 1)[0].id
    before = reports.report(report_id).body
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f3", "'甲乙丙")
        area = desk.app.screen.query_one(DraftArea)
        assert area.text != before
        while area.text != before:
            await desk.press("ctrl+z")
        assert ReportList().count() == 1, "nothing but the typed text was undone"
        await desk.press("ctrl+y")
        assert area.text != before
        await desk.press("f2")
        body = reports.report(report_id).body
        assert body != before
        await desk.press("ctrl+z")
        assert "这一格没有可撤销的了" in desk.said[-1] and "Ctrl+P 选“撤销”" in desk.said[-1]
        assert reports.report(report_id).body == body
        await desk.press("ctrl+p", "'撤销", "enter")
        assert "已撤销：修改新闻稿" in desk.said[-1]
        assert reports.report(report_id).body == before
        await desk.press("f3")
        assert area.text == before


async def test_a_line_undoes_what_was_typed_into_it_first(seeded_home: Home) -> None:
    report_id = ReportList().page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "tab", "tab", "tab", "'栏目", "ctrl+z")
        assert isinstance(desk.app.focused, DraftInput) and desk.app.focused.value == ""
        await desk.press("ctrl+y", "tab")
        assert reports.report(report_id).kicker == "栏目"
        await desk.press("ctrl+z")
        assert "这一格没有可撤销的了" in desk.said[-1]
        assert reports.report(report_id).kicker == "栏目"
        await desk.press("escape", "u")
        assert reports.report(report_id).kicker == ""


@pytest.mark.slow
async def test_a_screen_whose_thing_is_undone_is_left(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "n", "'党课", "enter", "'学习", "enter", "'9月8日下午三点", "ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, MeetingScreen))
        await desk.press("4", "u", "enter", "2")
        await desk.until(lambda: not isinstance(desk.app.screen, MeetingScreen))
        assert any("不在了" in words for words in desk.said)
        await desk.press("U")
        assert MeetingList("学习").count() == 1


async def test_what_another_changed_since_is_not_undone_and_can_be_looked_at(seeded_home: Home) -> None:
    row_id = MeetingList().page(0, 1)[0].id
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "enter", "ctrl+e", "down", "ctrl+u", "'礼堂", "ctrl+s")
        assert meetings.meeting(row_id).place == "礼堂"
        elsewhere(seeded_home.database, f"UPDATE meeting SET place = '操场' WHERE id = x'{row_id.hex()}'")
        await desk.press("u")
        assert "没有撤销" in desk.text and "地点" in desk.text
        assert meetings.meeting(row_id).place == "操场"
        await desk.press("1")
        await desk.until(lambda: isinstance(desk.app.screen, HistoryScreen))
        assert "操场" in desk.text and "礼堂" in desk.text and "其他程序" in desk.text


@pytest.mark.slow
async def test_nothing_left_to_undo_is_told(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("1", *["u", "enter"] * 30)
        assert any("没有可以撤销的操作" in words for words in desk.said)


async def test_a_form_is_not_undone_over(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "n", "'许", "ctrl+z", "ctrl+z")
        assert ReportList().count() == 1
        assert "先交上" in desk.said[-1]


@pytest.mark.slow
@sizes
async def test_the_history_of_a_meeting_and_going_back(seeded_home: Home, size: tuple[int, int]) -> None:
    row_id = MeetingList().page(0, 1)[0].id
    async with opened(seeded_home, size) as desk:
        await desk.press("2", "enter", "ctrl+e", "down", "ctrl+u", "'礼堂[/]", "ctrl+s")
        await desk.press("ctrl+e", "ctrl+u", "'新题目", "ctrl+s", "ctrl+r")
        assert "历史：会议“新题目”" in desk.text
        assert "新题目" in desk.text and "地点" in desk.text
        await desk.press("down", "enter")
        assert "- 文科楼301会议室" in desk.text and "+ 礼堂[/]" in desk.text
        await desk.press("escape", "f10", "1")
        assert meetings.meeting(row_id).place == "文科楼301会议室"
        assert meetings.meeting(row_id).title == "新题目"
        assert "已恢复" in desk.said[-1]
        await desk.press("u")
        assert meetings.meeting(row_id).place == "礼堂[/]"
        await desk.press("end", "up", "f10", "2")
        assert meetings.meeting(row_id).title != "新题目"


async def test_history_of_people_items_and_nothing(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("5", "down", "ctrl+r")
        assert "历史：人员“" in desk.text
        await desk.press("escape", "2", "down", "enter", "f4", "'开场", "ctrl+s", "ctrl+r")
        assert "历史：议程“参观校史馆”" in desk.text and "开场" in desk.text
        await desk.press("escape", "f2", "4", "ctrl+r")
        assert "历史：新闻稿“" in desk.text
        await desk.press("escape", "1", "ctrl+r")
        assert "没有选中" in desk.said[-1]


async def test_a_long_text_shows_its_difference_by_sentences(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f3", "'新加的一句。", "f2", "ctrl+r", "enter")
        await desk.until(lambda: "+ 新加的一句。" in desk.text)
