"""A pasted notice becomes a tree; nothing of it is lost, and what has no number is not made a point."""

from datetime import date

import pytest

from branchtui.errors import BranchError
from branchtui.rules.frameworks.outline import OutlinePoint, parents, read_notice, shifted
from branchtui.rules.frameworks.template import MOST_POINTS

TODAY = date(2026, 3, 1)
NOTICE = """关于开展样板支部培育创建工作的通知
各党支部：
一、教育党员有力
（一）理论学习制度落实。年初有学习计划，按月开展主题党日。
学习有记录。
1. 学时达标：党员每年 32 学时；
1.1 培训
1.2 研讨
（二）党课
二、管理党员有力
（1）考勤
"""


def titles(text: str) -> list[str]:
    return [f"{'  ' * point.depth}{point.title}" for point in read_notice(text, TODAY).points]


def test_every_way_of_numbering_has_its_level() -> None:
    assert titles(NOTICE) == [
        "教育党员有力",
        "  理论学习制度落实",
        "    学时达标",
        "      培训",
        "      研讨",
        "  党课",
        "管理党员有力",
        "  考勤",
    ]


def test_what_follows_the_first_sentence_is_the_demand() -> None:
    found = read_notice(NOTICE, TODAY)
    assert found.points[1].demand == "年初有学习计划，按月开展主题党日。\n学习有记录。"
    assert found.points[2].demand == "党员每年 32 学时；"
    assert found.before == "关于开展样板支部培育创建工作的通知\n各党支部："


@pytest.mark.parametrize(
    ("text", "there"),
    [
        ("1-1 甲\n1-1-1 乙\n1-2 丙", ["甲", "  乙", "丙"]),
        ("1.1 甲\n1.1.1 乙\n1.2 丙\n1.2.1 丁", ["甲", "  乙", "丙", "  丁"]),
        ("1. 甲\n（1）乙\n（2）丙\n2. 丁", ["甲", "  乙", "  丙", "丁"]),
        ("1、甲\n① 乙\n2、丙", ["甲", "  乙", "丙"]),
        ("1）甲\n2）乙", ["甲", "乙"]),
        ("第一部分 甲\n一、乙\n第二部分 丙\n一、丁", ["甲", "  乙", "丙", "  丁"]),
        ("一、甲\n二、\n乙", ["甲"]),  # a number alone stands for nothing
        ("(一)甲\n 1．乙", ["甲", "  乙"]),
        ("一、3.5 学时以上", ["3.5 学时以上"]),
    ],
)
def test_numbers(text: str, there: list[str]) -> None:
    assert titles(text) == there


def test_a_long_sentence_is_kept_whole_below_its_first_words() -> None:
    sentence = "按月开展主题党日" + "，结合实际" * 10
    (point,) = read_notice(f"一、{sentence}", TODAY).points
    assert (point.title, point.demand) == ("按月开展主题党日", sentence)


def test_days_are_offered_with_their_words_and_none_is_made_up() -> None:
    text = "一、申报\n请于2026年4月15日前报送申报书，5月30日提交中期报告。2月31日不在。\n二、4月15日前"
    assert [(day.day, day.words) for day in read_notice(text, TODAY).days] == [
        (date(2026, 4, 15), "请于2026年4月15日前报送申报书"),
        (date(2026, 5, 30), "5月30日提交中期报告"),
    ]


@pytest.mark.parametrize("text", ["", "各支部：\n请认真落实。", "一、"])
def test_a_text_without_numbers_is_refused(text: str) -> None:
    with pytest.raises(BranchError, match="没有认出编号"):
        read_notice(text, TODAY)


def test_three_thousand_points_are_refused() -> None:
    with pytest.raises(BranchError, match=f"有 3000 个观测点，超过 {MOST_POINTS} 个"):
        read_notice("\n".join(f"{n}、任务" for n in range(3000)), TODAY)


def test_the_one_above_is_the_last_that_stands_less_deep() -> None:
    depths = [0, 1, 3, 2, 1, 0, 1]
    assert parents([OutlinePoint("甲", depth) for depth in depths]) == [None, 0, 1, 1, 0, None, 5]


@pytest.mark.parametrize(
    ("place", "by", "depths"),
    [
        (1, -1, [0, 0, 1, 0]),
        (3, 1, [0, 1, 2, 1]),
        (2, -1, [0, 1, 1, 0]),
        (0, 1, None),
        (0, -1, None),
        (2, 1, None),
    ],
)
def test_a_line_moves_with_all_below_it_to_where_there_is_a_level(
    place: int, by: int, depths: list[int] | None
) -> None:
    found = shifted([OutlinePoint("甲", depth) for depth in (0, 1, 2, 0)], place, by)
    assert (found and [point.depth for point in found]) == depths
