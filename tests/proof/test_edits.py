"""What is learnt of an editor's changes."""

import pytest

from branchtui.errors import BranchError
from branchtui.proof.edits import Replaced, comparable, edits, replaced

BEFORE = "办公室队整体素质得到提高。大家认真学习了文件。办公室队整齐划一。"


def _learnt(before: str, after: str, *, marked: bool = False) -> list[tuple[str, str, int]]:
    found = edits(before, after)
    offered = replaced(found if marked else [], [] if marked else found)
    return [(each.text, each.instead, each.times) for each in offered]


@pytest.mark.parametrize(
    ("before", "after", "learnt"),
    [
        (BEFORE, BEFORE.replace("队", "团队"), [("公室队整", "公室团队整", 2)]),
        ("参与与服务很好。大家参与与服务。", "参与服务很好。大家参与服务。", [("参与与服", "参与服", 2)]),
        ("发展得的很快。", "发展得很快。", []),  # once is no rule
        ("三月5日开会了吧。四月5日开会了吧。", "三月6日开会了吧。四月6日开会了吧。", []),  # a figure is no wording
        ("大家来到会场，认真听。大家来到会场，认真记。", "大家来到会场。认真听。大家来到会场。认真记。", []),  # marks
        ("支部开展活动。", "会议原则同意全部事项并报上级备案。", []),  # written anew
        ("甲乙丙丁戊己。天地玄黄宇宙。", "甲乙子丁戊己。天地子黄宇宙。", []),  # other company
    ],
)
def test_what_repeats_in_the_same_company_is_learnt(
    before: str, after: str, learnt: list[tuple[str, str, int]]
) -> None:
    assert _learnt(before, after) == learnt


def test_a_tracked_change_is_learnt_once() -> None:
    assert _learnt("发展得的很快。", "发展得很快。", marked=True) == [("展得的很快", "展得很快", 1)]


def test_marked_and_unmarked_count_together() -> None:
    tracked, plain = edits("办公室队整体好。", "办公室团队整体好。"), edits("办公室队整体强。", "办公室团队整体强。")
    assert replaced(tracked, plain) == [Replaced("公室队整", "公室团队整", 2, marked=True)]


def test_what_is_compared() -> None:
    assert comparable("# 一、学习\n\n  大家认真听。\n【图 3】\n") == "一、学习\n大家认真听。"


def test_texts_that_are_too_long_are_told() -> None:
    with pytest.raises(BranchError, match="太长"):
        edits("".join(f"第{n}句。" for n in range(3000)), "".join(f"又{n}句。" for n in range(3000)))
