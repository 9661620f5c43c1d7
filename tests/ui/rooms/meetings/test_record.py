"""The record: the outline above the editor, and the paper that follows what is typed."""

from branchtui.paths import Home
from branchtui.store.queries import meetings
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.rooms.meetings.record.view import RecordArea
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.paper_view import PaperView
from branchtui.workflows.meetings import attendance
from tests.ui.conftest import Desk, opened

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
