"""校历: days as a person types them, stored, listed and taken away; and what is counted by them."""

from datetime import date, datetime

import pytest

from branchtui.errors import BranchError
from branchtui.store.models import Meeting
from branchtui.workflows.board import board
from branchtui.workflows.calendar import mark_days, read_days, stretches, unmark_days
from branchtui.workflows.meetings import meetings, minutes
from branchtui.workflows.safety.undo import undo_last
from branchtui.workflows.workdays import shipped_years, terms, workdays

TODAY = date(2026, 11, 28)
NATIONAL = "2027年10月1日至10月8日 放假（国庆）"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("2027年10月1日—10月8日 放假 国庆", NATIONAL),
        ("2027年10月1日-10月8日 放假 国庆", NATIONAL),
        ("2027年10月1日至8日 放假 国庆", NATIONAL),
        ("2027-10-01 至 2027-10-08 放假 国庆", NATIONAL),
        ("1月1日 放假", "2027年1月1日 放假"),
        ("12月31日至1月3日 休假", "2026年12月31日至2027年1月3日 放假"),
        ("10月10日 调休上班", "2026年10月10日 调休上班"),
        ("10月10日 补班", "2026年10月10日 调休上班"),
        ("9月1日 开学", "2026年9月1日 开学"),
        ("1月20日 学期结束", "2027年1月20日 学期结束"),
    ],
)
def test_days_are_read_as_they_are_typed(typed: str, words: str) -> None:
    assert read_days(typed, TODAY).words == words


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("", "校历不能为空"),
        ("10月1日", "没有看懂"),
        ("放假", "没有看懂"),
        ("10月1日 聚餐", "没有看懂"),
        ("那天 放假", "没有看懂日期"),
        ("2月30日 放假", "没有30日"),
        ("10月1日—3日—5日 放假", "没有看懂"),
        ("10月8日至10月1日 放假", "首日之后"),
        ("2026年1月1日至2026年12月31日 放假", "100 天以内"),
        ("9月1日至9月3日 开学", "只写那一天"),
        ("6月1日 开学", "1到4月或7到10月"),
        ("4月1日 学期结束", "12到3月或5到8月"),
    ],
)
def test_what_can_not_be_read_is_told(branch: None, typed: str, said: str) -> None:
    with pytest.raises(BranchError, match=said):
        mark_days(typed, TODAY)
    assert stretches() == []


def test_days_are_stored_listed_undone_and_taken_away(branch: None) -> None:
    assert mark_days("2027年10月1日—10月8日 放假 国庆", TODAY) == f"已记入校历：{NATIONAL}。"
    mark_days("2027年9月26日 调休上班", TODAY)
    assert [each.words for each in stretches()] == ["2027年9月26日 调休上班", NATIONAL]
    assert workdays(date(2027, 9, 1)).after(date(2027, 9, 25), 6) == date(2027, 10, 11)
    undo_last()
    assert [each.words for each in stretches()] == [NATIONAL]
    assert "去掉" in unmark_days(stretches()[0]) and stretches() == []
    with pytest.raises(BranchError, match="校历里没有"):
        unmark_days(read_days("2027年10月1日 放假", TODAY))


def test_a_day_is_free_or_worked_at_as_was_said_last(branch: None) -> None:
    mark_days("2027年5月1日至5月5日 放假", TODAY)
    mark_days("2027年5月4日 调休上班", TODAY)
    assert [each.words for each in stretches()] == [
        "2027年5月1日至5月3日 放假",
        "2027年5月4日 调休上班",
        "2027年5月5日 放假",
    ]
    mark_days("2027年5月4日 放假", TODAY)
    assert [each.words for each in stretches()] == ["2027年5月1日至5月5日 放假"]


def test_terms_are_those_that_are_marked(branch: None) -> None:
    mark_days("2027年3月1日 开学", TODAY)
    assert terms().of(date(2027, 2, 20))[2] == "2026年秋季学期"


def test_a_record_is_due_by_working_days_and_late_by_them(meeting: Meeting) -> None:
    meetings.reschedule(meeting, datetime(2026, 9, 30, 15), now=datetime(2026, 9, 1, 9))
    meetings.hold(meeting, now=datetime(2026, 9, 30, 18))
    due = [duty.period for duty in board(date(2026, 10, 8)).due if duty.sort == "record"]
    assert due == ["2026-10-10 前"], "the holidays are left out, and the Saturday that makes up for them is not"
    minutes.write_minutes(meeting, "# 1\n一\n# 2\n二", now=datetime(2026, 10, 10, 9))
    assert Meeting.get_by_id(meeting.id).recorded_on == date(2026, 9, 30)


def test_what_ships_reaches_to_a_year_that_is_told() -> None:
    assert shipped_years() == (2004, 2026)
