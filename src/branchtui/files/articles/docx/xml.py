"""The XML of a stranger's .docx as a tree: UTF-8 only, no DTD, and bounded in bytes, elements and depth."""

import re
import zipfile
from typing import Any
from xml.etree import ElementTree

from branchtui.errors import BranchError
from branchtui.files.incoming import read_part

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_BYTES = 16 << 20
_MOST_ELEMENTS = 500_000
_DEEPEST = 200  # Word's own files stay under 60; whoever walks the tree may do so by calling itself
_ENCODING = re.compile(rb"""(?:\xef\xbb\xbf)?\s*<\?xml[^>]{0,200}encoding\s*=\s*["']([^"']{1,40})["']""")
_ENCODINGS = (b"utf-8", b"us-ascii", b"ascii")


def parsed(archive: zipfile.ZipFile, part: str, filename: str) -> ElementTree.Element | None:
    """One part of a checked archive; None where it is not there. Raises BranchError where it is broken or hostile."""
    if part not in archive.namelist():
        return None
    xml = read_part(archive, part, filename)
    encoding = _ENCODING.match(xml)
    if b"\0" in xml[:200] or (encoding and encoding[1].lower() not in _ENCODINGS):
        raise _strange(filename)
    if len(xml) > _MOST_BYTES:
        raise _too_large(filename)
    parser = ElementTree.XMLParser(target=_Tree(filename), encoding="utf-8")
    try:
        parser.feed(xml)
        root: ElementTree.Element = parser.close()
    except (ElementTree.ParseError, ValueError):
        raise BranchError(f"“{filename}”已经损坏，打不开。请用 Word 或 WPS 打开它，另存一份再试。") from None
    return root


def value(element: ElementTree.Element, path: str) -> str:
    """The w:val of an element below, by its path without the first w:; empty where there is none."""
    found = element.find(f"{W}{path}")
    return "" if found is None else found.get(f"{W}val", "")


class _Tree(ElementTree.TreeBuilder):
    """Builds the tree and gives up where it grows beyond what a piece of writing needs."""

    def __init__(self, filename: str) -> None:
        super().__init__()
        self._filename = filename
        self._depth = self._count = 0

    def doctype(self, name: str, pubid: str | None, system: str | None) -> None:
        raise _strange(self._filename)

    def start(self, tag: Any, attrs: dict[Any, Any], /) -> ElementTree.Element:
        self._depth += 1
        self._count += 1
        if self._depth > _DEEPEST or self._count > _MOST_ELEMENTS:
            raise _too_large(self._filename)
        return super().start(tag, attrs)

    def end(self, tag: str, /) -> ElementTree.Element:
        self._depth -= 1
        return super().end(tag)


def _strange(filename: str) -> BranchError:
    return BranchError(f"“{filename}”里有不该有的成分，没有读。请把文字复制到一份新文档里再导入。")


def _too_large(filename: str) -> BranchError:
    return BranchError(f"“{filename}”里的格式多得不正常，没有读。请把文字复制到一份新文档里再导入。")
