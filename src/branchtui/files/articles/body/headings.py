"""Which lines of an article are headings: by the file's own marks, by a number, by their type, or by their shape.

Lines are told by their make, never by what they are about: a heading is short, ends without a mark, is no label and has
text below it. A day, a dateline, a caption, a by-line is none, nor is a line of a poem or of a list.
"""

import re
from collections import Counter
from collections.abc import Container, Sequence
from itertools import pairwise

from branchtui.files.articles.body.block import Block
from branchtui.files.articles.labels.bylines import bylines
from branchtui.files.articles.labels.days import DAY
from branchtui.rules.text.cleaning import is_han
from branchtui.rules.text.numerals import HEADING_NUMBERS, ONE_TO_TEN

_NUMBERED = tuple(
    re.compile(number)
    for number in (
        # 第一部分, 第一件：, 故事一：
        rf"第[{ONE_TO_TEN}]+(?:部分|章|节|篇|[件招步站讲课幕]：)"
        rf"|(?!附|照片|配图|图)[\u4e00-\u9fff]{{2,3}}[{ONE_TO_TEN}]：(?=.)|{HEADING_NUMBERS[0]}",
        *HEADING_NUMBERS[1:],
    )
)
_LABEL = re.compile(r"[^：]{1,4}：")  # 时间：…, 主持人：…
_NEVER = re.compile(
    r"[▲△●○▼▽↑←◀◄—―–-]|.{0,12}(?:讯|消息)\s*[（(]|.{0,8}(?:本网|本报|本站|本社)讯|.{0,20}图为|[（(]?(?:通讯员|记者|实习生)\s"
    r"|.{0,60}[）)]?\s*(?:摄|供图)[）)]?$|编者按|[（(][^（()）]{2,80}[）)]$"
)
_BULLET = re.compile(r"[■◆◇★☆▶►❖✦❀※☞][\s　]*")
_ORDINAL = re.compile(r"(?:PART|NO|CHAPTER)?[\s.·]{0,2}\d{1,2}[\s./]{0,2}", re.IGNORECASE)
_FRAMED = re.compile(r"【[^【】]{2,20}】")
END_MARKS = "。；：，、？！…—.;:,?!"
SHORTEST, LONGEST = 6, 40
_LONGEST_NUMBERED, _LONGEST_SENTENCE = 80, 40
_RUN = 3  # so many short lines below each other are a poem or a list
_LEAST_BELOW = 16  # characters of the text below a heading of two to five characters


def looks_like_heading(text: str) -> bool:
    """Short, of Chinese, without an end mark: a title, a heading or a caption."""
    level = number_level(text)
    if not SHORTEST - 2 * (level > 0) <= len(text) <= (_LONGEST_NUMBERED if level else LONGEST):
        return False
    if any(mark in text for mark in "。；") or not any(map(is_han, text)) or (not level and _LABEL.match(text)):
        return False
    if text[0] in "（【[" and not level:
        return False
    return text[-1] not in END_MARKS or (level > 0 and text[-1] in "？！")


def number_level(text: str) -> int:
    """1 to 4 for a text that begins with the number of a heading, else 0."""
    return next((level for level, pattern in enumerate(_NUMBERED, 1) if pattern.match(text)), 0)


def is_never_heading(text: str) -> bool:
    """Whether a line holds a day, begins as a dateline or a caption, or is a by-line."""
    if len(text) > _LONGEST_NUMBERED:
        return True
    return _NEVER.match(text) is not None or DAY.search(text) is not None or bool(bylines(text))


def tell_headings(blocks: list[Block]) -> None:
    """Make headings of the paragraphs that are; those that the file marks are headings already."""
    standing = [block for block in blocks if block.kind != "caption"]
    marked = [block for block in standing if block.kind == "heading"]
    offset = _offset(marked)
    poems = _runs(standing)
    found: list[tuple[Block, int]] = []
    for at, block in enumerate(standing):
        level = number_level(block.text) if block.kind == "paragraph" else 0
        if level and _is_numbered_heading(standing, at, level):
            found.append((block, level + offset))
    numbered = {id(block): level for block, level in found}
    outstanding = [
        block
        for at, block in enumerate(standing)
        if block.kind == "paragraph"
        and block.look
        and id(block) not in numbered
        and at + 1 < len(standing)
        and _could_stand_out(block.text)
        and at not in poems
    ]
    found += _ranked(outstanding, numbered, [*marked, *standing])
    if not marked and not outstanding:
        texts = [(at, block) for at, block in enumerate(standing) if block.kind == "paragraph"]
        found += [
            (block, 1)
            for (at, block), (_, below) in pairwise(texts)
            if id(block) not in numbered and at not in poems and _has_shape(block.text, below, numbered)
        ]
        found += [(block, 1) for block in _twins(standing, poems)]
    for block, level in found:
        block.kind, block.level = "heading", level


def _offset(marked: Sequence[Block]) -> int:
    """What is added to the level of a number so that it fits the levels of the headings the file marks."""
    offsets = [block.level - level for block in marked if (level := number_level(block.text))]
    return min(offsets) if offsets else max((block.level for block in marked), default=0)


def _is_numbered_heading(blocks: Sequence[Block], at: int, level: int) -> bool:
    text = blocks[at].text
    sentence = text.endswith("。") and len(text) <= _LONGEST_SENTENCE and looks_like_heading(text[:-1])
    if not (sentence or looks_like_heading(text)) or is_never_heading(text):
        return False
    if at + 1 == len(blocks):
        return False
    below = blocks[at + 1]
    if below.kind in ("figure", "row"):
        return True
    if sentence:
        return below.kind == "paragraph" and len(below.text) > len(text) and not number_level(below.text)
    above = blocks[at - 1] if at else None
    if (
        above is not None
        and above.kind == "paragraph"
        and number_level(above.text) == level
        and looks_like_heading(above.text)
    ):
        return False
    return below.kind == "heading" or not looks_like_heading(below.text) or number_level(below.text) > level


def _runs(blocks: Sequence[Block]) -> set[int]:
    """The places of the short lines without numbers that stand below each other, three or more."""
    found: set[int] = set()
    begin = 0
    for at in range(len(blocks) + 1):
        if at < len(blocks) and _is_short(blocks[at]):
            continue
        if at - begin >= _RUN:
            found |= set(range(begin, at))
        begin = at + 1
    return found


def _is_short(block: Block) -> bool:
    text = block.text
    return block.kind == "paragraph" and len(text) <= LONGEST and text[-1] not in "。：；” " and not number_level(text)


def _could_stand_out(text: str) -> bool:
    return (
        2 <= len(text) <= LONGEST
        and "。" not in text
        and text[-1] not in "。；：，、"
        and not is_never_heading(text)
        and any(map(is_han, text))
    )


def _ranked(outstanding: Sequence[Block], numbered: dict[int, int], blocks: Sequence[Block]) -> list[tuple[Block, int]]:
    """Headings by their type: the level of the numbered ones that look alike, else by how much they stand out."""
    alike = {block.look: numbered[id(block)] for block in blocks if id(block) in numbered and block.look}
    deepest = max((block.level for block in blocks if block.kind == "heading"), default=0)
    looks = sorted({block.look for block in outstanding})
    return [(block, alike.get(block.look) or deepest + 1 + looks.index(block.look)) for block in outstanding]


def _has_shape(text: str, below: Block, numbered: Container[int]) -> bool:
    """Whether a line without a number looks like a heading; `below` is the next paragraph."""
    if number_level(text) or not looks_like_heading(_BULLET.sub("", text)) or is_never_heading(text):
        return False
    return not looks_like_heading(below.text) or id(below) in numbered


def _twins(blocks: Sequence[Block], poems: set[int]) -> list[Block]:
    """Lines of a few characters, or in 【】, each above a paragraph, that are as long as another one of them."""
    few = []
    for at, block in enumerate(blocks[:-1]):
        text, below = block.text, blocks[at + 1]
        framed = _FRAMED.fullmatch(text) is not None
        if (
            block.kind != "paragraph"
            or at in poems
            or not (framed or (3 <= len(text) < SHORTEST and all(map(is_han, text))))
        ):
            continue
        if below.kind == "paragraph" and len(below.text) >= _LEAST_BELOW and not bylines(text):
            few.append((block, -1 if framed else len(text)))
    alike = Counter(size for _, size in few)
    return [block for block, size in few if alike[size] > 1]


def without_ordinals(blocks: Sequence[Block]) -> tuple[list[Block], list[str]]:
    """The blocks without the lines that are but a number above a heading (01, PART 2), and those."""
    gone = {
        id(block)
        for block, below in pairwise(blocks)
        if block.kind == "paragraph" and below.kind == "heading" and _ORDINAL.fullmatch(block.text)
    }
    return [block for block in blocks if id(block) not in gone], [block.text for block in blocks if id(block) in gone]


def raise_levels(blocks: Sequence[Block]) -> None:
    """The highest level used becomes 1, the next 2, and so on; there are four."""
    ranks = {level: rank for rank, level in enumerate(sorted({b.level for b in blocks if b.kind == "heading"}), 1)}
    for block in blocks:
        if block.kind == "heading":
            block.level = min(ranks[block.level], 4)
