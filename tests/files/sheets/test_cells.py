from datetime import date, datetime, time

import pytest

from branchtui.files.sheets.cells import CellError, code_of, day_of, month_of, text_of
from branchtui.files.sheets.workbook import Cell


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (datetime(2019, 2, 3, 14, 30), date(2019, 2, 3)),
        (date(2019, 2, 3), date(2019, 2, 3)),
        ("2019/2/3  14:30", date(2019, 2, 3)),
        ("2019-02-03 00:00:00", date(2019, 2, 3)),
        ("2019-02-03T14:30", date(2019, 2, 3)),
        (" 2019.2.3 ", date(2019, 2, 3)),
        ("2019年2月3日", date(2019, 2, 3)),
        ("２０１９．０２．０３", date(2019, 2, 3)),
        ("二〇一九年二月三日", date(2019, 2, 3)),
        ("20190203", date(2019, 2, 3)),
        (20190203, date(2019, 2, 3)),
        ("2019.02", date(2019, 2, 1)),
        ("2019年2月", date(2019, 2, 1)),
        ("201902", date(2019, 2, 1)),
        (43499.0, date(2019, 2, 3)),
        ("43499", date(2019, 2, 3)),
        (43499.604, date(2019, 2, 3)),
        ("", None),
        ("  ", None),
        ("无", None),
        ("—", None),
    ],
)
def test_days(cell: Cell, expected: date | None) -> None:
    assert day_of(cell) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1969.01", "1969-01"),
        (1969.01, "1969-01"),
        (1969.12, "1969-12"),
        ("1969.1", "1969-01"),
        ("1969-3", "1969-03"),
        (196901.0, "1969-01"),
        (datetime(1969, 1, 15), "1969-01"),
        ("1969/1/15", "1969-01"),
        (25218, "1969-01"),
        ("", ""),
    ],
)
def test_months(cell: Cell, expected: str) -> None:
    assert month_of(cell) == expected


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("2019-02-30", "不存在"),
        ("2019.13", "不存在"),
        ("2019-02-00", "不存在"),
        ("20190230", "不存在"),
        ("二〇一九年二月三十日", "不是一个日期"),
        ("1869-01-01", "年份"),
        ("1990", "只有年份"),
        (1990.0, "只有年份"),
        (1969.1, "1月还是10月"),
        ("3/2/2019", "看不懂"),
        ("不详" * 30, "…"),
        (12.0, "看不懂"),
        (123456789.0, "不是日期"),
        (-5, "不是日期"),
        (True, "看不懂"),
        (time(9, 0), "看不懂"),
        ("110101199003071234", "身份证号"),
    ],
)
def test_what_is_no_date(cell: Cell, part: str) -> None:
    with pytest.raises(CellError, match=part) as caught:
        day_of(cell)
    assert "110101" not in str(caught.value)


def test_codes() -> None:
    assert code_of(12345.0) == "12345"
    assert code_of("12345.0") == "12345"
    assert code_of(" 2019 0012 ") == "20190012"
    assert code_of("’0012") == "0012"
    assert code_of("０１２") == "012"
    assert code_of("JG-07") == "JG-07"
    for lost in (1.2345678901234567e17, "2.01912E+11"):
        with pytest.raises(CellError, match="文本"):
            code_of(lost)


def test_texts() -> None:
    assert text_of("  党务　秘书\n ") == "党务 秘书"
    assert text_of(3.0) == "3"
    assert text_of(3.5) == "3.5"
    assert text_of(True) == "是"
    assert text_of("\ufeff[/b]\x07") == "[/b]"
