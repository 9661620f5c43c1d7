"""What the end of a year asks for: results of 民主评议, and who has still to talk."""

from collections.abc import Collection
from datetime import date

import pytest

from branchtui import assets
from branchtui.rules.duties.facts import Facts
from branchtui.rules.duties.sources.year.year_end import duties
from branchtui.rules.kind_reading import rules_from
from branchtui.rules.meetings import APPRAISAL
from branchtui.rules.year.reading import year_rules_from
from branchtui.rules.year.talks import Coverage, coverage

RULES = rules_from(assets.toml("rules", "meetings.toml"), {})
YEAR = year_rules_from(assets.toml("rules", "year_end.toml"), {})


@pytest.mark.parametrize(
    ("held", "appraised", "today", "told"),
    [
        ([], (), date(2026, 11, 30), []),  # not held: that it is to be is told by the kind
        ([date(2026, 11, 24)], (), date(2026, 11, 30), [("due", "appraisal:2026", "2026-12-31 前")]),
        ([date(2026, 11, 24)], (2026,), date(2026, 11, 30), []),
        ([date(2026, 11, 24)], (2025,), date(2026, 11, 30), [("due", "appraisal:2026", "2026-12-31 前")]),
        ([date(2025, 12, 9)], (), date(2026, 1, 1), [("overdue", "appraisal:2025", "2025-12-31 前")]),
        ([date(2025, 12, 9)], (2025,), date(2026, 1, 1), []),
        ([date(2024, 12, 9)], (), date(2026, 1, 1), []),  # of a year long over nobody is asked
    ],
)
def test_results_are_asked_for_once_it_was_held(
    held: list[date], appraised: Collection[int], today: date, told: list[tuple[str, str, str]]
) -> None:
    facts = Facts(held={APPRAISAL: held}, appraised=appraised, year_rules=lambda: YEAR)
    found = list(duties(facts, RULES, today))
    assert [(each.group, each.duty.rule, each.duty.period) for each in found] == told
    assert all(each.duty.clause == "《中国共产党支部工作条例（试行）》第十八条" for each in found)


def test_who_has_still_to_talk_is_told_from_december_on() -> None:
    lacking = coverage([b"a", b"b"], [b"c", b"d"], [frozenset((b"a", b"c"))])
    asked = []

    def asks() -> Coverage:
        asked.append(1)
        return lacking

    facts = Facts(coverage=asks, year_rules=lambda: YEAR)
    assert not list(duties(facts, RULES, date(2026, 11, 30))) and not asked, "the roster is read where it is told of"
    (found,) = duties(facts, RULES, date(2026, 12, 1))
    assert (found.group, found.duty.sort, found.duty.period) == ("due", "talks", "2026-12-31 前")
    assert found.duty.known == "支委之间 1 对，没有和支委谈 1 人，没有和党员谈 2 人。"
    assert found.duty.rule == "talks:2026", "silenced for this year and not for the next"


def test_nothing_is_told_where_all_have_talked() -> None:
    assert not list(duties(Facts(year_rules=lambda: YEAR), RULES, date(2026, 12, 31)))
