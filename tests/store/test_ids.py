"""Ids of rows whatever the clock says."""

import time

import pytest

from branchtui.store.ids import new_id, pair_id


def test_what_is_neither_time_nor_kind_is_random() -> None:
    made = [int.from_bytes(new_id(), "big") for _ in range(200)]
    ever, always = 0, -1
    for bits in made:
        ever, always = ever | bits, always & bits
    random = (1 << 62) - 1
    assert ever & random == random and always & random == 0
    fixed = 0xF << 76 | 0x3 << 62  # the version and the variant, RFC 9562 §5.7
    assert ever & fixed == always & fixed == 0x7 << 76 | 0x2 << 62


@pytest.mark.parametrize("grain", [1, 15_600_000], ids=["Linux", "Windows"])
def test_rows_sort_in_the_order_they_were_made(monkeypatch: pytest.MonkeyPatch, grain: int) -> None:
    """Also where the clock counts in steps of 15.6 ms."""
    real = time.time_ns
    monkeypatch.setattr(time, "time_ns", lambda: real() // grain * grain)
    made = [new_id() for _ in range(5000)]
    assert made == sorted(made)


@pytest.mark.parametrize("seconds", [-(10**8), -1, 0, 4 * 10**9], ids=["1966", "1969", "1970", "2096"])
def test_a_clock_that_is_wrong_makes_ids_all_the_same(monkeypatch: pytest.MonkeyPatch, seconds: int) -> None:
    monkeypatch.setattr(time, "time_ns", lambda: seconds * 10**9)
    first, second = new_id(), new_id()
    assert first != second and len(first) == 16 and first[6] >> 4 == 7
    assert int.from_bytes(first[:6], "big") == max(0, seconds * 1000)


def test_the_id_of_a_pair_is_the_same_for_ever() -> None:
    """Every file in use holds such ids: another version would make each of these rows a second time."""
    assert pair_id("setting", "kind:党课").hex() == "f171ab464a8c85508f5b9c09f6c0e976"
    assert pair_id("attendance", bytes(16), bytes(15) + b"\1").hex() == "d714f976836988b1bdcc746d7f9348f4"
