"""For which days somebody was a member, or in the committee."""

from datetime import date

import pytest

from branchtui.rules.frameworks.spans import spans
from branchtui.rules.roster import OPEN, Event, MemberAsOf

ONE = b"1" * 16
UNTIL = date(2026, 11, 20)


def event(aspect: str, on: date, value: str, subject: str = "") -> Event:
    return Event(ONE, aspect, subject, on, value)  # type: ignore[arg-type] # one of the aspects


def in_committee(person: MemberAsOf) -> bool:
    return person.is_member and person.in_committee


IN = event("membership", OPEN, "in")
OFFICE = event("office", date(2024, 6, 1), "in", "组织委员")
CASES = [
    ([IN], []),
    ([IN, OFFICE], [(date(2024, 6, 1), None)]),
    ([IN, event("office", OPEN, "in", "书记")], [(None, None)]),
    ([IN, OFFICE, event("office", date(2025, 3, 1), "out", "组织委员")], [(date(2024, 6, 1), date(2025, 2, 28))]),
    (  # one office after the other is one stretch
        [
            IN,
            OFFICE,
            event("office", date(2025, 3, 1), "in", "书记"),
            event("office", date(2025, 3, 1), "out", "组织委员"),
        ],
        [(date(2024, 6, 1), None)],
    ),
    ([IN, OFFICE, event("membership", date(2026, 1, 1), "out")], [(date(2024, 6, 1), date(2025, 12, 31))]),
    (  # back again
        [
            IN,
            OFFICE,
            event("office", date(2025, 3, 1), "out", "组织委员"),
            event("office", date(2026, 3, 1), "in", "书记"),
        ],
        [(date(2024, 6, 1), date(2025, 2, 28)), (date(2026, 3, 1), None)],
    ),
    ([IN, OFFICE, event("office", date(2026, 12, 1), "out", "组织委员")], [(date(2024, 6, 1), None)]),  # not yet
    ([IN, event("standing", OPEN, "activist"), event("office", OPEN, "in", "书记")], []),
    ([IN, event("office", OPEN, "in", "党小组组长")], []),
]


@pytest.mark.parametrize(("events", "there"), CASES)
def test_stretches(events: list[Event], there: list[tuple[date | None, date | None]]) -> None:
    assert list(spans(events, in_committee, UNTIL)) == [(ONE, *span) for span in there]
