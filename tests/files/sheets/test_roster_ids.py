"""A citizen id in any column of a roster, however it is spelt, in a row or in the header, is neither kept nor quoted."""

import csv
import io
import unicodedata
from datetime import date

import pytest

from branchtui.errors import BranchError
from branchtui.files.sheets.roster import RosterSheet, read_roster

TODAY = date(2026, 3, 10)
COLUMNS = (
    *("姓名", "学工号", "性别", "民族", "出生年月", "学历", "人员类别", "党小组", "入党日期", "转正日期", "转入日期"),
    *("工作岗位", "党内职务", "职务", "职称", "电话", "所在党支部", "书记", "备注", "籍贯", ""),
)
SPELLINGS = (
    *("11010119900307123X", "11010119900307123x", "110101900307123", "110101-19900307-1231", "110101.19900307.1231"),
    *("'110101199003071231", "110101 1990 0307 1231", "110101\u00a019900307\u200b1231", "身份证110101199003071231"),
    *("１１０１０１１９９００３０７１２３１", "١١٠١٠١١٩٩٠٠٣٠٧١٢٣١", "1101011990030712311", "110101\n199003071231"),
    *("2019-02-30 14:30 110101199003071231", "二〇一九年二月三十日110101199003071231"),
)


def _sheet(rows: list[list[str]]) -> RosterSheet:
    buffer = io.StringIO()
    csv.writer(buffer).writerows(rows)
    return read_roster(buffer.getvalue().encode(), "名册.csv", TODAY)


def _figures(text: str) -> str:
    return "".join(str(unicodedata.decimal(char, "")) for char in text)


@pytest.mark.parametrize("column", range(len(COLUMNS)), ids=[name or "no name" for name in COLUMNS])
def test_in_a_row(column: int) -> None:
    row = ["林知远", "1001", "男", "汉族", "1979.05", "研究生", "正式党员", "一组", "2001.06", "2002.06", "2003.06"]
    row += ["主任", "书记", "教师", "教授", "13800000000", "一支部", "是", "", "海州", ""]
    other = ["周以宁", "1002", "女", "汉族", "1985.11", "研究生", "正式党员", *[""] * 14]
    for spelling in SPELLINGS:
        row[column] = spelling
        shown = _figures(repr(_sheet([list(COLUMNS), row, other])))
        assert "0307123" not in shown and "900307" not in shown, spelling


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_in_the_header(spelling: str) -> None:
    sheet = _sheet([["姓名", "学工号", spelling], ["林知远", "1001", "x"]])
    assert "900307" not in _figures(repr(sheet))
    assert sheet.dropped_columns == ["第3列（栏名像是身份证号）"]


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_in_what_is_refused(spelling: str) -> None:
    for rows in (
        [["姓名", "登录名", f"登录名{spelling}"], ["林知远", "1", "2"]],
        [["姓名", "政治面貌"], [spelling, "群众"]],
    ):
        with pytest.raises(BranchError) as caught:
            _sheet(rows)
        assert "900307" not in _figures(str(caught.value))
