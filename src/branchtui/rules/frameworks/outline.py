"""A tree of points as a list, each with its depth: what a pasted notice or a task book says, before it is written."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.frameworks.template import DEEPEST, refuse_too_many
from branchtui.rules.text.cleaning import clean
from branchtui.rules.text.dates import parse_day
from branchtui.rules.text.numerals import ONE_TO_TEN

_LONGEST_TITLE = 40  # characters
_HAN = f"[{ONE_TO_TEN}百]{{1,5}}"
_STYLES = (
    ("第", re.compile(rf"第{_HAN}[章节部分项条]+[、，：:.\s]*")),
    ("一、", re.compile(rf"{_HAN}[、．.]\s*")),
    ("（一）", re.compile(rf"[（(]{_HAN}[）)][、.\s]*")),
    ("（1）", re.compile(r"[（(]\d{1,3}[）)][、.\s]*")),
    ("①", re.compile(r"[①-⑳]\s*")),
    ("1.1", re.compile(r"\d{1,3}(?:[.．-]\d{1,3}){1,5}[、.．\s]*")),
    ("1.", re.compile(r"\d{1,4}(?:[、．]|\.(?!\d)|[)）])\s*")),
)
_DAY = re.compile(r"(?:(?:\d{4}|今|明)年)?\d{1,2}月\d{1,2}日|\d{4}[-/.]\d{1,2}[-/.]\d{1,2}")
_ENDS = re.compile(r"[。；;：:\n]")
_CLAUSE = re.compile(r"[，,、]")


@dataclass(frozen=True, slots=True)
class OutlinePoint:
    """A point to be: `depth` counts from 0; `asks` is a need that only a mark satisfies, in words."""

    title: str
    depth: int
    key: str = ""
    demand: str = ""
    promised: str = ""
    asks: str = ""
    owner: str = ""
    due_on: date | None = None


class NoticeDay(NamedTuple):
    """A day that a notice names: which, and what stands there of it."""

    day: date
    words: str


class Notice(NamedTuple):
    """What a notice says: the lines before the first number, the tree, and the days it names."""

    before: str
    points: tuple[OutlinePoint, ...]
    days: tuple[NoticeDay, ...]


def read_notice(text: str, today: date) -> Notice:
    """The tree of a numbered text: 一、 （一） 1. （1） 1.1 and 1-1 stand below one another in the order in which they come.

    What stands behind the first sentence of a number, and the lines below it, is the demand. A day without a year is the
    nearest one. Raises BranchError where nothing is numbered, and for more points than a framework may have.
    """
    before: list[str] = []
    heads: list[tuple[int, str, list[str]]] = []
    open_styles: list[str] = []
    for raw in clean(text).split("\n"):
        words = raw.strip()
        if not words:
            continue
        style, rest = _numbered(words)
        if not style or not rest:
            (heads[-1][2] if heads else before).append(words)
            continue
        if style in open_styles:
            del open_styles[open_styles.index(style) + 1 :]
        else:
            open_styles.append(style)
        heads.append((min(len(open_styles), DEEPEST) - 1, rest, []))
    if not heads:
        raise BranchError("没有认出编号。请让每一项写着“一、”“（一）”“1.”“（1）”或“1.1”，再粘贴。")
    refuse_too_many(len(heads))
    points = tuple(_point(*head) for head in heads)
    return Notice("\n".join(before), points, tuple(_days(text, today)))


def parents(points: Sequence[OutlinePoint]) -> list[int | None]:
    """Of each point the place of the one above it: the last before it that stands less deep."""
    found: list[int | None] = []
    line: list[int] = []
    for place, point in enumerate(points):
        while line and points[line[-1]].depth >= point.depth:
            line.pop()
        found.append(line[-1] if line else None)
        line.append(place)
    return found


def shifted(points: Sequence[OutlinePoint], place: int, by: int) -> list[OutlinePoint] | None:
    """The points with one of them and all below it `by` levels deeper; None where there is no such level for them."""
    depth = points[place].depth
    end = next((at for at in range(place + 1, len(points)) if points[at].depth <= depth), len(points))
    deepest = max(point.depth for point in points[place:end]) + by
    above = points[place - 1].depth + 1 if place else 0
    if not 0 <= depth + by <= above or deepest >= DEEPEST:
        return None
    moved = (replace(point, depth=point.depth + by) for point in points[place:end])
    return [*points[:place], *moved, *points[end:]]


def _numbered(words: str) -> tuple[str, str]:
    """The style of the number a line begins with, '' where it has none, and the words behind it."""
    for style, pattern in _STYLES:
        if found := pattern.match(words):
            parts = len(re.findall(r"\d+", found.group())) if style == "1.1" else 0
            return f"{style}{parts or ''}", words[found.end() :].strip()
    return "", words


def _point(depth: int, words: str, below: list[str]) -> OutlinePoint:
    title, demand = words, ""
    if len(words) > _LONGEST_TITLE or _ENDS.search(words.rstrip("。；;：:")):
        first = _ENDS.split(words, maxsplit=1)[0].strip()
        demand = words[len(first) + 1 :].strip()
        title = first
        if len(first) > _LONGEST_TITLE:  # a sentence is no title: its first words stand for it, and it stays whole
            title, demand = _CLAUSE.split(first, maxsplit=1)[0][:_LONGEST_TITLE], words
    return OutlinePoint(title.rstrip("。；;：:"), depth, demand="\n".join(filter(None, (demand, *below))))


def _days(text: str, today: date) -> Iterator[NoticeDay]:
    """Each day that is named, once, with the sentence it stands in; what is no day of the calendar is left out."""
    seen: set[date] = set()
    for sentence in re.split(r"[，。；;\n]", clean(text)):
        for found in _DAY.finditer(sentence):
            try:
                day = parse_day(found.group(), today)
            except BranchError:
                continue
            if day not in seen:
                seen.add(day)
                yield NoticeDay(day, _without_number(sentence.strip())[:_LONGEST_TITLE])


def _without_number(words: str) -> str:
    style, rest = _numbered(words)
    return rest if style else words
