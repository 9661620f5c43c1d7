"""A sheet that the college asks for, as it was filled in elsewhere (.xlsx, .xls, .csv): its rows by the names of its columns."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.files.sheets.cells import text_of
from branchtui.files.sheets.headers import HEADER_WITHIN, header_of, is_sum, word_of
from branchtui.files.sheets.tables import is_filled, read_tables
from branchtui.files.sheets.workbook import Cell
from branchtui.rules.college.filled_in import NONE
from branchtui.rules.college.sheets import SheetColumn


class FilledLine(NamedTuple):
    """A row: its number in the file, and its cells in the order of the columns, empty where nothing stands."""

    line: int
    cells: tuple[str, ...]


def read_filled_in(data: bytes, filename: str, columns: Sequence[SheetColumn]) -> list[FilledLine]:
    """The rows below the first header that names one of the columns at least, with or without the mark of one that may stay empty.

    Raises BranchError where the file is no sheet, where a column lacks, and where there is no row.
    """
    names = [column.name for column in columns]
    plain = {word_of(column.heading): column.name for column in columns} | {word_of(name): name for name in names}
    for table in read_tables(data, filename, what="报表", many=True):
        for index, cells in enumerate(table.rows[:HEADER_WITHIN]):
            header = header_of(cells, plain)
            if not header.columns:
                continue
            if lacking := [name for name in names if name not in header.columns]:
                raise BranchError(f"“{filename}”里没有“{lacking[0]}”这一栏。请照导出的表填，栏名不要改，再导入。")
            at = [header.columns[name][0] for name in names]
            rows = [
                FilledLine(line, tuple(_said(row[each]) if each < len(row) else "" for each in at))
                for line, row in enumerate(table.rows[index + 1 :], index + 2)
                if is_filled(row) and not is_sum(row)
            ]
            if rows := [row for row in rows if any(row.cells)]:
                return rows
    raise BranchError(f"“{filename}”里没有认出这张表。请先导出，在导出的表里填，再导入。")


def _said(cell: Cell) -> str:
    if isinstance(cell, datetime):
        return cell.date().isoformat()
    if isinstance(cell, date):
        return cell.isoformat()
    return NONE if isinstance(cell, str) and cell.strip() == NONE else text_of(cell)
