"""The record: the outline above the editor, and the paper that follows what is typed."""

from datetime import date, datetime

import pytest

from branchtui.paths import Home
from branchtui.store.queries import action_items as action_facts
from branchtui.store.queries import meetings
from branchtui.store.queries.meeting_view import view
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.rooms.meetings.record.view import RecordArea
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.paper_view import PaperView
from branchtui.workflows.meetings import action_items, attendance
from tests.ui.conftest import NOW, Desk, opened

DISSENT = ("f10", "'不同意见", "enter")
SAID = "林知远：校史馆里的旧照片最动人。"


async def test_the_paper_follows_what_is_typed_before_it_is_stored(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "down", "enter", "f4", f"'{SAID}")
        paper = desk.app.screen.query_one(PaperView)
        await desk.until(lambda: any(line.marked for line in paper._lines))
        assert [line.text.strip() for line in paper._lines if line.marked] == [SAID]
        assert meetings.items(row)[0].record == "", "not stored yet"
        await desk.press("enter", "'周以宁：办学初心要接着讲。")
        await desk.until(lambda: any("周以宁：办学初心" in line.text and line.marked for line in paper._lines))
        assert [line.marked for line in paper._lines if SAID in line.text] == [False], "only the line of the caret"
        await desk.press("up")
        await desk.until(lambda: any(SAID in line.text and line.marked for line in paper._lines))


async def test_the_outline_counts_what_is_typed(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4")
        assert "○ 1 参观校史馆" in desk.text and "0/2 项有记录" in desk.text and "1/5" in desk.text
        await desk.press("'甲乙丙")
        await desk.until(lambda: "● 1 参观校史馆" in desk.text)
        assert next(line for line in desk.text.splitlines() if "● 1 参观校史馆" in line).split()[-3:-1] == ["3", "字"]
        editor = next(frame for frame in desk.app.screen.query(Frame) if frame.has_class("record-editor"))
        assert str(editor.foot) == "3 字" and str(editor.title) == "第1项 参观校史馆：记录"
        await desk.press("tab")
        assert str(editor.title) == "第1项 参观校史馆：决议" and "1/2 项有记录" in desk.text and "2/5" in desk.text
        assert "· " in next(line for line in desk.text.splitlines() if line.startswith("│▌")), "it may stay empty"
        await desk.press("shift+tab")
        assert str(editor.note) == "1/5"


async def test_before_the_meeting_nothing_is_owed(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "f4")
        assert "· 1 讨论转正" in desk.text and "先按 F5" in desk.text
        await desk.press("'先写几句")
        await desk.until(lambda: "● 1 讨论转正" in desk.text)


def _text(desk: Desk) -> str:
    return desk.app.screen.query_one(RecordArea).text


async def test_letters_and_a_colon_begin_a_speech_with_the_name(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(
            "2", "down", "enter", "f4", "'lzy：旧照片最动人。", "enter", "'ZXY:同意。", "enter", "'xyz：没有"
        )
        assert _text(desk) == "林知远：旧照片最动人。\n赵星野:同意。\nxyz：没有", "who is nobody stays as typed"
        await desk.press("enter", "'他说zxy：")
        assert _text(desk).endswith("\n他说zxy："), "only where a line begins"


async def test_one_undo_brings_back_the_letters(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4", "'lzy：")
        assert _text(desk) == "林知远："
        await desk.press("ctrl+z")
        assert _text(desk) == "lzy："
        await desk.press("'是缩写")
        assert _text(desk) == "lzy：是缩写", "the caret stands behind the colon, and nothing is put in again"


async def test_of_two_who_may_be_meant_somebody_is_asked(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4", "'zyn：")
        assert "“zyn”是哪一位" in desk.text and "周以宁" in desk.text and "周一诺" in desk.text
        await desk.press("2", "'说了。")
        assert _text(desk) == "周一诺：说了。"
        await desk.press("enter", "'zyn：", "escape", "'说了。")
        assert _text(desk) == "周一诺：说了。\nzyn：说了。", "not chosen, it stays as typed"
        await desk.press("enter", "'zyn：", "'我也同意", "enter")
        assert _text(desk).endswith("\nzyn：我也同意"), "words typed on are not lost"


async def test_who_was_away_is_not_meant_and_guests_are(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    attendance.record_attendance(row, ["周一诺:有课"], ["郑问渠"])
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4", "'zyn：甲。", "enter", "'zwq：乙。", "enter", "'zhengwen:丙。")
        assert _text(desk) == "周以宁：甲。\n郑问渠：乙。\n郑问渠:丙。"


@pytest.mark.slow
async def test_a_different_opinion_has_a_cell_only_where_one_is_asked_for(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "down", "enter", "f4")
        assert "1/5" in desk.text and "  不同意见 " not in desk.text
        await desk.press(*DISSENT, "'沈一禾：时间太紧。", "ctrl+s")
        assert "3/6" in desk.text and "不同意见：沈一禾：时间太紧。" in desk.text, "the paper has it as well"
        assert [item.dissent for item in meetings.items(row)] == ["沈一禾：时间太紧。", ""]
        await desk.press(*DISSENT)
        assert "3/6" in desk.text, "the cell that is there"
        await desk.press("tab", "tab", "tab", *DISSENT)
        assert "请先按 Tab 到那一项" in "".join(desk.said), "the closing words are no item"


@pytest.mark.slow
async def test_what_was_agreed_is_noted_with_one_key_and_returns_in_the_outline(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press(
            "2", "down", "enter", "f4", "ctrl+n", "'整理照片", "enter", "'zxy", "enter", "'下周五", "enter"
        )
        assert "○ 议定 整理照片  赵星野  9月18日 前" in desk.text
        (action,) = view(row.id).actions
        assert action.item_id == meetings.items(row)[0].id and action.due == date(2026, 9, 18)
        lines = [line.text for line in desk.app.screen.query_one(PaperView)._lines]
        assert any("1.整理照片（责任人：赵星野；" in line for line in lines), "the paper has it as well"
        await desk.press("ctrl+n", "'写心得", "ctrl+s")
        assert "○ 议定 写心得" in desk.text


@pytest.mark.slow
async def test_what_was_agreed_is_done_changed_and_removed_in_the_menu(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    action = action_items.add_action(row, "整理照片", today=NOW.date())
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press(
            "2", "down", "enter", "f4", "f10", "'议定事项", "enter", "1", "1", "ctrl+a", "'9月8日", "ctrl+s"
        )
        assert action_facts.action_item(action.id).done_on == date(2026, 9, 8)
        assert "● 议定 整理照片  9月8日 办成" in desk.text
        await desk.press("f10", "'议定事项", "enter", "1", "1")
        assert "○ 议定 整理照片" in desk.text
        await desk.press("f10", "'议定事项", "enter", "1", "2", "ctrl+a", "'整理旧照片", "ctrl+s")
        assert "○ 议定 整理旧照片" in desk.text
        await desk.press("f10", "'议定事项", "enter", "1", "3")
        assert "议定 整理" not in desk.text and view(row.id).actions == []
        await desk.press("f10", "'议定事项", "enter")
        assert "按 Ctrl+N 加一件" in "".join(desk.said)


async def test_before_the_meeting_nothing_is_agreed(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "f4", "ctrl+n")
        assert "还没有议定的事。按 F5 登记召开" in "".join(desk.said)


async def test_the_end_is_asked_for_once_the_record_is_there(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "down", "enter", "f4", "'参观。", "ctrl+s")
        assert "没有散会时间" not in desk.text
        await desk.press("tab", "tab", "'交流。", "tab")
        assert "没有散会时间：按 F7 填" in desk.text
        await desk.press("f7", "'四点半", "enter")
        assert meetings.meeting(row.id).ends_at == datetime(2026, 9, 3, 16, 30)
        assert "没有散会时间" not in desk.text


async def test_closing_words_are_the_last_cell(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4", "shift+tab", "'今天就到这里。", "ctrl+s")
        assert meetings.meeting(row.id).closing == "今天就到这里。"
