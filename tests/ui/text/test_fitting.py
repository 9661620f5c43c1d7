"""Which row a few typed characters find first."""

import pytest

from branchtui.ui.text.fitting import fitting


@pytest.mark.parametrize(
    ("typed", "rows", "first"),
    [
        (
            "冲突",
            ["都用一台电脑写的：冲突很多时选一台电脑", "冲突：两台电脑写得不一样的"],
            "冲突：两台电脑写得不一样的",
        ),
        ("导出", ["导入（不是导出）", "导出（F8）：写成 Word"], "导出（F8）：写成 Word"),
        ("会", ["会议", "讲座/会"], "讲座/会"),
    ],
)
def test_the_very_name_comes_first_whatever_a_menu_says_behind_it(typed: str, rows: list[str], first: str) -> None:
    assert fitting(typed, rows, str)[0] == first
