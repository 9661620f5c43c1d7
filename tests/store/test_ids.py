"""Ids of rows whatever the clock says."""

import time

import pytest

from branchtui.store.ids import new_id


@pytest.mark.parametrize("seconds", [-(10**8), -1, 0, 4 * 10**9], ids=["1966", "1969", "1970", "2096"])
def test_a_clock_that_is_wrong_makes_ids_all_the_same(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: seconds * 10**9)
    first, second = new_id(), new_id()
    assert first != second and len(first) == 16 and first[6] >> 4 == 7
    assert int.from_bytes(first[:6], "big") == max(0, seconds * 1000)
