"""A meeting planned like one that there was."""

from datetime import date, datetime

import pytest

from branchtui.errors import BranchError
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.meeting_view import MeetingView, view
from branchtui.workflows.meetings import attendance, copying, meetings, minutes
from branchtui.workflows.people import roster
from branchtui.workflows.safety import undo
from tests.conftest import NOW, TODAY

APRIL = "4月8日下午3点"


@pytest.fixture
def source(meeting: Meeting) -> Meeting:
    """Held, with a record, a guest, and a station that does not apply."""
    first, second = facts.items(meeting)
    meetings.edit_item(first, presenter="周以宁")
    meetings.edit_item(second, presenter="校外专家")
    meetings.edit_meeting(meeting, first_topic="学习讲话", ordinal="3")
    meetings.hold(meeting, until="四点半", now=NOW)
    attendance.add_guest(meeting, "宣讲人")
    minutes.write_item(facts.item(first.id), record="林知远：导学。", now=NOW)
    meetings.set_station_na(meeting, "news", "内部学习")
    return facts.meeting(meeting.id)


def copied(source: Meeting, when: str = APRIL, title: str = "") -> tuple[MeetingView, tuple[str, ...]]:
    copy = copying.copy_meeting(source, when=when, title=title, now=NOW)
    return view(copy.meeting.id), copy.gone


def test_what_stays_the_same_goes_along(source: Meeting) -> None:
    seen, gone = copied(source)
    row = seen.row
    assert (row.kind, row.title, row.place, row.state) == ("主题党日", "学习全会精神", "行政楼201", "planned")
    assert (row.planned_start, row.planned_end) == (datetime(2026, 4, 8, 15), datetime(2026, 4, 8, 17))
    assert (seen.host, seen.recorder) == ("林知远", "周以宁") and row.host_id and not row.host_name
    assert [(item.title, seen.presenters[item.id]) for item in seen.items] == [
        ("集中学习", "周以宁"),
        ("交流研讨", "校外专家"),
    ]
    assert seen.not_applicable == {"news": "内部学习"} and row.ordinal == "4"
    assert gone == ()


def test_what_is_of_its_day_alone_is_asked_anew(source: Meeting) -> None:
    seen, _ = copied(source)
    assert not seen.materials and not seen.guests and not seen.attendances and not seen.row.first_topic
    assert seen.row.starts_at is None and seen.row.ends_at is None and seen.row.noticed_on == TODAY
    assert [item.record for item in seen.items] == ["", ""]


def test_who_has_left_is_dropped_and_told(source: Meeting) -> None:
    roster.change_member(people.person("周以宁", TODAY), since=date(2026, 4, 1), leaves=True)
    before, gone = copied(source, "3月25日下午3点")
    assert before.recorder == "周以宁" and gone == ()
    seen, gone = copied(source)
    assert (seen.host, seen.recorder) == ("林知远", "") and gone == ("周以宁",)
    assert [seen.presenters[item.id] for item in seen.items] == ["", "校外专家"], "who never was of the branch stays"
    copy = copying.copy_meeting(source, when=APRIL, now=NOW)
    assert copy.remark == "周以宁已不在名册上，没有照搬，请另填。"


def test_it_is_one_act_and_the_title_may_be_another(source: Meeting) -> None:
    seen, _ = copied(source, title="参观校史馆")
    assert seen.row.title == "参观校史馆"
    assert undo.undo_last() == "已撤销：照着“学习全会精神”计划主题党日：参观校史馆"
    assert facts.meeting(seen.row.id).deleted


def test_a_groups_meeting_is_copied_for_its_group(branch: None) -> None:
    first = meetings.plan_meeting("党小组会", when="3月5日下午3点", title="学习", group="第二党小组", now=NOW)
    seen, _ = copied(first)
    assert seen.group == "第二党小组"


@pytest.mark.parametrize("when", ["", "四月", "哪天下午三点"])
def test_nothing_is_planned_for_a_time_not_understood(source: Meeting, when: str) -> None:
    count = Meeting.count_live()
    with pytest.raises(BranchError):
        copied(source, when)
    assert Meeting.count_live() == count
