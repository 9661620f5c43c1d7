"""今天: what is overdue or due, and where roster and record contradict each other."""

from datetime import date, datetime

import pytest

from branchtui.errors import BranchError
from branchtui.rules.duties.year_matrix import KindYear, Month
from branchtui.store.models import Meeting
from branchtui.store.queries import people
from branchtui.workflows.board import board, year
from branchtui.workflows.meetings import attendance, meetings, minutes
from branchtui.workflows.people import roster
from branchtui.workflows.people.branch import change_branch
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.drafting import draft_from_meeting
from tests.conftest import NOW, TODAY


def words(duties: tuple[object, ...]) -> str:
    return "\n".join(str(duty) for duty in duties)


def test_duties_follow_a_meeting(meeting: Meeting) -> None:
    assert "登记开展或改期" in words(board(TODAY).overdue)
    assert "主题党日还差 1 次" in words(board(TODAY).due)
    assert "第十六条" in words(board(TODAY).due)
    meetings.hold(meeting, now=datetime(2026, 3, 4, 18))
    assert "主题党日还差" not in words(board(TODAY).due)
    assert "完成会议记录" in words(board(date(2026, 3, 9)).due)
    assert "完成会议记录" in words(board(date(2026, 3, 10)).overdue)
    assert "起草新闻稿" in words(board(date(2026, 3, 5)).due)
    assert "起草新闻稿" in words(board(date(2026, 3, 6)).overdue)
    minutes.write_minutes(meeting, "# 1\n一\n# 2\n二", now=NOW)
    assert "完成会议记录" not in words(board(TODAY).overdue)
    assert "主题党日少开 1 次" not in words(board(TODAY).overdue)
    assert "主题党日少开 1 次" in words(board(date(2026, 5, 10)).overdue)


def test_news_is_asked_for_sixty_days(meeting: Meeting) -> None:
    meetings.hold(meeting, now=datetime(2026, 3, 4, 18))
    assert "起草新闻稿" in words(board(date(2026, 5, 3)).overdue)
    assert "起草新闻稿" not in words(board(date(2026, 5, 4)).overdue)


def test_a_meeting_ahead_is_coming(meeting: Meeting) -> None:
    meetings.reschedule(meeting, "3月13日下午3点", now=NOW)
    assert "学习全会精神" in words(board(TODAY).coming)
    assert "学习全会精神" not in words(board(date(2026, 2, 1)).coming)


def test_what_is_due_first_comes_first(meeting: Meeting) -> None:
    meetings.hold(meeting, now=datetime(2026, 3, 4, 18))
    due = words(board(date(2026, 3, 4)).due)
    assert due.index("起草新闻稿") < due.index("完成会议记录") < due.index("支部党员大会还差")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            lambda who: roster.change_member(who, since=date(2026, 3, 1), standing="full"),
            "许青禾当日应为正式党员，记为预备党员",
        ),
        (lambda who: roster.change_member(who, since=date(2026, 3, 1), leaves=True), "许青禾不应在应到名单上"),
        (lambda who: roster.add_member("顾清和", since=date(2026, 2, 1)), "顾清和应在应到名单上"),
        (lambda who: roster.change_member(who, since=date(2026, 3, 5), leaves=True), ""),
        (lambda who: roster.add_member("顾清和", since=date(2026, 3, 5)), ""),
    ],
)
def test_a_roster_change_before_the_meeting_shows_as_a_contradiction(meeting: Meeting, change, said: str) -> None:  # type: ignore[no-untyped-def]
    meetings.hold(meeting, now=NOW)
    assert board(TODAY).contradictions == ()
    change(people.person("许青禾", TODAY))
    found = words(board(TODAY).contradictions)
    assert said in found
    assert bool(found) is bool(said)


def test_a_lost_vote_shows_too(meeting: Meeting) -> None:
    meetings.hold(meeting, now=NOW)
    roster.change_member(people.person("沈一禾", TODAY), since=date(2026, 3, 1), vote="suspended")
    assert "沈一禾当日没有表决权" in words(board(TODAY).contradictions)


@pytest.mark.parametrize(("station", "asked"), [("minutes", "完成会议记录"), ("news", "起草新闻稿")])
def test_what_a_meeting_needs_not_is_not_asked_for(meeting: Meeting, station: str, asked: str) -> None:
    meetings.hold(meeting, now=NOW)
    assert asked in words((*board(TODAY).overdue, *board(TODAY).due))
    meetings.set_station_na(meeting, station, "与学院合办，由学院写")
    assert asked not in words((*board(TODAY).overdue, *board(TODAY).due))
    meetings.clear_station_na(meeting, station)
    assert asked in words((*board(TODAY).overdue, *board(TODAY).due))


def test_what_was_done_in_this_month_is_told(meeting: Meeting) -> None:
    assert board(TODAY).done == ()
    meetings.hold(meeting, now=NOW)
    report = draft_from_meeting(meeting)
    assert [duty.sort for duty in board(TODAY).done] == ["held"]
    reports.set_report_state(report, "submitted", today=date(2026, 3, 31))
    assert [(duty.sort, duty.when) for duty in board(TODAY).done] == [("held", "3月4日"), ("handed_in", "3月31日")]
    for day in (date(2026, 2, 28), date(2026, 4, 1)):
        assert board(day).done == ()
    reports.set_report_state(report, "returned", reason="缺图", today=TODAY)
    assert [duty.sort for duty in board(TODAY).done] == ["held"]


def test_the_year_tells_what_was_held_planned_and_who_was_there(meeting: Meeting) -> None:
    def kind(name: str) -> KindYear:
        return next(each for each in year(TODAY).kinds if each.kind == name)

    assert [each.kind for each in year(TODAY).kinds] == [
        *("支部党员大会", "主题党日", "党课", "党小组会", "组织生活会", "民主评议党员")
    ], "there is no committee among so few"
    assert kind("主题党日").months[2] == Month("open", (4,)), "its day has passed, and nobody said that it was held"
    meetings.hold(meeting, now=NOW)
    assert kind("主题党日").months[2] == Month("full", (4,))
    assert (kind("主题党日").held, kind("主题党日").wanted, year(TODAY).shares[2]) == (1, 12, None)
    first, second, *_ = people.roster(TODAY)
    attendance.set_states(meeting, {first: ("absent", "没有请假"), second: ("exempt", "产假")})
    assert year(TODAY).shares[2] is None, "the roll is not taken while somebody is not marked"
    attendance.mark_rest_present(meeting)
    assert year(TODAY).shares[2] == 75
    other = meetings.plan_meeting("党课", when="2026年5月6日下午3点", title="讲党课", now=NOW)
    assert kind("党课").months[4] == Month("half", (6,))
    meetings.cancel(other, "与学校会议冲突")
    assert kind("党课").months[4] == Month()


def test_a_probation_is_told_as_long_as_it_lasts(branch: None) -> None:
    someone = people.person("许青禾", TODAY)  # since 20 May 2025

    def told(day: date) -> list[str]:
        found = board(day)
        return [
            duty.duty for duty in (*found.overdue, *found.due) if duty.sort == "probation" and "许青禾" in duty.duty
        ]

    assert told(date(2026, 4, 19)) == [] and told(date(2026, 4, 20)) == ["讨论转正：许青禾"]
    roster.change_member(someone, since=date(2026, 6, 20), standing="full")
    assert told(date(2026, 6, 19)) == ["讨论转正：许青禾"] and told(date(2026, 6, 20)) == []
    roster.change_member(someone, since=date(2026, 6, 10), leaves=True)
    assert told(date(2026, 6, 9)) != [] and told(date(2026, 6, 10)) == []


def test_the_end_of_the_term_is_told_once_it_is_known_when_it_began(branch: None) -> None:
    def told() -> list[str]:
        return [duty.period for duty in (*board(TODAY).overdue, *board(TODAY).due) if duty.sort == "term_end"]

    assert told() == []
    change_branch(today=TODAY, elected_on="2023年5月8日")
    assert told() == ["2026-05-08 前"]
    change_branch(today=TODAY, elected_on="")
    assert told() == []


def test_the_branch_is_changed_and_what_can_not_be_is_refused(branch: None) -> None:
    change_branch(today=TODAY, name="甲支部", unit="乙学院", elected_on="2024-03-20")
    found = people.the_branch()
    assert (found.name, found.unit, found.elected_on) == ("甲支部", "乙学院", date(2024, 3, 20))
    for wrong in ({"name": ""}, {"unit": " "}, {"elected_on": "2027-01-01"}, {"elected_on": "那天"}):
        with pytest.raises(BranchError):
            change_branch(today=TODAY, **wrong)
    assert people.the_branch().name == "甲支部"
