"""Duties that fall due months after a day: the end of a probation, and of a committee's term."""

from datetime import date

import pytest

from branchtui import assets
from branchtui.errors import BranchError
from branchtui.rules.deadlines import deadlines_from, months_after
from branchtui.rules.duties.board import board_of
from branchtui.rules.duties.facts import Facts, ProbationFact
from branchtui.rules.kind_reading import rules_from

SHIPPED = assets.toml("rules", "deadlines.toml")
RULES = rules_from(assets.toml("rules", "meetings.toml"), {})._replace(versions={})
BEFORE = date(2026, 5, 17)  # the last day before the revision of the 细则
MEMBER, BRANCH = b"p" * 16, b"b" * 16


def told(facts: Facts, today: str) -> list[tuple[str, str, str]]:
    """Part of the board, words and day of each duty."""
    board = board_of(
        facts._replace(deadlines=lambda: deadlines_from(SHIPPED, BEFORE)), RULES, date.fromisoformat(today)
    )
    return [(part, duty.duty, duty.period) for part, duties in board.groups().items() for duty in duties]


@pytest.mark.parametrize(
    ("since", "today", "part"),
    [
        ("2025-10-15", "2026-09-14", ""),
        ("2025-10-15", "2026-09-15", "due"),
        ("2025-10-15", "2026-10-15", "due"),
        ("2025-10-15", "2026-10-16", "overdue"),
        ("2024-02-29", "2025-02-28", "due"),
        ("2024-02-29", "2025-03-01", "overdue"),
    ],
)
def test_a_probation_is_told_from_a_month_before_its_year_is_over(since: str, today: str, part: str) -> None:
    facts = Facts(probationary=[ProbationFact(MEMBER, "沈一禾", date.fromisoformat(since))])
    end = months_after(date.fromisoformat(since), 12)
    assert told(facts, today) == ([(part, "讨论转正：沈一禾", f"{end} 前")] if part else [])


@pytest.mark.parametrize(
    ("elected", "today", "part"),
    [
        (None, "2026-09-01", ""),
        ("2023-09-20", "2026-03-19", ""),
        ("2023-09-20", "2026-03-20", "due"),
        ("2023-09-20", "2026-09-20", "due"),
        ("2023-09-20", "2026-09-21", "overdue"),
    ],
)
def test_the_end_of_a_term_is_told_from_half_a_year_before(elected: str | None, today: str, part: str) -> None:
    facts = Facts(elected=(BRANCH, date.fromisoformat(elected)) if elected else None)
    assert told(facts, today) == ([(part, "本届任期届满，按期换届", "2026-09-20 前")] if part else [])


def test_both_name_their_clause_open_their_thing_and_begin_anew_with_another_day() -> None:
    facts = Facts(
        probationary=[ProbationFact(MEMBER, "沈一禾", date(2025, 10, 15))],
        elected=(BRANCH, date(2023, 9, 20)),
        deadlines=lambda: deadlines_from(SHIPPED, BEFORE),
    )
    term, probation = board_of(facts, RULES, date(2026, 9, 16)).due
    assert (probation.open, term.open) == (("member", MEMBER), ("branch", BRANCH))
    assert probation.key == ("probation:2025-10-15", "member", MEMBER)
    assert term.key == ("term:2023-09-20", "branch", BRANCH)
    assert probation.clause == "《中国共产党发展党员工作细则》第三十二条" and "预备期为一年" in probation.basis
    assert term.clause == "《中国共产党支部工作条例（试行）》第六章" and "3年" in term.basis


@pytest.mark.parametrize(
    ("day", "clause", "quoted"),
    [
        ("2014-06-11", "《中国共产党发展党员工作细则》第三十二条", True),
        ("2026-05-17", "《中国共产党发展党员工作细则》第三十二条", True),
        ("2026-05-18", "《中国共产党发展党员工作细则（2026年修订）》", False),
        ("2027-01-01", "《中国共产党发展党员工作细则（2026年修订）》", False),
    ],
)
def test_the_regulation_of_the_day_is_named_and_of_its_revision_nothing_is_quoted(
    day: str, clause: str, quoted: bool
) -> None:
    found = deadlines_from(SHIPPED, date.fromisoformat(day))
    assert (found["probation"].clause, "预备期为一年" in found["probation"].text) == (clause, quoted)
    assert (found["probation"].months, found["committee_term"].article) == (12, "第六章")


@pytest.mark.parametrize(
    "revised", [{"valid_from": "2026-05-18", "regulation": "细则"}, {"valid_from": date(2026, 5, 18)}, 3]
)
def test_a_revision_that_is_wrong_is_told(revised: object) -> None:
    wrong = {**SHIPPED, "probation": {**SHIPPED["probation"], "revised": revised}}
    with pytest.raises(BranchError, match="probation 要有 months"):
        deadlines_from(wrong, BEFORE)


@pytest.mark.parametrize(
    "changed",
    [{}, {"months": "12"}, {"months": True}, {"months": 0}, {"told_before": 13}, {"regulation": 1}],
    ids=str,
)
def test_a_file_that_was_changed_and_is_wrong_is_told(changed: dict[str, object]) -> None:
    wrong = {**SHIPPED, "probation": {**SHIPPED["probation"], **changed} if changed else None}
    with pytest.raises(BranchError, match="probation 要有 months"):
        deadlines_from(wrong, BEFORE)
