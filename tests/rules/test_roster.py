"""The roster as of a day follows from events."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.rules.roster import OPEN, Event, MemberAsOf, office_rank, roster_on

A, B = b"a" * 16, b"b" * 16


def event(aspect: str, on: str | None, value: str, subject: str = "", member: bytes = A) -> Event:
    return Event(member, aspect, subject, date.fromisoformat(on) if on else OPEN, value)


JOINED = [event("membership", "2024-03-01", "in"), event("standing", "2024-03-01", "probationary")]


@pytest.mark.parametrize(
    ("events", "day", "expected"),
    [
        (JOINED, "2024-02-29", None),
        (JOINED, "2024-03-01", ("probationary", (), False)),
        ([*JOINED, event("standing", "2025-03-15", "full")], "2025-03-14", ("probationary", (), False)),
        ([*JOINED, event("standing", "2025-03-15", "full")], "2025-03-15", ("full", (), True)),
        ([event("membership", None, "in"), event("standing", None, "full")], "1999-01-01", ("full", (), True)),
        ([event("membership", None, "in")], "2024-01-01", ("full", (), True)),
        (
            [event("membership", None, "in"), event("vote", "2024-01-01", "suspended")],
            "2024-06-01",
            ("full", (), False),
        ),
        (
            [
                event("membership", None, "in"),
                event("vote", "2024-01-01", "suspended"),
                event("vote", "2024-05-01", ""),
            ],
            "2024-06-01",
            ("full", (), True),
        ),
        ([event("membership", None, "in"), event("membership", "2024-05-01", "out")], "2024-05-01", None),
        (
            [
                event("membership", None, "in"),
                event("office", "2024-01-01", "in", "组织委员"),
                event("office", "2024-02-01", "in", "书记"),
            ],
            "2024-02-01",
            ("full", ("书记", "组织委员"), True),
        ),
        (
            [
                event("membership", None, "in"),
                event("office", "2024-01-01", "in", "书记"),
                event("office", "2024-02-01", "out", "书记"),
            ],
            "2024-02-01",
            ("full", (), True),
        ),
    ],
)
def test_roster_on(events: list[Event], day: str, expected: tuple[str, tuple[str, ...], bool] | None) -> None:
    found = roster_on(events, date.fromisoformat(day)).get(A)
    assert expected == (found and (found.standing, found.offices, found.votes))


def test_a_change_in_march_leaves_february_alone() -> None:
    before = roster_on(JOINED, date(2025, 2, 1))
    later = [*JOINED, event("standing", "2025-03-15", "full"), event("office", "2025-03-15", "in", "书记")]
    assert roster_on(later, date(2025, 2, 1)) == before


events_of = st.lists(
    st.builds(
        Event,
        st.sampled_from([A, B]),
        st.sampled_from(["membership", "standing", "vote"]),
        st.just(""),
        st.integers(0, 30).map(lambda days: date(2024, 1, 1) + timedelta(days)),
        st.sampled_from(["in", "out", "full"]),
    ),
    max_size=5,
    unique_by=lambda e: (e.member, e.aspect, e.subject, e.on),
)


@given(events_of)
def test_order_of_entry_does_not_matter(events: list[Event]) -> None:
    results: list[dict[bytes, MemberAsOf]] = [
        roster_on(order, date(2024, 1, 20)) for order in itertools.permutations(events)
    ]
    assert all(result == results[0] for result in results)


def test_offices_are_listed_secretary_first() -> None:
    assert sorted(["委员", "工会小组长", "书记"], key=office_rank) == ["书记", "委员", "工会小组长"]
