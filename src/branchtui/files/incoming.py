"""What every incoming file is looked at for before it is taken apart: its kind by content, its encoding, its zip."""

import codecs
import io
import unicodedata
import zipfile
import zlib
from typing import Literal

from branchtui.errors import BranchError
from branchtui.plain_file import MOST_BYTES

Kind = Literal["empty", "zip", "ole", "locked", "html", "text", "other"]

MOST_PARTS, MOST_RATIO = 2_000, 200  # of a zip; unpacked it has no more than MOST_BYTES
_SAMPLE = 20_000  # characters
_WEB_TAGS = ("<!doctype html", "<html", "<head", "<meta", "<table", "<div", "<?xml")
ZIP = b"PK\x03\x04"  # an archive, and new Office files
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # old Office files, and new ones with a password
PACKINGS = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # those of Office
# What zipfile raises for a broken archive.
ZIP_DAMAGE = (zipfile.BadZipFile, ValueError, NotImplementedError, OSError, EOFError, zlib.error)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")
_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))


def kind_of(data: bytes) -> Kind:
    """What `data` is, whatever its name says: `ole` is an old Office file, `locked` one with a password."""
    if not data.strip():
        return "empty"
    if data.startswith(ZIP):
        return "zip"
    if data.startswith(OLE):
        return "locked" if _ENCRYPTED in data else "ole"
    text = decode(data)
    if text is None:
        return "other"
    head = text[:4000].lstrip("\ufeff \r\n\t").lower()
    return "html" if head.startswith("<") and any(tag in head for tag in _WEB_TAGS) else "text"


def decode(data: bytes) -> str | None:
    """Text in the encoding of its mark, else UTF-8, else UTF-16, GB 18030 or Big5, whichever it looks like.

    None when it is no text at all.
    """
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _decoded(data, encoding)
    if data.startswith((b"%PDF-", b"{\\rtf")):
        return None
    if b"\0" in data:
        return _utf_16(data)
    text = _decoded(data, "utf-8")
    if text is not None:
        return text
    # Nearly every pair of bytes is a character in both; the right reading is made of the usual ones.
    return max((_decoded(data, "gb18030"), _decoded(data, "cp950")), key=_usual)


def _utf_16(data: bytes) -> str | None:
    """Text in UTF-16 without its mark: line breaks, commas, figures have a zero byte, nearly all on the same side."""
    sample = data[: 2 * _SAMPLE]
    big = sample[::2].count(0) > sample[1::2].count(0)
    text = _decoded(data, "utf-16-be" if big else "utf-16-le")
    return text if _usual(text) > 0.5 else None


def _usual(text: str | None) -> float:
    """The share of usual characters, those of ASCII and those that come first in GB 2312 or Big5: 0 … 1."""
    head = (text or "")[:_SAMPLE]
    plain = sum(c < "\x80" for c in head)
    others = "".join(c for c in head if c >= "\x80")
    usual = max(
        sum(lead <= last for lead in others.encode(encoding, "ignore")[::2])
        for encoding, last in (("gb2312", 0xD7), ("big5", 0xC6))
    )
    return (plain + usual) / max(len(head), 1)


def _decoded(data: bytes, encoding: str) -> str | None:
    """None when the bytes do not fit, or one character in ten (of the first) is a control character or none at all."""
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError:
        return None
    head = text[:_SAMPLE]
    strange = sum(unicodedata.category(c) in ("Cc", "Cn", "Co", "Cs") and c not in "\r\n\t\f\v" for c in head)
    return None if strange * 10 > len(head) else text


def open_zip(data: bytes, name: str) -> zipfile.ZipFile:
    """The archive, its directory checked first: a bomb, a broken or an encrypted one raises BranchError."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        parts = archive.infolist()
    except ZIP_DAMAGE:
        raise BranchError(f"“{name}”已经损坏，打不开。请用 Word、Excel 或 WPS 打开它，另存一份再试。") from None
    whole = sum(part.file_size for part in parts)
    squeezed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or whole > MOST_BYTES or whole > max(squeezed, 4096) * MOST_RATIO:
        raise BranchError(f"“{name}”展开后大得不正常，没有读。请把要用的内容复制到一份新文件里再试。")
    if any(part.compress_type not in PACKINGS for part in parts):
        raise BranchError(f"“{name}”的压缩方式不是 Office 用的，没有读。请用 Word、Excel 或 WPS 打开它，另存一份再试。")
    if any(part.flag_bits & 1 for part in parts):
        raise BranchError(f"“{name}”加了密码。请用 Word、Excel 或 WPS 打开，去掉密码后另存一份再试。")
    return archive


def read_part(archive: zipfile.ZipFile, part: str, name: str) -> bytes:
    """One part of a checked archive; BranchError when it is missing, broken, or longer than its directory says."""
    try:
        with archive.open(part) as file:
            data = file.read(MOST_BYTES + 1)
    except (KeyError, *ZIP_DAMAGE):
        raise BranchError(f"“{name}”已经损坏，打不开。请用 Word、Excel 或 WPS 打开它，另存一份再试。") from None
    if len(data) > MOST_BYTES:
        raise BranchError(f"“{name}”展开后大得不正常，没有读。请把要用的内容复制到一份新文件里再试。")
    return data
