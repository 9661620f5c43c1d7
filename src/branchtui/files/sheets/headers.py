"""The header of a sheet: which column holds which field, and which columns nothing is made of."""

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from branchtui.files.sheets.cells import text_of
from branchtui.files.sheets.workbook import Cell
from branchtui.rules.text.citizen_id import holds_citizen_id
from branchtui.rules.text.cleaning import clean

HEADER_WITHIN = 30  # rows
_NUMBERING = frozenset({"序号", "编号", "No", "no", "备注"})
_MARKS = re.compile(r"[\s*＊:：“”]")
_BRACKETS = str.maketrans("（）／", "()/")


class Header(NamedTuple):
    """Field → its columns, in order; and the names of columns that are no field."""

    columns: dict[str, list[int]]
    unread: list[str]


def header_of(cells: Sequence[Cell], fields: Mapping[str, str]) -> Header:
    """What a row says as a header; `fields` are by the words that stand for them."""
    columns: dict[str, list[int]] = {}
    unread = []
    for column, word in enumerate(map(word_of, cells)):
        if name := fields.get(word):
            columns.setdefault(name, []).append(column)
        elif word and word not in _NUMBERING and not holds_citizen_id(word):
            unread.append(word[:20])
    return Header(columns, unread)


def is_sum(cells: Sequence[Cell]) -> bool:
    """Whether a row adds up the others, or is a note below them."""
    first = next((text for cell in cells if (text := text_of(cell))), "")
    return bool(re.match("合计|总计|共计|小计|说明|备注|填表|制表|审核", first))


def word_of(cell: Cell) -> str:
    """What stands in a cell of a header, without blanks and marks; empty for what is no text."""
    return _MARKS.sub("", clean(cell)).translate(_BRACKETS) if isinstance(cell, str) else ""
