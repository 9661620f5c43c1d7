"""One folder for one meeting, and what is told after its day has changed."""

from datetime import datetime
from pathlib import Path

from branchtui.store.models import Meeting
from branchtui.store.queries import meetings as facts
from branchtui.workflows.export import meeting_folder
from branchtui.workflows.meetings import attendance, folders, meetings
from branchtui.workflows.reports import reports
from tests.conftest import NOW

OLD, NEW = "20260304_主题党日_学习全会精神", "20260302_主题党日_学习全会精神"


def usual(meeting: Meeting, exports: Path) -> Path:
    return exports / meeting_folder(facts.meeting(meeting.id))


def test_a_report_goes_into_the_folder_of_its_meeting(meeting: Meeting, tmp_path: Path) -> None:
    meetings.hold(meeting, now=NOW)
    attendance.record_attendance(meeting, [], [])
    drafted = reports.draft_from_meeting(meeting)
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
    assert named == [f"{OLD}_1500", f"{OLD}_1900", f"{OLD}_1900（2）", f"{OLD}_0900"]
    (tmp_path / OLD).mkdir()
    assert folders.notes(evening, usual(evening, tmp_path)) == "", (
        "whose the folder of the plain name is, nobody can tell"
    )
    for each in (evening, twin, moved):
        meetings.cancel(each, "重复了")
    assert usual(meeting, tmp_path).name == OLD
