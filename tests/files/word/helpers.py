"""What the Word tests share: shipped profiles, small pictures, and a reader of .docx parts."""

import io
import re
import tomllib
import zipfile
from datetime import date
from functools import lru_cache
from typing import Any
from xml.etree import ElementTree

from branchtui import assets
from branchtui.files.word.writer import write
from branchtui.papers.tree import Paper
from branchtui.typesetting.profile import Profile
from branchtui.typesetting.profile_reading import profile_from

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"


@lru_cache
def profile(name: str) -> Profile:
    """A shipped profile."""
    source = assets.read("profiles", f"{name}.toml").decode("utf-8")
    return profile_from(tomllib.loads(source), name, source=source)


@lru_cache
def picture(width: int = 900, height: int = 600, kind: str = "JPEG") -> bytes:
    """A small picture of that size."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (width, height), (180, 30, 30)).save(out, kind)
    return out.getvalue()


PICTURES = {"one": picture(), "two": picture(600, 900), "small": picture(90, 60, "PNG")}


def paper(*blocks: object) -> Paper:
    """A paper of these blocks."""
    return Paper("题", "林海大学", date(2026, 3, 6), "通知", blocks)  # type: ignore[arg-type]


def made(*blocks: object, name: str = "gbt9704") -> bytes:
    """It as a .docx."""
    return write(paper(*blocks), profile(name), PICTURES.__getitem__)


def parts(data: bytes) -> dict[str, bytes]:
    """The parts of a .docx by name."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def xml(data: bytes, part: str = "word/document.xml") -> Any:
    """One part as an element."""
    return ElementTree.fromstring(parts(data)[part])


def words(data: bytes, part: str = "word/document.xml") -> str:
    """The text of a part, without white space."""
    return re.sub(r"\s", "", "".join(t.text or "" for t in xml(data, part).iter(f"{W}t")))


def attribute(element: Any, name: str) -> str:
    """A w: attribute."""
    return str(element.get(W + name))


def styles(data: bytes) -> dict[str, Any]:
    """The styles of a .docx by id."""
    return {attribute(style, "styleId"): style for style in xml(data, "word/styles.xml").iter(f"{W}style")}


def patched(data: bytes, changes: dict[str, Any]) -> bytes:
    """The .docx with parts replaced: bytes, or a function of the old bytes."""
    members = parts(data)
    for name, change in changes.items():
        members[name] = change(members[name]) if callable(change) else change
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in members.items():
            archive.writestr(name, content)
    return out.getvalue()
