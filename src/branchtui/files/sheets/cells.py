"""One cell as a plain value. `CellError` says in Chinese what is wrong with it."""

import re
from datetime import date, datetime, timedelta
from functools import lru_cache

from branchtui.errors import BranchError
from branchtui.files.sheets.workbook import Cell
from branchtui.rules.text.citizen_id import holds_citizen_id, without_citizen_ids
from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.dates import FIRST_YEAR, LAST_YEAR, parse_day
from branchtui.rules.text.numerals import HAN_DIGITS

_NOTHING = frozenset(
    {"无", "暂无", "/", "／", "\\", "-", "--", "—", "——", "－", "N/A", "n/a", "null", "NULL", "nan", "NaN", "NAN"}
)
_FIGURES = str.maketrans("０１２３４５６７８９．／－：", "0123456789./-:")
_EPOCH = date(1899, 12, 30)  # day 0 of the serial dates of Excel and WPS, from March 1900 on
_FIRST_SERIAL, _LAST_SERIAL = 7306, 73050  # 1920-01-01 … 2099-12-31

_YMD = re.compile(
    r"(\d{4})\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*[日号]?|\s*月)?(?:[\sT]\s*\d{1,2}:\d{2}.*)?"
)
_SHORT_YEAR = re.compile(r"[’']?(\d{2})\s*[-./年]\s*(\d{1,2})(?:\s*[-./月]\s*(\d{1,2})\s*[日号]?|\s*月)?")
_LIFETIME = 90  # years before `latest` that a year of two figures may mean
_PACKED = re.compile(r"(\d{4})(\d{2})(\d{2})?")
_HAN_YEAR = re.compile(rf"[{HAN_DIGITS}○]{{4}}年")


class CellError(ValueError):
    """`str()` is the sentence to show."""


def text_of(cell: Cell) -> str:
    """The words of a cell, trimmed, on one line; '' for an empty cell and for 无 or —."""
    if isinstance(cell, str) and " " not in cell and cell.isprintable():
        text = cell  # as most are: nothing to trim or to clean
    elif isinstance(cell, bool):
        return "是" if cell else "否"
    else:
        if isinstance(cell, float) and cell.is_integer() and abs(cell) < 2**53:
            cell = int(cell)
        text = " ".join(clean(str(cell)).split())
    return "" if text in _NOTHING else text


def code_of(cell: Cell) -> str:
    """A staff or phone number: spaces gone, 12345.0 read as 12345. Raises CellError when figures have been lost."""
    if isinstance(cell, float) and abs(cell) >= 10**15:
        raise CellError("位数太多，已被表格改动；请把这一列设为“文本”后重填")
    text = text_of(cell)
    if text.isascii() and text.isdecimal():
        return text
    text = text.translate(_FIGURES).replace(" ", "").lstrip("'’`")
    if re.fullmatch(r"\d+(\.\d+)?E\+?\d+", text, re.IGNORECASE):
        raise CellError("被表格改成了科学记数；请把这一列设为“文本”后重填")
    return text.removesuffix(".0") if re.fullmatch(r"\d+\.0", text) else text


def day_of(cell: Cell, latest: int = 0) -> date | None:
    """The day of a cell: a date, a serial number, or text in any usual form; a month alone is its first day.

    A year of two figures (85.03) is one of the 90 years up to `latest`; 0: such a year is not read.
    """
    parts = _parts(cell, latest)
    if parts is None:
        return None
    year, month, day = parts
    return date(year, month, day or 1)


def month_of(cell: Cell, latest: int = 0) -> str:
    """YYYY-MM of a cell, '' when it is empty; `latest` as for `day_of`. The day is not kept."""
    parts = _parts(cell, latest)
    return f"{parts[0]}-{parts[1]:02d}" if parts else ""


def has_short_year(cell: Cell) -> bool:
    """Whether a cell that was read as a date gives its year in two figures."""
    if isinstance(cell, float):
        return 0 < cell < 100
    if not isinstance(cell, str) or cell[:4].isdecimal():  # a year of four figures
        return False
    return _SHORT_YEAR.fullmatch(text_of(cell).translate(_FIGURES)) is not None


def _parts(cell: Cell, latest: int) -> tuple[int, int, int] | None:
    """Year, month and day (0 where only the month is given)."""
    if isinstance(cell, (date, datetime)):
        return _checked(cell.year, cell.month, cell.day, f"{cell.year}-{cell.month}-{cell.day}")
    if isinstance(cell, (int, float)) and not isinstance(cell, bool):
        return _parts_of_number(cell, latest)
    text = text_of(cell)
    return _parts_of_text(text, latest) if text else None


@lru_cache(maxsize=4096)  # the days of a roster are few, and stand in many of its cells
def _parts_of_text(text: str, latest: int) -> tuple[int, int, int]:
    if not text.isascii():
        text = text.translate(_FIGURES)
    if m := _YMD.fullmatch(text):
        return _checked(int(m[1]), int(m[2]), int(m[3]) if m[3] else None, text)
    if latest and (m := _SHORT_YEAR.fullmatch(text)):
        return _checked(_whole_year(int(m[1]), latest, text), int(m[2]), int(m[3]) if m[3] else None, text)
    if m := _PACKED.fullmatch(text):
        return _checked(int(m[1]), int(m[2]), int(m[3]) if m[3] else None, text)
    if re.fullmatch(r"\d{4}(\.0+)?年?", text):
        raise CellError(f"“{text}”只有年份；请写到月，如 1990-05")
    if re.fullmatch(r"\d{4,5}(\.\d+)?", text):
        return _parts_of_number(float(text), latest)
    if _HAN_YEAR.match(text):
        try:
            day = parse_day(text, date(2000, 1, 1))
        except BranchError:
            raise CellError(f"{_quoted(text)}不是一个日期；请写成 2019-02-03") from None
        return _checked(day.year, day.month, day.day, text)
    if holds_citizen_id(text):
        raise CellError("里像是身份证号，没有保留；请从这一栏删去")
    raise CellError(f"{_quoted(text)}看不懂；请写成 2019-02-03")


def _parts_of_number(number: float, latest: int) -> tuple[int, int, int]:
    if not 0 <= number < 10**8:
        raise CellError("里的数不是日期；请写成 2019-02-03")
    said = f"{number:g}" if number < 10**6 else f"{number:.0f}"
    if _FIRST_SERIAL <= number <= _LAST_SERIAL:
        day = _EPOCH + timedelta(days=int(number))
        return day.year, day.month, day.day
    short = bool(latest) and number < 100 and number != int(number)
    if short or FIRST_YEAR <= number < LAST_YEAR:
        year, month = divmod(round(number * 100), 100)
        year = _whole_year(year, latest, said) if short else year
        if not month:
            raise CellError(f"“{said}”只有年份；请写到月，如 1990-05")
        if month == 10:  # the sheet drops the zero of .10, so .1 may be either
            raise CellError(f"“{said}”分不清是1月还是10月；请写成 {year}-01 或 {year}-10")
        return _checked(year, month, None, said)
    if m := _PACKED.fullmatch(said):
        return _checked(int(m[1]), int(m[2]), int(m[3]) if m[3] else None, said)
    raise CellError(f"“{said}”看不懂；请写成 2019-02-03")


def _whole_year(short: int, latest: int, said: str) -> int:
    year = latest - (latest - short) % 100
    if latest - year >= _LIFETIME:
        raise CellError(f"“{said}”的年份只有两位，分不清是哪一年；请写成 2019-02")
    return year


def _checked(year: int, month: int, day: int | None, said: str) -> tuple[int, int, int]:
    """The parts when such a day exists; `day` None means that only the month is given."""
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise CellError(f"{_quoted(said)}的年份不对；请写成 2019-02-03")
    try:
        date(year, month, 1 if day is None else day)
    except ValueError:
        raise CellError(f"{_quoted(said)}这一天不存在；请改成真实的日期") from None
    return year, month, day or 0


def _quoted(said: str) -> str:
    said = without_citizen_ids(said)
    return f"“{said if len(said) <= 20 else said[:19] + '…'}”"
