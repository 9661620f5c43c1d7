"""Services of posts: half hours, a day's most, what can't both be true."""

from datetime import date, datetime

import pytest

from branchtui.errors import BranchError
from branchtui.rules.services import (
    MOST_A_DAY,
    Presence,
    Stretch,
    at_meeting,
    contradictions,
    half_hours_of,
    hours_words,
    over_a_day,
    overlap,
    refuse_length,
)

DAY = date(2026, 3, 4)


def _at(begins: str, ends: str = "", half_hours: int = 4) -> Stretch:
    return Stretch(begins, ends, half_hours, f"{begins}—{ends}")


@pytest.mark.parametrize(("half_hours", "words"), [(1, "0.5 小时"), (2, "1 小时"), (5, "2.5 小时"), (16, "8 小时")])
def test_half_hours_in_words(half_hours: int, words: str) -> None:
    assert hours_words(half_hours) == words


@pytest.mark.parametrize(("minutes", "half_hours"), [(30, 1), (90, 3), (480, 16)])
def test_whole_half_hours(minutes: int, half_hours: int) -> None:
    assert half_hours_of(minutes) == half_hours


@pytest.mark.parametrize(
    ("minutes", "says"), [(0, "大于 0"), (-30, "大于 0"), (105, "1.5 小时或 2 小时"), (20, "0.5 小时")]
)
def test_other_lengths_are_asked(minutes: int, says: str) -> None:
    with pytest.raises(BranchError, match=says):
        half_hours_of(minutes)


def test_a_day_holds_eight_hours() -> None:
    refuse_length(MOST_A_DAY)
    with pytest.raises(BranchError, match=r"一天最多记 8 小时，这一条有 9 小时"):
        refuse_length(18)
    assert over_a_day(4, 12, "林知远", DAY, DAY) == ""
    assert "林知远 3月4日已记 6.5 小时，加上这 2 小时共 8.5 小时" in over_a_day(4, 13, "林知远", DAY, DAY)


@pytest.mark.parametrize(
    ("one", "other", "clash"),
    [
        (_at("14:00", "16:00"), _at("15:30", "17:00"), True),
        (_at("14:00", "16:00"), _at("16:00", "17:00"), False),
        (_at("14:00", "16:00"), _at("13:00", "18:00"), True),
        (_at("14:00"), _at("15:30"), True),  # two hours each
        (_at("14:00"), _at("16:00"), False),
        (_at("14:00", "16:00"), _at(""), False),  # nobody told when
    ],
)
def test_services_at_one_time(one: Stretch, other: Stretch, clash: bool) -> None:
    assert overlap(one, other) is clash
    assert overlap(other, one) is clash


@pytest.mark.parametrize(
    ("begins", "ends", "clash"),
    [
        (datetime(2026, 3, 4, 15), datetime(2026, 3, 4, 16, 30), True),
        (datetime(2026, 3, 4, 13), datetime(2026, 3, 4, 14), False),
        (datetime(2026, 3, 4, 13), datetime(2026, 3, 4, 14, 1), True),
        (datetime(2026, 3, 4, 15), None, True),
        (datetime(2026, 3, 4, 13, 30), None, False),  # no end told: it may have been over
        (datetime(2026, 3, 4, 16), None, False),
        (datetime(2026, 3, 5, 15), None, False),
    ],
)
def test_services_during_a_meeting(begins: datetime, ends: datetime | None, clash: bool) -> None:
    assert at_meeting(DAY, _at("14:00", "16:00"), Presence(begins, ends, "主题党日")) is clash


def test_contradictions_of_a_day() -> None:
    one, two, apart = _at("14:00", "16:00"), _at("15:00", "17:00"), _at("19:00", "20:00")
    meeting = Presence(datetime(2026, 3, 4, 19, 30), None, "主题党日")
    found = contradictions(DAY, [one, two, apart], [meeting])
    assert found == [(one.words, two.words), (apart.words, "主题党日")]
