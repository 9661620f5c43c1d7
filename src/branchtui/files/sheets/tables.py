"""Any sheet file as tables of raw cells: .xlsx and .xls through calamine, .csv in whatever encoding it has."""

import csv
import io
import re
import zipfile
from dataclasses import dataclass

from branchtui.files.incoming import decode, kind_of, open_zip, read_part
from branchtui.files.sheets import workbook
from branchtui.files.sheets.workbook import Cell
from branchtui.rules.errors import BranchError

_MOST_CELLS = 4_000_000
_CELL = re.compile(rb"<c(?=[\s>])(?P<attributes>[^>]*)(?<!/)>")
_ROW = re.compile(rb'<row\s[^>]*?\br="(\d{1,9})"')
_REFERENCE = re.compile(rb'\br="([A-Z]{1,4})(\d{1,9})"')


@dataclass(frozen=True, slots=True)
class Table:
    """One sheet; row 1 of the file is rows[0]. Cells merged downwards all hold the merged value."""

    name: str
    rows: list[list[Cell]]


def read_tables(data: bytes, filename: str) -> list[Table]:
    """The visible sheets of a file, told by its content. Raises BranchError when it is no sheet."""
    kind = kind_of(data)
    if kind == "empty":
        raise BranchError(f"“{filename}”是空的。请选一份有“姓名”等栏目的名册（.xlsx、.xls、.csv）。")
    if kind == "locked":
        raise _locked(filename)
    if kind == "html":
        raise BranchError(f"“{filename}”其实是网页格式。请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入。")
    if kind == "text":
        return [Table("", _csv_rows(decode(data) or ""))]
    if kind == "zip":
        with open_zip(data, filename) as archive:
            if "xl/workbook.xml" not in archive.namelist():
                raise _no_sheet(filename)
            _check_extent(archive, filename)
        book = workbook.read(data)
    elif kind == "ole":
        book = workbook.read_apart(data)
    else:
        raise _no_sheet(filename)
    if book == "locked":
        raise _locked(filename)
    if book == "broken":
        raise BranchError(f"“{filename}”读不出来，可能已损坏。请用 Excel 或 WPS 打开，另存为 .xlsx 再导入。")
    return [Table(name, rows) for name, rows in book]


def _no_sheet(filename: str) -> BranchError:
    return BranchError(f"“{filename}”不是表格。请选一份 .xlsx、.xls 或 .csv 名册。")


def _locked(filename: str) -> BranchError:
    return BranchError(f"“{filename}”加了密码。请用 Excel 或 WPS 打开，去掉密码后另存一份再导入。")


def _check_extent(archive: zipfile.ZipFile, filename: str) -> None:
    """Refuse a sheet with a cell far out: the reader would lay out every cell up to it and take the program down."""
    for part in archive.namelist():
        if not part.startswith("xl/worksheets/") or not part.endswith(".xml"):
            continue
        xml = read_part(archive, part, filename)
        rows = columns = 1
        loose = 0
        for cell in _CELL.finditer(xml):
            reference = _REFERENCE.search(cell["attributes"])
            if reference:
                column = 0
                for letter in reference[1]:
                    column = column * 26 + letter - 64
                rows, columns = max(rows, int(reference[2])), max(columns, column)
            else:
                loose += 1
        if loose:
            rows = max(rows, loose, *(int(number) for number in _ROW.findall(xml)))
        if rows * columns > _MOST_CELLS:
            raise BranchError(
                f"“{filename}”的表格大得不正常（{rows} 行 {columns} 列）。请把名册复制到一份新表里再导入。"
            )


def _csv_rows(text: str) -> list[list[Cell]]:
    """Cells of comma, tab or semicolon separated text: whichever is the most frequent in the first lines."""
    text = text.removeprefix("\ufeff").replace("\0", "")
    head = "\n".join(text.splitlines()[:20])
    mark = max(",\t;", key=head.count)
    try:
        return [list(row) for row in csv.reader(io.StringIO(text, newline=""), delimiter=mark)]
    except csv.Error:
        raise BranchError("这份 .csv 读不出来。请用 Excel 或 WPS 打开它，另存为 .xlsx 再导入。") from None
