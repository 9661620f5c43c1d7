"""Sheets that are written: days are days, people's numbers and everything like a formula are text."""

import io
import re
import zipfile
from collections.abc import Sequence
from datetime import date

import pytest
import python_calamine

from branchtui.files.sheets.writing import Column, Value, sheet
from branchtui.files.word.package import is_untouched

COLUMNS = (Column("日期", 12, "day"), Column("工号", 10), Column("小时", 8, "number"), Column("内容", 30))


def written(*rows: Sequence[Value]) -> bytes:
    return sheet("服务台账", COLUMNS, rows, author="办公室党支部")


def read(data: bytes) -> list[list[object]]:
    book = python_calamine.CalamineWorkbook.from_filelike(io.BytesIO(data))
    return [list(row) for row in book.get_sheet_by_index(0).to_python()]


def part(data: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name).decode()


def test_each_value_is_of_its_kind() -> None:
    data = written((date(2026, 3, 4), "00123", 1.5, "窗口咨询"), (date(2026, 3, 5), None, 2, ""))
    assert read(data) == [
        ["日期", "工号", "小时", "内容"],
        [date(2026, 3, 4), "00123", 1.5, "窗口咨询"],
        [date(2026, 3, 5), "", 2.0, ""],
    ]


@pytest.mark.parametrize("text", ["=1+1", "+8613800000000", "-2", "@SUM(A1)", '=HYPERLINK("http://a.example","看")'])
def test_a_text_is_never_a_formula(text: str) -> None:
    data = written((None, text, None, text))
    assert read(data)[1][3] == text
    page = part(data, "xl/worksheets/sheet1.xml")
    assert "<f>" not in page and "<hyperlink" not in page
    assert 'quotePrefix="1"' in part(data, "xl/styles.xml")


def test_the_header_stays_in_sight() -> None:
    page = part(written((None, "1", 1, "甲")), "xl/worksheets/sheet1.xml")
    assert re.search(r'<pane ySplit="1"[^>]*state="frozen"', page) and "<autoFilter" in page
    assert len(re.findall("<col ", page)) == len(COLUMNS), "each has a width"


def test_the_same_rows_give_the_same_bytes_and_a_change_is_seen() -> None:
    data = written((date(2026, 3, 4), "1", 1, "甲"))
    assert data == written((date(2026, 3, 4), "1", 1, "甲"))
    assert is_untouched(data)


def test_a_sheet_may_be_empty_and_a_cell_too_long() -> None:
    assert read(written()) == [["日期", "工号", "小时", "内容"]]
    assert len(str(read(written((None, "甲" * 40_000, None, "")))[1][1])) == 32_767
