"""The running text of an article: which short lines are headings, where the figures stand, what their captions are.

Lines are told by their shape, never by their words: a heading is short, ends without a mark, is no label and has
text below it; a line right below a figure is its caption unless it is of the same make as the other headings.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import count, pairwise, zip_longest

from branchtui.files.articles.line import Line
from branchtui.rules.text.cleaning import is_han
from branchtui.rules.text.numerals import HEADING_NUMBERS, ONE_TO_TEN, number_of

_NUMBERED = tuple(
    re.compile(number) for number in (rf"第[{ONE_TO_TEN}]+(?:部分|章|节)|{HEADING_NUMBERS[0]}", *HEADING_NUMBERS[1:])
)
_FIGURE = re.compile(
    rf"[（【\[]?\s*+(?:配图|插图|图片|图)\s*+(?P<number>\d{{1,3}}|[{ONE_TO_TEN}])?"
    rf"(?:\s*+[）】\]]\s*+[：:]?\s*+|(?<=[\d{ONE_TO_TEN}])(?:[：:.．、]\s*+|\s++)|\s*+$)(?P<caption>.*)"
)
_BRACKETS = re.compile(r"^[（【\[]([^（【\[）】\]]*)[）】\]]$")
_CAPTION_SIGN = re.compile(r"[▲△↑▼■●]\s*|(?=图为|图中)|图(?:说|注)?[：:]\s*")
_LABEL = re.compile(r"[^：]{1,4}：")  # 时间：…, 主持人：…
_END_MARKS = "。；：，、？！…—.;:,?!"
_SHORTEST, _LONGEST = 6, 40
_LONGEST_CAPTION = 80
_LONG_PARTS = 12
_KIN = 4  # characters in a row that make two lines kin


@dataclass(slots=True)
class Text:
    """The body in the report's own form, and the captions by figure mark."""

    lines: list[str] = field(default_factory=list)
    captions: dict[int, str] = field(default_factory=dict)


@dataclass(slots=True)
class _Block:
    """`kind` is figure, heading, caption or paragraph; `number` a figure's own number (0: none)."""

    kind: str
    text: str
    level: int = 0
    number: int = 0


def read_body(lines: Iterable[Line]) -> Text:
    """Headings as `# `, figures as a line 【图N】 with the source's own number, captions apart, all else as it is."""
    blocks = _blocks(lines)
    marked = any(block.kind == "heading" for block in blocks)
    _tell_captions(blocks, marked=marked)
    if not marked:
        _tell_headings(blocks)
    _raise_levels(blocks)
    return _text(blocks)


def looks_like_heading(text: str) -> bool:
    """Short, of Chinese, without an end mark: a title, a heading or a caption."""
    if not _SHORTEST <= len(text) <= _LONGEST or "。" in text or not any(map(is_han, text)) or _LABEL.match(text):
        return False
    if text[0] in "（【[" and not _number_level(text):
        return False
    return text[-1] not in _END_MARKS or (_number_level(text) > 0 and text[-1] in "？！")


def _number_level(text: str) -> int:
    return next((level for level, pattern in enumerate(_NUMBERED, 1) if pattern.match(text)), 0)


def _blocks(lines: Iterable[Line]) -> list[_Block]:
    """One block for each line; a picture and the numbered line below it are one figure."""
    blocks: list[_Block] = []
    for line in lines:
        block = _block(line)
        above = blocks[-1] if blocks else None
        if above and above.kind == block.kind == "figure" and block.number and not above.number and not above.text:
            blocks.pop()
        blocks.append(block)
    return blocks


def _block(line: Line) -> _Block:
    if line.figure:
        return _Block("figure", line.text)
    if line.level:
        return _Block("heading", line.text, line.level)
    m = _FIGURE.fullmatch(_BRACKETS.sub(r"\1", line.text))
    if m and len(m["caption"]) <= _LONGEST_CAPTION and not m["caption"].endswith(("。", "；", "，", "：")):
        told = m["number"] or "0"
        return _Block("figure", m["caption"], number=number_of(told))
    return _Block("paragraph", line.text)


# --- captions and headings -----------------------------------------------------------------------------------------


def _tell_captions(blocks: list[_Block], *, marked: bool) -> None:
    """Find the line below each figure that is its caption. `marked`: the file marks its headings itself."""
    sure = [
        block.text
        for above, block in pairwise([None, *blocks])
        if block and block.kind == "paragraph" and looks_like_heading(block.text) and not _is_bare(above)
    ]
    kin = _Kin(sure)
    for at, (figure, block) in enumerate(pairwise(blocks)):
        if not _is_bare(figure) or block.kind != "paragraph":
            continue
        if m := _CAPTION_SIGN.match(block.text):
            figure.text, block.kind = block.text[m.end() :], "caption"
        elif _could_be_caption(block.text) and (marked or not _is_heading(block, blocks[at + 2 : at + 3], kin)):
            figure.text, block.kind = block.text, "caption"


def _is_bare(block: _Block | None) -> bool:
    return block is not None and block.kind == "figure" and not block.text


def _could_be_caption(text: str) -> bool:
    return len(text) <= _LONGEST and "。" not in text and text[-1] not in _END_MARKS


def _is_heading(block: _Block, below: list[_Block], sure: "_Kin") -> bool:
    """Whether the short line below a figure is a heading: text follows it, and it has a number or kin."""
    if not below or below[0].kind == "figure" or looks_like_heading(below[0].text):
        return False
    return looks_like_heading(block.text) and (_number_level(block.text) > 0 or block.text in sure)


class _Kin:
    """Lines, and those of one make with any of them: both in two long parts, or with some words in common."""

    def __init__(self, lines: Iterable[str]) -> None:
        lines = list(lines)
        self._parted = any(map(_is_parted, lines))
        self._words = {words for line in lines for words in _windows(line)}

    def __contains__(self, line: str) -> bool:
        return (self._parted and _is_parted(line)) or any(words in self._words for words in _windows(line))


def _is_parted(line: str) -> bool:
    return " " in line and len(line) >= _LONG_PARTS


def _windows(line: str) -> Iterator[str]:
    return (line[at : at + _KIN] for at in range(len(line) - _KIN + 1))


def _tell_headings(blocks: list[_Block]) -> None:
    texts = [block for block in blocks if block.kind == "paragraph"]
    found = []
    for block, below in zip_longest(texts, texts[1:]):
        if looks_like_heading(block.text):
            level = _number_level(block.text)
            if below is None:
                after = blocks[blocks.index(block) + 1 :]
                if level and after and after[0].kind == "figure":  # a numbered line with only pictures below it
                    found.append((block, level))
            elif not looks_like_heading(below.text) or _number_level(below.text) > level:
                found.append((block, level or 1))
    for block, level in found:
        block.kind, block.level = "heading", level


def _raise_levels(blocks: list[_Block]) -> None:
    """The highest level used becomes 1, the next 2, and so on; there are four."""
    ranks = {level: rank for rank, level in enumerate(sorted({b.level for b in blocks if b.kind == "heading"}), 1)}
    for block in blocks:
        if block.kind == "heading":
            block.level = min(ranks[block.level], 4)


# --- the report's own form -----------------------------------------------------------------------------------------


def _text(blocks: list[_Block]) -> Text:
    text = Text()
    taken = {block.number for block in blocks if block.kind == "figure"}
    free = (number for number in count(1) if number not in taken)
    used: set[int] = set()
    for block in blocks:
        if block.kind == "figure":
            number = block.number
            if not number or number in used:
                number = next(free)
            used.add(number)
            text.lines.append(f"【图{number}】")
            if block.text:
                text.captions[number] = block.text
        elif block.kind == "heading":
            text.lines.append(f"{'#' * block.level} {block.text}")
        elif block.kind == "paragraph":
            text.lines.append(block.text)
    return text
