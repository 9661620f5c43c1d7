"""The lines of a .docx: its paragraphs in order, with the heading levels of their styles and the places of pictures.

Deleted text, field codes and hidden duplicates are left out. Automatic numbers are not in the text and are lost.
"""

import re
from collections.abc import Iterator
from xml.etree import ElementTree

from branchtui.files.articles.line import Line
from branchtui.files.incoming import open_zip, read_part
from branchtui.rules.errors import BranchError
from branchtui.rules.text import clean

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_FALLBACK = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
_LEFT_OUT = {f"{_W}del", f"{_W}moveFrom", f"{_W}instrText", f"{_W}delText", f"{_W}pPr", f"{_W}rPr", _FALLBACK}
_MARKS = {f"{_W}br": "\n", f"{_W}cr": "\n", f"{_W}tab": " ", f"{_W}noBreakHyphen": "-"}
_IMAGES = {"{http://schemas.openxmlformats.org/drawingml/2006/main}blip", "{urn:schemas-microsoft-com:vml}imagedata"}
_ENCODING = re.compile(rb"""\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([^"']{1,40})["']""")
_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")  # another one could hide a DTD from the look for it
_FIGURE = "\ufffc"  # stands for a picture among the words
_HEADING = re.compile(r"(?:heading|标题)\s*([1-6])", re.IGNORECASE)


def read_lines(data: bytes, filename: str) -> list[Line]:
    """The lines that hold words or a picture. Raises BranchError when it is no Word document or a hostile one."""
    with open_zip(data, filename) as archive:
        names = archive.namelist()
        if "word/document.xml" not in names:
            raise BranchError(f"“{filename}”不是 Word 文档。请选一份 .txt、.md 或 .docx 稿件。")
        document = _parse(read_part(archive, "word/document.xml", filename), filename)
        styles = "word/styles.xml" in names and _parse(read_part(archive, "word/styles.xml", filename), filename)
    levels = _style_levels(styles) if isinstance(styles, ElementTree.Element) else {}
    body = document.find(f"{_W}body")
    lines: list[Line] = []
    for paragraph in _paragraphs(document if body is None else body):
        lines += _lines(paragraph, levels)
    return lines


def _parse(xml: bytes, filename: str) -> ElementTree.Element:
    encoding = _ENCODING.match(xml)
    if b"<!DOCTYPE" in xml or b"\0" in xml[:200] or (encoding and encoding[1].lower() not in _ENCODINGS):
        raise BranchError(f"“{filename}”里有不该有的成分，没有读。请把文字复制到一份新文档里再导入。")
    try:
        return ElementTree.fromstring(xml)
    except (ElementTree.ParseError, ValueError, LookupError):
        raise BranchError(f"“{filename}”已经损坏，打不开。请用 Word 或 WPS 打开它，另存一份再试。") from None


def _style_levels(styles: ElementTree.Element) -> dict[str, int | str]:
    """Style id → heading level, or `title`, `subtitle`; a style without its own takes its parent's."""
    own: dict[str, int | str] = {}
    parents: dict[str, str] = {}
    for style in styles.iter(f"{_W}style"):
        key = style.get(f"{_W}styleId", "")
        name = _value(style, "name").strip().lower()
        outline = _value(style, f"pPr/{_W}outlineLvl")
        if name in ("title", "subtitle"):
            own[key] = name
        elif m := _HEADING.fullmatch(name):
            own[key] = int(m[1])
        elif outline.isdigit() and int(outline) < 6:
            own[key] = int(outline) + 1
        parents[key] = _value(style, "basedOn")
    levels = dict(own)
    for key in parents:
        at, seen = key, set[str]()
        while at and at not in own and at not in seen:
            seen.add(at)
            at = parents.get(at, "")
        if at in own:
            levels[key] = own[at]
    return levels


def _value(element: ElementTree.Element, path: str) -> str:
    found = element.find(f"{_W}{path}")
    return "" if found is None else found.get(f"{_W}val", "")


def _paragraphs(element: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """The paragraphs at any depth (tables too), but not those inside another paragraph."""
    stack = [iter(element)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag == f"{_W}p":
            yield child
        elif child.tag not in _LEFT_OUT:
            stack.append(iter(child))


def _lines(paragraph: ElementTree.Element, levels: dict[str, int | str]) -> list[Line]:
    kind = levels.get(_value(paragraph, f"pPr/{_W}pStyle"), 0)
    outline = _value(paragraph, f"pPr/{_W}outlineLvl")
    if outline.isdigit() and int(outline) < 6:
        kind = int(outline) + 1
    pieces = "".join(_words(paragraph)).split("\n")
    lines: list[Line] = []
    for piece in pieces:
        words = clean(piece.replace(_FIGURE, "")).strip()
        if not words:
            pass
        elif kind == "title":
            lines.append(Line(words, role="title"))
        elif kind == "subtitle":
            lines.append(Line(words, role="subtitle"))
        else:
            lines.append(Line(words, level=kind if isinstance(kind, int) else 0))
        lines += [Line("", figure=True)] * piece.count(_FIGURE)
    return lines


def _words(paragraph: ElementTree.Element) -> Iterator[str]:
    """The text of a paragraph piece by piece, a sign for each picture, the text of its text boxes on lines of its own."""
    stack = [iter(paragraph)]
    while stack:
        child = next(stack[-1], None)
        if child is None:
            stack.pop()
        elif child.tag in _LEFT_OUT:
            continue
        elif child.tag == f"{_W}t":
            yield (child.text or "").replace(_FIGURE, "")
        elif child.tag in _MARKS:
            yield _MARKS[child.tag]
        elif child.tag in _IMAGES:
            yield _FIGURE
        else:
            if child.tag == f"{_W}p":
                yield "\n"
            stack.append(iter(child))
