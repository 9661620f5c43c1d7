"""The record: the outline above the editor, and the paper that follows what is typed."""

from branchtui.paths import Home
from branchtui.store.queries import meetings
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.paper_view import PaperView
from tests.ui.conftest import opened

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
