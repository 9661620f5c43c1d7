"""What the log says that can't all be true."""

from datetime import date

from branchtui.store.file.database import act
from branchtui.store.models import Meeting, Post, Service
from branchtui.workflows.figures.clashes import clashes
from branchtui.workflows.meetings import attendance, meetings
from branchtui.workflows.posts import log, sign_ups
from tests.conftest import NOW
from tests.workflows.posts.conftest import held_post, member

MARCH = (date(2026, 3, 1), date(2026, 3, 31))


def words() -> list[str]:
    return [clash.words for clash in clashes(*MARCH)]


def test_services_of_one_person_at_one_time(post: Post) -> None:
    log.log_line(post, "lzy 周三下午2点到4点 窗口咨询", now=NOW)
    assert words() == []
    row = log.log_line(held_post("乙岗", "林知远"), "lzy 周三下午3点到5点 指导", now=NOW)
    log.log_line(post, "zyn 周三下午3点到5点 值班", now=NOW)
    (found,) = clashes(*MARCH)
    assert (found.service, found.day, found.words) == (
        *(row.id, date(2026, 3, 4), "林知远服务“窗口咨询”与“指导”时间重叠"),
    )
    log.change(row, span="下午4点到5点", now=NOW)
    assert words() == []


def test_who_takes_part_is_at_one_place_too(post: Post) -> None:
    row = log.log_line(post, "lzy 周三下午2点到4点 窗口咨询", now=NOW)
    log.log_line(held_post("乙岗", "许青禾"), "许青禾 周三下午3点到5点 指导", now=NOW)
    sign_ups.sign_up(row, [member("许青禾")])
    assert words() == ["许青禾服务“窗口咨询”与“指导”时间重叠"]


def test_a_service_during_a_meeting(post: Post, meeting: Meeting) -> None:
    log.log_line(post, "lzy 周三下午2点到4点 窗口咨询", now=NOW)
    meetings.hold(meeting, now=NOW)
    assert words() == [], "nobody took the roll"
    attendance.record_attendance(meeting, ["周以宁:有课"], [])
    assert words() == ["林知远服务“窗口咨询”与会议“学习全会精神”时间重叠，点名记着到会"]
    attendance.set_states(meeting, {member("林知远").id: ("excused", "有课")})
    assert words() == []


def test_a_meeting_without_an_end_counts_its_start(post: Post, meeting: Meeting) -> None:
    """It began at three; whether it still went on at four nobody told."""
    log.log_line(post, "lzy 周三下午4点到5点 窗口咨询", now=NOW)
    meetings.hold(meeting, now=NOW)
    attendance.record_attendance(meeting, [], [])
    assert words() == []
    meetings.edit_meeting(meeting, until="四点半")
    assert words() == ["林知远服务“窗口咨询”与会议“学习全会精神”时间重叠，点名记着到会"]


def test_more_hours_than_a_day_holds(post: Post) -> None:
    """As two machines may have entered them."""
    log.log_line(post, "lzy 周三 5小时 值班", now=NOW)
    with act("另一台电脑"):
        Service.create(post=post, member=member("林知远"), day=date(2026, 3, 4), half_hours=8, what="走访")
    assert words() == ["林知远这一天共记 9 小时，超过 8 小时"]
