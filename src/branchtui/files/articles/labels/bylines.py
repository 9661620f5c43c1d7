"""By-lines: roles before names (文：何田 图/柳叶青), names before roles (何田/文 柳叶青 摄), and those that end a paragraph."""

import re

from branchtui.files.articles.labels.labels import Label, labels, named
from branchtui.files.articles.labels.names import PERSON, is_office, is_person
from branchtui.files.articles.labels.words import AFTER_NAMES, ROLE, UNIT
from branchtui.rules.text.marks import SENTENCE_ENDS

_LONG_ROLE, _SHORT_ROLE = (
    "|".join(sorted(map(re.escape, roles), key=len, reverse=True))
    for roles in ([role for role in AFTER_NAMES if len(role) > 1], [role for role in AFTER_NAMES if len(role) == 1])
)
_NAME = PERSON.replace("{2,4}", "{1,4}")  # 甲/文: a name of one character stands before a stroke
_ITEM = re.compile(
    rf"(?P<names>{_NAME}(?:[、\s]{{1,3}}{_NAME}){{0,5}}?)"
    rf"(?:(?P<gap>\s{{0,3}}[/／]?\s{{0,3}})(?P<role>{_LONG_ROLE})|(?P<near>[\s/／]{{1,4}})(?P<short>{_SHORT_ROLE}))"
    r"(?=$|[\s/／；;，,、|｜）)])"
)
_BETWEEN = re.compile(r"[\s/／；;，,、|｜]+")
_LONGEST = 120
_TRAILING = re.compile(r"[（(]([^（()）]{3,120})[）)]$")
_ENDS = SENTENCE_ENDS.replace("；", "”")  # a semicolon parts by-lines too
_BARE = re.compile(rf"(?<=[{_ENDS}])\s*([^{_ENDS}]{{3,120}})$")


def bylines(text: str, *, unknown: bool = False) -> list[Label]:
    """The roles and names, and maybe the unit, of a line that holds nothing else; else [].

    With `unknown` also a line whose labels are all unknown ones before names of persons.
    """
    found = labels(text, unknown=unknown)
    if unknown:
        found = [named(label) for label in found]
    if found and all(kind in (ROLE, UNIT) and value for kind, _, value in found):
        return found
    return _names_first(text)


def _names_first(text: str) -> list[Label]:
    if len(text) > _LONGEST:
        return []
    bracketed = text[:1] in "（(" and text[-1:] in "）)"
    rest = (text[1:-1] if bracketed else text).strip()
    found: list[Label] = []
    first, _, more = rest.partition(" ")
    if more and is_office(first):
        found, rest = [Label(UNIT, "供稿", first)], more.strip()
    sure = bracketed
    while rest:
        m = _ITEM.match(rest)
        if m is None:
            return []
        gap, role = (m["gap"], m["role"]) if m["role"] else (m["near"], m["short"])
        stroke = any(mark in gap for mark in "/／")
        if not all(is_person(name) or (stroke and len(name) == 1) for name in re.split(r"[、\s]+", m["names"])):
            return []
        sure = sure or stroke or len(found) > 1
        found.append(Label(ROLE, role, m["names"]))
        between = _BETWEEN.match(rest, m.end())
        rest = rest[between.end() if between else m.end() :]
    roles = sum(label.kind == ROLE for label in found)
    return found if roles and (sure or roles > 1) else []


def cut(paragraph: str) -> tuple[str, list[Label]]:
    """A paragraph without the by-lines that end it, and those: …发展。（通讯员/何田 审核/柳叶青）."""
    m = _TRAILING.search(paragraph, max(0, len(paragraph) - _LONGEST - 2))
    if m and m.start() and (found := bylines(m[0]) or bylines(m[1].strip())):
        return paragraph[: m.start()].rstrip(), found
    m = _BARE.search(paragraph, max(0, len(paragraph) - _LONGEST - 2))
    if m and (found := bylines(m[1].strip())):
        return paragraph[: m.start()].rstrip(), found
    return paragraph, []
