"""Which column of a roster is what: by its header, and where headers are not enough by what stands under them."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from branchtui.files.sheets.cells import text_of
from branchtui.files.sheets.standings import is_on_the_way, offices_in, post_in, says_yes, speaks_of_standing
from branchtui.files.sheets.tables import Table, is_filled
from branchtui.files.sheets.workbook import Cell
from branchtui.rules.roster import office_named
from branchtui.rules.text.citizen_id import holds_citizen_id
from branchtui.rules.text.cleaning import clean

# field → header words; where two columns fit one field, the earlier word wins and the later fills its gaps
ALIASES: Mapping[str, tuple[str, ...]] = {
    "name": ("姓名", "党员姓名", "真实姓名", "名字", "用户姓名", "人员姓名", "教师姓名", "学生姓名", "教职工姓名"),
    "staff_no": (
        *("学工号", "工号", "工作证号", "职工号", "教工号", "教职工号", "人员编号", "学号", "学(工)号", "学号/工号"),
        *("工号/学号", "学工号/工号", "学号(工号)", "工号(学号)", "学工编号", "员工工号", "员工编号", "职工编号"),
        *("人员工号", "参训人员工号", "学生证号", "学籍号"),
    ),
    "sex": ("性别",),
    "ethnic": ("民族",),
    "born": ("出生年月", "出生日期", "出生年月日", "出生时间", "生日"),
    "education": ("学历", "最高学历", "文化程度", "学历学位"),
    "standing": (
        *("党籍状态", "党员状态", "预/正", "正式/预备", "党员类型", "党员类别", "党员身份", "人员类别", "入党进度"),
        *("当前发展阶段", "发展阶段", "政治面貌"),
    ),
    "branch": (
        *("所在党支部", "党支部名称", "所属党支部", "党支部", "所在支部", "支部名称", "支部信息", "所属党组织"),
        "所在党组织",
    ),
    "group": ("党小组", "所在党小组", "所属党小组"),
    "joined_on": (
        *("入党日期", "入党时间", "加入党组织日期", "加入党组织时间", "加入中国共产党日期", "加入中共组织日期"),
        *("加入中国共产党时间", "入党年月", "预备党员时间", "预备党员日期", "接收预备党员时间", "接收预备党员日期"),
        *("接收为预备党员时间", "接收为预备党员日期", "成为预备党员日期", "成为预备党员时间", "发展时间"),
    ),
    "full_on": (
        *("转正日期", "转正时间", "转为正式党员日期", "转为正式党员时间", "转正年月", "党员转正时间", "党员转正日期"),
        *("成为正式党员日期", "成为正式党员时间"),
    ),
    "applied_on": (
        *("申请入党日期", "申请入党时间", "入党申请日期", "入党申请时间", "递交入党申请书日期", "递交入党申请书时间"),
        *("提交入党申请书日期", "提交入党申请书时间", "提交书面申请书时间", "提交书面申请书日期"),
    ),
    "activist_on": (
        *("确定积极分子日期", "确定积极分子时间", "确定入党积极分子日期", "确定入党积极分子时间", "积极分子日期"),
        *(
            "确定为入党积极分子时间",
            "确定为入党积极分子日期",
            "确定为积极分子时间",
            "确定为积极分子日期",
            "积极分子时间",
        ),
        *("列为积极分子日期", "列为积极分子时间", "列为入党积极分子日期", "列为入党积极分子时间"),
    ),
    "candidate_on": (
        *("确定发展对象日期", "确定发展对象时间", "确定为发展对象时间", "确定为发展对象日期", "发展对象日期"),
        *("列为发展对象日期", "列为发展对象时间", "发展对象时间"),
    ),
    "transferred_on": (
        *("转入日期", "转入时间", "组织关系转入日期", "组织关系转入时间", "转入支部日期", "转入支部时间"),
        *("转入党支部日期", "转入党支部时间", "进入党支部日期", "进入支部日期"),
    ),
    "job": ("工作岗位", "岗位", "从事岗位", "工作单位及职务", "单位及职务", "所在单位及职务"),
    "office": ("党内职务", "支部职务", "党支部职务", "支委职务"),
    "post": ("职务", "现任职务", "职位", "职务/职称", "职务(职称)"),
    "title": ("专业技术职务(职称)", "专业技术职务", "职称", "专业技术职称", "职称(专业技术职务)"),
    "phone": ("手机号码", "手机号", "手机", "联系电话", "电话", "联系方式", "移动电话"),
    "remark": ("备注", "备注说明", "说明", "情况说明", "备注信息"),
    "": ("序号", "编号", "No", "no"),
}
_FIELDS = {alias: (field, rank) for field, aliases in ALIASES.items() for rank, alias in enumerate(aliases)}
_PRIVATE = re.compile(r"身份证|证件号|公民身份|护照|住址|地址")
_HEADER_WITHIN = 30  # rows

# What a sheet is that only lists people, by a word of its header: of another party, unless it says who is a member of
# this one; then kinds that are no rosters even so, unless they have a 入党日期; then kinds that are none without members.
_OTHER_PARTIES = ((re.compile(r"党派"), "民主党派成员名单"),)
_ALWAYS_OTHER = (
    *_OTHER_PARTIES,
    (re.compile(r"用户名|登录名|[账帐]号|密码"), "账号表"),
    (re.compile(r"参训|培训|学时"), "培训对象名单"),
    (re.compile(r"评议|测评"), "民主评议结果"),
    (re.compile(r"介绍信|转接|转出单位|转入单位|转出(?:党)?组织|转入(?:党)?组织|转往|党费缴纳至"), "组织关系转接名单"),
)
_OTHER_WITHOUT_MEMBERS = (
    (re.compile(r"发展阶段|推优|推荐|申请书|入党申请|积极分子|发展对象|培养联系人"), "入党积极分子或发展对象名单"),
    (re.compile(r"行政级别|职务级别|任现职|职级|提任|干部"), "干部名册"),
)


@dataclass(slots=True)
class Columns:
    """The columns of a table whose header stands in row `index`. `fields`: field → columns, best first; `offices`:
    column → the office that its cells say yes or no to; `dropped` and `unknown`: names of columns not read; `words`:
    the names of all, '' also for one that may not be shown."""

    index: int
    fields: dict[str, list[int]]
    offices: dict[int, str]
    dropped: list[str]
    unknown: list[str]
    words: tuple[str, ...]


def repeats_header(row: Sequence[Cell], columns: Columns) -> bool:
    """Whether a row is the header once more, as at the top of a printed page."""
    return len(row) == len(columns.words) and all(
        _word(cell) == word for cell, word in zip(row, columns.words, strict=True) if word
    )


def find_header(table: Table) -> Columns | None:
    """The row among the first ones that names the most fields, 姓名 among them; None where there is none."""
    best, most = None, 0
    for index, row in enumerate(table.rows[:_HEADER_WITHIN]):
        words = [_word(cell) for cell in row]
        fields = {found[0] for word in words if (found := _field(word))}
        known = len(fields) + sum(bool(_PRIVATE.search(word) or office_named(word)) for word in words)
        alone = sum(map(bool, words)) == 1
        if "name" in fields and (alone or known > 1) and known > most:
            best, most = index, known
    return None if best is None else _columns(table, best)


def settle_by_values(columns: Columns, people: Sequence[Sequence[Cell]]) -> None:
    """Decide by the cells of the rows that are people which columns speak of standing, and which of offices."""
    kept = []
    for column in columns.fields.pop("standing", ()):
        words = [word for word in _texts(people, column) if not holds_citizen_id(word)]
        if sum(map(speaks_of_standing, words)) * 2 >= len(words):
            kept.append(column)
        else:
            columns.unknown.append(f"{columns.words[column]}（写的不是党员类别）")
    if kept:
        columns.fields["standing"] = kept
    for column in list(columns.offices):
        words = list(_texts(people, column))
        if words and not any(map(says_yes, words)):
            del columns.offices[column]
            columns.unknown.append(f"{columns.words[column]}（写的不是“是”或“√”）")


def what_else(columns: Columns, people: Sequence[Sequence[Cell]]) -> tuple[str, str] | None:
    """What the sheet is when it is no roster of party members, and the header word that tells so; else None."""
    standings = any(any(map(is_on_the_way, _texts(people, column))) for column in columns.fields.get("standing", ()))
    if not standings and (other := _kind(_OTHER_PARTIES, columns.words)):
        return other
    if is_used(columns, "joined_on", people) or is_used(columns, "full_on", people):
        return None
    if other := _kind(_ALWAYS_OTHER, columns.words):
        return other
    offices = any(
        offices_in(text) if field == "office" else post_in(text, titles=False)[0]
        for field in ("office", "post")
        for column in columns.fields.get(field, ())
        for text in _texts(people, column)
    )
    return None if standings or offices or columns.offices else _kind(_OTHER_WITHOUT_MEMBERS, columns.words)


def is_used(columns: Columns, field: str, people: Sequence[Sequence[Cell]]) -> bool:
    """Whether a column of `field` holds anything."""
    return any(True for column in columns.fields.get(field, ()) for _ in _texts(people, column))


def _kind(kinds: Iterable[tuple[re.Pattern[str], str]], words: Iterable[str]) -> tuple[str, str] | None:
    words = list(words)
    return next(((kind, word) for pattern, kind in kinds for word in words if pattern.search(word)), None)


def _texts(people: Sequence[Sequence[Cell]], column: int) -> Iterable[str]:
    for cells in people:
        if column < len(cells) and (text := text_of(cells[column]).replace(" ", "")):
            yield text


_MARKS = re.compile(r"[\s*＊:：“”]")
_BRACKETS = str.maketrans("（）／", "()/")


def _word(cell: Cell) -> str:
    if not isinstance(cell, str):
        return ""
    return _MARKS.sub("", clean(cell)).translate(_BRACKETS)


def _field(word: str) -> tuple[str, int] | None:
    return _FIELDS.get(word) or _FIELDS.get(re.sub(r"\([^()]*\)", "", word))


def _columns(table: Table, index: int) -> Columns:
    words = tuple("" if holds_citizen_id(text_of(cell)) else _word(cell) for cell in table.rows[index])
    ranked: dict[str, list[tuple[int, int]]] = {}
    offices: dict[int, str] = {}
    dropped, unknown = [], []
    for column, word in enumerate(words):
        if not word and holds_citizen_id(text_of(table.rows[index][column])):
            dropped.append(f"第{column + 1}列（栏名像是身份证号）")
        elif _PRIVATE.search(word):
            dropped.append(word)
        elif found := _field(word):
            ranked.setdefault(found[0], []).append((found[1], column))
        elif office := office_named(word):
            offices[column] = office
        elif word:
            unknown.append(word if len(word) <= 20 else f"{word[:19]}…")
        elif any(is_filled(row[column : column + 1]) for row in table.rows[index + 1 :]):
            unknown.append(f"第{column + 1}列（没有栏名）")
    fields = {field: [column for _, column in sorted(places)] for field, places in ranked.items() if field}
    return Columns(index, fields, offices, dropped, unknown, words)
