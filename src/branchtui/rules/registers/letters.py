"""The papers that are sent out: of what parts each kind is made, and the parts that its text says by itself."""

import re
from collections.abc import Mapping
from typing import Any, NamedTuple

from branchtui.errors import BranchError
from branchtui.rules.text.numerals import HEADING_NUMBERS

NUMBER, TITLE, ADDRESSEE, TEXT, ENCLOSED, SIGNED, DAY, NOTE = (
    *("文号", "标题", "主送机关", "正文"),
    *("附件说明", "署名", "成文日期", "附注"),
)
OURS, THEIRS, SEALS = "甲方", "乙方", "签章"
PARTS = (TITLE, NUMBER, OURS, THEIRS, ADDRESSEE, TEXT, ENCLOSED, SIGNED, SEALS, DAY, NOTE)
"""What a paper may be made of; GB/T 9704-2012 chapter 7, and the sides of an agreement."""

_USUAL = (TITLE, NUMBER, ADDRESSEE, TEXT, ENCLOSED, SIGNED, DAY, NOTE)
_ENCLOSED = re.compile(r"附件\s*\d*\s*[：:]")
_NOTE = re.compile(r"附注\s*[：:]\s*")
_HEADINGS = (
    re.compile(rf"(?:{HEADING_NUMBERS[0]})[^。；：，]{{1,40}}"),
    re.compile(rf"(?:{HEADING_NUMBERS[1]})[^。；：，]{{1,40}}"),
)
_ASKED = re.compile(r"(#{1,4})\s+(.+)")


class Letter(NamedTuple):
    """A kind of paper: how its title is usually put, its parts in order, and (part, hint) for what its text tells."""

    name: str
    title: str
    parts: tuple[str, ...]
    text: tuple[tuple[str, str], ...]

    @property
    def hint(self) -> str:
        """What the text of such a paper tells, in one line: 缘由（为什么请示）；…"""
        return "；".join(f"{part}（{hint}）" for part, hint in self.text)

    def lacking(self, values: Mapping[str, object]) -> list[str]:
        """Which of its parts nobody has told yet; `values` are those of ADDRESSEE, TEXT, DAY."""
        asked = {ADDRESSEE: ADDRESSEE, THEIRS: ADDRESSEE, TEXT: TEXT, DAY: DAY}
        return [part for part in self.parts if part in asked and not values[asked[part]]]


class LetterText(NamedTuple):
    """The text of a paper: (level, words, numbered) for each line, level 0 for a paragraph; what stands behind it."""

    lines: tuple[tuple[int, str, bool], ...] = ()
    enclosed: tuple[str, ...] = ()
    note: str = ""


def letters_from(shipped: Mapping[str, Any]) -> dict[str, Letter]:
    """The kinds of a parsed documents.toml by name. Raises BranchError where the file was changed and is wrong."""
    rows = shipped.get("kind")
    if not isinstance(rows, list) or not rows:
        raise _wrong("一个文种也没有")
    return {letter.name: letter for letter in map(_letter, rows)}


def usual(name: str) -> Letter:
    """A kind that is not in the file: made of the parts that most have."""
    return Letter(name, "", _USUAL, ())


def text_of(body: str) -> LetterText:
    """The text of a paper, read: headings (一、 （一） or `# `), then the enclosures and the note at its end."""
    lines: list[tuple[int, str, bool]] = []
    enclosed: list[str] = []
    note = ""
    for line in filter(None, map(str.strip, body.splitlines())):
        if _NOTE.match(line):
            note = _NOTE.sub("", line, count=1)
        elif enclosed or _ENCLOSED.match(line):
            enclosed.append(line)
        elif asked := _ASKED.fullmatch(line):
            lines.append((len(asked[1]), asked[2].strip(), True))
        else:
            level = next((level for level, form in enumerate(_HEADINGS, 1) if form.fullmatch(line)), 0)
            lines.append((level, line, False))
    return LetterText(tuple(lines), tuple(enclosed), note)


def _letter(row: Any) -> Letter:
    if not isinstance(row, dict):
        raise _wrong("每个 [[kind]] 要有 name、title、parts、text")
    name, title, parts, text = (row.get(key) for key in Letter._fields)
    if not (isinstance(name, str) and name and isinstance(title, str)):
        raise _wrong("每个 [[kind]] 要有 name 和 title")
    if not isinstance(parts, list) or not {TITLE, TEXT} <= {part for part in parts if isinstance(part, str)}:
        raise _wrong(f"“{name}”的 parts 要写{TITLE}、{TEXT}和其余的部分")
    if unknown := [part for part in parts if part not in PARTS]:
        raise _wrong(f"“{name}”的 parts 里有不认识的“{unknown[0]}”，可以写：{'、'.join(PARTS)}")
    pairs = [tuple(pair) for pair in text if isinstance(pair, list)] if isinstance(text, list) else [()]
    if any(len(pair) != 2 or not all(isinstance(word, str) for word in pair) for pair in pairs):
        raise _wrong(f'“{name}”的 text 要写成 [["部分", "提示"], …]')
    return Letter(name, title, tuple(parts), tuple((part, hint) for part, hint in pairs))


def _wrong(why: str) -> BranchError:
    return BranchError(f"自带的文种 assets/papers/documents.toml 有误：{why}。请改正，或重新安装。")
