"""The text of a report: `# ` headings, a line `【图N】` for a figure's place, lines `| a | b |` that are a table, everything
else paragraphs; and what its words say of its figures, as 见配图3."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from branchtui.rules.text.numerals import HAN_NUMBER, chinese_number, number_of

_HEADING = re.compile(r"^(#{1,4})\s+(.+)$")
_COUNTED = re.compile(r"[\u0021-\u02ff]+|[^\s\u0021-\u02ff]")
_FIGURE = re.compile(r"^【图\s*(\d{1,4})】$")
_ROW = re.compile(r"^\|.*(?<!\\)\|$")
_BAR = re.compile(r"(?<!\\)\|")

# What stands before the number of a figure: 配图, 附图, 照片, or 图 alone where it is no part of a word (地图, 意图).
_NAMED = r"(?:配图|附图|照片|(?<![\u4e00-\u9fff【])图|(?<=[见如照从由在与和及到至对即右左上下据按])图)\s*"
# What follows a number that only counts: 照片3张, 图3.5, 图3月.
_COUNTS = r"(?!\d|\.\d|\s*[%％余多张幅个份组套件帧次年月日人名位倍万亿元】])"
_NUMBER = rf"\d{{1,4}}{_COUNTS}"
_ALSO = r"\s*(?:[、和与及至到~～–\-]|—{1,2})\s*"
_ALONE = r"(?:(?=[所中])|(?![A-Za-z\u4e00-\u9fff]))"
_REFERENCE = re.compile(rf"{_NAMED}({_NUMBER}(?:{_ALSO}{_NUMBER}{_ALONE})*)")
_HAN = rf"{HAN_NUMBER}(?:(?=[所中为是可和与及至到的])|(?![\u4e00-\u9fff]))"
_HAN_REFERENCE = re.compile(rf"(?:配图|附图|(?<=[见如])图)({_HAN})")


@dataclass(frozen=True, slots=True)
class Heading:
    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Para:
    text: str


@dataclass(frozen=True, slots=True)
class FigureMark:
    mark: int


@dataclass(frozen=True, slots=True)
class TableRows:
    """A table; its first row is the head. Rows may differ in length."""

    rows: tuple[tuple[str, ...], ...]


BodyBlock = Heading | Para | FigureMark | TableRows


@dataclass(frozen=True, slots=True)
class FigureReference:
    """Where a text speaks of a figure: the number from `start` to `end` means the figure at `【图mark】`."""

    start: int
    end: int
    mark: int


def parse_body(text: str) -> list[BodyBlock]:
    """The blocks of a report's text, in order; empty lines only part them."""
    blocks: list[BodyBlock] = []
    rows: list[tuple[str, ...]] = []
    for line in (*text.splitlines(), ""):
        line = line.strip()
        if is_row := len(line) > 1 and _ROW.match(line) is not None:
            rows.append(_cells(line))
        elif rows:
            blocks.append(TableRows(tuple(rows)))
            rows = []
        if is_row or not line:
            continue
        if match := _FIGURE.match(line):
            blocks.append(FigureMark(int(match[1])))
        elif match := _HEADING.match(line):
            blocks.append(Heading(len(match[1]), match[2].strip()))
        else:
            blocks.append(Para(line))
    return blocks


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip().replace("\\|", "|") for cell in _BAR.split(line[1:-1]))


def length_of(text: str) -> int:
    """How long the headings, paragraphs and tables of a text are, as editors count: a Han character or a mark is one, and
    so is a word or a number in other letters."""
    return sum(len(_COUNTED.findall(words)) for block in parse_body(text) for words in _words(block))


def _words(block: BodyBlock) -> Iterator[str]:
    match block:
        case TableRows():
            for row in block.rows:
                yield from row
        case Heading() | Para():
            yield block.text


def figure_marks(text: str) -> list[int]:
    """The figure marks of a text in the order of their places."""
    return [block.mark for block in parse_body(text) if isinstance(block, FigureMark)]


def figure_references(text: str) -> list[FigureReference]:
    """Where a text speaks of a figure by number, in order: 见配图3, 如图3、5所示, 见图三. No `【图N】` is among them."""
    found = []
    for match in _REFERENCE.finditer(text):
        start = match.start(1)
        found += [
            FigureReference(start + number.start(), start + number.end(), int(number[0]))
            for number in re.finditer(r"\d+", match[1])
        ]
    found += [FigureReference(*match.span(1), number_of(match[1])) for match in _HAN_REFERENCE.finditer(text)]
    return sorted(found, key=lambda reference: reference.start)


def stray_references(text: str, marks: Collection[int]) -> list[FigureReference]:
    """Those that point to none of these figures, which the text's marks and the report's figures name."""
    return [reference for reference in figure_references(text) if reference.mark not in marks]


def with_numbers(text: str, numbers: Mapping[int, int]) -> str:
    """The text with the numbers that its figures are printed with: `numbers` tells them by mark. Others stay."""
    parts, at = [], 0
    for reference in figure_references(text):
        if (number := numbers.get(reference.mark)) is not None:
            written = text[reference.start : reference.end]
            parts += [text[at : reference.start], str(number) if written.isdecimal() else chinese_number(number)]
            at = reference.end
    return "".join(parts) + text[at:]


def with_figure_shifted(text: str, mark: int, by: Literal[-1, 1]) -> tuple[str, dict[int, int]] | None:
    """The text with the places of a figure and of the one before or behind it exchanged, all marks numbered from 1 by
    place and its words of figures with them; and the new number of each mark. None where it can't go there."""
    lines = text.split("\n")
    places: dict[int, int] = {}
    for at, line in enumerate(lines):
        for each in figure_marks(line):
            places.setdefault(each, at)
    order = list(places)
    if mark not in places or not 0 <= order.index(mark) + by < len(order):
        return None
    other = order[order.index(mark) + by]
    lines[places[mark]], lines[places[other]] = lines[places[other]], lines[places[mark]]
    shifted = "\n".join(lines)
    numbers = {each: number for number, each in enumerate(dict.fromkeys(figure_marks(shifted)), 1)}
    renumbered = [
        f"【图{numbers[marks[0]]}】" if (marks := figure_marks(line)) else line
        for line in with_numbers(shifted, numbers).split("\n")
    ]
    return "\n".join(renumbered), numbers
