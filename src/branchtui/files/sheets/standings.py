"""What the words of a roster's cells say of a person: member or not, office or job, and what a person has to decide."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from branchtui.rules.roster import office_named

NO_STANDING, UNDATED, AT_ODDS = "人员类别", "没有入党日期", "不一致"
"""Why nobody but the user can say what a person is: nothing is written; not even the 入党日期 that others have; two
columns say different things."""
UNCONFIRMED = "转正日期空着"
"""Why somebody is taken for 预备党员: the 转正日期 that others have is empty."""

_FULL, _MEMBER = "full", "member"  # `_MEMBER`: a party member, full or probationary
_WORDS = {
    **dict.fromkeys(("正式党员", "正式", "中共正式党员", "正式中共党员", "已转正", "正"), _FULL),
    **dict.fromkeys(("中共党员", "党员", "中国共产党党员"), _MEMBER),
    **dict.fromkeys(("预备党员", "预备", "中共预备党员", "中国共产党预备党员", "预"), "probationary"),
    **dict.fromkeys(("入党积极分子", "积极分子"), "activist"),
    **dict.fromkeys(("发展对象", "党员发展对象", "拟发展对象"), "candidate"),
    **dict.fromkeys(("入党申请人", "申请人", "申请入党", "递交申请书"), "applicant"),
}
_OUTSIDE = frozenset(
    {"群众", "共青团员", "团员", "民主党派", "无党派人士", "无党派"}
    | {"民革党员", "民盟盟员", "民建会员", "民进会员", "农工党党员", "致公党党员", "九三学社社员", "台盟盟员"}
)
_GONE = frozenset({"已出党", "出党", "死亡", "已去世", "已转出", "转出"})
_NEUTRAL = frozenset({"正常", "在册", "有效"})
_REMARKS = {
    "停止党籍": re.compile("停止党籍"),
    "留党察看": re.compile("留党察看"),
    "出党": re.compile("出党|除名|开除党籍|退党|取消预备"),
    "去世": re.compile("去世|逝世|病故|死亡"),
    "转出": re.compile("转出|调出|转走"),
    "积极分子": re.compile("积极分子"),
    "发展对象": re.compile("发展对象"),
    "申请人": re.compile("申请人"),
    "预备": re.compile("预备"),
    "产假": re.compile("产假|哺乳假"),
    "出国": re.compile("出国|出境|境外|国外"),
    "病假": re.compile("病假|病休"),
    "借调": re.compile("借调|挂职|外派"),
    "流动": re.compile("流动"),
    "滞留": re.compile("滞留"),
}
_YES = frozenset({"是", "√", "✓", "✔", "☑", "v", "V", "y", "Y", "有", "1"})
_NO_OFFICE = frozenset({"党员", "普通党员", "正式党员", "预备党员", "群众", "无职务"})
_TITLE = re.compile(r".*(?:教授|讲师|助教|研究员|工程师|实验师|馆员|会计师|经济师|编审|编辑|医师|技师)")
_PARTS = re.compile(r"[、/，,;；]|\s+")


@dataclass(frozen=True, slots=True)
class Standing:
    """What the cells of one row say: `value` of RosterRow.standing, or '' and `doubt`; or why the row is `outside`.

    `loose`: they say member and not which kind, which is taken for full where nothing else speaks against it.
    `told` are sentences to show, `unknown` a word that nothing was made of.
    """

    value: str = ""
    loose: bool = False
    doubt: str = ""
    outside: str = ""
    told: tuple[str, ...] = ()
    unknown: str = ""


def speaks_of_standing(word: str) -> bool:
    """Whether a cell could stand in a column that tells members from others."""
    return word in _WORDS or word in _OUTSIDE or word in _GONE or word in _NEUTRAL or bool(remarks_in([word]))


def is_on_the_way(word: str) -> bool:
    """Whether a cell says that somebody is a member, or on the way to become one."""
    return word in _WORDS


def standing_in(cells: Iterable[tuple[str, str]], *, dated: bool) -> Standing:
    """What the standing cells of a row, (column name, word), say together; `dated`: the sheet has days of joining.

    共青团员 gives way to 积极分子 or 预备党员, which a league member can be; 中共党员 may be either kind of member.
    人员类别 正式 may be a kind of employment where nothing else in the sheet is about the party.
    """
    said = [(column, word) for column, word in cells if word and word not in _NEUTRAL]
    if not dated:
        said = [(column, word) for column, word in said if (column, word) != ("人员类别", "正式")]
    for column, word in said:
        if word in _GONE:
            return Standing(outside=f"{column}是“{word}”，不列入名册")
    found = {_WORDS[word] for _, word in said if word in _WORDS}
    outside = [(column, word) for column, word in said if word in _OUTSIDE]
    told = tuple(f"{column}写着“{word}”" for column, word in outside)
    if len(found) > 1 and found <= {_MEMBER, _FULL, "probationary"}:
        found.discard(_MEMBER)
    if len(found) == 1:
        (value,) = found
        if outside and value in (_FULL, _MEMBER):
            return Standing(doubt=AT_ODDS, told=_quotes(said))
        return Standing(_FULL if value == _MEMBER else value, value == _MEMBER, told=told)
    if found:
        return Standing(doubt=AT_ODDS, told=_quotes(said))
    if outside:
        column, word = outside[0]
        return Standing(outside=f"{column}是“{word}”，不列入名册")
    unknown = next((word for _, word in said if not speaks_of_standing(word)), "")
    return Standing(doubt=NO_STANDING, unknown=unknown)


def remarks_in(texts: Iterable[str]) -> tuple[str, ...]:
    """The words in remarks (转出, 留党察看, 积极分子, 产假, …) that a person has to decide about."""
    whole = "；".join(texts)
    return _remarks(whole) if whole else ()


@lru_cache(maxsize=1024)
def _remarks(whole: str) -> tuple[str, ...]:
    """Most rows of a sheet say the same."""
    return tuple(key for key, pattern in _REMARKS.items() if pattern.search(whole))


def says_yes(word: str) -> bool:
    """Whether the cell of a yes-or-no column says yes."""
    return word in _YES


def offices_in(text: str) -> list[str]:
    """The offices of a column that holds party offices and nothing else, by their usual names."""
    parts = (part for part in _PARTS.split(text) if part and part not in _NO_OFFICE)
    return [office_named(part) or part for part in parts]


def post_in(text: str, *, titles: bool) -> tuple[list[str], str, str]:
    """What 职务 says: offices of the branch, the job, and (with `titles`) the title. What is no office is the job."""
    offices: list[str] = []
    jobs: list[str] = []
    ranks: list[str] = []
    for part in filter(None, _PARTS.split(text)):
        if office := office_named(part):
            offices.append(office)
        elif part not in _NO_OFFICE:
            (ranks if titles and _TITLE.fullmatch(part) else jobs).append(part)
    return offices, "、".join(jobs) if offices or ranks else text * bool(jobs), "、".join(ranks)


def _quotes(said: Iterable[tuple[str, str]]) -> tuple[str, ...]:
    return tuple(f"{column}写着“{word}”" for column, word in said if len(word) <= 12)
