"""Whom letters before a colon mean."""

import pytest

from branchtui.store.queries.finding.speakers import meant
from branchtui.store.queries.finding.suggestions import Suggestion

ZHANG = Suggestion("张三", pinyin=("zhangsan",), initials=("zs",))
SANFENG = Suggestion("张三丰", pinyin=("zhangsanfeng",), initials=("zsf",))
ZHAO = Suggestion("赵四", pinyin=("zhaosi",), initials=("zs",))
SHAN = Suggestion("单雄", pinyin=("shanxiong", "danxiong"), initials=("sx", "dx"))
THERE = [ZHANG, SANFENG, ZHAO, SHAN]


@pytest.mark.parametrize(
    ("letters", "names"),
    [
        ("zs", ["张三", "赵四"]),  # both in full: somebody is asked
        ("zsf", ["张三丰"]),
        ("zhangsan", ["张三"]),  # in full, though it begins another
        ("zhang", ["张三", "张三丰"]),
        ("zhao", ["赵四"]),
        ("dx", ["单雄"]),  # every reading
        ("hangsan", []),
        ("xyz", []),
    ],
)
def test_full_readings_come_before_beginnings(letters: str, names: list[str]) -> None:
    assert [row.words for row in meant(letters, THERE)] == names
