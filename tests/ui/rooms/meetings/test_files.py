"""附件 of a meeting, what is missing before it is filed, and the folder that follows: as a person works with them."""

from pathlib import Path

import pytest
from PIL import Image
from textual import events

from branchtui.files.photos import PhotoStore
from branchtui.paths import Home
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings
from branchtui.store.queries.meeting_view import view
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.screens.choice import ChoiceScreen
from branchtui.ui.screens.form import FormScreen
from branchtui.workflows.meetings import attendance, minutes
from branchtui.workflows.meetings import meetings as acts
from branchtui.workflows.meetings.attachments import attach
from tests.ui.conftest import NOW, SIZES, opened

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")


@pytest.fixture
def planned(seeded_home: Home) -> Meeting:
    return meetings.meeting(MeetingList().page(0, 1)[0].id)


@pytest.fixture
def whole(seeded_home: Home) -> Meeting:
    """Held, nothing missing but when it ended."""
    row = meetings.meeting(MeetingList().page(1, 1)[0].id)
    attendance.record_attendance(row, [], [])
    for item in meetings.items(row):
        minutes.write_item(item, record="周以宁：很有收获。", now=NOW)
    acts.set_station_na(meetings.meeting(row.id), "news", "不宣传")
    return meetings.meeting(row.id)


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "扫描 与照片"
    folder.mkdir()
    (folder / "签到表.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    Image.new("RGB", (30, 20), "red").save(folder / "现场.jpg")
    (folder / "说明.txt").write_text("不是附件", encoding="utf-8")
    return folder


def attached(row: Meeting) -> list[tuple[str, str]]:
    return [(each.name, each.what) for each in view(row.id).attachments]


@pytest.mark.slow
@sizes
async def test_files_are_attached_named_and_taken_off(
    seeded_home: Home, planned: Meeting, files: Path, size: tuple[int, int]
) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("2", "enter", "ctrl+pageup")
        assert "[附件]" in desk.text and "还没有附件" in desk.text
        await desk.press("ctrl+n", f"'{files}", "ctrl+s")
        await desk.until(lambda: len(attached(planned)) == 2)
        assert "已附上 2 个文件" in desk.said[-1]
        assert "签到表.pdf" in desk.text and "扫描件" in desk.text and "现场.jpg" in desk.text
        await desk.press("home", "enter", "'签字记录", "ctrl+s")
        await desk.until(lambda: ("签字记录") in dict(attached(planned)).values())
        await desk.press("ctrl+n", f"'{files}", "ctrl+s")
        await desk.until(lambda: "都已经附在这里" in desk.text)
        await desk.press("escape", "home", "delete")
        await desk.until(lambda: len(attached(planned)) == 1)
        await desk.press("ctrl+z")
        await desk.until(lambda: len(attached(planned)) == 2)


async def test_a_file_that_is_none_keeps_the_form_and_says_why(
    seeded_home: Home, planned: Meeting, files: Path
) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "f10", "'附件", "enter")
        await desk.until(lambda: "[附件]" in desk.text)
        await desk.press("ctrl+n", f"'{files / '说明.txt'}", "ctrl+s")
        await desk.until(lambda: "既不是照片，也不是 PDF" in desk.text)
        assert isinstance(desk.app.screen, FormScreen) and attached(planned) == []


@pytest.mark.slow
async def test_when_it_ended_is_asked_once_and_filed_without(seeded_home: Home, whole: Meeting) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f5")
        await desk.until(lambda: isinstance(desk.app.screen, ChoiceScreen))
        assert "可以归档；还有 1 处可补" in desk.text and "可补：散会时间还没有写  Ctrl+E" in desk.text
        await desk.press("2")
        await desk.until(lambda: isinstance(desk.app.screen, FormScreen))
        await desk.press("'四点半", "ctrl+s")
        await desk.until(lambda: meetings.meeting(whole.id).ends_at is not None)
        await desk.press("f5")
        await desk.until(lambda: meetings.meeting(whole.id).state == "filed")


@pytest.mark.slow
async def test_a_filed_meeting_is_reopened_and_filed_again(seeded_home: Home, whole: Meeting) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f5", "enter")
        await desk.until(lambda: meetings.meeting(whole.id).state == "filed")
        await desk.press("f5")
        await desk.until(lambda: "这次会议已归档" in desk.text)
        await desk.press("1", "'签到表漏了一人", "enter")
        await desk.until(lambda: meetings.meeting(whole.id).state == "recorded")
        assert "归档后重新打开过" in desk.text and "签到表漏了一人" in desk.text
        await desk.press("ctrl+z")
        await desk.until(lambda: meetings.meeting(whole.id).state == "filed")
        await desk.press("f10", "'重新打开", "enter", "'再来", "enter")
        await desk.until(lambda: meetings.meeting(whole.id).reason == "再来")
        await desk.press("f5", "enter")
        await desk.until(lambda: meetings.meeting(whole.id).state == "filed")


@pytest.mark.parametrize("theirs", [False, True])
async def test_the_folder_follows_a_new_day(seeded_home: Home, planned: Meeting, theirs: bool) -> None:
    def folders() -> list[str]:
        return [path.name for path in seeded_home.exports.iterdir() if path.is_dir()]

    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "f8")
        await desk.until(lambda: any("已写出" in words for words in desk.said))
        [before] = folders()
        if theirs:
            (seeded_home.exports / before / "签字页.pdf").write_bytes(b"scan")
        await desk.press("f7", "'下周五下午三点", "enter")
        if theirs:
            await desk.until(lambda: isinstance(desk.app.screen, ChoiceScreen))
            assert "签字页.pdf" in desk.text and folders() == [before]
            await desk.press("1")
        await desk.until(lambda: folders() != [before])
        assert len(folders()) == 1 and any("也改名为" in words for words in desk.said)


async def test_files_dragged_into_the_window_need_one_key(seeded_home: Home, planned: Meeting, files: Path) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "ctrl+pageup")
        desk.app.screen.focused.post_message(events.Paste(f"'{files / '签到表.pdf'}' '{files / '现场.jpg'}'"))
        await desk.until(lambda: isinstance(desk.app.screen, FormScreen))
        await desk.press("ctrl+s")
        await desk.until(lambda: [name for name, _ in attached(planned)] == ["签到表.pdf", "现场.jpg"])


@pytest.mark.slow
async def test_a_lost_scan_is_told_in_the_list_and_gone_to_from_the_gaps(
    seeded_home: Home, whole: Meeting, files: Path
) -> None:
    photos = PhotoStore(seeded_home.photos, seeded_home.cache)
    [row] = attach(whole, [files / "签到表.pdf"], photos=photos)
    photos.path(row.sha).unlink()
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "f5")
        await desk.until(lambda: "附件的文件不在：签到表.pdf" in desk.text)
        await desk.press("1")
        await desk.until(lambda: "[附件]" in desk.text)
        assert "文件不在" in desk.text and meetings.meeting(whole.id).state == "recorded"
        # The same file again mends it.
        await desk.press("delete", "ctrl+n", f"'{files / '签到表.pdf'}", "ctrl+s")
        await desk.until(lambda: "文件不在" not in desk.text)
        assert photos.holds(row.sha)
