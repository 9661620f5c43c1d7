"""A sheet that the college asks for as an .xlsx: to look at, to print, or to be filled in there and brought back."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Literal

from branchtui.errors import BranchError
from branchtui.files.filled_in_sheet import FilledLine, read_filled_in
from branchtui.files.sheets.writing import Column, Value, sheet
from branchtui.rules.college.filled_in import NONE, Cells, as_typed
from branchtui.rules.college.sheets import MOST_ROWS, SheetColumn, number_of
from branchtui.rules.text.cleaning import safe_filename
from branchtui.store.models import Document
from branchtui.store.queries import people
from branchtui.workflows.college.branch import sheets
from branchtui.workflows.college.branch.sheets import Sheet
from branchtui.workflows.input_checks import refuse_citizen_id
from branchtui.workflows.year.sheets import put_sheet

_WIDTHS = {"text": 24, "number": 12, "date": 14, "person": 12, "hours": 10}


def file_name(wanted: Sheet) -> str:
    """What its file is called."""
    return f"{safe_filename(wanted.title)}.xlsx"


def export(wanted: Sheet, target: Path) -> int:
    """Write it as it is filled in now; how many rows. A file there that somebody changed is kept under another name.

    Raises BranchError where there is no row, and as `write_bytes` does.
    """
    if not wanted.rows:
        raise BranchError(f"“{wanted.title}”还没有一行，没有写文件。")
    columns = [Column(each.heading, _WIDTHS[each.type], _kind(each)) for each in wanted.columns]
    rows = ([_value(*pair) for pair in zip(wanted.columns, row, strict=True)] for row in wanted.rows)
    put_sheet(target, sheet(safe_filename(wanted.title), columns, rows, author=people.the_branch().name))
    return len(wanted.rows)


def read(wanted: Sheet, data: bytes, filename: str) -> list[FilledLine]:
    """The rows of a file in which it was filled in; no database is touched. Raises BranchError as `read_filled_in`."""
    return read_filled_in(data, filename, wanted.columns)


def bring(document: Document, found: Sequence[FilledLine], *, today: date) -> str:
    """Write what was filled in there; the sentence that says so.

    Where the sheet has people, a row is theirs by the name: what is empty in the file stays as it is here, and rows that
    the file does not have stay. Otherwise the rows of the file take the place of all. Raises BranchError, naming the row of
    the file, for what a column can't hold, and then writes nothing.
    """
    sheet = sheets.sheet_wanted(document, today)
    lines = [_checked(sheet, line, today) for line in found]
    person = next((at for at, column in enumerate(sheet.columns) if column.type == "person"), None)
    rows = list(lines) if person is None else list(sheet.rows)
    met = 0
    if person is not None:
        left = list(range(len(rows)))
        for line in lines:
            at = next((each for each in left if rows[each][person] == line[person]), None)
            if at is None:
                rows.append(line)
            else:
                left.remove(at)
                rows[at] = tuple(new or old for new, old in zip(line, rows[at], strict=True))
                met += 1
    if len(rows) > MOST_ROWS:
        raise BranchError(f"照表格填好有 {len(rows)} 行，最多报 {MOST_ROWS} 行，没有导入。请删去多余的行。")
    sheets.keep_rows(document, rows, today=today)
    if person is None:
        return f"已照表格填好 {len(rows)} 行。"
    added = len(lines) - met
    return f"已照表格填：按姓名对上 {met} 行" + (f"，新加 {added} 行。" if added else "。")


def _checked(sheet: Sheet, line: FilledLine, today: date) -> Cells:
    cells = []
    for column, text in zip(sheet.columns, line.cells, strict=True):
        refuse_citizen_id(text, f"表格第 {line.line} 行的{column.name}")
        try:
            cells.append(as_typed(column, text, today))
        except BranchError as error:
            raise BranchError(f"表格第 {line.line} 行：{error}没有导入。") from error
    return tuple(cells)


def _kind(column: SheetColumn) -> Literal["text", "day", "number"]:
    if column.type == "date":
        return "day"
    return "number" if column.type in ("number", "hours") else "text"


def _value(column: SheetColumn, text: str) -> Value:
    if text in ("", NONE):
        return text
    if column.type == "date":
        return date.fromisoformat(text)
    return number_of(text) if column.type in ("number", "hours") else text
