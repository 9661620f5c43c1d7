"""Where the figures of an article stand and what their captions are.

A figure is a picture of the file, a line such as 配图1, 图2 说明 or 照片一：说明, or a caption with its sign (▲, 图为) that no
picture stands above. A line right below a picture is its caption unless it is of the same make as the headings.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import pairwise

from branchtui.files.articles.body.block import Block
from branchtui.files.articles.body.headings import END_MARKS, LONGEST, looks_like_heading, number_level
from branchtui.rules.text.numerals import ONE_TO_TEN, number_of

_WORD = r"(?:插入图片|插入图|配图|插图|附图|组图|图片|照片|图|照)"
_NUMBER = rf"\d{{1,3}}|[{ONE_TO_TEN}]"
_FIGURE = re.compile(
    rf"[（【\[<＜]?\s*+{_WORD}\s*+[（(]?(?P<number>{_NUMBER})?[）)]?"
    rf"(?:\s*+[）】\]>＞]\s*+[：:]?\s*+|(?<=[\d{ONE_TO_TEN}）)])(?:[：:.．、]\s*+|\s++)|\s*+$)(?P<caption>.*)"
)
_NEXT = re.compile(rf"(?<=\S)[\s　]+(?=(?:配图|插图|图片|照片|图)\s?(?:{_NUMBER})(?:[：:.．、\s　]|$))")
_FILE = re.compile(rf"{_WORD}?\s?[（(]?(?P<number>\d{{1,3}})[）)]?\.(?:jpe?g|png|gif|webp|heic|bmp)", re.IGNORECASE)
_BRACKETS = re.compile(r"^[（【\[]([^（【\[）】\]]*)[）】\]]$")
_TRIANGLE = re.compile(r"[▲△↑▼▽]\s*")
_BELOW_ONLY = re.compile(r"[■●◀◄←]\s*")  # a sign that makes a caption of a line below a picture, of no other
_SIGN = re.compile(
    r"(?=(?:[上下左右]?图)为|图中)|(?:[配组附插]?图(?:片)?(?:说明|注|说)?|[上下左右]图|照片说明|说明)[：:]\s*(?=\S)"
)
_BOTH = re.compile(r"[左上]图[：:].{1,40}[右下]图[：:]")
_SAYS = re.compile(r"(?:所?示|显示|可见|可以|表明|说明了|中的?|是|、|和|与|及)")
_LONGEST_CAPTION = 80
_LONGEST_SENTENCE = 40  # characters of a caption that ends in a full stop
_LONG_PARTS = 12
_KIN = 4  # characters in a row that make two lines kin


def figures_of(text: str) -> list[Block]:
    """The figures that a line stands for; none when it is something else."""
    if len(text) > _LONGEST_CAPTION * 3 or not text:
        return []
    if m := _FILE.fullmatch(text):
        return [Block("figure", "", number=int(m["number"]))]
    parts = _NEXT.split(text)
    found = [block for part in parts if (block := _figure(part)) is not None]
    return found if len(found) == len(parts) else [block for block in [_figure(text)] if block is not None]


def _figure(text: str) -> Block | None:
    m = _FIGURE.fullmatch(_BRACKETS.sub(r"\1", text.strip()))
    if m is None or len(m["caption"]) > _LONGEST_CAPTION or m["caption"].endswith(("；", "，", "：")):
        return None
    caption = m["caption"]
    if caption.endswith("。") and (
        len(caption) > _LONGEST_SENTENCE
        or "。" in caption[:-1]
        or _SAYS.match(caption)
        or text[m.start("caption") - 1] == "、"
    ):
        return None
    return Block("figure", caption, number=number_of(m["number"] or "0"))


def caption_of(text: str) -> str:
    """The caption that a line says by its sign (▲ …, 图为…, 图注：…) to be one; empty when it says nothing."""
    if len(text) > _LONGEST_CAPTION + 20:
        return ""
    m = _TRIANGLE.match(text)
    words = _BRACKETS.sub(r"\1", text[m.end() :] if m else text).strip()
    if _BOTH.match(words):
        return words
    sign = _SIGN.match(words)
    if sign:
        return words[sign.end() :]
    return words if m and len(words) <= _LONGEST_CAPTION else ""


def tell_captions(blocks: list[Block], *, marked: bool) -> list[Block]:
    """The blocks with each figure's caption in it. `marked`: the file marks its headings itself."""
    blocks = _paired(blocks)
    sure = [
        block.text
        for above, block in pairwise([None, *blocks])
        if block and block.kind == "paragraph" and looks_like_heading(block.text) and not _is_bare(above)
    ]
    kin = _Kin(sure)
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and _is_bare(blocks[end]):
            end += 1
        below = _captions_below(blocks[end : end + end - at]) if end - at > 1 else 0
        if end - at > 1 and below == end - at and not _could_be_caption_block(blocks[end + below : end + below + 1]):
            for figure, caption in zip(blocks[at:end], blocks[end : end + below], strict=True):
                figure.text, caption.kind = _BELOW_ONLY.sub("", caption.text), "caption"
        elif end > at and end < len(blocks) and blocks[end].kind == "paragraph":
            block = blocks[end]
            if _could_be_caption(block.text) and (marked or not _is_heading(block, blocks[end + 1 : end + 2], kin)):
                blocks[end - 1].text, block.kind = _BELOW_ONLY.sub("", block.text), "caption"
        at = max(end, at + 1)
    return blocks


def _paired(blocks: Sequence[Block]) -> list[Block]:
    """Pictures, and the lines that are captions by their number or sign, made one figure each."""
    done: list[Block] = []
    at = 0
    while at < len(blocks):
        end = at
        while end < len(blocks) and blocks[end].kind in ("figure", "caption"):
            end += 1
        if end > at:
            done += _pair(blocks[at:end])
        else:
            done.append(blocks[at])
            end = at + 1
        at = end
    return done


def _pair(run: Sequence[Block]) -> list[Block]:
    """Figures that follow each other without text between them."""
    pictured = any(block.picture for block in run)
    bare = [block for block in run if not block.text and (block.picture or not pictured)]
    words = [block for block in run if not block.picture and (block.kind == "caption" or pictured)]
    if len(bare) == len(words) and len(bare) + len(words) == len(run):
        return [_one(figure, caption) for figure, caption in zip(bare, words, strict=True)]
    done: list[Block] = []
    for block in run:
        above = done[-1] if done else None
        takes = block.kind == "caption" or pictured or (above is not None and 0 < block.number == above.number)
        if above and not above.text and takes and not block.picture and (above.picture or not pictured):
            done[-1] = _one(above, block)
        else:
            block.kind = "figure"
            done.append(block)
    return done


def _one(figure: Block, caption: Block) -> Block:
    return Block("figure", caption.text, number=caption.number or figure.number, picture=figure.picture)


def _is_bare(block: Block | None) -> bool:
    return block is not None and block.kind == "figure" and not block.text


def _captions_below(blocks: Sequence[Block]) -> int:
    """How many of these, from the first on, could be captions."""
    return next((at for at, block in enumerate(blocks) if not _could_be_caption_block([block])), len(blocks))


def _could_be_caption_block(blocks: Sequence[Block]) -> bool:
    return bool(blocks) and blocks[0].kind == "paragraph" and _could_be_caption(blocks[0].text)


def _could_be_caption(text: str) -> bool:
    return len(text) <= LONGEST and "。" not in text and text[-1] not in END_MARKS


def _is_heading(block: Block, below: Sequence[Block], sure: "_Kin") -> bool:
    """Whether the short line below a figure is a heading: text follows it, and it has a number or kin."""
    if not below or below[0].kind == "figure" or looks_like_heading(below[0].text):
        return False
    return looks_like_heading(block.text) and (number_level(block.text) > 0 or block.text in sure)


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
