"""A sheet of a plan (.xlsx, .xls, .csv) as the lines of a table, and a plan as a sheet."""

from collections.abc import Sequence
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.files.sheets.cells import text_of
from branchtui.files.sheets.headers import HEADER_WITHIN
from branchtui.files.sheets.tables import is_filled, read_tables
from branchtui.files.sheets.writing import Column, sheet
from branchtui.rules.year.plan_lines import is_header

_COLUMNS = (
    Column("时间", 28),
    Column("类型", 16),
    Column("主题", 36),
    Column("学习材料", 30),
    Column("准备人", 10),
    Column("已排", 6, "number"),
    Column("已开", 6, "number"),
)


class PlanSheetRow(NamedTuple):
    """One line of a plan with the number of its meetings, planned and held."""

    schedule: str
    kind: str
    theme: str
    materials: str
    preparer: str
    made: int
    held: int


def read_plan_sheet(data: bytes, filename: str) -> str:
    """The lines of the first sheet whose header names 主题 or 类型: tabs between cells, the header first.

    Raises BranchError where the file is no sheet, or none has such a header.
    """
    for table in read_tables(data, filename, what="学习计划"):
        rows = [[text_of(cell) for cell in cells] for cells in table.rows]
        for index, cells in enumerate(rows[:HEADER_WITHIN]):
            if is_header(cells):
                return "\n".join("\t".join(row) for row in rows[index:] if is_filled(row))
    raise BranchError(
        f"“{filename}”里没有认出表头。请让一行写着“时间”“类型”“主题”“学习材料”“准备人”等栏名，一行一项，再导入。"
    )


def plan_sheet(title: str, rows: Sequence[PlanSheetRow], *, author: str) -> bytes:
    """An .xlsx that `read_plan_sheet` reads back."""
    return sheet(title, _COLUMNS, rows, author=author)
