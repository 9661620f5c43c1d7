"""Which backups stay: whatever their dates say, the newest of each kind, and fewer the older they are."""

from collections import Counter
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from branchtui.store.file import backups
from branchtui.store.file.backups import BY_HAND, KEPT, LEAVING, Backup

DAYS = st.datetimes(datetime(1990, 1, 1), datetime(2090, 12, 31))  # a clock may say anything


def made(dates: list[datetime], why: str) -> list[Backup]:
    """Backups of these dates, the newest first: the last in the list is the first date."""
    return [
        Backup(Path(f"{why}-{number}"), why, at, 1, number)
        for number, at in zip(range(len(dates), 0, -1), dates, strict=True)
    ]


@given(st.lists(DAYS, max_size=150))
@example([datetime(2036, 5, 1), *[datetime(2026, 3, 10) - timedelta(days=n) for n in range(1200)]])
def test_whatever_the_clocks_said(dates: list[datetime]) -> None:
    there = made(dates, LEAVING)
    stay = backups.kept(there, LEAVING)
    assert stay[: KEPT[LEAVING]] == there[: KEPT[LEAVING]], "the newest stay"
    assert [one for one in there if one in stay] == stay
    years, months = {one.at.year for one in there}, {(one.at.year, one.at.month) for one in there}
    assert {one.at.year for one in stay} == years, "one of each year at least"
    kept_months = {(one.at.year, one.at.month) for one in stay}
    assert len(kept_months) >= min(12, len(months))
    assert len(stay) <= KEPT[LEAVING] + 12 + len(years)
    assert backups.kept(stay, LEAVING) == stay, "what stayed once goes only as more come"
    older = stay[KEPT[LEAVING] :]
    assert max(Counter((one.at.year, one.at.month) for one in older).values(), default=1) == 1
    for why in KEPT.keys() - {LEAVING}:
        assert backups.kept(made(dates, why), why) == made(dates, why)[: KEPT[why]]
    assert backups.kept(made(dates, BY_HAND), BY_HAND) == made(dates, BY_HAND), "those by hand are the person's"


@given(st.lists(DAYS, min_size=1, max_size=80))
def test_one_by_one_the_newest_is_never_removed(dates: list[datetime]) -> None:
    stay: list[Backup] = []
    for number, at in enumerate(dates, 1):
        newest = Backup(Path(str(number)), LEAVING, at, 1, number)
        stay = backups.kept([newest, *stay], LEAVING)
        assert stay[0] == newest
    assert {one.at.year for one in stay} == {at.year for at in dates}


@pytest.mark.parametrize(("years", "left"), [(0.5, 20 + 5), (1, 20 + 11), (3, 20 + 11 + 2), (10, 20 + 11 + 9)])
def test_a_backup_each_day(years: float, left: int) -> None:
    dates = [datetime(2026, 12, 31) - timedelta(days=n) for n in range(int(365 * years))]
    stay: list[Backup] = []
    for number, at in enumerate(reversed(dates), 1):
        stay = backups.kept([Backup(Path(str(number)), LEAVING, at, 1, number), *stay], LEAVING)
    assert len(stay) == left
    months = [one.at for one in stay[20:31]]
    assert months == sorted(months, reverse=True) and len({(at.year, at.month) for at in months}) == len(months)
