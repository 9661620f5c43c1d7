"""Lists of numbers."""

import pytest

from branchtui.errors import BranchError
from branchtui.rules.college.numbers import numbers_typed, numbers_words


@pytest.mark.parametrize(
    ("text", "numbers", "words"),
    [
        ("1,5-9", [1, 5, 6, 7, 8, 9], "1、5-9"),
        ("3、7 至 9", [3, 7, 8, 9], "3、7-9"),
        (" 2 ，1；2 ", [1, 2], "1-2"),
        ("12", [12], "12"),
    ],
)
def test_numbers_as_they_are_listed(text: str, numbers: list[int], words: str) -> None:
    assert numbers_typed(text) == numbers
    assert numbers_words(numbers) == words


@pytest.mark.parametrize("text", ["", "一", "9-5", "0", "1--3", "99999", "1,,x"])
def test_what_is_no_list_of_numbers(text: str) -> None:
    with pytest.raises(BranchError, match="1,5-9"):
        numbers_typed(text)
