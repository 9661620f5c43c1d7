"""A sheet of services (.xlsx, .xls, .csv) as rows of words. What they mean in the branch is decided elsewhere."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from branchtui.errors import BranchError
from branchtui.files.sheets.cells import CellError, code_of, day_of, text_of
from branchtui.files.sheets.headers import HEADER_WITHIN, header_of, is_sum
from branchtui.files.sheets.tables import Table, is_filled, read_tables
from branchtui.files.sheets.workbook import Cell
from branchtui.rules.text.citizen_id import holds_citizen_id

# field → header words; the first column of a field that holds anything is taken
ALIASES: Mapping[str, tuple[str, ...]] = {
    "day": ("日期", "服务日期", "活动日期", "服务时间日期", "年月日"),
    "span": ("时间", "服务时间", "时段", "起止时间", "服务时段"),
    "begins": ("开始", "开始时间", "起始时间", "起"),
    "ends": ("结束", "结束时间", "截止时间", "止"),
    "length": ("时长", "服务时长", "小时", "时长(小时)", "小时数", "服务时长(小时)", "学时", "工时"),
    "name": ("姓名", "服务人", "服务人员", "党员姓名", "上岗党员", "志愿者", "人员", "责任人"),
    "staff_no": ("工号", "学工号", "学号", "职工号", "教工号", "工号/学号", "学号/工号"),
    "post": ("岗位", "示范岗", "岗位名称", "服务岗位", "所在岗位"),
    "what": ("服务内容", "内容", "事项", "服务事项", "工作内容", "活动内容", "主要内容"),
    "whom": ("服务对象", "对象", "受益对象"),
    "served": ("人次", "服务人次", "服务人数", "人数", "受益人数", "受益人次", "惠及人数"),
    "result": ("成效", "服务成效", "成果", "结果", "工作成效"),
    "unit": ("单位", "成效单位", "计量单位"),
    "link": ("链接", "证明链接", "证明材料", "网址", "证明"),
}
_FIELDS = {alias: name for name, aliases in ALIASES.items() for alias in aliases}
_WHAT = "服务台账"


@dataclass(frozen=True, slots=True)
class LogRow:
    """One service. `line` is the row number in the file; all others are words as they stand there, empty where nothing
    does. `problem` is why the row can't be read."""

    line: int
    day: date | None
    name: str
    staff_no: str
    post: str
    span: str
    what: str
    whom: str
    served: str
    result: str
    link: str
    problem: str = ""


@dataclass(frozen=True, slots=True)
class LogSheet:
    """What a sheet of services says. `unread` are the names of columns that nothing was made of."""

    rows: list[LogRow]
    unread: list[str]
    has_posts: bool


def read_log(data: bytes, filename: str, today: date) -> LogSheet:
    """The services of a file, read from the first sheet with 日期, 姓名 and 服务内容 in its header.

    Raises BranchError where the file is no sheet, or none has such a header.
    """
    for table in read_tables(data, filename, what=_WHAT, many=True):
        for index, cells in enumerate(table.rows[:HEADER_WITHIN]):
            columns, unread = header_of(cells, _FIELDS)
            if {"day", "what"} <= columns.keys() and columns.keys() & {"name", "staff_no"}:
                return LogSheet(list(_rows(table, index, columns, today)), unread, "post" in columns)
    raise BranchError(
        f"“{filename}”里没有认出表头。请让一行写着“日期”“姓名”“时间”或“时长”“服务内容”等栏名，每条服务一行，再导入。"
    )


def _rows(table: Table, index: int, columns: dict[str, list[int]], today: date) -> Iterator[LogRow]:
    header = table.rows[index]
    for line, cells in enumerate(table.rows[index + 1 :], index + 2):
        if is_filled(cells) and list(cells) != list(header) and not is_sum(cells):
            yield _row(line, cells, columns, today)


def _row(line: int, cells: Sequence[Cell], columns: dict[str, list[int]], today: date) -> LogRow:
    problems: list[str] = []

    def read(name: str, reader: Callable[[Cell], object] = _said) -> str:
        for column in columns.get(name, ()):
            if column < len(cells):
                try:
                    said = str(reader(cells[column]) or "")
                except CellError as error:
                    problems.append(f"{ALIASES[name][0]}{error}")
                    return ""
                if holds_citizen_id(said):
                    problems.append(f"{ALIASES[name][0]}里像是有身份证号，没有保留；请删去")
                    return ""
                if said:
                    return said
        return ""

    day = read("day", lambda cell: _day(cell, today))
    begins, ends = read("begins"), read("ends")
    times = f"{begins}到{ends}" if begins and ends else begins or read("span")
    length = read("length")
    if length and re.fullmatch(r"\d+(\.\d+)?", length):
        length += "小时"
    result, unit = read("result"), read("unit")
    what = read("what")
    if result and not re.search(r"\d", result):  # in words: kept with what was done
        what, result = f"{what}；成效：{result}", ""
    elif result.isdecimal():
        result += unit
    return LogRow(
        line=line,
        day=date.fromisoformat(day) if day else None,
        name=read("name").replace(" ", ""),
        staff_no=read("staff_no", code_of),
        post=read("post"),
        span=" ".join(filter(None, (times, length))),
        what=what,
        whom=read("whom"),
        served=read("served"),
        result=result,
        link=read("link"),
        problem="；".join(problems),
    )


def _day(cell: Cell, today: date) -> date | None:
    """The day of a cell. Raises CellError where it says only a month, whose first day `day_of` would take."""
    said = text_of(cell)
    if re.fullmatch(r"\d{2,4}\s*[-./年]\s*\d{1,2}\s*月?|\d{6}", said) and not isinstance(cell, (date, datetime)):
        raise CellError(f"“{said}”只有月份；请写到日，如 2026-03-04")
    return day_of(cell, today.year)


def _said(cell: Cell) -> str:
    """The words of a cell; of a time of day its hours and minutes."""
    if isinstance(cell, (time, datetime)):
        return f"{cell:%H:%M}"
    return text_of(cell)
