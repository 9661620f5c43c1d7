"""Lines of an article that are nothing but labels with their values: 来源：图书馆　发布日期：2025-05-20　浏览：12.

A label ends the value before it, whether it is a known one or not; known ones may be glued to it.
"""

import re
from collections.abc import Iterable
from typing import NamedTuple

from branchtui.files.articles.labels.days import DAY as A_DAY
from branchtui.files.articles.labels.days import day_of
from branchtui.files.articles.labels.names import is_office, is_person
from branchtui.files.articles.labels.words import COLUMNS, COUNT, COUNTED, DAY, KINDS, ROLE, ROLES, UNIT, UNKNOWN
from branchtui.rules.blanks import UNFILLED


class Label(NamedTuple):
    """One label of a line: what kind it is of, its word, and its value (maybe empty)."""

    kind: str
    label: str
    value: str


def _any(words: Iterable[str]) -> str:
    """One of the words, the longest first; those of two characters may stand apart, as 监 制."""
    ordered = sorted(words, key=len, reverse=True)
    return "|".join(r"[ 　]{0,3}".join(map(re.escape, word)) if len(word) == 2 else re.escape(word) for word in ordered)


_BEFORE = r"(?:^|(?<=[\s|｜丨；，、;,（(【\[]))"
_COLON = r"[ 　]{0,4}[：:][ 　]*"
_KNOWN = _any(KINDS)
_LONG = _any(word for word in KINDS if len(word) > 1)
_ROLE = _any(ROLES)
_LABEL = re.compile(
    rf"{_BEFORE}(?P<several>(?:{_ROLE})(?:[ 　]?[/／、&＆+][ 　]?(?:{_ROLE})){{1,3}}){_COLON}"
    rf"|{_BEFORE}(?P<known>{_KNOWN})(?:{_COLON}|[ 　]?[/／|｜丨][ 　]*)"
    rf"|{_BEFORE}(?P<unknown>[\u4e00-\u9fff]{{2,6}}|[\u4e00-\u9fff][ 　]{{1,3}}[\u4e00-\u9fff]){_COLON}"
    rf"|(?P<glued>{_LONG}){_COLON}"
    rf"|{_BEFORE}(?P<spaced>(?:本报|本网|本刊|本站)?(?:{_any(role for role in ROLES if len(role) > 1)}))[ 　]+(?=[\u4e00-\u9fff])"
    rf"|{_BEFORE}(?P<counted>(?:{'|'.join(COUNTED)})(?:量|次数|数)?)[ 　]*(?=\[?\d)"
)
_BETWEEN = " \t　|｜丨；，、;,"
_BRACKETED_OFF = re.compile(r"\s*[\]】）)]\s*[|｜]?\s*[\[【（(]\s*$")  # between [来源：…] and [日期：…]
_BRACKETS = ("【】", "[]", "（）", "()")
_LONGEST_LINE, _LONGEST_VALUE = 200, 50
_PAGE_WORD = r"(?:打印(?:本页|此页)?|关闭(?:窗口|本页)?|收藏|分享|返回)"
_PAGE_WORDS = re.compile(rf"(?:[\s　|｜]{{0,8}}[【\[（(]{_PAGE_WORD}[】\]）)]|(?:^|[\s　|｜]{{1,8}}){_PAGE_WORD})+$")
_SENTENCE = re.compile(r"[。？?！!“”《》…]")
_LONGEST_NAME = 12
_OF_MEETINGS = re.compile(
    r"(?:会议|活动)?(?:地点|主持人?|参加人员?|参会人员?|出席人?员?|列席人?员?|记录人?|主题|议题|内容|对象|人数)|联系人|电话"
)


def labels(text: str, *, unknown: bool = False) -> list[Label]:
    """Each label of a line that is nothing but labels and their values; else []. With `unknown` none need be known."""
    if len(text) > _LONGEST_LINE:
        return []
    if text[:1] in "（([【" and text[-1:] in "）)]】":
        text = text[1:-1].strip()
    hits = _hits(text)
    if not hits or hits[0][0] != 0:
        return []
    found = []
    for (_, end, word), after in zip(hits, [*hits[1:], None], strict=True):
        value = _PAGE_WORDS.sub("", _bare(text[end : after[0] if after else len(text)]))
        found += _read(word, "" if value == UNFILLED else value)
    if any(label.kind == ROLE for label in found):
        found = [named(label) for label in found]
    return found if _holds(found, unknown=unknown) else []


def named(label: Label) -> Label:
    """A label that nobody knows, before names of persons and beside a role: a role too."""
    names = re.split(r"[、，,\s]+", label.value)
    may_be = label.kind == UNKNOWN and label.label not in COLUMNS
    return Label(ROLE, *label[1:]) if may_be and all(map(is_person, names)) else label


def _bare(value: str) -> str:
    """A value without what parts it from the next label: blanks, marks, half a pair of brackets."""
    value = _BRACKETED_OFF.sub("", value).strip(_BETWEEN)
    for pair in _BRACKETS:
        if value.count(pair[0]) != value.count(pair[1]):
            value = value.strip(pair + _BETWEEN)
    return value


def tells_of_meeting(text: str) -> bool:
    """Whether a line begins with a label of a meeting: its place, its host, who took part."""
    label, colon, _ = text[:12].partition("：")
    return bool(colon) and _OF_MEETINGS.fullmatch(label) is not None


def _hits(text: str) -> list[tuple[int, int, str]]:
    """Begin, end and word of each label. An unknown one that ends in a known one, right after a label, is glued."""
    hits: list[tuple[int, int, str]] = []
    for m in _LABEL.finditer(text):
        word = "".join(m[str(m.lastgroup)].split())
        begin = m.start()
        if m.lastgroup == "unknown" and hits and not text[hits[-1][1] : begin].strip(_BETWEEN):
            tail = next((known for known in _LONGEST_FIRST if word.endswith(known) and known != word), "")
            if tail and KINDS[tail] != ROLE:
                begin, word = m.start("unknown") + len(m["unknown"]) - len(tail), tail
        hits.append((begin, m.end(), word))
    return hits


_LONGEST_FIRST = sorted((word for word in KINDS if len(word) > 1), key=len, reverse=True)


def _kind(word: str) -> str:
    if word in KINDS:
        return KINDS[word]
    ends = next((known for known in _LONGEST_FIRST if word.endswith(known)), "")
    role = bool(re.fullmatch(rf"(?:{_ROLE})(?:[/／、&＆+](?:{_ROLE})){{1,3}}", word)) or (ends and KINDS[ends] == ROLE)
    return ROLE if role else UNKNOWN


def _read(word: str, value: str) -> list[Label]:
    """A label with its value, and the day that stands behind a unit or a name."""
    kind = _kind(word)
    if kind in (UNIT, ROLE, UNKNOWN):
        days = list(A_DAY.finditer(value))
        if days and days[-1].end() == len(value) and (day_of(days[-1][0]) is not None):
            return [*_read(word, value[: days[-1].start()].strip(_BETWEEN)), Label(DAY, "日期", days[-1][0])]
    if word == "发布" and day_of(value) is None:
        kind = ROLE
    if word == "供稿" and value and all(map(is_person, re.split(r"[、，,\s]+", value))):
        kind = ROLE
    if word in ("发布者", "发布人") and is_office(value):
        kind = UNIT
    return [Label(kind, word, value)]


def _holds(found: list[Label], *, unknown: bool) -> bool:
    """Whether these are labels indeed: what is said to be a day is one, a name is no sentence, some label is known."""
    for kind, _, value in found:
        if len(value) > _LONGEST_VALUE or "。" in value or (kind == DAY and value and day_of(value) is None):
            return False
        if kind == ROLE and (
            _SENTENCE.search(value) or any(len(name) > _LONGEST_NAME for name in re.split(r"[、，,；;\s/／]+", value))
        ):
            return False
    if any(label.kind == UNKNOWN and _OF_MEETINGS.fullmatch(label.label) for label in found):
        return False  # when and where a meeting was, not when an article was published
    kinds = {label.kind for label in found}
    return unknown or found[0].kind != UNKNOWN or bool(kinds & {DAY, COUNT, UNIT})
