"""What the board says for given facts: no database is asked."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

import pytest

from branchtui import assets
from branchtui.rules.duties.board import board_of
from branchtui.rules.duties.duty import Board, Duty
from branchtui.rules.duties.facts import (
    Facts,
    MeetingFact,
    ReportFact,
    counted_since,
    horizon,
    news_since,
    planned_before,
)
from branchtui.rules.duties.year_matrix import YearMeeting, year_of
from branchtui.rules.kind_reading import rules_from
from branchtui.rules.meetings import NEWS, RECORD, Bodies, MeetingKind, MeetingRules, Rule, frequency, period_of
from branchtui.rules.workdays import Terms, Workdays

TODAY = date(2026, 3, 10)
RULES = rules_from(assets.toml("rules", "meetings.toml"), {})
NO_KINDS = RULES._replace(versions={})
ID = b"m" * 16
KNOWN = Workdays(years=frozenset({2026}))  # weekends alone


def meeting(begins: datetime, title: str = "学习", kind: str = "主题党日", place: str = "") -> MeetingFact:
    return MeetingFact(ID, kind, title, place, begins)


def told(facts: Facts, rules: MeetingRules = NO_KINDS, today: date = TODAY) -> tuple[list[str], list[str]]:
    """The words of what is overdue, and of what is due."""
    board = board_of(facts, rules, today)
    return [duty.duty for duty in board.overdue], [duty.duty for duty in board.due]


@pytest.mark.parametrize(
    ("begins", "overdue", "coming"),
    [
        (datetime(2026, 3, 9, 23, 59), ["登记召开或改期：学习"], []),
        (datetime(2026, 3, 10), [], ["主题党日：学习"]),
        (datetime(2026, 4, 10, 23, 59), [], ["主题党日：学习"]),
        (datetime(2026, 4, 11), [], []),  # more than a month ahead
    ],
)
def test_a_planned_meeting_is_coming_a_month_ahead_and_overdue_after_its_day(
    begins: datetime, overdue: list[str], coming: list[str]
) -> None:
    board = board_of(Facts(planned=[meeting(begins)]), NO_KINDS, TODAY)
    assert [duty.duty for duty in board.overdue] == overdue
    assert [duty.duty for duty in board.coming] == coming
    assert (board.due, board.to_do) == ((), len(overdue)), "what is planned is nothing to do"


def test_what_was_done_in_this_month_is_told_in_the_order_of_days() -> None:
    held = [meeting(datetime(2026, 3, 4, 15)), meeting(datetime(2026, 3, 9, 15), "再学")]
    sent = [ReportFact(b"r" * 16, "甲", date(2026, 3, 6))]
    board = board_of(Facts(done=held, handed_in=sent), NO_KINDS, TODAY)
    assert [(duty.sort, duty.duty, duty.when) for duty in board.done] == [
        ("held", "主题党日：学习", "3月4日"),
        ("handed_in", "新闻稿：甲", "3月6日"),
        ("held", "主题党日：再学", "3月9日"),
    ]
    assert board.to_do == 0


@pytest.mark.parametrize(
    ("today", "late"), [(date(2026, 3, 9), False), (date(2026, 3, 11), False), (date(2026, 3, 12), True)]
)
def test_a_record_is_due_within_three_working_days(today: date, late: bool) -> None:
    board = board_of(
        Facts(unrecorded=[meeting(datetime(2026, 3, 6, 15))], workdays=lambda since: KNOWN), NO_KINDS, today
    )
    duty = Duty(
        *("record", "完成会议记录：学习", "2026-03-11 前", "会后 3 个工作日内（默认，可改）", ("meeting", ID)),
        limit=RECORD,
        when="3月11日",
        basis="默认：会后 3 个工作日内写完会议记录。条文没有规定，本支部可以自己定。",
        rule="record",
    )
    assert board == (Board(overdue=(duty,)) if late else Board(due=(duty,)))


def test_a_record_counted_over_a_year_whose_holidays_nobody_knows_says_so() -> None:
    facts = Facts(unrecorded=[meeting(datetime(2026, 12, 30, 15))], workdays=lambda since: KNOWN)
    (duty,) = board_of(facts, NO_KINDS, date(2026, 12, 31)).due
    assert duty.period == "2027-01-04 前"
    assert duty.clause.endswith("；2027 年的放假调休还不知道，按周末推算")
    assert duty.basis.endswith("2027 年的放假调休还不知道，按周末推算。")


def test_how_often_in_a_term_is_counted_by_the_terms_that_are_marked_and_else_told_as_usual() -> None:
    rules = RULES._replace(versions={"学习": (kind("学习", "term", practice="local"),)})
    facts = Facts(held={"学习": [date(2026, 2, 20)]}, first_held={"学习": date(2024, 3, 1)})
    assert told(facts, rules)[1] == [], "it was held in the term that began in February"
    marked = facts._replace(terms=Terms({(2026, "春季"): date(2026, 3, 1)}))
    (duty,) = board_of(marked, rules, TODAY).due
    assert (duty.duty, duty.period) == ("学习还差 1 次", "2026年春季学期") and "默认，开学" not in duty.basis
    (usual,) = board_of(facts._replace(held={}), rules, TODAY).due
    assert "学期按2月、8月起算（默认" in usual.basis


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
    board = board_of(Facts(unrecorded=[held], unreported=[held], workdays=lambda since: KNOWN), rules, TODAY)
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


def kind(name: str, per: str = "month", **rule: object) -> MeetingKind:
    return MeetingKind(name, "开展", "members", 1, per, 60, Rule(**rule))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("rule", "basis"),
    [
        (
            {"regulation": "某条例", "article": "第一条", "text": "每月召开1次。"},
            "《某条例》第一条：每月召开1次。",
        ),
        ({"regulation": "某条例", "article": "第一条"}, "《某条例》第一条：每月 1 次。"),
        ({"practice": "branch"}, "本支部约定：每月 1 次。"),
        ({"practice": "local"}, "默认：每月 1 次。条文没有规定次数，本支部可以自己定。"),
    ],
)
def test_what_asks_is_told_in_full(rule: dict[str, object], basis: str) -> None:
    rules = NO_KINDS._replace(versions={"学习": (kind("学习", **rule),)})
    assert [duty.basis for duty in board_of(Facts(), rules, TODAY).due] == [basis]


def test_what_the_branch_agreed_to_is_told_so_and_what_it_switched_off_is_not_told() -> None:
    held = [meeting(datetime(2026, 3, 10, 15))]
    kinds = {name: (kind(name, practice="local"),) for name in ("学习", "读书")}
    facts = Facts(unrecorded=held, unreported=held)
    rules = RULES._replace(versions=kinds, agreed=frozenset({RECORD}))
    assert [(duty.limit, duty.basis[:5]) for duty in board_of(facts, rules, TODAY).due] == [
        (NEWS, "默认：会后"),
        (RECORD, "本支部约定"),
        (frequency("学习"), "默认：每月"),
        (frequency("读书"), "默认：每月"),
    ]
    silent = rules._replace(silent=frozenset({NEWS, frequency("学习")}))
    assert [duty.limit for duty in board_of(facts, silent, TODAY).due] == [RECORD, frequency("读书")]
    by_clause = RULES._replace(versions={"学习": (kind("学习", regulation="某条例", article="第一条"),)})
    assert [duty.limit for duty in board_of(Facts(), by_clause, TODAY).due] == [""]


def test_a_kind_owes_nothing_before_its_rule_is_in_force() -> None:
    held = Facts(first_held={"学习": date(2025, 9, 1)})
    later = NO_KINDS._replace(versions={"学习": (kind("学习", valid_from=date(2026, 3, 11)),)})
    assert told(held, later) == ([], [])
    since_mid_february = NO_KINDS._replace(versions={"学习": (kind("学习", valid_from=date(2026, 2, 15)),)})
    assert told(held, since_mid_february) == ([], ["学习还差 1 次"])
    since_february = NO_KINDS._replace(versions={"学习": (kind("学习", valid_from=date(2026, 2, 1)),)})
    assert told(held, since_february) == (["学习少开 1 次"], ["学习还差 1 次"])


@pytest.mark.parametrize(
    ("today", "missed", "due"),
    [(TODAY, "2月", "3月"), (date(2026, 1, 10), "2025年12月", "1月")],
)
def test_times_are_told_in_few_words_with_the_year_where_it_is_another(today: date, missed: str, due: str) -> None:
    rules = RULES._replace(versions={"主题党日": RULES.versions["主题党日"]})
    board = board_of(Facts(first_held={"主题党日": date(2025, 1, 1)}), rules, today)
    assert [duty.when for duty in (*board.overdue, *board.due)] == [missed, due]


@pytest.mark.parametrize(
    ("planned", "duty", "known"),
    [
        ((), "党课还差 2 次", ""),
        (((3, 9),), "党课还差 2 次", ""),
        (((3, 10),), "党课还差 1 次", "另已计划 3月10日 15:00。"),
        (((3, 10), (4, 1)), "党课还差 1 次", "另已计划 3月10日 15:00。"),
        (((3, 10), (3, 31)), "", ""),
    ],
)
def test_what_is_planned_for_a_period_lacks_no_more(planned: Sequence[tuple[int, int]], duty: str, known: str) -> None:
    lecture = RULES.versions["党课"][0]._replace(times=2)
    rules = RULES._replace(versions={"党课": (lecture,)})
    ahead = [meeting(datetime(2026, month, day, 15), kind="党课") for month, day in planned]
    found = board_of(Facts(planned=[*ahead, meeting(datetime(2026, 3, 12, 15))]), rules, TODAY)
    assert [(each.duty, each.known) for each in found.due] == ([(duty, known)] if duty else [])
    year = year_of([YearMeeting("党课", each.begins.date(), held=False) for each in ahead], {}, rules, TODAY)
    assert (year.kinds[0].months[2].sign == "open") == bool(duty), "the matrix agrees"


@pytest.mark.parametrize(
    ("today", "until"),
    [
        (TODAY, datetime(2027, 1, 1)),
        (date(2026, 12, 15), datetime(2027, 2, 1)),
        (date(2027, 1, 10), datetime(2028, 1, 1)),
    ],
)
def test_meetings_count_up_to_the_end_of_the_longest_period(today: date, until: datetime) -> None:
    assert planned_before(today) == until and until >= horizon(today)


def test_a_contradiction_opens_its_meeting_and_a_wrong_setting_is_told() -> None:
    held = meeting(datetime(2026, 3, 4, 15))
    rules = NO_KINDS._replace(problems=("用不了。",))
    found = board_of(Facts(disagreements=[(held, "甲应在应到名单上")]), rules, TODAY).contradictions
    assert found == (
        Duty(
            *("list", "名册与应到名单不符：学习", "2026-03-04 15:00", "甲应在应到名单上", ("meeting", ID)),
            mend=ID,
            when="3月4日 15:00",
            basis="甲应在应到名单上。",
            rule="list",
        ),
        Duty("setting", "本支部的会议设置有误", "", "用不了。", basis="用不了。", rule="setting:用不了。"),
    )


def test_a_ballot_that_a_text_contradicts_opens_its_meeting() -> None:
    held = meeting(datetime(2026, 3, 4, 15))
    words = "“学习”的决议写的是“全票通过”，表决记的是1票不赞成、0票弃权"
    (found,) = board_of(Facts(misstated=[(held, words)]), NO_KINDS, TODAY).contradictions
    assert (found.duty, found.open, found.basis) == ("表决的数字不一致：学习", ("meeting", ID), f"{words}。")


def test_facts_need_not_reach_further_than_is_said() -> None:
    assert horizon(TODAY) == datetime(2026, 4, 11)
    assert news_since(TODAY) == date(2026, 1, 9)
    for day in (TODAY, date(2026, 1, 1), date(2026, 12, 31)):
        for per in ("month", "quarter", "term", "year"):
            first, _, _ = period_of(day, per)
            assert counted_since(day) <= period_of(first - timedelta(1), per)[0]


@pytest.mark.parametrize(("today", "due"), [("2026-09-30", []), ("2026-10-01", ["组织生活会还差 1 次"])])
def test_what_a_year_asks_is_told_in_its_last_quarter(today: str, due: list[str]) -> None:
    assert told(Facts(), of_kind("组织生活会"), date.fromisoformat(today)) == ([], due)
    last = Facts(first_held={"组织生活会": date(2024, 11, 5)})
    assert told(last, of_kind("组织生活会"), date(2026, 1, 2)) == (["组织生活会少开 1 次"], [])


@pytest.mark.parametrize(("kind", "asked"), [("党课", 1), ("支部委员会会议", 0), ("党小组会", 0), ("茶话会", 1)])
def test_no_news_is_asked_of_meetings_of_committee_and_groups(kind: str, asked: int) -> None:
    held = Facts(unreported=[meeting(datetime(2026, 3, 9, 15), kind=kind)])
    board = board_of(held, RULES, TODAY)
    assert [duty.sort for duty in (*board.overdue, *board.due)].count("news") == asked


def of_kind(name: str) -> MeetingRules:
    return RULES._replace(versions={name: RULES.versions[name]})


def test_a_committee_is_asked_for_its_meetings_only_where_there_is_one() -> None:
    rules = of_kind("支部委员会会议")
    assert told(Facts(), rules) == ([], [])
    assert told(Facts(bodies=lambda day: Bodies(committee=True)), rules) == ([], ["支部委员会会议还差 1 次"])
    first = date(2026, 1, 8)
    since = Facts(held={"支部委员会会议": [first]}, first_held={"支部委员会会议": first})
    grown = since._replace(bodies=lambda day: Bodies(committee=day >= date(2026, 3, 1)))
    assert told(grown, rules) == ([], ["支部委员会会议还差 1 次"]), "in February there was none"
    there = since._replace(bodies=lambda day: Bodies(committee=True))
    assert told(there, rules) == (["支部委员会会议少开 1 次"], ["支部委员会会议还差 1 次"])


def test_what_the_branch_has_agreed_on_for_its_committee_is_asked_of_a_small_one_too() -> None:
    own = MeetingKind("读书会", "举行", "committee", 1, "month", 45, Rule(practice="branch"))
    assert told(Facts(), RULES._replace(versions={"读书会": (own,)})) == ([], ["读书会还差 1 次"])


def test_each_group_is_asked_for_its_own_meetings() -> None:
    rules, two = of_kind("党小组会"), Bodies(groups=(("aa", "第一党小组"), ("bb", "第二党小组")))
    assert told(Facts(), rules) == ([], []), "there are no groups"
    twice = [date(2026, 2, 3), date(2026, 2, 17)]
    facts = Facts(
        held={"党小组会": twice},
        held_in={("党小组会", "aa"): twice},
        first_held={"党小组会": date(2026, 1, 6)},
        planned=[MeetingFact(ID, "党小组会", "学", "", datetime(2026, 3, 20, 15), "bb")],
        bodies=lambda day: two,
    )
    board = board_of(facts, rules, TODAY)
    assert [duty.duty for duty in board.overdue] == ["第二党小组：党小组会少开 1 次"], (
        "two of one are none of the other"
    )
    assert [(duty.duty, duty.known) for duty in board.due] == [
        ("第一党小组：党小组会还差 1 次", ""),
    ]
