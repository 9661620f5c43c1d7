"""Excel workbooks as raw cells, through calamine. Run as a module, it reads one from stdin for `read_apart`."""

import io
import pickle
import subprocess
import sys
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import Literal

import branchtui

Cell = str | int | float | bool | date | datetime | time | timedelta
Book = list[tuple[str, list[list[Cell]]]] | Literal["locked", "broken"]

_SECONDS = 60


def read(data: bytes) -> Book:
    """Names and rows of the visible sheets; every cell of a downward merge holds the merged value."""
    from python_calamine import CalamineError, CalamineWorkbook, PasswordError, SheetTypeEnum, SheetVisibleEnum

    sheets: list[tuple[str, list[list[Cell]]]] = []
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            if about.visible != SheetVisibleEnum.Visible or about.typ != SheetTypeEnum.WorkSheet:
                continue
            sheet = book.get_sheet_by_name(about.name)
            rows: list[list[Cell]] = sheet.to_python(skip_empty_area=False)
            for (top, left), (bottom, _) in sheet.merged_cell_ranges or ():
                for row in rows[top + 1 : bottom + 1]:
                    row[left] = rows[top][left]
            sheets.append((about.name, rows))
    except PasswordError:
        return "locked"
    except (CalamineError, OSError, ValueError, IndexError):
        return "broken"
    return sheets


def read_apart(data: bytes) -> Book:
    """The same in a process of its own, for .xls: a damaged one can make the reader abort the whole process."""
    try:
        done = subprocess.run(
            [sys.executable, "-m", __name__],
            input=data,
            capture_output=True,
            timeout=_SECONDS,
            check=True,
            cwd=Path(branchtui.__file__).parents[1],
        )
    except (subprocess.SubprocessError, OSError):
        return "broken"
    book: Book = pickle.loads(done.stdout)
    return book


if __name__ == "__main__":
    sys.stdout.buffer.write(pickle.dumps(read(sys.stdin.buffer.read())))
