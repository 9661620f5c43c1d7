"""What the board tells of documents."""

from datetime import date

import pytest

from branchtui import assets
from branchtui.rules.duties.board import board_of
from branchtui.rules.duties.facts import DocumentFact, Facts
from branchtui.rules.kind_reading import rules_from
from branchtui.rules.meetings import ANSWER
from branchtui.rules.workdays import Workdays

TODAY = date(2026, 11, 23)  # a Monday
RULES = rules_from(assets.toml("rules", "meetings.toml"), {})._replace(versions={})
ONE = b"d" * 16


def told(row: DocumentFact, today: date = TODAY, rules=RULES) -> list[tuple[str, str, str, str]]:  # type: ignore[no-untyped-def]
    facts = Facts(documents=[row], workdays=lambda since: Workdays())
    board = board_of(facts, rules, today)
    return [(part, duty.sort, duty.duty, duty.period) for part, duties in board.groups().items() for duty in duties]


@pytest.mark.parametrize(
    ("row", "expected"),
    [
        # Sent on Monday 11-16: ten working days later is 11-30.
        (DocumentFact(ONE, "甲", True, date(2026, 11, 16)), ("due", "answer", "催办批复：甲", "2026-11-30 前")),
        # Sent on Monday 11-02: 11-16 is past.
        (DocumentFact(ONE, "甲", True, date(2026, 11, 2)), ("overdue", "answer", "催办批复：甲", "2026-11-16 前")),
        # What was told when it is due goes before the usual days.
        (
            DocumentFact(ONE, "甲", True, date(2026, 11, 2), date(2026, 11, 25)),
            ("due", "document", "催办批复：甲", "2026-11-25 前"),
        ),
        (DocumentFact(ONE, "乙", due=date(2026, 11, 22)), ("overdue", "document", "办理文件：乙", "2026-11-22 前")),
        (
            DocumentFact(ONE, "己", due=date(2026, 11, 25), sheet=True, wanted=date(2026, 11, 25)),
            ("due", "sheet", "报送：己", "2026-11-25 前"),
        ),
        (DocumentFact(ONE, "丙", twice="〔2026〕3号"), ("contradictions", "number", "文号重复：〔2026〕3号", "")),
        (DocumentFact(ONE, "甲", True), None),  # nobody has sent it yet
    ],
)
def test_what_waits(row: DocumentFact, expected: tuple[str, str, str, str] | None) -> None:
    assert told(row) == ([expected] if expected else [])


def test_a_figure_of_the_branch_and_no_reminder_at_all() -> None:
    row = DocumentFact(ONE, "甲", True, date(2026, 11, 16))
    agreed = RULES._replace(answer_within_working_days=3, agreed=frozenset({ANSWER}))
    assert told(row, rules=agreed) == [("overdue", "answer", "催办批复：甲", "2026-11-19 前")]
    (duty,) = board_of(Facts(documents=[row]), agreed, TODAY).overdue
    assert duty.clause.startswith("发出后 3 个工作日内（本支部约定）") and duty.limit == ANSWER
    assert told(row, rules=RULES._replace(silent=frozenset({ANSWER}))) == []


def test_a_sheet_is_told_by_the_day_of_the_college() -> None:
    row = DocumentFact(ONE, "己", due=date(2026, 11, 25), sheet=True, wanted=date(2026, 11, 25))

    def basis(row: DocumentFact) -> str:
        (duty,) = board_of(Facts(documents=[row]), RULES, TODAY).due
        return duty.basis

    assert basis(row) == "学院要求2026年11月25日前报，还没有报送。"
    own = row._replace(due=date(2026, 11, 24))
    assert basis(own) == "学院要求2026年11月25日前报；登记的办理时限是2026年11月24日，还没有报送。"
    assert basis(own._replace(wanted=None)) == "学院要的报表；登记的办理时限是2026年11月24日，还没有报送。"
