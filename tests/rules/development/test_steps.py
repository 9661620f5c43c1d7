"""What is due on the way to membership, by a table: who, since when, what was done, and what is due by which day."""

from datetime import date
from typing import Any

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.development.steps import Taken, coming, dues, rules_from
from branchtui.rules.roster import OPEN
from branchtui.rules.workdays import Workdays

SHIPPED = assets.toml("rules", "development.toml")
RULES = rules_from(SHIPPED, date(2026, 5, 17))  # the last day before the revision
MARCH = date(2026, 3, 31)
YEAR = ("讨论转正", "2027-03-31", "2027-02-28")
# 2026-10-01 to 10-08 are free, 10-10 (a Saturday) is worked at.
AUTUMN = Workdays(frozenset(date(2026, 10, n) for n in range(1, 9)), frozenset({date(2026, 10, 10)}), frozenset({2026}))


@pytest.mark.parametrize(
    ("standing", "since", "taken", "due"),
    [
        # A talk within a month of the application; the day is the last of a shorter month.
        ("applicant", MARCH, [], [("申请谈话", "2026-04-30", "2026-03-31")]),
        ("applicant", MARCH, [("申请谈话", "2026-04-02")], []),
        ("applicant", OPEN, [], []),
        # An examination every half year, from the day they became activists, then from the last one.
        ("activist", date(2025, 8, 31), [], [("培养考察", "2026-02-28", "2026-01-28")]),
        ("activist", date(2025, 8, 31), [("培养考察", "2026-02-20")], [("培养考察", "2026-08-20", "2026-07-20")]),
        (
            "activist",
            date(2025, 8, 31),
            [("培养考察", "2026-08-01"), ("培养考察", "2026-02-20")],
            [("培养考察", "2027-02-01", "2027-01-01")],
        ),
        # One that was held before they became activists counts from that day; without any day the last one does.
        ("activist", date(2025, 8, 31), [("培养考察", "2025-06-01")], [("培养考察", "2026-02-28", "2026-01-28")]),
        ("activist", OPEN, [("培养考察", "2026-02-20")], [("培养考察", "2026-08-20", "2026-07-20")]),
        ("activist", OPEN, [], []),
        # What somebody else's stage asks for is not due.
        ("candidate", MARCH, [], []),
        ("full", MARCH, [], []),
        # Five working days: over the weekend, over the holidays with the Saturday that makes up for one of them.
        (
            "candidate",
            MARCH,
            [("接收公示", "2026-09-17")],
            [("接收公示期满，登记截止日", "2026-09-23", "2026-09-24")],
        ),
        (
            "probationary",
            MARCH,
            [("转正公示", "2026-09-29")],
            [("转正公示期满，登记截止日", "2026-10-12", "2026-10-13"), YEAR],
        ),
        (
            "probationary",
            MARCH,
            [("转正公示", "2026-09-29", "2026-10-10")],
            [("转正公示不满 5 个工作日", "2026-10-12", "2026-09-29"), YEAR],
        ),
        ("probationary", MARCH, [("转正公示", "2026-09-29", "2026-10-12")], [YEAR]),
        # A year of probation, until it was discussed.
        ("probationary", MARCH, [], [YEAR]),
        ("probationary", MARCH, [("讨论转正", "2027-03-20")], []),
    ],
)
def test_what_is_due(standing: str, since: date, taken: list[tuple[str, ...]], due: list[tuple[str, str, str]]) -> None:
    done = [Taken(each[0], *map(date.fromisoformat, each[1:])) for each in taken]
    found = dues(standing, since, done, RULES, AUTUMN)
    assert [(each.words, str(each.by), str(each.told)) for each in found] == due


@pytest.mark.parametrize(
    ("standing", "taken", "name"),
    [
        ("applicant", [], "申请谈话"),
        ("applicant", ["申请谈话"], None),
        ("activist", [], "确定培养联系人"),
        ("activist", ["确定培养联系人"], "培养考察"),
        ("candidate", ["政治审查", "思想汇报"], "集中培训"),
        ("full", [], "上级审批转正"),
        ("probationary", ["上级审批接收", "转正公示"], "讨论转正"),
    ],
)
def test_what_comes_next(standing: str, taken: list[str], name: str | None) -> None:
    found = coming(standing, [Taken(step, MARCH) for step in taken], RULES)
    assert (found.name if found else None) == name


def test_a_clause_is_named_only_where_it_is_sure() -> None:
    steps = {step.name: step for step in RULES.steps}
    assert RULES.basis(steps["讨论转正"]).startswith("《中国共产党发展党员工作细则》第三十三条：")
    assert RULES.clause(steps["申请谈话"]) == "《中国共产党发展党员工作细则》"
    assert RULES.basis(steps["转正公示"]) == "默认：公示不少于 5 个工作日。"


@pytest.mark.parametrize(
    ("day", "clause"),
    [
        (date(2026, 5, 17), "《中国共产党发展党员工作细则》第三十三条"),
        (date(2026, 5, 18), "《中国共产党发展党员工作细则（2026年修订）》"),
        (date(2030, 1, 1), "《中国共产党发展党员工作细则（2026年修订）》"),
    ],
)
def test_from_its_day_on_the_revision_is_named_without_articles(day: date, clause: str) -> None:
    rules = rules_from(SHIPPED, day)
    steps = {step.name: step for step in rules.steps}
    assert rules.clause(steps["讨论转正"]) == clause
    assert steps["讨论转正"].text == {step.name: step for step in RULES.steps}["讨论转正"].text, "said in our words"
    assert rules.basis(steps["转正公示"]) == "默认：公示不少于 5 个工作日。"


@pytest.mark.parametrize(
    "changed",
    [
        {"regulation": 3},
        {"revised": {"valid_from": "2026-05-18", "regulation": "细则"}},
        {"revised": {"valid_from": date(2026, 5, 18)}},
        {"step": []},
        {"step": [{"of": ["activist"]}]},
        {"step": [{"name": "甲"}]},
        {"step": [{"name": "甲", "of": ["member"]}]},
        {"step": [{"name": "甲", "of": ["activist"], "months": -1}]},
        {"step": [{"name": "甲", "of": ["activist"], "repeats": 1}]},
        {"step": [{"name": "甲", "of": ["activist"], "month": 1}]},
    ],
)
def test_a_wrong_file_is_told(changed: dict[str, Any]) -> None:
    with pytest.raises(BranchError, match=r"development\.toml 有误"):
        rules_from({**SHIPPED, **changed}, MARCH)
