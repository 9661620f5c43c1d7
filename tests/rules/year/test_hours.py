"""Study hours by table: what a meeting counts for a person, and what a year asks."""

from datetime import date, datetime
from typing import Any

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.year.hours import (
    Correction,
    HeldMeeting,
    HoursRules,
    Ledger,
    NoEnd,
    Training,
    of_meeting,
    short_of,
    sources_of,
)
from branchtui.rules.year.hours_reading import rules_from

SHIPPED = assets.toml("rules", "hours.toml")
RULES = rules_from(SHIPPED, {})
NINE = datetime(2026, 3, 4, 9)


def held(ends: datetime | None, kind: str = "党课", minutes: int = 90, number: int = 1) -> HeldMeeting:
    return HeldMeeting(bytes([number]) * 16, kind, "题目", NINE.replace(day=number), ends, minutes)


@pytest.mark.parametrize(
    ("minutes", "hours"),
    [
        *((0, 0), (14, 0), (15, 0.5), (30, 0.5), (44, 0.5), (45, 1), (60, 1), (75, 1.5), (90, 1.5), (100, 1.5)),
        *((105, 2), (120, 2), (180, 3), (209, 3.5), (210, 4), (240, 4), (270, 4.5), (359, 6)),  # half a day from 210 on
        *((360, 8), (480, 8), (600, 8), (24 * 60, 8)),  # the day from 360 on, and no meeting counts more
    ],
)
def test_a_length_counts_to_the_nearest_half_hour(minutes: int, hours: float) -> None:
    assert RULES.of_length(minutes) / 2 == hours


@pytest.mark.parametrize(
    ("state", "half_hours", "basis", "note"),
    [
        ("present", 3, "told", "09:00—10:30"),
        ("late", 3, "told", "迟到，09:00—10:30"),
        ("left_early", 3, "told", "早退，09:00—10:30"),
        ("online", 3, "told", "线上，09:00—10:30"),
        ("excused", 0, "away", "请假，不计"),
        ("absent", 0, "away", "缺席，不计"),
        ("exempt", 0, "away", "免计，不计"),
        ("unmarked", 0, "away", "未点名，先不计"),
    ],
)
def test_who_was_there_counts_the_meeting(state: str, half_hours: int, basis: str, note: str) -> None:
    assert of_meeting(held(NINE.replace(day=1, hour=10, minute=30)), state, None, RULES) == (half_hours, basis, note)


@pytest.mark.parametrize(
    ("no_end", "kinds", "half_hours", "basis"),
    [
        ("", {}, 3, "default"),  # nobody has chosen yet: the usual length of the kind, as a default
        ("kind", {}, 3, "default"),
        ("kind", {"党课": 4}, 4, "default"),  # what the branch has set for the kind
        ("kind", {"党课": 0}, 0, "default"),
        ("none", {"党课": 4}, 0, "no_end"),
    ],
)
def test_a_meeting_whose_end_nobody_told(no_end: NoEnd, kinds: dict[str, int], half_hours: int, basis: str) -> None:
    found = of_meeting(held(None), "present", None, RULES._replace(no_end=no_end, kinds=kinds))
    assert found[:2] == (half_hours, basis)
    assert "没有散会时间" in found[2]


@pytest.mark.parametrize("state", ["present", "excused", ""])
def test_what_is_set_by_hand_wins_and_tells_its_reason(state: str) -> None:
    found = of_meeting(held(None), state, Correction(1, "中途离会"), RULES._replace(no_end="none"))
    assert found == (1, "override", "更正：中途离会")


def test_a_person_has_the_meetings_that_expected_them_and_the_trainings() -> None:
    meetings = [held(None, number=1), held(None, number=2), held(None, number=3)]
    training = Training(b"g" * 16, b"m" * 16, "培训", "网上轮训", date(2026, 3, 2), 48)
    found = sources_of(
        meetings,
        {meetings[0].id: "present", meetings[1].id: "absent"},
        {meetings[2].id: Correction(2, "线上补学")},
        [training],
        RULES,
    )
    assert [(each.day.day, each.half_hours, each.table) for each in found] == [
        (1, 3, "meeting"),
        (2, 0, "meeting"),
        (2, 48, "growth"),
        (3, 2, "meeting"),
    ]
    assert found[2].thing == training.id


def ledger(half_hours: int, who: Any, year: int = 2026, rules: HoursRules = RULES) -> Ledger:
    training = Training(b"g" * 16, b"m" * 16, "培训", "网上轮训", date(year, 3, 2), half_hours)
    return Ledger(b"m" * 16, "甲", "", (), who, rules.target(who, year), sources_of([], {}, {}, [training], rules))


@pytest.mark.parametrize(
    ("who", "half_hours", "behind", "percent", "words"),
    [
        ("member", 63, 1, 98, "差 0.5"),
        ("member", 64, 0, 100, "已达到"),
        ("member", 80, 0, 100, "已达到"),
        ("committee", 64, 48, 57, "差 24"),
        ("committee", 112, 0, 100, "已达到"),
    ],
)
def test_a_year_asks_32_of_a_member_and_56_of_the_committee(
    who: str, half_hours: int, behind: int, percent: int, words: str
) -> None:
    found = ledger(half_hours, who)
    assert (found.behind, found.percent, short_of(found)) == (behind, percent, words)
    assert found.target is not None and found.target.clause == "《中国共产党党员教育管理工作条例》第二十四条"


def test_a_new_target_does_not_rewrite_the_last_year_and_nothing_was_asked_before_the_first() -> None:
    more = {"who": "member", "hours": 40, "regulation": "新条例", "article": "第一条", "valid_from": date(2027, 1, 1)}
    rules = rules_from({**SHIPPED, "target": [*SHIPPED["target"], more]}, {})
    assert [ledger(0, "member", year, rules).asked / 2 for year in (2018, 2019, 2026, 2027)] == [0, 32, 32, 40]
    assert short_of(ledger(0, "member", 2018)) == ""


def test_what_the_branch_has_set_is_taken() -> None:
    own = {"half_day": "3", "full_day": "7", "hour": "1.5", "no_end": '"none"', "kind:党课": "2"}
    rules = rules_from(SHIPPED, {f"hours_rules:{name}": value for name, value in own.items()})
    assert [rules.of_length(minutes) for minutes in (60, 120, 210, 400)] == [3, 6, 11, 14]
    assert (rules.no_end, rules.of_kind("党课", 90), rules.of_kind("主题党日", 60)) == ("none", 4, 3)
    assert rules.agreed == own.keys() and not rules.problems


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("half_day", "0", "半天学时"),
        ("half_day", "true", "半天学时"),
        ("half_day", "3.3", "半天学时"),
        ("full_day", "9999", "全天学时"),
        ("kind:党课", "-1", "党课学时"),
        ("no_end", '"some"', "没有散会时间的学时"),
        ("no_end", "[", "没有散会时间的学时"),
        ("other", "1", "other"),
    ],
)
def test_a_setting_that_can_not_be_used_is_told_and_the_shipped_rule_stands(name: str, text: str, words: str) -> None:
    rules = rules_from(SHIPPED, {f"hours_rules:{name}": text})
    (problem,) = rules.problems
    assert f"“{words}”用不了" in problem
    assert rules._replace(problems=()) == RULES


@pytest.mark.parametrize(
    "wrong",
    [
        {"hour": 0.3},
        {"half_day": "4"},
        {"half_day_minutes": 0},
        {"target": []},
        {"target": [{"who": "guest"}]},
        {"target": [{**SHIPPED["target"][0], "article": ""}]},
        {"valid_from": "2019"},
    ],
)
def test_a_shipped_file_that_was_changed_and_is_wrong_is_told(wrong: dict[str, Any]) -> None:
    with pytest.raises(BranchError, match=r"hours\.toml 有误"):
        rules_from({**SHIPPED, **wrong}, {})
