"""Sheets that an organiser asks for: columns that can be, and what may stand in them."""

from datetime import date

import pytest

from branchtui.errors import BranchError
from branchtui.rules.college.sheets import SheetColumn, checked_rows, columns_from, number_of, typed

TODAY = date(2026, 11, 29)
NAME = {"name": "姓名", "type": "person", "prefill": "member"}


def test_columns_are_read_as_they_are_stored() -> None:
    columns = columns_from([NAME, {"name": " 学时\n数 ", "type": "hours", "prefill": "hours"}])
    assert columns == (SheetColumn("姓名", "person", "member"), SheetColumn("学时 数", "hours", "hours"))
    assert columns_from([column.stored() for column in columns]) == columns
    assert SheetColumn("备注", "text").stored() == {"name": "备注", "type": "text"}
    stored = {"name": "备注", "type": "text", "optional": True}
    assert columns_from([stored]) == (column := SheetColumn("备注", "text", "", True),)
    assert column.stored() == stored and column.heading == "备注（可空）"
    assert columns_from([{**stored, "optional": False}]) == (SheetColumn("备注", "text"),)


@pytest.mark.parametrize(
    ("stored", "said"),
    [
        (None, "1 到 50 栏"),
        ([], "1 到 50 栏"),
        ("姓名", "1 到 50 栏"),
        ([NAME] * 51, "有 51 栏，最多 50 栏"),
        (["姓名"], "第 1 栏写法有误"),
        ([{"name": 3, "type": "text"}], "第 1 栏写法有误"),
        ([{"name": "姓名", "type": "text", "width": "3"}], "第 1 栏有不认识的“width”"),
        ([{"name": "姓名", "type": "text", "optional": "true"}], "第 1 栏的 optional 要写 true 或 false，不加引号"),
        ([{"type": "text"}], "第 1 栏要有名称"),
        ([{"name": "长" * 41, "type": "text"}], "第 1 栏要有名称"),
        ([{"name": "姓名"}], "type 应是 text、number、date、person、hours 之一"),
        ([{"name": "身高", "type": "height"}], "type 应是"),
        ([{"name": "电话", "type": "text", "prefill": "phone"}], "要预填 phone，这里没有"),
        ([{"name": "学时", "type": "number", "prefill": "hours"}], "type 应是 hours"),
        ([{"name": "职务", "type": "person", "prefill": "office"}], "type 应是 text"),
        ([NAME, NAME], "有两栏都叫“姓名”"),
    ],
)
def test_columns_that_cannot_be(stored: object, said: str) -> None:
    with pytest.raises(BranchError, match=said):
        columns_from(stored)


@pytest.mark.parametrize(
    ("type_", "text", "kept"),
    [
        ("text", " =1+1 ", "=1+1"),
        ("number", "12.5", "12.5"),
        ("date", "12月1日", "2026-12-01"),
        ("hours", "1.5学时", "1.5"),
        ("hours", "0", "0"),
        ("person", "林知远", "林知远"),
        ("number", "", ""),
        ("number", "十二", None),
        ("number", "nan", None),
        ("number", "1e400", None),
        ("number", "９", None),
        ("date", "某日", None),
        ("hours", "1.3", None),
        ("text", "长" * 2001, None),
    ],
)
def test_what_is_typed_into_a_cell(type_: str, text: str, kept: str | None) -> None:
    column = SheetColumn("这一栏", type_)  # type: ignore[arg-type]
    if kept is not None:
        assert typed(column, text, TODAY) == kept
        return
    with pytest.raises(BranchError):
        typed(column, text, TODAY)


@pytest.mark.parametrize("text", ["", "=1", "inf", "1_0x", "１"])
def test_what_is_no_number(text: str) -> None:
    assert number_of(text) is None
    assert (number_of("7.0"), number_of("-2.5")) == (7, -2.5)


@pytest.mark.parametrize("rows", [None, {}, ["甲"], [["甲", "乙"]], [[1]], [["甲"]] * 2001])
def test_rows_that_do_not_fit(rows: object) -> None:
    with pytest.raises(BranchError, match="报表"):
        checked_rows(columns_from([NAME]), rows)
    assert checked_rows(columns_from([NAME]), [["甲"], [""]]) == [["甲"], [""]]
