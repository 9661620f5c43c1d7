"""What a branch has set about its meetings is what counts everywhere; what can't be used is told, and stops nothing."""

import json
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Title
from branchtui.store.file.database import act
from branchtui.store.models import Meeting, Setting
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.meeting_view import view
from branchtui.workflows.board import board
from branchtui.workflows.export import meeting_papers
from branchtui.workflows.meeting_rules import kind_of, meeting_rules
from branchtui.workflows.meetings import meetings, minutes
from branchtui.workflows.reports.reports import draft_from_meeting
from branchtui.workflows.safety import doctor
from tests.conftest import NOW, TODAY

TALK = {"verb": "举行", "activity": "读书会", "who": "committee", "times": 1, "per": "month", "minutes": 45}


def set_rule(key: str, value: Any) -> None:
    with act("设置"):
        Setting.ensure(key=f"meeting_rules:{key}", values={"value": json.dumps(value, ensure_ascii=False)})


@pytest.mark.usefixtures("branch")
def test_a_kind_of_the_branch_is_planned_expected_announced_and_reported() -> None:
    with pytest.raises(BranchError, match="没有“读书会”这种会议"):
        meetings.plan_meeting("读书会", when="2026年3月4日下午3点", title="共读", now=NOW)
    set_rule("kind:读书会", TALK)
    row = meetings.plan_meeting("读书会", when="2026年3月4日下午3点", title="共读", now=NOW)
    assert row.planned_end == datetime(2026, 3, 4, 15, 45)
    names = people.members()
    assert {names[each.member].name for each in view(row.id).expected(kind_of(row))} == {"林知远", "周以宁"}
    [title] = [block for block in dict(meeting_papers(row))["notice"].blocks if isinstance(block, Title)]
    assert title.text == "关于举行2026年3月读书会的通知"
    assert "读书会还差 1 次" in str(board(TODAY).due)
    meetings.hold(row, now=NOW)
    assert {names[key].name for key in facts.attendances(row)} == {"林知远", "周以宁"}
    assert "读书会还差" not in str(board(TODAY).due)
    assert draft_from_meeting(row, now=NOW).title == "海州大学办公室党支部举行“共读”读书会"


def test_the_limits_of_the_branch_count(meeting: Meeting) -> None:
    meetings.hold(meeting, now=datetime(2026, 3, 4, 18))
    assert "完成会议记录" in str(board(date(2026, 3, 10)).overdue)
    set_rule("record_within_working_days", 5)
    set_rule("news_within_hours", 240)
    assert "完成会议记录" not in str(board(date(2026, 3, 10)).overdue)
    assert "2026-03-11 前" in str(board(date(2026, 3, 10)).due) and "2026-03-14 15:00 前" in str(board(TODAY).due)
    minutes.write_minutes(meeting, "# 1\n一\n# 2\n二", now=NOW)
    assert meeting.recorded_on == date(2026, 3, 4), "six days later, and not late by what the branch has set"


def test_a_kind_that_changed_later_leaves_earlier_meetings_alone(meeting: Meeting) -> None:
    set_rule("kind:主题党日", {"who": "committee", "valid_from": "2026-03-05"})
    assert (kind_of(meeting).who, len(view(meeting.id).expected(kind_of(meeting)))) == ("members", 5)
    meetings.hold(meeting, now=NOW)
    assert len(facts.attendances(meeting)) == 5 and board(TODAY).contradictions == ()
    later = meetings.plan_meeting("主题党日", when="2026年3月12日下午3点", title="下一次", now=NOW)
    assert (kind_of(later).who, len(view(later.id).expected(kind_of(later)))) == ("committee", 2)


def test_a_broken_setting_is_told_by_board_and_doctor_and_the_shipped_rule_stands(
    meeting: Meeting, tmp_path: Path
) -> None:
    set_rule("news_within_hours", "一天")
    set_rule("kind:主题党日", {"times": "两次"})
    assert meeting_rules().news_within_hours == 24 and kind_of(meeting).times == 1
    said = [duty.clause for duty in board(TODAY).contradictions]
    assert len(said) == 2 and "times 应是 1 到 366 的整数，现在是“两次”。先按自带的规则办。" in said[0]
    found = doctor.examine(NOW, PhotoStore(tmp_path / "photos", tmp_path / "cache"))
    assert [each.words for each in found if each.what == "会议设置"] == [words.rstrip("。") for words in said]
