"""The roster as of a day follows from events."""

import itertools
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.rules.roster import OPEN, Event, MemberAsOf, listing_place, office_rank, roster_on

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


@pytest.mark.parametrize(
    ("people", "why"),
    [
        (
            [
                (("书记",), "z", "full", "9", "甲"),
                (("副书记",), "y", "full", "8", "乙"),
                (("组织委员",), "x", "full", "7", "丙"),
                (("宣传委员",), "w", "full", "6", "丁"),
                (("纪检委员",), "v", "full", "5", "戊"),
                (("委员",), "u", "full", "4", "己"),
                ((), "a", "full", "1", "庚"),
            ],
            "the committee by office, whatever place they have in the roster",
        ),
        (
            [(("委员",), "a", "full", "2", "甲"), (("委员",), "b", "full", "1", "乙")],
            "two of one office by the roster's own order",
        ),
        (
            [(("党小组组长", "组织委员"), "z", "full", "2", "甲"), (("宣传委员",), "a", "full", "1", "乙")],
            "of several offices the highest counts",
        ),
        (
            [
                ((), "a", "probationary", "9", "甲"),
                ((), "b", "full", "1", "乙"),
                (("党小组组长",), "c", "full", "0", "丙"),
            ],
            "the others by the roster's own order, whoever leads a group and whatever they are",
        ),
        (
            [
                ((), "z", "activist", "9", "甲"),
                ((), "", "full", "1", "乙"),
                ((), "", "full", "2", "甲"),
                ((), "", "probationary", "0", "甲"),
                ((), "", "candidate", "0", "甲"),
                ((), "", "activist", "0", "甲"),
                ((), "", "", "0", "甲"),
            ],
            "who has no place in it behind those who have, by standing and staff number",
        ),
        ([((), "", "full", "", "丁一"), ((), "", "full", "", "王二")], "at last by name"),
    ],
)
def test_everywhere_people_stand_in_one_order(
    people: list[tuple[tuple[str, ...], str, str, str, str]], why: str
) -> None:
    for order in itertools.islice(itertools.permutations(people), 200):
        assert sorted(order, key=lambda one: listing_place(*one, A)) == people, why


def test_strokes_decide_before_the_rosters_order_but_not_before_an_office() -> None:
    few, many = ((2, "12", "丁"),), ((4, "1121", "王"),)
    assert listing_place(["书记"], "z", "full", "", "王", A, many) < listing_place([], "a", "full", "", "丁", A, few)
    assert listing_place([], "z", "activist", "", "丁", A, few) < listing_place([], "a", "full", "", "王", A, many)


@pytest.mark.parametrize(
    ("day", "away"), [("2024-04-30", ""), ("2024-05-01", "产假"), ("2024-10-31", "产假"), ("2024-11-01", "")]
)
def test_who_is_away_for_long_stays_expected_and_votes(day: str, away: str) -> None:
    events = [event("membership", None, "in"), event("away", "2024-05-01", "产假"), event("away", "2024-11-01", "")]
    person = roster_on(events, date.fromisoformat(day))[A]
    assert (person.away, person.votes, person.is_member) == (away, True, True)
