"""Group D: expressions that are written in one way, to the mark and in order; which these are is data of the lexicon."""

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from branchtui.proof.context import Context, Lexicon, Wording
from branchtui.proof.draft import Line
from branchtui.proof.finding import Mark
from branchtui.proof.mentions import RUNNING
from branchtui.proof.reading import draft_of
from branchtui.proof.rule import Example, Group

D = Group("D", "固定表述")

_LEXICON = Lexicon(
    fixed={
        "“三会一课”": Wording("", "支部工作条例"),
        "“不忘初心、牢记使命”主题教育": Wording("", "中央文件"),
        "学思用贯通、知信行统一": Wording("", "党的二十大报告"),
        "学史明理、学史增信、学史崇德、学史力行": Wording("", "动员大会讲话"),
        "创新、协调、绿色、开放、共享": Wording("", "党章总纲"),
        "习近平新时代特色社会主义思想": Wording("习近平新时代中国特色社会主义思想", "党章总纲"),
        "知信行统一、学思用贯通": Wording("学思用贯通、知信行统一", "党的二十大报告"),
    }
)


def _of(body: str) -> Example:
    return Example(draft_of(body=body), Context(date(2026, 11, 23), lexicon=_LEXICON))


_OPEN, _CLOSE = "“‘「『\"'", "”’」』\"'"
_QUOTES = frozenset(_OPEN + _CLOSE)
_BETWEEN = "、，,；;"
_DOUBLE = str.maketrans("‘’「」『』", "“”“”“”")
_CLOSED = re.compile(r"《[^《》]{0,80}》|“[^“”]{0,200}”")


class _Fixed(NamedTuple):
    """An expression: as it is right, its items where it is a list, what finds it however it is marked, where it is from."""

    right: str
    items: tuple[str, ...]
    pattern: re.Pattern[str] | None  # of an expression without marks there is none: it can't be marked otherwise
    source: str


def _expressions(lexicon: Lexicon) -> tuple[_Fixed, ...]:
    return _compiled(tuple(lexicon.fixed.items()))


@lru_cache(maxsize=8)
def _compiled(fixed: tuple[tuple[str, Wording], ...]) -> tuple[_Fixed, ...]:
    found = []
    for text, wording in fixed:
        if wording.instead in ("", text):
            items = tuple(_bare(text).split("、")) if "，" not in text else ()
            found.append(_Fixed(text, items, _pattern(text), wording.source))
    return tuple(found)


def _pattern(text: str) -> re.Pattern[str] | None:
    if not any(c in _QUOTES or c in _BETWEEN for c in text):
        return None
    quoted = any(character in _QUOTES for character in text)
    between = f"[{_BETWEEN}]" + ("?" if quoted else "")  # a list may also be written without marks: 富强民主文明和谐
    parts = []
    for character in text:
        if character in _QUOTES:
            parts.append(f"[{re.escape(_OPEN if character in _OPEN else _CLOSE)}]?")
        elif character in _BETWEEN:
            parts.append(between)
        else:
            parts.append(re.escape(character))
    return re.compile("".join(parts))


def _bare(text: str) -> str:
    return "".join(c for c in text if c not in _QUOTES)


def _within_others(text: str) -> Callable[[int, int], bool]:
    """Whether characters of a text stand within a title or within longer words in quotes: there the outer marks rule."""
    spans = [around.span() for around in _CLOSED.finditer(text)]
    begins = [start for start, _ in spans]

    def within(start: int, end: int) -> bool:
        before = bisect_right(begins, start) - 1
        if before < 0 or spans[before][1] < end:
            return False
        first, last = spans[before]
        return first < start or end < last - 1

    return within


@D.line(
    1,
    "固定表述的标点不对",
    "warning",
    "固定表述的标点、引号照原文",
    bad=(
        _of("支部落实三会一课制度。"),
        _of("开展“不忘初心，牢记使命”主题教育。"),
        _of("做到学思用贯通，知信行统一。"),
    ),
    good=(
        _of("支部落实“三会一课”制度。"),
        _of("他说：“要把‘三会一课’开好。”"),
        _of("学习《关于规范三会一课的通知》。"),
        _of("做到学思用贯通、知信行统一。"),
        _of("建成创新协调绿色开放共享的家园。"),
    ),
)
def marked_otherwise(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind not in RUNNING:
        return
    within = _within_others(line.text)
    for each in _expressions(context.lexicon):
        for found in each.pattern.finditer(line.text) if each.pattern else ():
            if found[0].translate(_DOUBLE) != each.right and not within(*found.span()):
                yield Mark(*found.span(), f"固定表述写作“{each.right}”，{_from(each.source)}", each.right)


_CLAUSE = re.compile(r"[^，。；：！？\s（）()]+")


class _Listed(NamedTuple):
    """Items of an expression that stand one behind the other in a list: their numbers, and from where to where."""

    order: tuple[int, ...]
    start: int
    end: int


def _listed(text: str, items: tuple[str, ...]) -> Iterator[_Listed]:
    numbers = {item: number for number, item in enumerate(items)}
    for clause in _CLAUSE.finditer(text) if text.count("、") > 1 else ():
        at, found = clause.start(), []
        parts = clause[0].split("、")
        for place, part in enumerate(parts):
            bare, start, end = _bare(part), at, at + len(part)
            item = bare if bare in numbers else ""
            if not item and place == 0:  # other words stand before the first
                item = next((each for each in items if bare.endswith(each)), "")
                start = end - len(item)
            elif not item and place == len(parts) - 1:  # or behind the last
                item = next((each for each in items if bare.startswith(each)), "")
                end = start + len(item)
            if item:
                found.append((numbers[item], start, end))
            at += len(part) + 1
        if found:
            yield _Listed(tuple(number for number, _, _ in found), found[0][1], found[-1][2])


def _lists(context: Context) -> Iterator[_Fixed]:
    return (each for each in _expressions(context.lexicon) if len(each.items) > 2)


@D.line(
    2,
    "固定表述的顺序不对",
    "warning",
    "固定表述的顺序照原文",
    bad=(
        _of("做到学史明理、学史崇德、学史增信、学史力行。"),
        _of("坚持协调、创新、绿色、开放、共享的新发展理念。"),
    ),
    good=(
        _of("做到学史明理、学史增信、学史崇德、学史力行。"),
        _of("坚持创新、协调、绿色、开放、共享的新发展理念。"),
        _of("大家谈到绿色、开放、团结、奋进。"),
    ),
)
def other_order(line: Line, context: Context) -> Iterator[Mark]:
    for each in _lists(context) if line.kind in RUNNING else ():
        for found in _listed(line.text, each.items):
            if sorted(found.order) == list(range(len(each.items))) and list(found.order) != sorted(found.order):
                words = f"顺序应是“{each.right}”，{_from(each.source)}"
                yield Mark(found.start, found.end, words, each.right)


@D.line(
    3,
    "固定表述缺一项",
    "hint",
    "固定表述写全",
    bad=(
        _of("做到学史明理、学史增信、学史力行。"),
        _of("坚持创新、协调、绿色、共享的新发展理念。"),
    ),
    good=(
        _of("做到学史明理、学史增信、学史崇德、学史力行。"),
        _of("坚持创新、绿色、开放。"),
    ),
)
def one_missing(line: Line, context: Context) -> Iterator[Mark]:
    for each in _lists(context) if line.kind in RUNNING else ():
        for found in _listed(line.text, each.items):
            missing = set(range(len(each.items))) - set(found.order)
            if len(each.items) > 3 and len(missing) == 1:
                words = f"少了“{each.items[missing.pop()]}”：全文是“{each.right}”，{_from(each.source)}"
                yield Mark(found.start, found.end, words, each.right)


@D.line(
    4,
    "固定表述写错",
    "error",
    "固定表述照原文",
    bad=(_of("学习习近平新时代特色社会主义思想。"), _of("做到知信行统一、学思用贯通。")),
    good=(_of("学习习近平新时代中国特色社会主义思想。"), _of("做到学思用贯通、知信行统一。")),
)
def written_wrong(line: Line, context: Context) -> Iterator[Mark]:
    if line.kind not in RUNNING:
        return
    for wrong, right in _wrong(context.lexicon.fixed):
        start = line.text.find(wrong)
        while start >= 0:
            words = f"应写作“{right.instead}”，{_from(right.source)}"
            yield Mark(start, start + len(wrong), words, right.instead, safe=True)
            start = line.text.find(wrong, start + len(wrong))


def _wrong(fixed: Mapping[str, Wording]) -> Iterator[tuple[str, Wording]]:
    return ((text, wording) for text, wording in fixed.items() if wording.instead not in ("", text))


def _from(source: str) -> str:
    return f"见{source}。" if source else "本支部约定。"
