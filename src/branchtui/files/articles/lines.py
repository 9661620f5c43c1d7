"""An article file as lines, whatever its kind. What each line is for is told elsewhere."""

import re
from dataclasses import dataclass, field

from branchtui.errors import BranchError
from branchtui.files.articles import docx
from branchtui.files.articles.line import Line
from branchtui.files.incoming import decode, kind_of
from branchtui.rules.text.cleaning import clean, fullwidth

_HASHES = re.compile(r"(#{1,6})\s+(.*)")
# The lengths are bounded so that a hostile line of brackets is read in linear time.
_PICTURE = re.compile(r"!\[(?P<caption>[^\[\]]{0,300})\]\([^()]{0,1000}\)")
_LINK = re.compile(r"\[(?P<text>[^\[\]]{1,300})\]\((?:https?://|mailto:|/|#)[^()]{0,1000}\)")
_STRONG = re.compile(r"\*\*(?=\S)([^*]{1,300})(?<=\S)\*\*|__(?=\S)([^_]{1,300})(?<=\S)__")
_MOST_CHARACTERS = 500_000


@dataclass(frozen=True, slots=True)
class Source:
    """An article file: its lines, the notes to stand after them, and what became of what is no line."""

    lines: list["SourceLine"]
    endings: list["SourceLine"] = field(default_factory=list)
    told: list[str] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class SourceLine:
    """One line with its marks widened: how many were changed, and the words as they stood in the file."""

    line: Line
    fixed: int
    original: str


def read_lines(data: bytes, filename: str) -> Source:
    """The lines of an article that hold something, trimmed. Raises BranchError when the file is no article."""
    kind = kind_of(data)
    if kind == "empty":
        raise BranchError(f"“{filename}”是空的。请选一份有标题和正文的稿件（.txt、.md、.docx）。")
    if kind == "locked":
        raise BranchError(f"“{filename}”加了密码。请用 Word 或 WPS 打开，去掉密码后另存一份再导入。")
    if kind == "ole":
        raise BranchError(f"“{filename}”是旧的 Office 格式。请用 Word 或 WPS 打开，另存为 .docx 再导入。")
    if kind == "html":
        raise BranchError(f"“{filename}”是网页。请在浏览器里复制标题和正文，存成 .txt 再导入。")
    endings: list[str] = []
    told: list[str] = []
    if kind == "zip":
        word = docx.read_lines(data, filename)
        lines, endings, told = word.lines, word.endings, word.told
    elif kind == "text":
        text = decode(data) or ""
        if len(text) > _MOST_CHARACTERS * 4:  # spaces are not counted below
            raise _too_long(filename)
        lines = _text_lines(clean(text), markdown=filename.lower().endswith((".md", ".markdown")))
    else:
        raise BranchError(f"“{filename}”不是文字稿件。请选一份 .txt、.md 或 .docx 稿件。")
    if sum(len(line.text) for line in lines) + sum(map(len, endings)) > _MOST_CHARACTERS:
        raise _too_long(filename)
    return Source([_widened(line) for line in lines], [_widened(Line(words)) for words in endings], told)


def _too_long(filename: str) -> BranchError:
    return BranchError(f"“{filename}”有五十多万字，不像一篇新闻稿。请只留下要导入的那一篇。")


def _widened(line: Line) -> SourceLine:
    text, fixed = fullwidth(line.text)
    return SourceLine(Line(text, line.level, line.role, line.figure), fixed, line.text)


def _text_lines(text: str, *, markdown: bool) -> list[Line]:
    lines: list[Line] = []
    for raw in text.split("\n"):
        line = raw.strip()
        if m := _HASHES.fullmatch(line):
            words = m[2].rstrip("#").rstrip()
            lines.append(Line(_plain(words) if markdown else words, level=len(m[1])))
        elif markdown:
            lines += _markdown_line(line)
        elif line:
            lines.append(Line(line))
    return [line for line in lines if line.text or line.figure]


def _markdown_line(line: str) -> list[Line]:
    """The words of a line, and its pictures after them."""
    words = _plain(_PICTURE.sub("", line)).strip()
    pictures = [Line(m["caption"].strip(), figure=True) for m in _PICTURE.finditer(line)]
    return ([Line(words)] if words else []) + pictures


def _plain(text: str) -> str:
    return _STRONG.sub(r"\1\2", _LINK.sub(r"\g<text>", text))
