"""What is silenced: one line, and no other."""

from datetime import date, datetime, timedelta
from typing import get_args

import pytest

from branchtui import assets
from branchtui.rules.deadlines import deadlines_from
from branchtui.rules.development.steps import Taken
from branchtui.rules.development.steps import rules_from as development_from
from branchtui.rules.duties.board import board_of
from branchtui.rules.duties.duty import Board, Duty, Sort, rule_words
from branchtui.rules.duties.facts import (
    ActionFact,
    ClashFact,
    DevelopingFact,
    DocumentFact,
    Facts,
    FaultFact,
    FigureFact,
    FindingFact,
    FrameworkFact,
    HoursFact,
    MeetingFact,
    NewerFact,
    PostFact,
    ProbationFact,
    ReportFact,
    StandingFact,
)
from branchtui.rules.kind_reading import rules_from
from branchtui.rules.meetings import Bodies
from branchtui.rules.posts.chain import Step
from branchtui.rules.posts.reading import rules_from as post_rules_from
from branchtui.rules.year.reading import year_rules_from
from branchtui.rules.year.talks import coverage

RULES = rules_from(assets.toml("rules", "meetings.toml"), {})._replace(problems=("用不了。", "也用不了。"))
TODAY = date(2026, 11, 10)
FIRST = "aa" * 16, "第一党小组"
SECOND = "bb" * 16, "第二党小组"


def meeting(number: int, begins: datetime, kind: str = "主题党日") -> MeetingFact:
    return MeetingFact(bytes([number]) * 16, kind, f"第{number}次", "", begins)


OLD = [meeting(number, datetime(2026, 11, number, 15)) for number in (2, 3, 4)]
PUBLICISED = [
    Step("申报", date(2026, 9, 1)),
    Step("评议", date(2026, 9, 1)),
    Step("公示", date(2026, 9, 2), date(2026, 9, 9)),
]
AWARDED = [Step("授牌", date(2025, 9, 1))]
POST_RULES = post_rules_from(assets.toml("rules", "posts.toml"), {"post_rules:silent_days": "0"})
YEAR_RULES = year_rules_from(assets.toml("rules", "year_end.toml"), {})
FACTS = Facts(
    planned=[*OLD[:2], meeting(20, datetime(2026, 11, 20, 15))],
    unrecorded=OLD,
    unreported=OLD,
    reports=[ReportFact(b"r" * 16, "甲", None), ReportFact(b"s" * 16, "乙", None)],
    actions=[ActionFact(bytes([n]) * 16, "事", "", None, OLD[0].id, "甲", date(2026, 11, 1)) for n in (6, 7)],
    faults=[FaultFact(bytes([n]) * 16, "问题", "", None, 2026) for n in (6, 7)],
    held={"民主评议党员": [date(2025, 11, 3), date(2026, 11, 3)]},
    year_rules=lambda: YEAR_RULES._replace(told_from=11),
    coverage=lambda: coverage([b"a", b"b"], [], ()),
    done=OLD,
    first_held=dict.fromkeys(RULES.versions, date(2024, 1, 5)),
    bodies=lambda day: Bodies(committee=True, groups=(FIRST, SECOND)),
    probationary=[ProbationFact(bytes([n]) * 16, f"人{n}", date(2025, 11, n)) for n in (5, 15)],
    developing=[
        DevelopingFact(bytes([n]) * 16, f"人{n}", "activist", date(2026, 5, n), [Taken("申请谈话", date(2025, 1, n))])
        for n in (3, 4)
    ]
    + [DevelopingFact(b"q" * 16, "人9", "probationary", date(2025, 11, 5), ())],  # has a line of its own, and no other
    development_rules=lambda: development_from(assets.toml("rules", "development.toml"), TODAY),
    elected=(b"b" * 16, date(2023, 9, 20)),
    deadlines=lambda: deadlines_from(assets.toml("rules", "deadlines.toml"), TODAY),
    posts=[
        PostFact(bytes([number]) * 16, f"岗{number}", steps)
        for number, steps in enumerate((PUBLICISED, PUBLICISED, AWARDED, AWARDED))
    ],
    post_rules=lambda: POST_RULES,
    clashes=lambda: [ClashFact(bytes([n]) * 16, date(2026, 11, n), "时间重叠") for n in (2, 3)],
    figures=[FigureFact(bytes([n]) * 16, "甲", "台账是 3次") for n in (8, 9)],
    documents=[
        *(DocumentFact(bytes([n]) * 16, f"请示{n}", True, date(2026, 10, n)) for n in (12, 13)),
        *(DocumentFact(bytes([n]) * 16, f"来文{n}", due=date(2026, 11, n)) for n in (14, 15)),
        *(DocumentFact(bytes([n]) * 16, f"报表{n}", due=date(2026, 11, n), sheet=True) for n in (18, 19)),
        *(DocumentFact(bytes([n]) * 16, "甲", twice=f"〔2026〕{n}号") for n in (16, 17)),
    ],
    agreements=[(bytes([n]) * 16, f"单位{n}", date(2026, 12, n)) for n in (8, 9)],
    frameworks=[FrameworkFact(bytes([n]) * 16, "样板", "验收材料", date(2026, 11, n)) for n in (20, 30)],
    standings=lambda: [
        StandingFact(
            *(bytes([n]) * 16, "样板", ["10月缺党课"], [("服务", date(2026, 11, 20))]),
            [FindingFact("e6", "荣誉没有扫描件", ("honour", bytes([n]) * 16))],
            NewerFact(2, "新增 1 个观测点"),
        )
        for n in (20, 30)
    ],
    bare=[(OLD[0], ["林知远"])],
    reopened=[(OLD[0], "补签到表"), (OLD[1], "改记录")],
    hours=lambda: [HoursFact(bytes([n]) * 16, f"人{n}", 2 * n, "《条例》") for n in (5, 15)],
    endless=OLD[:2],
    disagreements=[(OLD[0], "甲"), (OLD[1], "乙")],
    misstated=[(OLD[0], "甲"), (OLD[1], "乙")],
)
BOARD = board_of(FACTS, RULES, TODAY)
ASKED = [*BOARD.overdue, *BOARD.contradictions, *BOARD.due]


def without(board: Board, silent: Duty) -> dict[str, list[Duty]]:
    return {part: [duty for duty in duties if duty.key != silent.key] for part, duties in board.groups().items()}


def test_every_line_that_asks_for_something_can_be_silenced_and_the_others_can_not() -> None:
    asking = set(get_args(Sort)) - {"come", "held", "handed_in"}
    assert {duty.sort for duty in ASKED} == asking, "let FACTS above hold what each source tells of"
    assert all(duty.rule and rule_words(duty.rule) != duty.rule for duty in ASKED), (
        "give a Duty a `rule`, and its words in _RULES"
    )
    assert not any(duty.rule for duty in (*BOARD.coming, *BOARD.done))


@pytest.mark.parametrize("silent", ASKED, ids=lambda duty: f"{duty.sort}-{duty.duty}")
def test_silencing_a_line_changes_no_other(silent: Duty) -> None:
    found = board_of(FACTS._replace(silenced={silent.key}), RULES, TODAY)
    assert {part: list(duties) for part, duties in found.groups().items()} == without(BOARD, silent)
    assert found.silenced == (silent,) and found.to_do == BOARD.to_do - 1


def test_a_count_that_is_silenced_is_not_told_as_missed_when_its_period_is_over_but_in_the_next() -> None:
    (count,) = [duty for duty in BOARD.due if duty.plan == "支部党员大会"]
    silenced = FACTS._replace(silenced={count.key})
    later = board_of(silenced, RULES, date(2027, 1, 10))
    told = [(duty.sort, duty.period) for duty in (*later.overdue, *later.due) if duty.plan == "支部党员大会"]
    assert told == [("count", "2027年第一季度")]


def test_a_line_stays_silenced_on_the_next_day() -> None:
    for silent in ASKED:
        tomorrow = board_of(FACTS._replace(silenced={silent.key}), RULES, TODAY + timedelta(1))
        assert silent.key not in {duty.key for duties in tomorrow.groups().values() for duty in duties}


@pytest.mark.parametrize(
    ("rule", "words"),
    [
        ("record", "会议记录"),
        ("count:党课:2026年第四季度", "次数：党课，2026年第四季度"),
        ("probation:2025-11-05", "讨论转正：2025-11-05"),
        ("of a later version:x", "of a later version：x"),
    ],
)
def test_a_rule_is_told_in_words(rule: str, words: str) -> None:
    assert rule_words(rule) == words
