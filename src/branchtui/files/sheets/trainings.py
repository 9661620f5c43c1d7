"""A school's sheet of trainings and their hours (.xlsx, .xls, .csv) as rows of words."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from branchtui.errors import BranchError
from branchtui.files.sheets.cells import CellError, code_of, day_of, text_of
from branchtui.files.sheets.headers import HEADER_WITHIN, Header, header_of, is_sum
from branchtui.files.sheets.tables import Table, is_filled, read_tables
from branchtui.files.sheets.workbook import Cell
from branchtui.rules.text.citizen_id import holds_citizen_id

# field → header words; the first column of a field that holds anything is taken
ALIASES: Mapping[str, tuple[str, ...]] = {
    "staff_no": ("工号", "学工号", "学号", "职工号", "教工号", "工作证号", "员工工号", "学工编号", "工号/学号"),
    "name": ("姓名", "党员姓名", "真实姓名", "用户姓名", "人员姓名", "教师姓名", "学员姓名", "学生姓名"),
    "year": ("年度", "年份", "所属年度"),
    "organiser": ("培训班主办方", "主办单位", "主办方", "培训主办方", "举办单位", "组织单位"),
    "kind": ("培训类别", "类别", "培训类型"),
    "title": ("培训班名称", "培训内容", "培训名称", "班次名称", "培训班次", "培训项目", "学习内容"),
    "from_day": ("培训开始时间", "起始时间", "开始时间", "开始日期", "起始日期", "培训时间", "培训日期"),
    "to_day": ("培训结束时间", "结束时间", "截止时间", "结束日期", "截止日期"),
    "half_hours": ("培训学时", "学时", "学时数", "学时(小时)", "培训学时(学时)", "已完成学时", "已完成学时数"),
    "place": ("培训地点", "地点"),
    "counted": ("是否计入年度学习任务", "是否计入", "是否计入学时", "计入年度学习任务", "计入年度学时"),
}
_FIELDS = {alias: name for name, aliases in ALIASES.items() for alias in aliases}
_DAYS = frozenset({"from_day", "to_day"})
_WHAT = "学时表"


@dataclass(frozen=True, slots=True)
class TrainingLine:
    """One row: the values by field, days as 2026-03-02, empty where nothing stands. `told` says what was dropped,
    `problem` why it can't be read. `line` is the row number in the file."""

    line: int
    values: Mapping[str, str]
    told: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class TrainingSheet:
    """What a sheet of trainings says. `unread` are the names of columns that nothing was made of."""

    rows: list[TrainingLine]
    unread: list[str]


def read_trainings(data: bytes, filename: str, latest: int) -> TrainingSheet:
    """The trainings of a file, read from the first sheet with a person, what it was, and 学时 in its header.

    A year of two figures is one of the 90 up to `latest`. Raises BranchError where the file is no sheet, or none has
    such a header.
    """
    for table in read_tables(data, filename, what=_WHAT, many=True):
        for index, cells in enumerate(table.rows[:HEADER_WITHIN]):
            header = header_of(cells, _FIELDS)
            there = header.columns.keys()
            if {"title", "half_hours"} <= there and {"name", "staff_no"} & there:
                return TrainingSheet(list(_rows(table, index, header, latest)), header.unread)
    raise BranchError(
        f"“{filename}”里没有认出表头。请让一行写着“工号”“姓名”“培训班名称”“培训开始时间”“培训学时”等栏名，每人每次培训一行，再导入。"
    )


def _rows(table: Table, index: int, header: Header, latest: int) -> Iterator[TrainingLine]:
    names = table.rows[index]
    known = [column for columns in header.columns.values() for column in columns]
    for line, cells in enumerate(table.rows[index + 1 :], index + 2):
        note = sum(bool(text_of(cells[column])) for column in known if column < len(cells)) < 2
        if is_filled(cells) and list(cells) != list(names) and not is_sum(cells) and not note:
            yield _row(line, cells, header, latest)


def _row(line: int, cells: Sequence[Cell], header: Header, latest: int) -> TrainingLine:
    values, told, problems = dict.fromkeys(ALIASES, ""), [], []
    for name, columns in header.columns.items():
        reader = _reader(name, latest)
        for cell in (cells[column] for column in columns if column < len(cells)):
            try:
                said = reader(cell)
            except CellError as error:
                problems.append(f"{ALIASES[name][0]}{error}")
                continue
            if holds_citizen_id(said):
                told.append(f"{ALIASES[name][0]}里像是有身份证号，没有保留")
            elif said:
                values[name] = said
                break
    return TrainingLine(line, values, "；".join(told), "；".join(problems))


def _reader(name: str, latest: int) -> Callable[[Cell], str]:
    if name == "staff_no":
        return code_of
    if name in _DAYS:
        return lambda cell: _day(day_of(cell, latest))
    return lambda cell: " ".join(text_of(cell).split())


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""
