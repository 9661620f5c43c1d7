"""A roster file as rows of plain values. What the rows change in the branch is decided elsewhere."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import islice
from typing import TypeVar

from branchtui.errors import BranchError
from branchtui.files.sheets import columns as headers
from branchtui.files.sheets.cells import CellError, code_of, day_of, has_short_year, month_of, text_of
from branchtui.files.sheets.columns import ALIASES, Columns
from branchtui.files.sheets.standings import (
    NO_STANDING,
    UNCONFIRMED,
    UNDATED,
    Standing,
    offices_in,
    post_in,
    remarks_in,
    says_yes,
    standing_in,
)
from branchtui.files.sheets.tables import Table, is_filled, read_tables
from branchtui.files.sheets.workbook import Cell
from branchtui.rules.text.citizen_id import holds_citizen_id, quoted, without_citizen_ids
from branchtui.rules.text.cleaning import LINE_LIMIT, NAME_LIMIT, is_han
from branchtui.rules.text.names import plain_name


@dataclass(frozen=True, slots=True)
class RosterRow:
    """One person. `line` is the row number in the file, `born` is YYYY-MM, `standing` one of full, probationary,
    activist, candidate, applicant; or '' where the file does not say. `doubt` tells why it is '' or only concluded (see
    `standings`). `office` holds offices with 、 between them. `remarks` are words that a person has to decide about,
    `told` sentences to show, `problems` sentences that keep the row from being written."""

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
    stages: Mapping[str, date] = field(default_factory=dict)  # when they became applicant, activist, candidate
    transferred_on: date | None = None
    job: str = ""
    office: str = ""
    title: str = ""
    phone: str = ""
    branch: str = ""
    problems: tuple[str, ...] = ()
    doubt: str = ""
    remarks: tuple[str, ...] = ()
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ignored:
    """A row that is no person of the roster; line 0 is a whole sheet."""

    line: int
    reason: str


@dataclass(frozen=True, slots=True)
class RosterSheet:
    """What a roster file says. `dropped_columns` were recognised and not read (citizen ids, addresses); `offices` tells
    whether a column holds party offices; `told` are sentences about the whole sheet."""

    rows: list[RosterRow]
    ignored: list[Ignored]
    dropped_columns: list[str]
    unknown_columns: list[str]
    offices: bool = False
    told: list[str] = field(default_factory=list)


_NOTE = re.compile(
    r"[（(]?(?:附?注|说明|备注|填表|填写|填报|制表|审核|合计|共计|总计|小计|示例|样例|例[:：]|必填|选填)"
)
_LONGEST_ALONE = 5  # characters; a longer text with nothing beside it is a note, not a name
_YOUNGEST = 14  # years
_SHEETS_NAMED = 3
_STAGES = (("applicant", "applied_on"), ("activist", "activist_on"), ("candidate", "candidate_on"))


def read_roster(
    data: bytes,
    filename: str,
    today: date | None = None,
    *,
    many: bool = False,
    wanted: Callable[[], object] = lambda: None,
) -> RosterSheet:
    """The people of a roster file (.xlsx, .xls, .csv), read from the first sheet that has a roster's header.

    `today` (the real one unless told) is what years of two figures and dates in the future are measured by; `many`
    and `wanted` are those of `read_tables`.
    Raises BranchError when the file is no sheet, is locked, empty or too big, no header is recognised, or it lists
    other people.
    """
    today = today or date.today()
    tables = [
        table for table in read_tables(data, filename, many=many, wanted=wanted) if any(map(is_filled, table.rows))
    ]
    if not tables:
        raise BranchError(f"“{filename}”里没有内容。请选一份有“姓名”等栏目的名册。")
    found = [(table, columns) for table in tables if (columns := headers.find_header(table)) is not None]
    if not found:
        raise BranchError(f"“{filename}”里没有认出表头。请让一行写着“姓名”“学工号”“人员类别”等栏名，每人一行，再导入。")
    refusal = None
    for table, columns in found:
        try:
            sheet = _read(table, columns, filename, today)
        except BranchError as error:
            refusal = refusal or error
            continue
        others = [without_citizen_ids(other.name) for other, _ in found if other is not table]
        told = [f"工作表“{name}”没有读；一次只读一张，请另存后再导入" for name in others[:_SHEETS_NAMED]]
        if more := len(others) - len(told):
            told.append(f"还有 {more} 张工作表没有读")
        sheet.ignored.extend(Ignored(0, words) for words in told)
        return sheet
    assert refusal is not None
    raise refusal


_T = TypeVar("_T")
_LABELS = {field: aliases[0] for field, aliases in ALIASES.items()} | {"standing": "人员类别"}


class _Line:
    """One row of the table, read field by field; what is wrong is gathered in `problems`, what is to be told in
    `told`, a date with a year of two figures in `short_year`."""

    def __init__(self, row: Sequence[Cell], columns: Columns) -> None:
        self._row, self._columns = row, columns
        self.problems: list[str] = []
        self.told: list[str] = []
        self.short_year = ""

    def read(self, field: str, reader: Callable[[Cell], _T]) -> _T | None:
        """The first value that the columns of `field` give; None when there is none."""
        for column in self._columns.fields.get(field, ()):
            if column < len(self._row):
                try:
                    value = reader(self._row[column])
                except CellError as error:
                    self.problems.append(f"{self._columns.words[column]}{error}")
                    return None
                if value:
                    if isinstance(value, date) or field == "born":
                        self._note_year(self._row[column], value)
                    return value
        return None

    def text(self, field: str) -> str:
        return self._fit(field, self.read(field, text_of) or "")

    def code(self, field: str) -> str:
        value = self._fit(field, self.read(field, code_of) or "")
        # before blanks in it are taken out
        fits = [self._fit(field, text) for text in self.raw(field) if text and text != value]
        return value if all(fits) else ""

    def texts(self, field: str) -> list[tuple[str, str]]:
        """Every value of `field`, each with the name of its column."""
        return [
            (self._columns.words[column], value)
            for column in self._columns.fields.get(field, ())
            if column < len(self._row) and (value := self._fit(field, text_of(self._row[column])))
        ]

    def past_day(self, field: str, today: date) -> date | None:
        """The day of `field`, unless it has not come yet: then that is told, and the day is not used."""
        day = self.read(field, lambda cell: day_of(cell, today.year))
        if day is None or day <= today:
            return day
        self.told.append(f"{_LABELS[field]} {day.isoformat()} 还没有到，没有采用，请核对")
        return None

    def raw(self, field: str) -> list[str]:
        """Every value of `field`, only to look for words in it: nothing of it may be kept or shown."""
        return [text_of(self._row[column]) for column in self._columns.fields.get(field, ()) if column < len(self._row)]

    def offices(self) -> list[str]:
        """The offices that columns of yes and no say yes to."""
        return [
            office
            for column, office in self._columns.offices.items()
            if column < len(self._row) and says_yes(text_of(self._row[column]))
        ]

    def _note_year(self, cell: Cell, value: object) -> None:
        if has_short_year(cell):
            self.short_year = f"{text_of(cell)} → {str(value)[:7]}"

    def _fit(self, field: str, value: str) -> str:
        if not value:
            return value
        if holds_citizen_id(value):
            self.problems.append(f"{_LABELS[field]}一栏像是身份证号，没有保留；请从这一栏删去")
            return ""
        if len(value) > LINE_LIMIT:
            self.problems.append(f"{_LABELS[field]}有 {len(value)} 个字，太长了；请缩短到 {LINE_LIMIT} 字以内")
            return ""
        return value


def _read(table: Table, columns: Columns, filename: str, today: date) -> RosterSheet:
    ignored: list[Ignored] = []
    people: list[tuple[int, list[Cell], str]] = []  # row number, cells, name
    name_columns = columns.fields["name"]
    for index, cells in enumerate(table.rows[columns.index + 1 :], start=columns.index + 2):
        if not is_filled(cells):
            continue
        if headers.repeats_header(cells, columns):
            ignored.append(Ignored(index, "重复的表头"))
            continue
        texts = (text_of(cells[column]) for column in name_columns if column < len(cells))
        name = _tidy_name(next(filter(None, texts), ""))
        if reason := _not_a_person(name, cells):
            ignored.append(Ignored(index, reason))
        else:
            people.append((index, cells, name))
    filled = [cells for _, cells, _ in people]
    headers.settle_by_values(columns, filled)
    if other := headers.what_else(columns, filled):
        kind, word = other
        raise BranchError(
            f"“{filename}”不像党员名册，像是{kind}（有“{word}”一栏，没有入党日期），没有导入。"
            f"如果确是党员名册，请删去“{word}”一栏，或补上“入党日期”，再导入。"
        )
    dated = _Dated(headers.is_used(columns, "joined_on", filled), headers.is_used(columns, "full_on", filled))
    rows: list[RosterRow] = []
    short_years: list[str] = []
    for index, cells, name in people:
        line = _Line(cells, columns)
        said = [(column, text.replace(" ", "")) for column, text in line.texts("standing")]
        standing = standing_in(said, dated=dated.joined or dated.full)
        if standing.outside:
            ignored.append(Ignored(index, standing.outside))
        else:
            rows.append(_row(index, name, standing, line, dated, today))
            short_years += filter(None, [line.short_year])
    if not rows:
        reasons = f"：{ignored[0].reason}" if ignored else ""
        raise BranchError(f"“{filename}”的表头下面没有人可以列入名册{reasons}。请把党员填在表头下面，每人一行。")
    told = (
        [f"年份只写了两位的，按最近的年代读，请核对：{short_years[0]} 等 {len(short_years)} 人"] if short_years else []
    )
    if "remark" in columns.fields:
        told.append("备注不保存，只看里面有没有“转出”“积极分子”“产假”这类要您定的字样")
    branches = list(dict.fromkeys(row.branch for row in rows if row.branch))
    if len(branches) > 1:
        told.append(f"表里写着 {len(branches)} 个支部（{'、'.join(branches[:3])}……），都会列入本支部，请核对")
    has_offices = bool(columns.offices) or any(row.office for row in rows)
    ignored.sort(key=lambda row: row.line)
    return RosterSheet(_with_doubles(rows), ignored, columns.dropped, columns.unknown, has_offices, told)


def _tidy_name(text: str) -> str:
    """林 知 远 → 林知远; Latin names keep single spaces; every dot is the one that names are written with."""
    return plain_name(re.sub(r"(?<=[^\x00-\x7f]) | (?=[^\x00-\x7f])", "", text))


def _is_name(text: str) -> bool:
    letters = [c for c in text if c not in "·•‧・ .'’-"]
    return 1 < len(text) <= NAME_LIMIT and bool(letters) and all(is_han(c) or c.isalpha() for c in letters)


def _not_a_person(name: str, cells: Sequence[Cell]) -> str:
    filled = list(islice((text for cell in cells if (text := text_of(cell))), 2))
    if not filled:
        return "没有姓名"
    if _NOTE.match(filled[0]) or _NOTE.match(name):
        return "说明文字，不是名册里的人"
    if not name:
        return "没有姓名"
    if name in ALIASES["name"]:
        return "重复的表头"
    if len(filled) == 1 and (not _is_name(name) or (len(name) > _LONGEST_ALONE and "·" not in name)):
        return "说明文字，不是名册里的人"
    return ""


@dataclass(frozen=True, slots=True)
class _Dated:
    """Whether somebody in the sheet has a 入党日期, and a 转正日期."""

    joined: bool
    full: bool


def _row(index: int, name: str, standing: Standing, line: _Line, dated: _Dated, today: date) -> RosterRow:
    if holds_citizen_id(name):
        line.problems.append("姓名一栏像是身份证号，没有保留；请从这一栏删去")
        name = ""
    elif not _is_name(name):
        line.problems.append(f"姓名“{name if len(name) <= 12 else name[:11] + '…'}”不像人名；请改正，或删去这一行")
    if standing.unknown:
        line.problems.append(
            f"人员类别“{quoted(standing.unknown, 12)}”不认识；请写正式党员、预备党员、发展对象、入党积极分子或入党申请人"
        )
    line.told += standing.told
    joined_on, full_on = line.past_day("joined_on", today), line.past_day("full_on", today)
    if joined_on and full_on and full_on < joined_on:
        line.problems.append("转正日期早于入党日期；请改对其中一个")
    stages = {stage: day for stage, key in _STAGES if (day := line.past_day(key, today))}
    transferred_on = line.read("transferred_on", lambda cell: day_of(cell, today.year))
    if transferred_on and transferred_on > today:
        line.told.append(f"转入日期 {transferred_on.isoformat()} 还没有到，那天才列入")
    value, doubt = _by_dates(standing, line, joined_on, full_on, dated)
    offices = [*line.offices(), *(office for _, text in line.texts("office") for office in offices_in(text))]
    job, title = line.text("job"), line.text("title")
    for column, text in line.texts("post"):
        more, post, rank = post_in(text, titles="职称" in column)
        offices += more
        job, title = job or post, title or rank
    remarks = [*line.raw("remark"), *line.raw("standing")]
    return RosterRow(
        line=index,
        name=name,
        staff_no=line.code("staff_no"),
        sex=line.text("sex").removesuffix("性"),
        ethnic=line.text("ethnic"),
        born=line.read("born", lambda cell: month_of(cell, today.year - _YOUNGEST)) or "",
        education=line.text("education"),
        standing=value,
        group=line.text("group"),
        joined_on=joined_on,
        full_on=full_on,
        stages=stages,
        transferred_on=transferred_on,
        job=job,
        office="、".join(dict.fromkeys(offices)),
        title=title,
        phone=line.code("phone"),
        branch=line.text("branch"),
        problems=tuple(dict.fromkeys(line.problems)),
        doubt=doubt,
        remarks=remarks_in(remarks),
        told=tuple(line.told),
    )


def _by_dates(
    standing: Standing, line: _Line, joined_on: date | None, full_on: date | None, dated: _Dated
) -> tuple[str, str]:
    """Standing and doubt, after the dates: who has a 转正日期 is a full member; an empty one beside filled ones means
    probationary, no such column at all means nothing."""
    unconfirmed = dated.full and joined_on is not None and not any(line.raw("full_on"))
    if standing.value and not (standing.loose and unconfirmed):
        return standing.value, ""
    if standing.loose:
        line.told.append("写着党员，转正日期空着")
        return "", NO_STANDING
    if standing.doubt != NO_STANDING:
        return "", standing.doubt
    if full_on:
        return "full", ""
    if unconfirmed:
        return "probationary", UNCONFIRMED
    return "", UNDATED if dated.joined and joined_on is None else NO_STANDING


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
