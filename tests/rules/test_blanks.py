"""Blanks of a paper are found, with the words that tell which."""

import pytest

from branchtui.rules.blanks import blanks_in


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("主持人：林知远", []),
        ("主持人：（未填写）", ["主持人：（未填写）"]),
        ("实到：（未点名）", ["实到：（未点名）"]),
        ("缺席2人：古丽（原因未填写）、何其远（原因未填写）", ["缺席2人：古丽（原因未填写）", "何其远（原因未填写）"]),
        ("地点：（待定）", ["地点：（待定）"]),
        ("（未填写）至（未填写）", ["（未填写）", "至（未填写）"]),
        ("他说：原因未填写", []),
    ],
)
def test_blanks_in(text: str, found: list[str]) -> None:
    assert blanks_in(text) == found
