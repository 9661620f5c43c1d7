"""The sheets that an organiser asks branches for: their columns, and what may stand in each."""

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Literal, get_args

from branchtui.errors import BranchError
from branchtui.rules.registers.amounts import half_hours_typed, hours_number
from branchtui.rules.text.citizen_id import quoted
from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.dates import parse_day
from branchtui.values import NamedTuple

ColumnType = Literal["text", "number", "date", "person", "hours"]
Prefill = Literal["", "member", "standing", "office", "group", "job", "hours"]

TYPES: Mapping[ColumnType, str] = {"text": "文字", "number": "数字", "date": "日期", "person": "姓名", "hours": "学时"}
PREFILLS: Mapping[Prefill, str] = {
    "": "",
    "member": "党员姓名",
    "standing": "人员类别",
    "office": "党内职务",
    "group": "党小组",
    "job": "工作岗位",
    "hours": "本年学时",
}
"""What of a branch's own data a column begins with. A sheet with any but the first has a row for each party member."""

_FITS: Mapping[Prefill, ColumnType] = {"member": "person", "hours": "hours"}  # all others are text
MOST_COLUMNS, MOST_ROWS = 50, 2000
_LONGEST = {"name": 40, "cell": 2000}  # characters
_KEYS = "应写 name、type，要预填的写 prefill，可以空着的写 optional = true"
_NUMBER = r"[+-]?[0-9]{1,12}(?:\.[0-9]{1,6})?"


OPTIONAL = "可空"
"""What marks a column that may stay empty, in brackets behind its name."""


class SheetColumn(NamedTuple):
    """One column: what it is called, what stands in it, what of the branch's data it begins with, whether it may stay empty."""

    name: str
    type: ColumnType
    prefill: Prefill = ""
    optional: bool = False

    @property
    def heading(self) -> str:
        """The name as those read it who fill the sheet in: 备注（可空）."""
        return f"{self.name}（{OPTIONAL}）" if self.optional else self.name

    def stored(self) -> dict[str, str | bool]:
        """As the server keeps it, and as a file of the organiser's says it."""
        words: dict[str, str | bool] = {"name": self.name, "type": self.type}
        if self.prefill:
            words["prefill"] = self.prefill
        return {**words, "optional": True} if self.optional else words


def columns_from(stored: object) -> tuple[SheetColumn, ...]:
    """The columns of a sheet as it is stored, or was written. Raises BranchError naming the one that can't be."""
    if not isinstance(stored, Sequence) or isinstance(stored, str) or not stored:
        raise BranchError(f"报表要有 1 到 {MOST_COLUMNS} 栏，每栏写 name 和 type。")
    if len(stored) > MOST_COLUMNS:
        raise BranchError(f"报表有 {len(stored)} 栏，最多 {MOST_COLUMNS} 栏。")
    found = tuple(_column(number, row) for number, row in enumerate(stored, 1))
    names = [column.name for column in found]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise BranchError(f"报表有两栏都叫“{twice}”，请改一个名称。")
    return found


def typed(column: SheetColumn, text: str, today: date) -> str:
    """What a person typed into a cell, as it is kept: a number in digits, a day as 2026-12-01, hours as 1.5.

    An empty cell stays empty. Raises BranchError naming the column.
    """
    value = clean(text).strip()
    if not value:
        return ""
    if len(value) > _LONGEST["cell"]:
        raise BranchError(f"“{column.name}”有 {len(value)} 个字，太长了，请缩短到 {_LONGEST['cell']} 字以内。")
    if column.type == "date":
        return parse_day(value, today).isoformat()
    if column.type == "hours":
        return "0" if value in ("0", "0.0") else hours_number(half_hours_typed(value))
    if column.type == "number" and number_of(value) is None:
        raise BranchError(f"“{column.name}”要写数字，现在写的是“{quoted(value, 20)}”。")
    return value


def number_of(text: str) -> int | float | None:
    """The number that a cell holds; None where it holds none."""
    if re.fullmatch(_NUMBER, text) is None:
        return None
    value = float(text)
    return int(value) if value.is_integer() else value


def checked_rows(columns: Sequence[SheetColumn], rows: object) -> list[list[str]]:
    """The rows of a sheet that was handed in, each a list of texts in the order of the columns.

    Raises BranchError where they are none, or too many.
    """
    if not isinstance(rows, list) or any(
        not isinstance(row, list) or len(row) != len(columns) or not all(isinstance(cell, str) for cell in row)
        for row in rows
    ):
        raise BranchError("报表的栏目与要求的不一致，请按要求的栏目重新填。")
    if len(rows) > MOST_ROWS:
        raise BranchError(f"报表有 {len(rows)} 行，最多 {MOST_ROWS} 行。请分开报送。")
    return rows


def _column(number: int, row: Any) -> SheetColumn:
    if not isinstance(row, dict) or not all(isinstance(row[key], str) for key in row.keys() - {"optional"}):
        raise BranchError(f"报表第 {number} 栏写法有误，{_KEYS}。")
    if strange := row.keys() - {"name", "type", "prefill", "optional"}:
        raise BranchError(f"报表第 {number} 栏有不认识的“{quoted(min(strange), 20)}”，{_KEYS}。")
    if not isinstance(optional := row.get("optional", False), bool):
        raise BranchError(f"报表第 {number} 栏的 optional 要写 true 或 false，不加引号。")
    name = " ".join(clean(row.get("name", "")).split())
    if not 0 < len(name) <= _LONGEST["name"]:
        raise BranchError(f"报表第 {number} 栏要有名称（name），最多 {_LONGEST['name']} 个字。")
    type_ = next((each for each in get_args(ColumnType) if each == row.get("type")), None)
    if type_ is None:
        raise BranchError(f"报表的“{name}”是 {row.get('type') or '（空）'}，type 应是 {'、'.join(TYPES)} 之一。")
    prefill = next((each for each in get_args(Prefill) if each == row.get("prefill", "")), None)
    if prefill is None:
        known = "、".join(filter(None, PREFILLS))
        raise BranchError(f"报表的“{name}”要预填 {row['prefill']}，这里没有；prefill 应是 {known} 之一。")
    if prefill and type_ != _FITS.get(prefill, "text"):
        raise BranchError(f"报表的“{name}”预填{PREFILLS[prefill]}，type 应是 {_FITS.get(prefill, 'text')}。")
    return SheetColumn(name, type_, prefill, optional)
