"""F5 after a meeting: what is missing, the folder, the state; and the way back."""

import re
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from branchtui.errors import BranchError
from branchtui.papers.tree import Paper
from branchtui.paths import Home
from branchtui.store.drafts import drafts
from branchtui.store.file.database import act
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings
from branchtui.store.queries.meetings import MeetingList
from branchtui.store.queries.reports import ReportList, report
from branchtui.store.writes import trash
from branchtui.ui.rooms.meetings.meeting import MeetingScreen
from branchtui.ui.rooms.meetings.room import MeetingsScreen
from branchtui.ui.rooms.reports.report import ReportScreen
from branchtui.ui.screens.choice import ChoiceScreen
from branchtui.ui.screens.form import FormScreen
from branchtui.workflows.exporting.export import Export
from branchtui.workflows.meetings import attendance, minutes
from branchtui.workflows.meetings import meetings as acts
from branchtui.workflows.reports.reports import set_report_state
from tests.papers.names import of_meeting, of_report
from tests.ui.conftest import NOW, SIZES, opened

FOLDER = "20260903_主题党日_走进校史馆，重温办学初心"
OPEN_HELD = ("2", "down", "enter")
sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def held(seeded_home: Home) -> Meeting:
    """The held meeting of the seeded home: it has a report in draft and no record yet."""
    row = meetings.meeting(MeetingList().page(1, 1)[0].id)
    attendance.record_attendance(row, [], [])
    return row


@pytest.fixture
def whole(held: Meeting) -> Meeting:
    """The same, with nothing missing."""
    for item in meetings.items(held):
        minutes.write_item(item, record="周以宁：很有收获。", now=NOW)
    acts.edit_meeting(meetings.meeting(held.id), until="四点半")
    set_report_state(report(ReportList().page(0, 1)[0].id), "submitted", today=NOW.date())
    return meetings.meeting(held.id)


def state(row: Meeting) -> str:
    return meetings.meeting(row.id).state


@sizes
async def test_a_whole_meeting_is_filed_at_once(seeded_home: Home, whole: Meeting, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press(*OPEN_HELD)
        assert "F5 归档" in desk.text, "what to do next"
        await desk.press("f5")
        await desk.until(lambda: state(whole) == "filed")
        await desk.until(lambda: bool(re.search("归档 ?●", desk.text)) and "已归档" in desk.text)
        files = len(["00_归档目录.docx", *of_meeting(whole), of_report(meetings.reports(whole)[0])])
        assert any(words.startswith(f"已归档，{files} 个文件在") and "Ctrl+Z" in words for words in desk.said)
        assert len(list((seeded_home.exports / FOLDER).glob("*.docx"))) == files
        await desk.press("ctrl+z")
        assert "文件留着" in desk.said[-1]
        assert state(whole) == "recorded" and re.search("归档 ?○", desk.text)
        assert (seeded_home.exports / FOLDER / of_report(meetings.reports(whole)[0])).is_file()


@pytest.mark.slow
@sizes
async def test_what_is_missing_is_listed_and_gone_to(seeded_home: Home, held: Meeting, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press(*OPEN_HELD, "f5")
        await desk.until(lambda: isinstance(desk.app.screen, ChoiceScreen))
        assert "归档前还缺 2 处" in desk.text
        for words in ("会议记录：2 项没有记录", "新闻报道：有草稿，未投稿", "仍要归档", "先去补"):
            assert words in desk.text
        await desk.press("enter")
        await desk.until(lambda: "[F4 记录]" in desk.text)
        assert state(held) == "held" and not seeded_home.exports.exists()
        if size[0] >= 100:
            assert "下一步 Tab 写下一格（还有 2 项）" in desk.text
        await desk.press("f5", "escape", "f5", "down", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, ReportScreen))  # the draft there is
        assert "F5 记下状态" in desk.said[-1]
        await desk.press("escape", "2")
        await desk.until(lambda: "[F4 记录]" in desk.text)
        await desk.press("f5", "4")
        await desk.until(lambda: state(held) == "filed")
        await desk.until(lambda: any("已归档（缺 2 处）" in words for words in desk.said))


async def test_filing_from_the_list(seeded_home: Home, whole: Meeting) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "down")
        await desk.until(lambda: "下一步 F5 归档" in desk.text)
        await desk.press("f5")
        await desk.until(lambda: state(whole) == "filed")
        await desk.until(lambda: "已归档" in desk.text and isinstance(desk.app.screen, MeetingsScreen))
        # A planned one is held by the same key; a marked one is not taken for the one under the cursor.
        await desk.press("up", "f5")
        await desk.until(lambda: isinstance(desk.app.screen, FormScreen))
        await desk.press("escape", "space", "f5")
        assert "一次只做一场" in desk.said[-1]


@pytest.mark.slow
async def test_going_to_mend_from_the_list_opens_the_meeting(seeded_home: Home, held: Meeting) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "f5", "5")
        await desk.until(lambda: isinstance(desk.app.screen, MeetingScreen) and "[F4 记录]" in desk.text)
        await desk.press("escape", "down", "f5", "2")
        await desk.until(lambda: isinstance(desk.app.screen, ReportScreen))
        assert state(held) == "held"


async def test_news_of_which_there_is_none_is_told_how_to_begin(seeded_home: Home, held: Meeting) -> None:
    with act("删去"):
        for there in meetings.reports(held):
            trash(there)
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "f5", "2")
        await desk.until(lambda: isinstance(desk.app.screen, MeetingScreen) and "[F2 议程]" in desk.text)
        assert "F9" in desk.said[-1] and "不适用" in desk.said[-1]


async def test_the_palette_files(seeded_home: Home, whole: Meeting) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*OPEN_HELD, "ctrl+p", "'归档", "enter")
        await desk.until(lambda: state(whole) == "filed")


async def test_a_cancelled_meeting_has_no_next_step(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList().page(0, 1)[0].id)
    acts.cancel(row, "冲突")
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "f5")
        assert "已取消，没有下一步" in desk.said[-1]


async def test_what_is_typed_into_a_filed_record_is_kept_and_told(seeded_home: Home, whole: Meeting) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*OPEN_HELD, "f5")
        await desk.until(lambda: state(whole) == "filed")
        await desk.press("f4", "'补一句。", "ctrl+s")
        assert "重新打开" in desk.said[-1]
        assert "不能再改" in desk.text
        await desk.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, MeetingsScreen))
        assert meetings.items(whole)[0].record == "周以宁：很有收获。"
        assert [draft.text for _, draft in desk.app.drafts.left()] == ["周以宁：很有收获。补一句。"]


async def test_a_filed_record_is_opened_again_as_the_sentence_says(seeded_home: Home, whole: Meeting) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*OPEN_HELD, "f5")
        await desk.until(lambda: state(whole) == "filed")
        await desk.press("f4", "'补一句。", "ctrl+s")
        assert "Ctrl+Z" not in desk.said[-1], "there it would take back what was typed"
        assert "请先重新打开（在会议上按 F5）" in desk.said[-1]
        await desk.press("f5", "1", "'漏了一句", "enter")
        await desk.until(lambda: state(whole) == "recorded")
        assert meetings.meeting(whole.id).reason == "漏了一句" and "已重新打开" in desk.said[-1]
        assert [draft.text for _, draft in desk.app.drafts.left()] == ["周以宁：很有收获。补一句。"]


async def test_the_record_being_typed_is_stored_before_it_is_filed(seeded_home: Home, whole: Meeting) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*OPEN_HELD, "f4", "'又一句。", "f5")
        await desk.until(lambda: state(whole) == "filed")
        assert meetings.items(whole)[0].record.endswith("又一句。")
    assert drafts() == []


async def test_a_paper_that_cannot_be_made_is_asked_about(
    seeded_home: Home, whole: Meeting, monkeypatch: pytest.MonkeyPatch
) -> None:
    make = Export._document

    def broken(self: Export, paper: Paper, picture: Any) -> bytes:
        if paper.subject == "会议记录":
            raise BranchError("表格太大，放不下。")
        return make(self, paper, picture)

    monkeypatch.setattr(Export, "_document", broken)
    async with opened(seeded_home) as desk:
        await desk.press(*OPEN_HELD, "f5")
        await desk.until(lambda: isinstance(desk.app.screen, ChoiceScreen) and "04_会议记录没有生成" in desk.text)
        assert state(whole) == "recorded"
        assert not seeded_home.exports.exists()
        await desk.press("2")
        await desk.until(lambda: state(whole) == "filed")
        names = sorted(path.name for path in (seeded_home.exports / FOLDER).glob("*.docx"))
        assert names == ["00_归档目录.docx", *of_meeting(whole, "minutes"), of_report(meetings.reports(whole)[0])]


async def test_a_place_that_is_full_leaves_it_unfiled(seeded_home: Home, whole: Meeting, tmp_path: Path) -> None:
    seeded_home.exports.parent.mkdir(parents=True, exist_ok=True)
    seeded_home.exports.write_bytes(b"a file where the folder should be")
    async with opened(seeded_home) as desk:
        await desk.press(*OPEN_HELD, "f5")
        await desk.until(lambda: any("不是文件夹" in words or "没有写成" in words for words in desk.said))
        assert state(whole) == "recorded"


async def test_an_export_tells_of_the_planned_day_and_the_folder_left(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList().page(0, 1)[0].id)
    async with opened(seeded_home) as desk:
        await desk.press("2", "f8")
        await desk.until(lambda: any("已写出 3 个文件" in words for words in desk.said))
        [folder] = (path for path in seeded_home.exports.iterdir() if path.is_dir())
        (folder / "签字页.pdf").write_bytes(b"put there by hand: nobody agreed that it is moved")
        acts.hold(row, datetime(2026, 9, 9, 15), now=NOW)
        await desk.press("f8")
        await desk.until(lambda: any("通知上仍是原定的 2026年9月16日" in words for words in desk.said))
        assert "20260916_支部党员大会" in desk.said[-1]
    assert date(2026, 9, 9) == meetings.begins(meetings.meeting(row.id)).date()


async def test_a_report_goes_into_the_folder_of_its_meeting(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f8", "enter")
        await desk.until(lambda: any("已写出" in words for words in desk.said))
        (written,) = seeded_home.exports.rglob("*.docx")
        assert written.parent.name == FOLDER
