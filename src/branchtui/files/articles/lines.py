"""An article file as lines, whatever its kind. What each line is for is told elsewhere."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from branchtui.errors import BranchError
from branchtui.files.articles.docx import document
from branchtui.files.articles.line import Line
from branchtui.files.articles.markup import plain
from branchtui.files.articles.tables import rows_of
from branchtui.files.incoming import decode, kind_of
from branchtui.rules.text.cleaning import clean, fullwidth

_LINE_ENDS = re.compile("\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")
_HASHES = re.compile(r"(#{1,6})\s+(.*)")
# The lengths are bounded so that a hostile line of brackets is read in linear time.
_PICTURE = re.compile(r"!\[(?P<caption>[^\[\]]{0,300})\]\((?P<link>[^()\s]{1,1000})(?:\s[^()]{0,300})?\)")
_LINK = re.compile(r"\[(?P<text>[^\[\]]{1,300})\]\((?:https?://|mailto:|/|#)[^()]{0,1000}\)")
_STRONG = re.compile(r"\*\*(?=\S)([^*]{1,300})(?<=\S)\*\*|__(?=\S)([^_]{1,300})(?<=\S)__")
_SLANTED = re.compile(r"(?<![*\w])\*(?=[^\s*])([^*\n]{1,300})(?<=[^\s*])\*(?![*\w])")
_QUOTED = re.compile(r"(?:>\s?){1,9}")
_FOOTNOTE = re.compile(r"\[\^([^\[\]]{1,20})\]:\s*(?P<text>.+)")
_REFERENCE = re.compile(r"\[\^[^\[\]]{1,20}\]")
_ESCAPED = re.compile(r"\\([\\`*_{}\[\]()#+\-.!|>~])")
_WHOLLY_STRONG = re.compile(r"(?:\*\*|__)(?=\S)[^*_]{1,80}(?<=\S)(?:\*\*|__)")
_FENCE, _LONGEST_FRONT = "---", 40
_FRONT = {"author": "作者", "date": "发布日期", "source": "来源", "editor": "编辑"}
_MOST_CHARACTERS = 500_000


@dataclass(frozen=True, slots=True)
class Source:
    """An article file: its lines, the notes to stand after them, what became of what is no line, and the pictures that
    it holds by the names that its lines give them."""

    lines: list["SourceLine"]
    endings: list["SourceLine"] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    pictures: Mapping[str, bytes] = field(default_factory=dict)


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
    pictures: Mapping[str, bytes] = {}
    if kind == "zip":
        word = document.read_lines(data, filename)
        lines, endings, told, pictures = word.lines, word.endings, word.told, word.pictures
    elif kind == "text":
        text = decode(data) or ""
        if len(text) > _MOST_CHARACTERS * 4:  # spaces are not counted below
            raise _too_long(filename)
        text, tags = plain(text)
        lines, endings, told = _text_lines(text, markdown=filename.lower().endswith((".md", ".markdown")))
        told += [f"去掉网页标记 {tags} 处。"] if tags else []
    else:
        raise BranchError(f"“{filename}”不是文字稿件。请选一份 .txt、.md 或 .docx 稿件。")
    if sum(len(line.text) for line in lines) + sum(map(len, endings)) > _MOST_CHARACTERS:
        raise _too_long(filename)
    return Source([_widened(line) for line in lines], [_widened(Line(words)) for words in endings], told, pictures)


def _too_long(filename: str) -> BranchError:
    return BranchError(f"“{filename}”有五十多万字，不像一篇新闻稿。请只留下要导入的那一篇。")


def _widened(line: Line) -> SourceLine:
    text, fixed = fullwidth(line.text)
    return SourceLine(replace(line, text=text) if fixed else line, fixed, line.text)


def _text_lines(text: str, *, markdown: bool) -> tuple[list[Line], list[str], list[str]]:
    """The lines of a text, its footnotes, and what is to be told."""
    # Tabs part the cells of a table: they stay until the tables are told.
    raws = [raw.lstrip().rstrip(" \u3000") for raw in _LINE_ENDS.sub("\n", text).split("\n")]
    if markdown:
        raws = [_QUOTED.sub("", raw, count=1) if raw.startswith(">") else raw for raw in raws]
    lines: list[Line] = []
    told: list[str] = []
    if markdown and raws and raws[0] == _FENCE and _FENCE in raws[1:_LONGEST_FRONT]:
        end = raws.index(_FENCE, 1)
        lines, left_out = _front(raws[1:end])
        told, raws = [f"文件头里的{'、'.join(left_out)}没有带入。"] if left_out else [], raws[end + 1 :]
    endings: list[str] = []
    for raw, row in zip(raws, rows_of(raws), strict=True):
        line = clean(raw).strip()
        if row is not None:
            lines += [Line(clean(_plain(row) if markdown else row), row=True)] if row else []
        elif m := _HASHES.fullmatch(line):
            words = m[2].rstrip("#").rstrip()
            lines.append(Line(_plain(words) if markdown else words, level=len(m[1])))
        elif markdown and (m := _FOOTNOTE.fullmatch(line)):
            endings.append(f"注{len(endings) + 1}：{_plain(m['text'])}")
        else:
            lines += _line_with_pictures(line, markdown=markdown)
    return [line for line in lines if line.text or line.figure], endings, told


def _front(raws: Sequence[str]) -> tuple[list[Line], list[str]]:
    """The title and the labels that stand before a Markdown text between two rules, and the keys that say nothing here."""
    lines: list[Line] = []
    others: list[str] = []
    for raw in raws:
        key, _, value = (piece.strip().strip("\"'") for piece in clean(raw).partition(":"))
        if not value:
            continue
        if key.lower() in ("title", "subtitle"):
            lines.append(Line(value, role="title" if key.lower() == "title" else "subtitle"))
        elif label := _FRONT.get(key.lower()):
            lines.append(Line(f"{label}：{value}"))
        else:
            others.append(key[:20])
    return sorted(lines, key=lambda line: ("title", "subtitle", "").index(line.role)), others


def _line_with_pictures(line: str, *, markdown: bool) -> list[Line]:
    """The words of a line, and its pictures after them."""
    without = _PICTURE.sub("", line).strip()
    look = int(markdown and _WHOLLY_STRONG.fullmatch(without) is not None)
    words = _plain(without).strip() if markdown else without
    pictures = [Line(m["caption"].strip(), figure=True, picture=m["link"]) for m in _PICTURE.finditer(line)]
    return ([Line(words, look=look)] if words else []) + pictures


def _plain(text: str) -> str:
    words = _REFERENCE.sub("", _SLANTED.sub(r"\1", _STRONG.sub(r"\1\2", _LINK.sub(r"\g<text>", text))))
    return _ESCAPED.sub(r"\1", words)
