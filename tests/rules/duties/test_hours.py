"""Study hours on the board: told in the last quarter; meetings without an end where the branch has chosen so."""

from datetime import date, datetime

import pytest

from branchtui import assets
from branchtui.rules.duties.board import board_of
from branchtui.rules.duties.facts import Facts, HoursFact, MeetingFact
from branchtui.rules.kind_reading import rules_from

RULES = rules_from(assets.toml("rules", "meetings.toml"), {})
CLAUSE = "《中国共产党党员教育管理工作条例》第二十四条"


def behind(*names: str) -> Facts:
    people = [HoursFact(name.encode().ljust(16), name, 15, CLAUSE) for name in names]
    return Facts(hours=lambda: people)


@pytest.mark.parametrize(
    ("today", "told"),
    [(date(2026, 9, 30), False), (date(2026, 10, 1), True), (date(2026, 12, 31), True), (date(2027, 1, 1), False)],
)
def test_who_is_behind_is_told_in_the_last_quarter(today: date, told: bool) -> None:
    due = [duty for duty in board_of(behind("甲"), RULES, today).due if duty.sort == "hours"]
    assert [(duty.duty, duty.period, duty.clause) for duty in due] == (
        [("补足年度学时：甲差 7.5", "2026-12-31 前", CLAUSE)] if told else []
    )
    assert not told or due[0].open == ("member", "甲".encode().ljust(16))


def test_all_who_are_behind_stand_in_one_line_and_nobody_in_none() -> None:
    (line,) = [each for each in board_of(behind(*"甲乙丙丁"), RULES, date(2026, 12, 1)).due if each.sort == "hours"]
    assert (line.duty, line.open) == ("补足年度学时：甲差 7.5、乙差 7.5、丙差 7.5，共 4 人", None)
    assert not [each for each in board_of(behind(), RULES, date(2026, 12, 1)).due if each.sort == "hours"]


@pytest.mark.parametrize(("number", "words"), [(0, ""), (1, "补散会时间：第1次"), (2, "补散会时间：第1次等 2 次会")])
def test_meetings_without_an_end_stand_in_one_line(number: int, words: str) -> None:
    rows = [
        MeetingFact(bytes([n]) * 16, "党课", f"第{n}次", "", datetime(2026, 3, n, 15)) for n in range(1, number + 1)
    ]
    found = [each for each in board_of(Facts(endless=rows), RULES, date(2026, 6, 1)).due if each.sort == "no_end"]
    assert [each.duty for each in found] == [words] * bool(number)
    assert all(each.open == ("meeting", rows[0].id) for each in found)
