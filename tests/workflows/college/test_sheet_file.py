"""A sheet that the college asks for as a file: written, filled in elsewhere, brought back."""

import io
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from branchtui.errors import BranchError
from branchtui.workflows.college.branch import requests, sheet_file, sheets
from tests.conftest import TODAY
from tests.workflows.college.asked import COLLEGE, COLUMNS, Request, take_in, the_sheet


def table(*rows: Sequence[object]) -> bytes:
    """A sheet as somebody filled it in."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        page, days = book.add_worksheet(), book.add_format({"num_format": "yyyy-mm-dd"})
        for at, row in enumerate((("序号", *(column["name"] for column in COLUMNS)), *rows)):
            for place, value in enumerate(row):
                if isinstance(value, datetime):
                    page.write_datetime(at, place, value, days)
                elif value is not None:
                    page.write(at, place, value)
    return out.getvalue()


def bring(data: bytes) -> str:
    document, sheet = the_sheet()
    return sheet_file.bring(document, sheet_file.read(sheet, data, "表.xlsx"), today=TODAY)


def test_what_was_exported_and_filled_in_elsewhere_is_brought_back(branch: None, tmp_path: Path) -> None:
    take_in(Request(7))
    _, sheet = the_sheet()
    target = tmp_path / "表.xlsx"
    assert sheet_file.export(sheet, target) == 5
    assert bring(target.read_bytes()) == "已照表格填：按姓名对上 5 行。"
    filled = [
        (1, "周以宁", None, 4.5, datetime(2026, 3, 5)),
        (2, "沈一禾", "", "", "无"),
        (3, "外校人", "无", 2, "3月6日"),
    ]
    assert bring(table(*filled, ("", "合计", "", 6, ""))) == "已照表格填：按姓名对上 2 行，新加 1 行。"
    _, sheet = the_sheet()
    assert sheet.rows == (
        ("林知远", "第一党小组", "0", ""),
        ("周以宁", "第一党小组", "4.5", "2026-03-05"),
        ("沈一禾", "第二党小组", "0", "无"),
        ("沈亦和", "第二党小组", "0", ""),
        ("许青禾", "第二党小组", "0", ""),
        ("外校人", "无", "2", "2026-03-06"),
    )


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ((1, "周以宁", "", "多", ""), "表格第 2 行：没有看懂学时“多”"),
        ((1, "周以宁", "", 1, "2月30日"), "表格第 2 行：2026年2月没有30日"),
        ((1, "110101199003074514", "", 1, ""), "表格第 2 行的姓名"),
    ],
)
def test_a_file_that_holds_what_can_not_be_writes_nothing(branch: None, row: Sequence[object], said: str) -> None:
    take_in(Request(7))
    with pytest.raises(BranchError, match=said):
        bring(table(row))
    assert the_sheet()[1].draft is None


def test_a_file_of_more_rows_than_can_be_handed_in_writes_nothing(branch: None) -> None:
    take_in(Request(7))
    with pytest.raises(BranchError, match="最多报 2000 行，没有导入"):
        bring(table(*((number, f"人{number}", "", 1, "3月5日") for number in range(2001))))
    assert the_sheet()[1].draft is None


def test_what_may_stay_empty_is_marked_in_the_file_and_may_stay_empty_there(branch: None, tmp_path: Path) -> None:
    take_in(
        Request(7, columns=({"name": "姓名", "type": "person"}, {"name": "备注", "type": "text", "optional": True}))
    )
    document, sheet = the_sheet()
    for data in ("姓名,备注（可空）\n甲,\n乙,病休\n", "姓名,备注\n甲,\n"):
        sheet_file.bring(document, sheet_file.read(sheet, data.encode(), "表.csv"), today=TODAY)
        assert the_sheet()[1].rows == (("甲", ""), ("乙", "病休"))
    target = tmp_path / "表.xlsx"
    sheet_file.export(the_sheet()[1], target)
    assert CalamineWorkbook.from_path(target).get_sheet_by_index(0).to_python() == [
        ["姓名", "备注（可空）"],
        ["甲", ""],
        ["乙", "病休"],
    ]
    assert bring(target.read_bytes()) == "已照表格填：按姓名对上 2 行。"
    assert sheets.ready(document, TODAY).rows == (("甲", ""), ("乙", "病休"))


def test_a_file_without_a_column_is_told(branch: None) -> None:
    take_in(Request(7))
    with pytest.raises(BranchError, match="“表.csv”里没有“党小组”这一栏"):
        sheet_file.read(the_sheet()[1], "姓名,学时\n周以宁,3\n".encode(), "表.csv")
    with pytest.raises(BranchError, match="没有认出这张表"):
        sheet_file.read(the_sheet()[1], "甲,乙\n1,2\n".encode(), "表.csv")


def test_rows_of_a_sheet_without_people_take_the_place_of_all(branch: None) -> None:
    requests.take_in(
        [Request(7, columns=[{"name": "项目", "type": "text"}, {"name": "数量", "type": "number"}])], COLLEGE, TODAY
    )
    document, sheet = the_sheet()
    assert sheet.rows == ()
    for _ in range(2):
        found = sheet_file.read(sheet, "项目,数量\n书,3\n笔,=1+1\n".encode(), "表.csv")[:1]
        assert sheet_file.bring(document, found, today=TODAY) == "已照表格填好 1 行。"
    assert the_sheet()[1].rows == (("书", "3"),)
