"""A roster file as rows of plain values. What the rows change in the branch is decided elsewhere."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TypeVar

from branchtui.files.sheets.cells import CellError, code_of, day_of, month_of, text_of
from branchtui.files.sheets.tables import Table, read_tables
from branchtui.files.sheets.workbook import Cell
from branchtui.rules.citizen_id import holds_citizen_id
from branchtui.rules.errors import BranchError
from branchtui.rules.text import clean, is_han


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person. `line` is the row number in the file, `born` is YYYY-MM, `standing` one of full, probationary,
    activist, candidate or ''. `problems` are Chinese sentences; a row that has any must not be written."""

    line: int
    name: str
    staff_no: str = ""
    sex: str = ""
    ethnic: str = ""
    born: str = ""
    education: str = ""
    standing: str = ""
    group: str = ""
    joined_on: date | None = None
    full_on: date | None = None
    transferred_on: date | None = None
    job: str = ""
    office: str = ""
    title: str = ""
    phone: str = ""
    branch: str = ""
    problems: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignored:
    """A row that is no person of the roster; line 0 is a whole sheet."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """What a roster file says. `dropped_columns` were recognised and not read (citizen ids, addresses)."""

    rows: list[RosterRow]
    ignored: list[Ignored]
    dropped_columns: list[str]
    unknown_columns: list[str]


# field → header words; where two columns fit one field, the earlier word wins and the later fills its gaps
_ALIASES: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "党员姓名", "真实姓名", "名字"),
    "staff_no": (
        *("学工号", "工号", "工作证号", "职工号", "教工号", "教职工号", "人员编号", "学号", "学(工)号", "学号/工号"),
        *("工号/学号", "学工号/工号", "学号(工号)", "工号(学号)"),
    ),
    "sex": ("性别",),
    "ethnic": ("民族",),
    "born": ("出生年月", "出生日期", "出生年月日", "出生时间", "生日"),
    "education": ("学历", "最高学历", "文化程度", "学历学位"),
    "standing": ("人员类别", "党员类型", "党员类别", "党员身份", "政治面貌", "党籍状态"),
    "branch": ("所在党支部", "党支部名称", "所属党支部", "党支部", "所在支部", "支部名称"),
    "group": ("党小组", "所在党小组", "所属党小组"),
    "joined_on": (
        *("入党日期", "入党时间", "加入党组织日期", "加入党组织时间", "加入中国共产党日期", "加入中共组织日期"),
        *("加入中国共产党时间", "入党年月"),
    ),
    "full_on": ("转正日期", "转正时间", "转为正式党员日期", "转为正式党员时间", "转正年月"),
    "transferred_on": (
        *("转入日期", "转入时间", "组织关系转入日期", "组织关系转入时间", "转入支部日期", "转入支部时间"),
        *("转入党支部日期", "转入党支部时间", "进入党支部日期", "进入支部日期"),
    ),
    "job": ("工作岗位", "岗位", "从事岗位"),
    "office": ("党内职务", "支部职务", "党支部职务", "职务"),
    "title": ("专业技术职务(职称)", "专业技术职务", "职称", "专业技术职称", "职称(专业技术职务)"),
    "phone": ("手机号码", "手机号", "手机", "联系电话", "电话", "联系方式", "移动电话"),
    "": ("序号", "编号", "No", "no"),
}
_FIELDS = {alias: (field, rank) for field, aliases in _ALIASES.items() for rank, alias in enumerate(aliases)}
_PRIVATE = re.compile(r"身份证|证件号|公民身份|护照|住址|地址")
_HEADER_WITHIN = 30  # rows
_LONGEST_ALONE = 5  # characters; a longer text with nothing beside it is a note, not a name

_STANDINGS = {
    **dict.fromkeys(("正式党员", "正式", "中共党员", "中共正式党员", "党员", "中国共产党党员"), "full"),
    **dict.fromkeys(("预备党员", "预备", "中共预备党员", "中国共产党预备党员"), "probationary"),
    **dict.fromkeys(("入党积极分子", "积极分子"), "activist"),
    **dict.fromkeys(("发展对象", "党员发展对象"), "candidate"),
    **dict.fromkeys(("", "正常"), ""),
}
_OUTSIDE = frozenset(
    {"群众", "共青团员", "团员", "民主党派", "无党派人士", "无党派", "入党申请人"}
    | {"停止党籍", "已出党", "出党", "死亡", "已去世", "已转出", "转出"}
)
_NOTE = re.compile(
    r"[（(]?(?:附?注|说明|备注|填表|填写|填报|制表|审核|合计|共计|总计|小计|示例|样例|例[:：]|必填|选填)"
)


def read_roster(data: bytes, filename: str) -> RosterSheet:
    """The people of a roster file (.xlsx, .xls, .csv), read from the first sheet that has a roster's header.

    Raises BranchError when the file is no sheet, is locked or empty, or no header is recognised.
    """
    tables = [table for table in read_tables(data, filename) if any(map(_is_filled, table.rows))]
    if not tables:
        raise BranchError(f"“{filename}”里没有内容。请选一份有“姓名”等栏目的名册。")
    found = [(table, header) for table in tables if (header := _find_header(table)) is not None]
    if not found:
        raise BranchError(f"“{filename}”里没有认出表头。请让一行写着“姓名”“学工号”“人员类别”等栏名，每人一行，再导入。")
    table, header = found[0]
    sheet = _read(table, header)
    if not sheet.rows:
        raise BranchError(f"“{filename}”的表头下面没有人。请把党员填在表头下面，每人一行。")
    for other, _ in found[1:]:
        sheet.ignored.append(Ignored(0, f"工作表“{other.name}”没有读；一次只读一张，请另存后再导入"))
    return sheet


# --- the header ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Header:
    index: int
    columns: dict[str, list[int]]  # field → columns, best first
    dropped: list[str]
    unknown: list[str]
    words: tuple[str, ...]


def _is_filled(row: Sequence[Cell]) -> bool:
    return any(isinstance(cell, (int, float)) or str(cell).strip() for cell in row)


def _header_word(cell: Cell) -> str:
    if not isinstance(cell, str):
        return ""
    word = re.sub(r"[\s*＊:：“”]", "", clean(cell))
    return word.translate(str.maketrans("（）／", "()/"))


def _field(word: str) -> tuple[str, int] | None:
    return _FIELDS.get(word) or _FIELDS.get(re.sub(r"\(.*?\)", "", word))


def _find_header(table: Table) -> _Header | None:
    """The row among the first ones that names the most fields, 姓名 among them."""
    best, most = None, 0
    for index, row in enumerate(table.rows[:_HEADER_WITHIN]):
        words = [_header_word(cell) for cell in row]
        fields = {found[0] for word in words if (found := _field(word))}
        known = len(fields) + sum(_PRIVATE.search(word) is not None for word in words)
        alone = sum(map(bool, words)) == 1
        if "name" in fields and (alone or known > 1) and known > most:
            best, most = index, known
    return None if best is None else _header(table, best)


def _header(table: Table, index: int) -> _Header:
    words = [_header_word(cell) for cell in table.rows[index]]
    ranked: dict[str, list[tuple[int, int]]] = {}
    dropped, unknown = [], []
    for column, word in enumerate(words):
        if _PRIVATE.search(word):
            dropped.append(word)
        elif found := _field(word):
            ranked.setdefault(found[0], []).append((found[1], column))
        elif word:
            unknown.append(word)
        elif any(_is_filled(row[column : column + 1]) for row in table.rows[index + 1 :]):
            unknown.append(f"第{column + 1}列（没有栏名）")
    columns = {field: [column for _, column in sorted(places)] for field, places in ranked.items() if field}
    return _Header(index, columns, dropped, unknown, tuple(words))


# --- the rows ------------------------------------------------------------------------------------------------------

_T = TypeVar("_T")
_LABELS = {field: aliases[0] for field, aliases in _ALIASES.items()}


class _Line:
    """One row of the table, read field by field; what is wrong is gathered in `problems`."""

    def __init__(self, row: Sequence[Cell], header: _Header) -> None:
        self._row, self._header = row, header
        self.problems: list[str] = []

    def read(self, field: str, reader: Callable[[Cell], _T]) -> _T | None:
        """The first value that the columns of `field` give; None when there is none."""
        for column in self._header.columns.get(field, ()):
            if column < len(self._row):
                try:
                    value = reader(self._row[column])
                except CellError as error:
                    self.problems.append(f"{self._header.words[column]}{error}")
                    return None
                if value:
                    return value
        return None

    def text(self, field: str) -> str:
        return self._without_id(field, self.read(field, text_of) or "")

    def code(self, field: str) -> str:
        return self._without_id(field, self.read(field, code_of) or "")

    def _without_id(self, field: str, value: str) -> str:
        if not holds_citizen_id(value):
            return value
        self.problems.append(f"{_LABELS[field]}一栏像是身份证号，没有保留；请从这一栏删去")
        return ""


def _read(table: Table, header: _Header) -> RosterSheet:
    rows: list[RosterRow] = []
    ignored: list[Ignored] = []
    for index, cells in enumerate(table.rows[header.index + 1 :], start=header.index + 2):
        if not _is_filled(cells):
            continue
        if tuple(_header_word(cell) for cell in cells) == header.words:
            ignored.append(Ignored(index, "重复的表头"))
            continue
        line = _Line(cells, header)
        name = _tidy_name(line.text("name"))
        standing = line.text("standing").replace(" ", "")
        if reason := _not_a_person(name, cells):
            ignored.append(Ignored(index, reason))
        elif standing in _OUTSIDE:
            ignored.append(Ignored(index, f"人员类别是“{standing}”，不列入名册"))
        else:
            rows.append(_row(index, name, standing, line))
    return RosterSheet(_with_doubles(rows), ignored, header.dropped, header.unknown)


def _tidy_name(text: str) -> str:
    """林 知 远 → 林知远; Latin names keep single spaces."""
    return re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", text)


def _is_name(text: str) -> bool:
    letters = [c for c in text if c not in "·•‧・ .'’-"]
    return 1 < len(text) <= 40 and bool(letters) and all(is_han(c) or c.isalpha() for c in letters)


def _not_a_person(name: str, cells: Sequence[Cell]) -> str:
    filled = [text for cell in cells if (text := text_of(cell))]
    if not filled:
        return "没有姓名"
    if _NOTE.match(filled[0]) or _NOTE.match(name):
        return "说明文字，不是名册里的人"
    if not name:
        return "没有姓名"
    if len(filled) == 1 and (not _is_name(name) or (len(name) > _LONGEST_ALONE and "·" not in name)):
        return "说明文字，不是名册里的人"
    return ""


def _row(index: int, name: str, standing: str, line: _Line) -> RosterRow:
    if not _is_name(name):
        line.problems.append(f"姓名“{name if len(name) <= 12 else name[:11] + '…'}”不像人名；请改正，或删去这一行")
    if standing not in _STANDINGS:
        line.problems.append(f"人员类别“{standing[:12]}”不认识；请写正式党员、预备党员、入党积极分子或发展对象")
    joined_on, full_on = line.read("joined_on", day_of), line.read("full_on", day_of)
    if joined_on and full_on and full_on < joined_on:
        line.problems.append("转正日期早于入党日期；请改对其中一个")
    return RosterRow(
        line=index,
        name=name,
        staff_no=line.code("staff_no"),
        sex=line.text("sex").removesuffix("性"),
        ethnic=line.text("ethnic"),
        born=line.read("born", month_of) or "",
        education=line.text("education"),
        standing=_STANDINGS.get(standing, ""),
        group=line.text("group"),
        joined_on=joined_on,
        full_on=full_on,
        transferred_on=line.read("transferred_on", day_of),
        job=line.text("job"),
        office=line.text("office"),
        title=line.text("title"),
        phone=line.code("phone"),
        branch=line.text("branch"),
        problems=tuple(line.problems),
    )


def _with_doubles(rows: list[RosterRow]) -> list[RosterRow]:
    """The rows, each that repeats an earlier person marked with a problem."""
    numbers: dict[str, int] = {}
    names: dict[str, RosterRow] = {}
    checked = []
    for row in rows:
        problem = ""
        namesake = names.get(row.name)
        if row.staff_no and row.staff_no in numbers:
            problem = f"学工号与第{numbers[row.staff_no]}行相同；请删去重复的一行，或改正学工号"
        elif namesake and not (row.staff_no and namesake.staff_no):
            problem = f"与第{namesake.line}行同名而学工号不全，分不清是不是一个人；请补齐学工号"
        checked.append(replace(row, problems=(*row.problems, problem)) if problem else row)
        numbers.setdefault(row.staff_no, row.line)
        names.setdefault(row.name, row)
    return checked
