"""Spreadsheets and Word files made by hand, part by part, and changed at random."""

import io
import random
import re
import zipfile
from collections.abc import Mapping

Parts = Mapping[str, bytes]

_SHEET_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_WORDS = (
    b"",
    b"-1",
    b"99999999999999999999",
    b"NaN",
    "²".encode(),
    b"1e999",
    b"&lol;",
    b"../../x",
    b"\x00",
    b"\xff\xfe",
    b"true",
)


def pack(parts: Parts, *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A zip of these parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return held.getvalue()


def unpack(data: bytes) -> dict[str, bytes]:
    """The parts of a zip."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def workbook(
    rows: str, *, path: str = "xl/worksheets/sheet1.xml", sheet: bytes | None = None, extra: str = ""
) -> dict[str, bytes]:
    """The parts of the smallest .xlsx: `rows` is the XML inside sheetData, `extra` what follows it."""
    target = path.removeprefix("xl/")
    office = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    package = "http://schemas.openxmlformats.org/package/2006"
    kind = "application/vnd.openxmlformats-officedocument.spreadsheetml"
    body = f'{_SHEET_HEAD}<worksheet xmlns="{_MAIN}"><sheetData>{rows}</sheetData>{extra}</worksheet>'
    return {
        "[Content_Types].xml": (
            f'{_SHEET_HEAD}<Types xmlns="{package}/content-types"><Default Extension="rels" '
            f'ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" '
            f'ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="{kind}.sheet.main+xml"/>'
            f'<Override PartName="/{path}" ContentType="{kind}.worksheet+xml"/></Types>'
        ).encode(),
        "_rels/.rels": (
            f'{_SHEET_HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/officeDocument" Target="xl/workbook.xml"/></Relationships>'
        ).encode(),
        "xl/workbook.xml": (
            f'{_SHEET_HEAD}<workbook xmlns="{_MAIN}" xmlns:r="{office}"><sheets><sheet name="名册" sheetId="1" r:id="rId1"/>'
            f"</sheets></workbook>"
        ).encode(),
        "xl/_rels/workbook.xml.rels": (
            f'{_SHEET_HEAD}<Relationships xmlns="{package}/relationships"><Relationship Id="rId1" '
            f'Type="{office}/worksheet" Target="{target}"/></Relationships>'
        ).encode(),
        path: sheet if sheet is not None else body.encode(),
    }  # fmt: skip


def text_cell(reference: str, text: str) -> str:
    """A cell with its text inside."""
    return f'<c r="{reference}" t="inlineStr"><is><t>{text}</t></is></c>'


def mutate(data: bytes, chance: random.Random) -> bytes:
    """The same package with one part changed somewhere: cut, doubled, words put in, bytes turned, the encoding changed."""
    parts = unpack(data)
    name = chance.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    part = parts[name]
    ways = (_cut, _double, _value, _turn, _encoding, _tag, _drop)
    changed = chance.choice(ways)(part, chance)
    if changed is None:
        del parts[name]
    else:
        parts[name] = changed
    return pack(parts)


def _cut(part: bytes, chance: random.Random) -> bytes:
    return part[: chance.randrange(len(part) + 1)]


def _double(part: bytes, chance: random.Random) -> bytes:
    first = chance.randrange(len(part))
    return part[:first] + part[first : first + 200] * chance.choice((2, 50)) + part[first:]


def _value(part: bytes, chance: random.Random) -> bytes:
    places = list(re.finditer(rb'="([^"]*)"', part))
    if not places:
        return part
    place = chance.choice(places)
    return part[: place.start(1)] + chance.choice(_WORDS) + part[place.end(1) :]


def _turn(part: bytes, chance: random.Random) -> bytes:
    turned = bytearray(part)
    for _ in range(chance.randint(1, 8)):
        turned[chance.randrange(len(turned))] = chance.randrange(256)
    return bytes(turned)


def _encoding(part: bytes, chance: random.Random) -> bytes:
    wanted = chance.choice((b"NaN", b"utf-16", b"gbk", b"ascii", b"UTF-7", b"idna", b"hex"))
    return re.sub(rb'encoding="[^"]*"', b'encoding="' + wanted + b'"', part, count=1)


def _tag(part: bytes, chance: random.Random) -> bytes:
    tags = list(re.finditer(rb"<[^>]+>", part))
    tag = chance.choice(tags) if tags else None
    if tag is None:
        return part
    return part[: tag.start()] + (part[tag.end() :] if chance.random() < 0.5 else tag.group() + part[tag.start() :])


def _drop(part: bytes, chance: random.Random) -> None:
    return None
