"""One folder for one meeting, and what is told after its day has changed."""

import errno
from datetime import datetime
from pathlib import Path

import pytest
from docx import Document

from branchtui import disk
from branchtui.files.photos import PhotoStore
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings as facts
from branchtui.workflows.exporting.meeting_papers import meeting_folder
from branchtui.workflows.exporting.preparing import export_meeting
from branchtui.workflows.meetings import attachments, attendance, filing, folders, meetings
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.drafting import draft_from_meeting
from branchtui.workflows.safety import undo
from tests.conftest import NOW

OLD, NEW = "20260304_主题党日_学习全会精神", "20260302_主题党日_学习全会精神"


def usual(meeting: Meeting, exports: Path) -> Path:
    return exports / meeting_folder(facts.meeting(meeting.id))


def test_a_report_goes_into_the_folder_of_its_meeting(meeting: Meeting, tmp_path: Path) -> None:
    meetings.hold(meeting, now=NOW)
    attendance.record_attendance(meeting, [], [])
    drafted = draft_from_meeting(meeting)
    assert folders.report_folder(drafted, tmp_path) == tmp_path / OLD
    assert folders.report_folder(reports.new_report("别的"), tmp_path) == tmp_path
    meeting.deleted = True
    meeting.save()
    assert folders.report_folder(drafted, tmp_path) == tmp_path


def test_the_notice_keeps_its_time_and_that_is_told(meeting: Meeting, tmp_path: Path) -> None:
    meetings.hold(meeting, "2026年3月4日下午4点", now=NOW)
    assert folders.notes(meeting, usual(meeting, tmp_path)) == "", "the same day"


def test_the_folder_of_the_planned_day_is_named(meeting: Meeting, tmp_path: Path) -> None:
    (tmp_path / OLD).mkdir()
    assert folders.notes(meeting, usual(meeting, tmp_path)) == ""
    meetings.hold(meeting, "2026年3月2日下午3点", now=NOW)
    told = folders.notes(meeting, usual(meeting, tmp_path))
    assert "通知上仍是原定的 2026年3月4日" in told
    assert OLD in told and NEW not in told
    (tmp_path / OLD).rmdir()
    assert OLD not in folders.notes(meeting, usual(meeting, tmp_path))


def test_so_is_the_folder_from_before_it_was_moved_or_renamed(meeting: Meeting, tmp_path: Path) -> None:
    (tmp_path / OLD).mkdir()
    meetings.reschedule(meeting, "2026年3月11日下午3点", now=datetime(2026, 3, 1, 9))
    meetings.edit_meeting(meeting, title="学习公报")
    told = folders.notes(meeting, usual(meeting, tmp_path))
    assert OLD in told and "通知" not in told


def test_the_folder_of_another_meeting_is_not_taken_for_it(meeting: Meeting, tmp_path: Path) -> None:
    (tmp_path / OLD).mkdir()
    meetings.reschedule(meeting, "2026年3月11日下午3点", now=datetime(2026, 3, 1, 9))
    meetings.plan_meeting(
        "主题党日", when=datetime(2026, 3, 4, 9), place="", title="学习全会精神", now=datetime(2026, 3, 1, 9)
    )
    assert folders.notes(meeting, usual(meeting, tmp_path)) == ""


def test_two_meetings_of_one_day_and_name_have_a_folder_each(meeting: Meeting, tmp_path: Path) -> None:
    assert usual(meeting, tmp_path).name == OLD

    def another(when: datetime, title: str = "学习全会精神") -> Meeting:
        return meetings.plan_meeting("主题党日", when=when, place="", title=title, now=datetime(2026, 3, 1, 9))

    evening = another(datetime(2026, 3, 4, 19))
    twin = another(datetime(2026, 3, 4, 19), "学习全会精神.")
    moved = another(datetime(2026, 3, 5, 9))
    assert usual(moved, tmp_path).name == "20260305_主题党日_学习全会精神"
    meetings.reschedule(moved, "2026年3月4日上午9点", now=datetime(2026, 3, 1, 9))
    named = [usual(each, tmp_path).name for each in (meeting, evening, twin, moved)]
    assert (named[0], named[3]) == (f"{OLD}_1500", f"{OLD}_0900")
    assert sorted(named[1:3]) == [f"{OLD}_1900", f"{OLD}_1900（2）"], "made in one moment, either may be the first"
    (tmp_path / OLD).mkdir()
    assert folders.notes(evening, usual(evening, tmp_path)) == "", (
        "whose the folder of the plain name is, nobody can tell"
    )
    for each in (evening, twin, moved):
        meetings.cancel(each, "重复了")
    assert usual(meeting, tmp_path).name == OLD


# --- the folder follows -------------------------------------------------------------------------------------------

NAMED = "20260304_主题党日_学习公报"


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos", tmp_path / "cache")


@pytest.fixture
def exported(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> Meeting:
    """A meeting whose papers were written into its folder."""
    export_meeting(meeting, tmp_path / OLD, photos=photos)
    return meeting


def settle(meeting: Meeting, exports: Path, photos: PhotoStore) -> str:
    return folders.settle(facts.meeting(meeting.id), exports, photos=photos)


def there(exports: Path) -> list[str]:
    return sorted(path.name for path in exports.iterdir() if path.name.startswith("2026"))


def test_it_is_renamed_with_the_meeting_and_back_by_an_undo(
    exported: Meeting, tmp_path: Path, photos: PhotoStore
) -> None:
    assert settle(exported, tmp_path, photos) == "", "it bears its name"
    (tmp_path / OLD / "Thumbs.db").write_bytes(b"left by a file manager")
    files = {path.name: path.read_bytes() for path in (tmp_path / OLD).iterdir()}
    meetings.edit_meeting(exported, title="学习公报")
    assert settle(exported, tmp_path, photos) == f"原来的文件夹也改名为“{NAMED}”。"
    assert there(tmp_path) == [NAMED]
    assert {path.name: path.read_bytes() for path in (tmp_path / NAMED).iterdir()} == files
    assert folders.notes(exported, usual(exported, tmp_path)) == "", "nothing is left to be told"
    undo.undo_last()
    assert OLD in settle(exported, tmp_path, photos) and there(tmp_path) == [OLD]
    undo.redo_last()
    meetings.reschedule(facts.meeting(exported.id), "2026年3月11日下午3点", now=datetime(2026, 3, 1, 9))
    settle(exported, tmp_path, photos)
    assert there(tmp_path) == ["20260311_主题党日_学习公报"]


@pytest.mark.parametrize("what", ["a file of theirs", "a changed paper", "a scan within"])
def test_with_files_of_others_it_waits_to_be_agreed_to(
    what: str, exported: Meeting, tmp_path: Path, photos: PhotoStore
) -> None:
    if what == "a changed paper":
        changed = Document(str(tmp_path / OLD / "02_议程.docx"))
        changed.add_paragraph("手写的一句")
        changed.save(str(tmp_path / OLD / "02_议程.docx"))
    else:
        path = tmp_path / OLD / ("扫描件/签字页.pdf" if "within" in what else "签字页.pdf")
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(b"%PDF-1.7 %%EOF")
    meetings.edit_meeting(exported, title="学习公报")
    assert settle(exported, tmp_path, photos) == "" and there(tmp_path) == [OLD]
    assert OLD in folders.notes(exported, usual(exported, tmp_path)), "it is told of, as it stays"
    waiting = folders.to_move(facts.meeting(exported.id), tmp_path, photos=photos)
    assert waiting is not None and len(waiting.strange) == 1
    folders.move(waiting)
    assert there(tmp_path) == [NAMED] and len(list((tmp_path / NAMED).rglob("*.*"))) >= 3


def test_what_is_attached_and_filed_is_our_own(exported: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.7\n%%EOF\n")
    attachments.attach(exported, [tmp_path / "a.pdf"], photos=photos)
    meetings.hold(exported, now=NOW)
    filing.file_meeting(facts.meeting(exported.id), tmp_path, photos=photos, with_gaps=True)
    meetings.reopen(facts.meeting(exported.id), "题目写错了")
    meetings.edit_meeting(facts.meeting(exported.id), title="学习公报")
    assert NAMED in settle(exported, tmp_path, photos) and there(tmp_path) == [NAMED]


def test_a_folder_under_the_new_name_is_not_merged_with(exported: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    (tmp_path / NAMED).mkdir()
    meetings.edit_meeting(exported, title="学习公报")
    assert settle(exported, tmp_path, photos) == "" and there(tmp_path) == [OLD, NAMED]
    assert OLD in folders.notes(exported, usual(exported, tmp_path))


def test_a_file_stands_under_the_new_name(exported: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    (tmp_path / NAMED).write_bytes(b"")
    meetings.edit_meeting(exported, title="学习公报")
    assert settle(exported, tmp_path, photos) == "" and (tmp_path / OLD).is_dir()


def test_of_two_former_folders_none_is_moved(exported: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    meetings.edit_meeting(exported, title="学习公报")
    (tmp_path / NAMED).mkdir()
    meetings.edit_meeting(exported, title="第三个题目")
    assert settle(exported, tmp_path, photos) == "" and there(tmp_path) == [OLD, NAMED]


@pytest.mark.parametrize("error", [PermissionError(errno.EACCES, "拒绝访问"), OSError(errno.ENAMETOOLONG, "太长")])
def test_a_folder_that_cannot_be_renamed_stays_and_is_told(
    error: OSError, exported: Meeting, tmp_path: Path, photos: PhotoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows, while a file in it is open in Word."""

    def held(*_: object) -> None:
        raise error

    meetings.edit_meeting(exported, title="学习公报")
    before = sorted(path.name for path in (tmp_path / OLD).iterdir())
    with monkeypatch.context() as patch:
        patch.setattr(disk, "replace", held)
        told = settle(exported, tmp_path, photos)
    assert "改不了名" in told and "Word" in told and error.strerror in told
    assert sorted(path.name for path in (tmp_path / OLD).iterdir()) == before
    assert NAMED in settle(exported, tmp_path, photos), "the next time it goes"


def test_where_case_does_not_count_the_folder_is_the_same(
    meeting: Meeting, tmp_path: Path, photos: PhotoStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    meetings.edit_meeting(meeting, title="学习ai")
    export_meeting(facts.meeting(meeting.id), usual(meeting, tmp_path), photos=photos)
    meetings.edit_meeting(facts.meeting(meeting.id), title="学习AI")

    def found(path: Path) -> bool:
        return any(each.name.casefold() == path.name.casefold() for each in path.parent.iterdir())

    monkeypatch.setattr(Path, "exists", found)
    monkeypatch.setattr(Path, "samefile", lambda path, other: path.name.casefold() == other.name.casefold())
    settle(meeting, tmp_path, photos)
    assert there(tmp_path) == ["20260304_主题党日_学习AI"]
    assert folders.notes(facts.meeting(meeting.id), usual(meeting, tmp_path)) == ""


def test_nothing_is_there_yet(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> None:
    meetings.edit_meeting(meeting, title="学习公报")
    assert settle(meeting, tmp_path / "还没有", photos) == ""


def test_news_that_moves_on_after_the_filing_is_to_be_filed_again(
    meeting: Meeting, tmp_path: Path, photos: PhotoStore
) -> None:
    meetings.hold(meeting, now=NOW)
    drafted = draft_from_meeting(meeting)
    assert folders.file_again(drafted) == "" == folders.file_again(reports.new_report("别的"))
    filing.file_meeting(facts.meeting(meeting.id), tmp_path, photos=photos, with_gaps=True)
    assert "再归档一次" in folders.file_again(drafted)
