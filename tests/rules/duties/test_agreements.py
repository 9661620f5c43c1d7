"""An agreement with a partner is named on the board from three months before its end."""

from datetime import date

import pytest

from branchtui.rules.duties.facts import Facts
from branchtui.rules.duties.sources.agreements import duties
from branchtui.rules.meetings import MeetingRules


@pytest.mark.parametrize(
    ("until", "group"),
    [
        (date(2027, 3, 2), None),
        (date(2027, 3, 1), "due"),
        (date(2026, 12, 1), "due"),
        (date(2026, 11, 30), "overdue"),
    ],
)
def test_when_an_agreement_is_told_of(until: date, group: str | None) -> None:
    rules: MeetingRules = None  # type: ignore[assignment]  # not asked for
    found = list(duties(Facts(agreements=[(b"c" * 16, "海州中学", until)]), rules, date(2026, 12, 1)))
    assert [each.group for each in found] == ([group] if group else [])
    for each in found:
        assert each.duty.open == ("contact", b"c" * 16)
        assert "海州中学" in each.duty.duty and "默认" in each.duty.clause
