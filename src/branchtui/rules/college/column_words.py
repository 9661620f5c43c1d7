"""The columns of a sheet as an organiser types them in one line: 姓名、本年学时、金额（数字）、备注."""

import re

from branchtui.errors import BranchError
from branchtui.rules.college.sheets import PREFILLS, TYPES, ColumnType, Prefill, SheetColumn, columns_from
from branchtui.rules.text.citizen_id import quoted

_BEHIND = r"(.+?)[（(](.+)[)）]"  # a name, and in brackets what stands in the column
_OWN: dict[str, tuple[ColumnType, Prefill]] = {"姓名": ("person", "member"), "学时": ("hours", "hours")}
_OWN |= {
    words: ("person" if key == "member" else "hours" if key == "hours" else "text", key)
    for key, words in PREFILLS.items()
    if key
}


def columns_typed(text: str) -> tuple[SheetColumn, ...]:
    """The columns; a name that is known is filled in from what a branch has, anything else is text.

    Raises BranchError for what can't be.
    """
    names = [name for name in re.split(r"[、,，;；\n]+", text) if name.strip()]
    return columns_from([_column(name.strip()).stored() for name in names])


def column_words(column: SheetColumn) -> str:
    """What stands in a column: 姓名（预填党员姓名）, 备注（文字）."""
    return f"{column.name}（{f'预填{PREFILLS[column.prefill]}' if column.prefill else TYPES[column.type]}）"


def _column(name: str) -> SheetColumn:
    if (found := re.fullmatch(_BEHIND, name)) is not None:
        type_ = next((key for key, word in TYPES.items() if word == found[2].strip()), None)
        if type_ is None:
            raise BranchError(f"“{quoted(name, 20)}”的括号里要写 {'、'.join(TYPES.values())} 之一。")
        return SheetColumn(found[1].strip(), type_)
    type_, prefill = _OWN.get(name, ("text", ""))
    return SheetColumn(name, type_, prefill)
