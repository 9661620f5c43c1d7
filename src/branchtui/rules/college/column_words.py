"""The columns of a sheet as an organiser types them in one line: 姓名、本年学时、金额（数字）、备注（可空）."""

import re

from branchtui.errors import BranchError
from branchtui.rules.college.sheets import OPTIONAL, PREFILLS, TYPES, ColumnType, Prefill, SheetColumn, columns_from
from branchtui.rules.text.citizen_id import quoted

_ONE = r"(?:[（(][^（）()]*[)）]|[^、,，;；\n])+"  # brackets are its own, with what stands in them
_BEHIND = r"(.+?)[（(](.+)[)）]"  # a name, and in brackets what stands in the column, and whether it may stay empty
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
    names = filter(None, map(str.strip, re.findall(_ONE, text)))
    return columns_from([_column(name).stored() for name in names])


def column_words(column: SheetColumn) -> str:
    """What stands in a column: 姓名（预填党员姓名）, 备注（文字，可空）."""
    what = f"预填{PREFILLS[column.prefill]}" if column.prefill else TYPES[column.type]
    return f"{column.name}（{what}{f'，{OPTIONAL}' if column.optional else ''}）"


def _column(name: str) -> SheetColumn:
    found = re.fullmatch(_BEHIND, name)
    called, words = (found[1].strip(), re.findall(r"[^\s、,，;；（）()]+", found[2])) if found else (name, [])
    types = [word for word in words if word != OPTIONAL]
    type_, prefill = _OWN.get(called, ("text", ""))
    if types or (found and not words):
        known = next((key for key, word in TYPES.items() if [word] == types), None)
        if known is None:
            told = "、".join(TYPES.values())
            raise BranchError(f"“{quoted(name, 20)}”的括号里要写 {told} 之一；可以空着的写“{OPTIONAL}”。")
        type_, prefill = known, ""
    return SheetColumn(called, type_, prefill, OPTIONAL in words)
