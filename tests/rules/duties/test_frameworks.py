"""What the board tells of frameworks: never more than one line of a sort, and each opens what mends it."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest

from branchtui import assets
from branchtui.rules.duties.board import board_of
from branchtui.rules.duties.duty import Board
from branchtui.rules.duties.facts import Facts, FindingFact, FrameworkFact, NewerFact, StandingFact
from branchtui.rules.kind_reading import rules_from

RULES = rules_from(assets.toml("rules", "meetings.toml"), {})
TODAY = date(2026, 11, 10)
_SORTS = ("milestone", "point", "gap", "newer", "finding")
OURS, ITS = b"f" * 16, ("framework", b"f" * 16)


def told(facts: Facts, today: date = TODAY) -> Board:
    """What frameworks put on a board; without what else a branch owes."""
    found = board_of(facts, RULES, today).groups()
    mine = {name: tuple(duty for duty in duties if duty.sort in _SORTS) for name, duties in found.items()}
    return Board(**{str(name): duties for name, duties in mine.items()})


def of(frameworks: Sequence[FrameworkFact], standing: StandingFact | None = None) -> Board:
    return told(Facts(frameworks=frameworks, standings=lambda: [standing] if standing else []))


@pytest.mark.parametrize(
    ("days", "group", "words", "again"),
    [
        (31, "", "", ""),
        (30, "due", "验收材料还有 30 天：样板", "30"),
        (8, "due", "验收材料还有 8 天：样板", "30"),
        (7, "due", "验收材料还有 7 天：样板", "7"),
        (1, "due", "验收材料还有 1 天：样板", "1"),
        (0, "due", "验收材料今天要交：样板", "1"),
        (-3, "overdue", "验收材料过了 3 天：样板", "1"),
    ],
)
def test_what_is_to_be_handed_in_is_told_from_thirty_days_before(days: int, group: str, words: str, again: str) -> None:
    due = TODAY + timedelta(days)
    groups = of([FrameworkFact(OURS, "样板", "验收材料", due)]).groups()
    found = [(name, duty.duty, duty.open, duty.rule) for name, duties in groups.items() for duty in duties]
    assert found == ([(group, words, ITS, f"milestone:{due}:{again}")] if group else [])


def test_who_wants_to_hear_no_more_of_it_hears_again_a_week_before_and_on_the_last_day() -> None:
    due = TODAY + timedelta(30)
    facts = Facts(frameworks=[FrameworkFact(OURS, "样板", "验收材料", due)])
    (duty,) = told(facts).due
    silent = facts._replace(silenced={duty.key})
    days = [day for day in range(30, -1, -1) if told(silent, due - timedelta(day)).due]
    assert days == [7, 6, 5, 4, 3, 2, 1, 0]


def test_many_gaps_and_points_are_one_line_each() -> None:
    points = [("学时达标", TODAY - timedelta(2)), ("共建", TODAY + timedelta(3)), ("远", TODAY + timedelta(31))]
    standing = StandingFact(OURS, "样板", [f"{month}月：党课还差 1 项" for month in range(1, 10)], points)
    board = of([FrameworkFact(OURS, "样板")], standing)
    assert [(duty.duty, duty.open) for duty in board.overdue] == [("完成观测点：学时达标等 2 个观测点", ITS)]
    assert [(duty.sort, duty.duty, duty.open) for duty in board.due] == [
        ("gap", "对标缺 9 项：1月：党课还差 1 项", ITS)
    ]


def test_a_finding_opens_its_thing_and_only_what_disagrees_is_contradictory() -> None:
    of_each = [("e4", "partner_activity", "contradictions"), ("e6", "honour", "due"), ("w7", "point", "due")]
    findings = [FindingFact(number, f"发现{number}", (table, b"t" * 16)) for number, table, _ in of_each]
    groups = of([FrameworkFact(OURS, "样板")], StandingFact(OURS, "样板", findings=findings)).groups()
    told_of = [(duty.duty, duty.open, str(name)) for name, duties in groups.items() for duty in duties]
    assert told_of == [(f"发现{number}", (table, b"t" * 16), group) for number, table, group in of_each]
    assert len({duty.key for duties in groups.values() for duty in duties}) == 3


def test_a_newer_file_is_one_line_and_who_refuses_it_hears_of_the_next_one_only() -> None:
    def standing(version: int) -> StandingFact:
        return StandingFact(OURS, "样板", newer=NewerFact(version, "新增 2 个观测点"))

    (duty,) = of([FrameworkFact(OURS, "样板")], standing(2)).due
    assert (duty.sort, duty.duty, duty.open) == ("newer", "对标文件有新版（第 2 版）：样板", ITS)
    assert "新增 2 个观测点" in duty.basis
    for version, hears in ((2, False), (3, True)):
        facts = Facts(frameworks=[FrameworkFact(OURS, "样板")], standings=lambda v=version: [standing(v)])
        assert bool(told(facts._replace(silenced={duty.key})).due) is hears


def test_where_nothing_is_adopted_nobody_asks_how_it_stands() -> None:
    def asked() -> Sequence[StandingFact]:
        raise AssertionError("not to be read")

    assert told(Facts(standings=asked)) == Board()
