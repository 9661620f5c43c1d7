"""Chinese numerals and the numbers before headings: what is written can be read back."""

import re

import pytest

from branchtui.rules.text.numerals import (
    HAN_NUMBER,
    HEADING_NUMBERS,
    chinese_number,
    has_heading_number,
    number_of,
    without_heading_number,
)


@pytest.mark.parametrize("number", range(1, 100))
def test_a_number_that_is_written_is_read(number: int) -> None:
    written = chinese_number(number)
    assert re.fullmatch(HAN_NUMBER, written)
    assert number_of(written) == number


@pytest.mark.parametrize(
    ("text", "number"), [("零五", 5), ("〇五", 5), ("二〇二六", 2026), ("两", 2), ("０７", 7), ("0", 0)]
)
def test_numbers_as_people_write_them(text: str, number: int) -> None:
    assert number_of(text) == number


@pytest.mark.parametrize("number", [*range(1, 100), 100, 101, 120])
def test_every_number_that_is_set_is_known_again(number: int) -> None:
    han = chinese_number(number)
    for level, written in enumerate((f"{han}、", f"（{han}）", f"{number}.", f"（{number}）")):
        assert re.match(HEADING_NUMBERS[level], f"{written}学习讨论")
        assert has_heading_number(f"{written}学习讨论")
        assert without_heading_number(f"{written}学习讨论") == "学习讨论"


@pytest.mark.parametrize(
    "text", ["学习讨论", "3.5万元的预算", "2026年工作", "十一长假", "三会一课", "（党员大会）材料", ""]
)
def test_what_only_begins_like_a_number_is_none(text: str) -> None:
    assert not has_heading_number(text)
    assert without_heading_number(text) == text
