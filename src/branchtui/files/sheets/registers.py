"""A sheet of honours or of documents (.xlsx, .xls, .csv) as rows of words, as they would be typed into a form."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from branchtui.errors import BranchError
from branchtui.files.sheets.cells import CellError, day_of, text_of
from branchtui.files.sheets.headers import HEADER_WITHIN, Header, header_of, is_sum
from branchtui.files.sheets.tables import Table, is_filled, read_tables
from branchtui.files.sheets.workbook import Cell
from branchtui.rules.text.citizen_id import holds_citizen_id


@dataclass(frozen=True, slots=True)
class Layout:
    """How a register stands in a sheet.

    `aliases` are field → header words, the first that a sheet of ours has; the first column of a field that holds
    anything is taken. `days` are the fields that are days. A sheet has `needed` and another field in its header.
    `told_by` is (field, value, header words): where no column has the field, a header that has one of these words
    tells it.
    """

    what: str
    aliases: Mapping[str, tuple[str, ...]]
    days: frozenset[str]
    needed: str
    told_by: tuple[tuple[str, str, frozenset[str]], ...] = ()


HONOURS = Layout(
    "荣誉成果",
    {
        "title": ("名称", "荣誉名称", "成果名称", "奖项名称", "获奖名称", "荣誉", "奖项", "成果", "项目名称"),
        "of_id": ("获得者", "属于", "获奖人", "获奖者", "姓名", "获奖人姓名", "获奖单位", "谁的", "负责人"),
        "kind": ("类别", "类型", "荣誉类别", "成果类别", "奖项类别"),
        "level": ("级别", "荣誉级别", "获奖级别", "奖项级别", "层次"),
        "grade": ("等次", "等级", "奖次", "获奖等级", "名次"),
        "issuer": ("授予单位", "颁奖单位", "颁发单位", "颁发机构", "表彰单位", "授奖单位", "发证单位"),
        "day": ("日期", "获奖日期", "获奖时间", "授予日期", "授予时间", "颁发日期", "颁发时间", "时间", "取得时间"),
    },
    frozenset({"day"}),
    "title",
)
_IN = frozenset({"收文日期", "来文单位", "来文字号", "收文时间", "收文编号", "来文日期"})
_OUT = frozenset({"发文日期", "主送单位", "主送机关", "发文时间", "成文日期"})
DOCUMENTS = Layout(
    "收发文",
    {
        "direction": ("收发", "收发文", "收/发", "方向", "收文/发文"),
        "kind": ("文种", "公文种类", "文件种类", "文件类型"),
        "title": ("标题", "文件标题", "文件名称", "文件题名", "题名", "公文标题", "来文标题", "发文标题", "事由"),
        "number": ("文号", "发文字号", "来文字号", "文件编号", "发文号", "公文文号", "收文编号"),
        "unit": ("单位", "来文单位", "主送单位", "主送机关", "发文单位", "发文机关", "来文机关", "来文或主送单位"),
        "day": ("日期", "收发日期", "收文日期", "来文日期", "收文时间", "发文日期", "发文时间", "成文日期"),
        "due": ("办理时限", "限办日期", "办理期限", "完成时限", "截止日期", "限办时间"),
        "done_on": ("办结日期", "办结时间", "完成日期", "办理日期"),
        "answers": ("答复的文件", "答复", "批复的请示"),
    },
    frozenset({"day", "due", "done_on"}),
    "title",
    (("direction", "收文", _IN), ("direction", "发文", _OUT)),
)


@dataclass(frozen=True, slots=True)
class SheetLine:
    """One row: the values by field, empty where nothing stands. `told` says what was dropped, `problem` why it can't be
    read. `line` is the row number in the file."""

    line: int
    values: Mapping[str, str]
    told: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class RegisterSheet:
    """What such a sheet says. `unread` are the names of columns that nothing was made of."""

    rows: list[SheetLine]
    unread: list[str]


def read_register(data: bytes, filename: str, layout: Layout) -> RegisterSheet:
    """The rows of a file, read from every sheet whose header fits.

    Raises BranchError where the file is no sheet, or none has such a header.
    """
    fields = {alias: name for name, aliases in layout.aliases.items() for alias in aliases}
    found: list[SheetLine] = []
    unread: dict[str, None] = {}
    fits = False
    for table in read_tables(data, filename, what=layout.what, many=True):
        for index, cells in enumerate(table.rows[:HEADER_WITHIN]):
            header = header_of(cells, fields)
            if layout.needed in header.columns and len(header.columns) > 1:
                fits = True
                found += _rows(table, index, header, layout)
                unread.update(dict.fromkeys(header.unread))
                break
    if not fits:
        names = "”“".join(aliases[0] for aliases in layout.aliases.values())
        raise BranchError(f"“{filename}”里没有认出表头。请让一行写着“{names}”等栏名，一行一项，再导入。")
    return RegisterSheet(found, list(unread))


def _rows(table: Table, index: int, header: Header, layout: Layout) -> Iterator[SheetLine]:
    names = table.rows[index]
    words = {text_of(cell) for cell in names}
    known = {
        field: value for field, value, told in reversed(layout.told_by) if field not in header.columns and words & told
    }
    for line, cells in enumerate(table.rows[index + 1 :], index + 2):
        if is_filled(cells) and list(cells) != list(names) and not is_sum(cells):
            yield _row(line, cells, header, layout, known)


def _row(line: int, cells: Sequence[Cell], header: Header, layout: Layout, known: Mapping[str, str]) -> SheetLine:
    values = dict.fromkeys(layout.aliases, "") | dict(known)
    told, problems = [], []
    for name, columns in header.columns.items():
        label = layout.aliases[name][0]
        for cell in (cells[column] for column in columns if column < len(cells)):
            try:
                said = _day(cell) if name in layout.days else " ".join(text_of(cell).split())
            except CellError as error:
                problems.append(f"{label}{error}")
                continue
            if holds_citizen_id(said):
                told.append(f"{label}里像是有身份证号，没有保留")
            elif said:
                values[name] = said
                break
    return SheetLine(line, values, "；".join(told), "；".join(problems))


def _day(cell: Cell) -> str:
    found = day_of(cell)
    return found.isoformat() if found else ""
