"""Any table file (.xlsx, .xls, .csv) as rows of cells, each kind told by its content and read within limits."""

import csv
import io
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from branchtui.errors import BranchError
from branchtui.files.incoming import decode, kind_of, open_zip
from branchtui.files.sheets import workbook
from branchtui.files.sheets.workbook import Cell

MOST_ROWS = 20_000  # with something in them, in one sheet
_MOST_CELLS = 4_000_000  # of a .csv; a workbook has its own limit
_HEAD = 100_000  # characters in which the first lines are


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet; row 1 of the file is rows[0]. Cells merged downwards all hold the merged value."""

    name: str
    rows: list[list[Cell]]


def read_tables(
    data: bytes,
    filename: str,
    *,
    what: str = "名册",
    many: bool = False,
    wanted: Callable[[], object] = lambda: None,
) -> list[Table]:
    """The visible sheets of a file, told by its content. Raises BranchError when it is no sheet, or one has more than
    `MOST_ROWS` filled rows and `many` was not asked for.

    `what` the sheet should be is told in the errors. `wanted` is called now and then and may raise: then the reading ends and the error goes on.
    """
    tables = _tables(data, filename, what, wanted)
    most = 0 if many else max((sum(map(is_filled, table.rows)) for table in tables), default=0)
    if most > MOST_ROWS:
        raise BranchError(
            f"“{filename}”有 {most} 行，超过 {MOST_ROWS} 行，不像一个支部的名册，没有读。请核对文件；"
            "真要全部读入，请用命令行 branchtui import roster 文件 --many。"
        )
    return tables


def is_filled(row: Sequence[Cell]) -> bool:
    """Whether anything stands in a row."""
    return any(isinstance(cell, (int, float)) or str(cell).strip() for cell in row)


def _tables(data: bytes, filename: str, what: str, wanted: Callable[[], object]) -> list[Table]:
    kind = kind_of(data)
    if kind == "empty":
        raise BranchError(f"“{filename}”是空的。请选一份有“姓名”等栏目的{what}（.xlsx、.xls、.csv）。")
    if kind == "locked":
        raise _locked(filename)
    if kind == "html":
        raise BranchError(f"“{filename}”其实是网页格式。请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入。")
    if kind == "text":
        return [Table("", _csv_rows(decode(data) or "", filename, what))]
    if kind == "other":
        raise _no_sheet(filename, what)
    if kind == "zip":
        with open_zip(data, filename) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise _no_sheet(filename, what)
    book = workbook.read(data, wanted)
    if book == "locked":
        raise _locked(filename)
    if book == "broken":
        raise BranchError(f"“{filename}”读不出来，可能已损坏。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。")
    if book == "big":
        raise _too_big(filename, what)
    return [Table(name, rows) for name, rows in book]


def _no_sheet(filename: str, what: str) -> BranchError:
    return BranchError(f"“{filename}”不是表格。请选一份 .xlsx、.xls 或 .csv {what}。")


def _locked(filename: str) -> BranchError:
    return BranchError(f"“{filename}”加了密码。请用 Excel 或 WPS 打开，去掉密码后另存一份再导入。")


def _too_big(filename: str, what: str) -> BranchError:
    return BranchError(f"“{filename}”的表格大得不正常，没有读完。请把{what}复制到一份新表里再导入。")


def _csv_rows(text: str, filename: str, what: str) -> list[list[Cell]]:
    """Cells of comma, tab or semicolon separated text: whichever is the most frequent in the first lines."""
    text = text.removeprefix("\ufeff").replace("\0", "")
    head = "\n".join(text[:_HEAD].splitlines()[:20])
    mark = max(",\t;", key=head.count)
    if text.count(mark) + text.count("\n") + text.count("\r") > _MOST_CELLS:
        raise _too_big(filename, what)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except csv.Error:
        raise BranchError(f"“{filename}”读不出来。请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入。") from None
