"""A sheet that the college asks for as it is filled in: its rows as a text that people can read, and what it lacks.

The text is a line for each row, its cells parted by ｜, the names of the columns above them. So it is kept as the text of
a document: it is compared, merged, searched and written over as any other.
"""

from collections.abc import Sequence
from datetime import date

from branchtui.errors import BranchError
from branchtui.rules.college.sheets import MOST_ROWS, SheetColumn, typed
from branchtui.rules.text.cleaning import one_line

NONE = "无"
"""What stands in a cell of any type where there is nothing to tell."""

_PART = "｜"

Cells = tuple[str, ...]
"""A row as it is kept, a cell for each column."""


def as_typed(column: SheetColumn, text: str, today: date) -> str:
    """A cell as it is kept: one line without the mark that parts cells. Raises BranchError for what can't stand there."""
    value = _cell(text)
    return value if value == NONE else _cell(typed(column, value, today))


def text_of(columns: Sequence[SheetColumn], rows: Sequence[Cells]) -> str:
    """The names of the columns and the rows, a line each. Rows in which nothing stands are left out."""
    cells = [[_cell(each) for each in line] for line in ([column.name for column in columns], *rows)]
    return "\n".join(_PART.join(line) for line in (cells[0], *(line for line in cells[1:] if any(line))))


def rows_of(columns: Sequence[SheetColumn], text: str) -> list[Cells]:
    """The rows of such a text, by the names that stand above them. Raises BranchError where that can't be read any more."""
    lines = [(number, line.split(_PART)) for number, line in enumerate(text.splitlines(), 1) if line.strip()]
    if not lines:
        return []
    names = [each.strip() for each in lines[0][1]]
    at = []
    for column in columns:
        if _cell(column.name) not in names:
            raise BranchError(
                f"报表正文的第一行应是栏目，现在没有“{column.name}”。请撤销上次的改动，或把第一行改回来。"
            )
        at.append(names.index(_cell(column.name)))
    found = []
    for number, cells in lines[1:]:
        if len(cells) > len(names):
            raise BranchError(f"报表正文第 {number} 行有 {len(cells)} 格，栏目只有 {len(names)} 个。请改对这一行。")
        found.append(tuple(cells[each].strip() if each < len(cells) else "" for each in at))
    return found


def lacking(columns: Sequence[SheetColumn], rows: Sequence[Cells], today: date) -> str:
    """Why these rows can't be handed in, in a sentence that names row and column; empty where they can."""
    if not rows:
        return f"这张表还没有一行，没有报送。没有要报的，也请加一行写“{NONE}”。"
    if len(rows) > MOST_ROWS:
        return f"这张表有 {len(rows)} 行，最多报 {MOST_ROWS} 行，没有报送。请删去多余的行。"
    for number, row in enumerate(rows, 1):
        where = f"第 {number} 行{_whose(columns, row)}"
        for column, text in zip(columns, row, strict=True):
            if not text.strip():
                if column.optional:
                    continue
                return f"{where}的“{column.name}”还空着，没有报送。请填上；没有的写“{NONE}”。"
            try:
                as_typed(column, text, today)
            except BranchError as error:
                return f"{where}：{error}"
    return ""


def _whose(columns: Sequence[SheetColumn], row: Cells) -> str:
    named = [text for column, text in zip(columns, row, strict=True) if column.type == "person" and text]
    return f"（{named[0]}）" if named else ""


def _cell(text: str) -> str:
    return one_line(text).strip().replace(_PART, "|")
