"""Rows of plain values → the bytes of an .xlsx: real days, numbers as numbers, everything else as text."""

import io
import zipfile
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from branchtui.files.word.package import pack
from branchtui.rules.text.cleaning import clean

Value = str | int | float | date | None
_MADE = datetime(2000, 1, 1)  # nothing of the clock
_LONGEST = 32_767  # characters of a cell


@dataclass(frozen=True, slots=True)
class Column:
    """One column: its header, its width in characters, and what stands in it. Numbers of people are text: 007."""

    header: str
    width: int
    kind: Literal["text", "day", "number"] = "text"


def sheet(name: str, columns: Sequence[Column], rows: Iterable[Sequence[Value]], *, author: str) -> bytes:
    """A workbook of one sheet, its header row frozen: the same rows always give the same bytes.

    A text is never a formula, whatever it begins with: Excel takes it as text when the cell is edited, too.
    """
    import xlsxwriter

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with xlsxwriter.Workbook(out, options) as book:
        book.set_properties({"title": name, "author": author, "created": _MADE})
        page = book.add_worksheet(name[:31])
        bold = book.add_format({"bold": True, "num_format": "@", "bottom": 1})
        formats = {
            "text": book.add_format({"num_format": "@", "text_wrap": True, "valign": "top"}),
            "day": book.add_format({"num_format": "yyyy-mm-dd", "align": "left", "valign": "top"}),
            "number": book.add_format({"num_format": "General", "valign": "top"}),
        }
        quoted = book.add_format({"num_format": "@", "text_wrap": True, "valign": "top", "quote_prefix": True})
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width)
            page.write_string(0, place, column.header, bold)
        page.freeze_panes(1, 0)
        last = 0
        for last, row in enumerate(rows, 1):
            for place, (column, value) in enumerate(zip(columns, row, strict=True)):
                if value is None or value == "":
                    continue
                if isinstance(value, date):
                    page.write_datetime(last, place, datetime(value.year, value.month, value.day), formats["day"])
                elif isinstance(value, int | float):
                    page.write_number(last, place, value, formats[column.kind])
                else:
                    text = clean(value)[:_LONGEST]
                    page.write_string(last, place, text, quoted if text[0:1] in tuple("=+-@") else formats["text"])
        page.autofilter(0, 0, last, len(columns) - 1)
    return _packed(out.getvalue())


def _packed(data: bytes) -> bytes:
    """The same workbook in a zip that looks alike on every system, so that a changed one is told from ours."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return pack((info.filename, archive.read(info)) for info in archive.infolist())
