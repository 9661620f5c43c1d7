"""A sheet of contacts (.xlsx, .xls, .csv) as rows of words."""

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
    "name": ("姓名", "名字", "联系人", "联系人姓名", "嘉宾", "主讲人", "专家姓名"),
    "unit": ("单位", "工作单位", "所在单位", "单位名称", "共建单位", "公司", "机构", "学校"),
    "position": ("职务", "职务职称", "职务/职称", "单位职务", "职位", "职称", "岗位"),
    "phone": ("电话", "手机", "手机号", "手机号码", "联系电话", "联系方式", "电话号码"),
    "groups": ("分组", "类别", "分类", "组别", "类型"),
}
_FIELDS = {alias: name for name, aliases in ALIASES.items() for alias in aliases}
_WHAT = "通讯录"


@dataclass(frozen=True, slots=True)
class ContactLine:
    """One row: the values by field, empty where nothing stands. `told` says what was dropped, `problem` why it can't be
    read. `line` is the row number in the file."""

    line: int
    values: Mapping[str, str]
    told: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class ContactSheet:
    """What a sheet of contacts says. `unread` are the names of columns that nothing was made of."""

    rows: list[ContactLine]
    unread: list[str]


def read_contacts(data: bytes, filename: str) -> ContactSheet:
    """The contacts of a file, read from the first sheet with 姓名 or 单位, and another known column, in its header.

    Raises BranchError where the file is no sheet, or none has such a header.
    """
    for table in read_tables(data, filename, what=_WHAT, many=True):
        for index, cells in enumerate(table.rows[:HEADER_WITHIN]):
            header = header_of(cells, _FIELDS)
            if {"name", "unit"} & header.columns.keys() and len(header.columns) > 1:
                return ContactSheet(list(_rows(table, index, header)), header.unread)
    raise BranchError(
        f"“{filename}”里没有认出表头。请让一行写着“姓名”“单位”“职务”“电话”“分组”等栏名，一行一位，再导入。"
    )


def _rows(table: Table, index: int, header: Header) -> Iterator[ContactLine]:
    names = table.rows[index]
    for line, cells in enumerate(table.rows[index + 1 :], index + 2):
        if is_filled(cells) and list(cells) != list(names) and not is_sum(cells):
            yield _row(line, cells, header)


def _row(line: int, cells: Sequence[Cell], header: Header) -> ContactLine:
    values, told, problems = dict.fromkeys(ALIASES, ""), [], []
    for name, columns in header.columns.items():
        for cell in (cells[column] for column in columns if column < len(cells)):
            try:
                said = " ".join((code_of if name == "phone" else text_of)(cell).split())
            except CellError as error:
                problems.append(f"{ALIASES[name][0]}{error}")
                continue
            if holds_citizen_id(said):
                told.append(f"{ALIASES[name][0]}里像是有身份证号，没有保留")
            elif said:
                values[name] = said
                break
    return ContactLine(line, values, "；".join(told), "；".join(problems))
