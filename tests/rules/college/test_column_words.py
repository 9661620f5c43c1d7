"""Columns as an organiser types them."""

import pytest

from branchtui.errors import BranchError
from branchtui.rules.college.column_words import column_words, columns_typed
from branchtui.rules.college.sheets import SheetColumn


@pytest.mark.parametrize(
    ("typed", "columns"),
    [
        ("备注", [SheetColumn("备注", "text")]),
        ("姓名、学时", [SheetColumn("姓名", "person", "member"), SheetColumn("学时", "hours", "hours")]),
        ("党小组， 人员类别", [SheetColumn("党小组", "text", "group"), SheetColumn("人员类别", "text", "standing")]),
        ("金额（数字）；日期(日期)", [SheetColumn("金额", "number"), SheetColumn("日期", "date")]),
        ("联系人（姓名）", [SheetColumn("联系人", "person")]),
        ("甲\n乙、", [SheetColumn("甲", "text"), SheetColumn("乙", "text")]),
        (
            "备注（可空）、学时(可空)",
            [SheetColumn("备注", "text", "", True), SheetColumn("学时", "hours", "hours", True)],
        ),
        (
            "金额（数字，可空）、日（可空、日期）",
            [SheetColumn("金额", "number", "", True), SheetColumn("日", "date", "", True)],
        ),
        ("金额（数字）（可空）", [SheetColumn("金额", "number", "", True)]),
    ],
)
def test_what_is_typed(typed: str, columns: list[SheetColumn]) -> None:
    assert list(columns_typed(typed)) == columns


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("金额（元）", "“金额（元）”的括号里要写"),
        ("金额（元，可空）", "“金额（元，可空）”的括号里要写 文字、数字、日期、姓名、学时 之一；可以空着的写“可空”"),
        ("金额（数字、日期）", "之一"),
        ("金额（、）", "之一"),
        ("姓名、姓名", "两栏都叫“姓名”"),
        ("、、", "1 到"),
        ("栏" * 41, "最多 40 个字"),
    ],
)
def test_what_can_not_be(typed: str, told: str) -> None:
    with pytest.raises(BranchError) as error:
        columns_typed(typed)
    assert told in str(error.value)


def test_what_stands_in_a_column_is_said() -> None:
    assert [column_words(each) for each in columns_typed("姓名、金额（数字）、备注（可空）、学时（可空）")] == [
        "姓名（预填党员姓名）",
        "金额（数字）",
        "备注（文字，可空）",
        "学时（预填本年学时，可空）",
    ]
