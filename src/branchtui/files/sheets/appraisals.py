"""A sheet of results of 民主评议党员 (.xlsx, .xls, .csv) as rows of words: 学工号 姓名 党籍状态 评议结果."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from branchtui.errors import BranchError
from branchtui.files.sheets.cells import CellError, code_of, text_of
from branchtui.files.sheets.headers import HEADER_WITHIN, Header, header_of, is_sum
from branchtui.files.sheets.tables import Table, is_filled, read_tables
from branchtui.files.sheets.workbook import Cell
from branchtui.rules.text.citizen_id import holds_citizen_id

# field → header words; the first column of a field that holds anything is taken
ALIASES: Mapping[str, tuple[str, ...]] = {
    "staff_no": ("学工号", "工号", "工作证号", "学号", "学生证号", "员工工号", "学工编号"),
    "name": ("姓名", "党员姓名", "真实姓名", "用户姓名", "人员姓名"),
    "standing": ("党籍状态", "人员类别", "政治面貌", "党员类型", "党员状态"),
    "grade": ("评议结果", "评议等次", "评定等次", "民主评议结果", "等次", "评定结果", "结果"),
    "opinion": ("组织意见", "组织评定意见", "评定意见", "支部意见"),
}
_FIELDS = {alias: name for name, aliases in ALIASES.items() for alias in aliases}
_WHAT = "民主评议结果"


@dataclass(frozen=True, slots=True)
class ResultLine:
    """One row: the values by field, empty where nothing stands; `problem` says why it can't be read.

    `line` is the row number in the file.
    """

    line: int
    values: Mapping[str, str]
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ResultSheet:
    """What such a sheet says. `unread` are the names of columns that nothing was made of."""

    rows: list[ResultLine]
    unread: list[str]


def read_results(data: bytes, filename: str) -> ResultSheet:
    """The results of a file, read from the first sheet with 姓名 and 评议结果 in its header.

    Raises BranchError where the file is no sheet, or none has such a header.
    """
    for table in read_tables(data, filename, what=_WHAT, many=True):
        for index, cells in enumerate(table.rows[:HEADER_WITHIN]):
            header = header_of(cells, _FIELDS)
            if {"name", "grade"} <= header.columns.keys():
                return ResultSheet(list(_rows(table, index, header)), header.unread)
    raise BranchError(f"“{filename}”里没有认出表头。请让一行写着“学工号”“姓名”“评议结果”等栏名，一行一位，再导入。")


def _rows(table: Table, index: int, header: Header) -> Iterator[ResultLine]:
    names = table.rows[index]
    for line, cells in enumerate(table.rows[index + 1 :], index + 2):
        if is_filled(cells) and list(cells) != list(names) and not is_sum(cells):
            yield _row(line, cells, header)


def _row(line: int, cells: Sequence[Cell], header: Header) -> ResultLine:
    values, problems = dict.fromkeys(ALIASES, ""), []
    for name, columns in header.columns.items():
        for cell in (cells[column] for column in columns if column < len(cells)):
            try:
                said = " ".join((code_of if name == "staff_no" else text_of)(cell).split())
            except CellError as error:
                problems.append(f"{ALIASES[name][0]}{error}")
                continue
            if said and not holds_citizen_id(said):
                values[name] = said
                break
    return ResultLine(line, values, "；".join(problems))
