"""What the board says for given facts: no database is asked."""

from datetime import date, datetime, timedelta

import pytest

from branchtui import assets
from branchtui.rules.duties import (
    Board,
    Duty,
    Facts,
    MeetingFact,
    ReportFact,
    board_of,
    counted_since,
    horizon,
    news_since,
)
from branchtui.rules.kind_reading import rules_from
from branchtui.rules.meetings import MeetingRules, period_of

TODAY = date(2026, 3, 10)
RULES = rules_from(assets.toml("rules", "meetings.toml"), {})
NO_KINDS = RULES._replace(versions={})
ID = b"m" * 16


def meeting(begins: datetime, title: str = "学习", kind: str = "主题党日", place: str = "") -> MeetingFact:
    return MeetingFact(ID, kind, title, place, begins)


def told(facts: Facts, rules: MeetingRules = NO_KINDS, today: date = TODAY) -> tuple[list[str], list[str]]:
    """The words of what is overdue, and of what is due."""
    board = board_of(facts, rules, today)
    return [duty.duty for duty in board.overdue], [duty.duty for duty in board.due]


@pytest.mark.parametrize(
    ("begins", "overdue", "due"),
    [
        (datetime(2026, 3, 9, 23, 59), ["登记召开或改期：学习"], []),
        (datetime(2026, 3, 10), [], ["主题党日：学习"]),
        (datetime(2026, 3, 17, 23, 59), [], ["主题党日：学习"]),
        (datetime(2026, 3, 18), [], []),  # more than seven days ahead
    ],
)
def test_a_planned_meeting_is_due_a_week_ahead_and_overdue_after_its_day(
    begins: datetime, overdue: list[str], due: list[str]
) -> None:
    assert told(Facts(planned=[meeting(begins)])) == (overdue, due)


@pytest.mark.parametrize(
    ("today", "late"), [(date(2026, 3, 9), False), (date(2026, 3, 11), False), (date(2026, 3, 12), True)]
)
def test_a_record_is_due_within_three_working_days(today: date, late: bool) -> None:
    board = board_of(Facts(unrecorded=[meeting(datetime(2026, 3, 6, 15))]), NO_KINDS, today)
    duty = Duty("完成会议记录：学习", "2026-03-11 前", "会后 3 个工作日内（默认，可改）", ("meeting", ID))
    assert board == (Board(overdue=(duty,)) if late else Board(due=(duty,)))


@pytest.mark.parametrize(
    ("days", "overdue", "due"),
    [(0, 0, 1), (1, 0, 1), (2, 1, 0), (59, 1, 0), (60, 1, 0), (61, 0, 0)],
)
def test_a_meeting_asks_for_news_until_it_is_sixty_days_old(days: int, overdue: int, due: int) -> None:
    held = meeting(datetime(2026, 3, 10, 15) - timedelta(days))
    late, soon = told(Facts(unreported=[held]))
    assert (late, soon) == (["起草新闻稿：学习"] * overdue, ["起草新闻稿：学习"] * due)


def test_the_limits_are_those_of_the_rules() -> None:
    held = meeting(datetime(2026, 3, 10, 15))
    rules = NO_KINDS._replace(record_within_working_days=1, news_within_hours=2)
    board = board_of(Facts(unrecorded=[held], unreported=[held]), rules, TODAY)
    assert [(duty.period, duty.clause) for duty in board.due] == [
        ("2026-03-10 17:00 前", "会后 2 小时内（默认，可改）"),
        ("2026-03-11 前", "会后 1 个工作日内（默认，可改）"),
    ]


def test_reports_that_were_not_handed_in_are_due_the_undated_last() -> None:
    reports = [ReportFact(b"r" * 16, "甲", None), ReportFact(b"s" * 16, "乙", date(2026, 3, 1))]
    assert told(Facts(reports=reports)) == ([], ["完成新闻稿：乙", "完成新闻稿：甲"])


def test_what_is_missing_in_this_period_is_due_and_in_the_last_overdue() -> None:
    rules = RULES._replace(versions={"主题党日": RULES.versions["主题党日"]})
    assert told(Facts(), rules) == ([], ["主题党日还差 1 次"]), "nobody is told of what came before the first one"
    once = Facts(held={"主题党日": [date(2026, 1, 31)]}, first_held={"主题党日": date(2026, 1, 31)})
    assert told(once, rules) == (["主题党日少开 1 次"], ["主题党日还差 1 次"])
    board = board_of(once, rules, TODAY)
    assert [(duty.period, duty.plan) for duty in board.overdue] == [("2026年2月", "主题党日")]
    assert told(once._replace(held={"主题党日": [date(2026, 2, 1)]}), rules)[0] == []
    assert told(once._replace(held={"主题党日": [date(2026, 2, 28), date(2026, 3, 31)]}), rules) == ([], [])
    assert told(once._replace(first_held={"主题党日": date(2026, 2, 1)}), rules)[0] == []


def test_a_contradiction_opens_its_meeting_and_a_wrong_setting_is_told() -> None:
    held = meeting(datetime(2026, 3, 4, 15))
    rules = NO_KINDS._replace(problems=("用不了。",))
    found = board_of(Facts(disagreements=[(held, "甲应在应到名单上")]), rules, TODAY).contradictions
    assert found == (
        Duty("名册与应到名单不符：学习", "2026-03-04 15:00", "甲应在应到名单上", ("meeting", ID), mend=ID),
        Duty("本支部的会议设置有误", "", "用不了。"),
    )


def test_facts_need_not_reach_further_than_is_said() -> None:
    assert horizon(TODAY) == datetime(2026, 3, 18)
    assert news_since(TODAY) == date(2026, 1, 9)
    for day in (TODAY, date(2026, 1, 1), date(2026, 12, 31)):
        for per in ("month", "quarter", "term", "year"):
            first, _, _ = period_of(day, per)
            assert counted_since(day) <= period_of(first - timedelta(1), per)[0]
