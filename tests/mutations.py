"""Seeded damage to the parts of a Word file: what a broken program, a bad disk or a hostile hand would leave."""

import io
import random
import re
import zipfile

_TAG = re.compile(rb"<[^<>]+>")
_VALUE = re.compile(rb'="([^"<>]*)"')
_VALUES = (
    *(b"", b"0", b"-1", b"1", b"NaN", b"abc", "²".encode(), b"99999999999999999999", b"1e9", b"true", b"2cm", b" "),
    *(b"../../../../etc/passwd", b"nowhere.xml", b"External", b"external", b"#x", b"rId1", b"/", b"Title", b"preserve"),
    *(b"http://schemas.openxmlformats.org/wordprocessingml/2006/main", b"paragraph", b"character", "标题".encode()),
)


def mutated(data: bytes, seed: int, *, most: int = 3) -> bytes:
    """The file with one to `most` faults in its XML parts; the same seed makes the same faults."""
    chance = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    names = [name for name in parts if name.endswith((".xml", ".rels"))]
    for _ in range(chance.randint(1, most)):
        name = chance.choice(names)
        if name in parts:
            changed = chance.choice(_WAYS)(parts[name], chance)
            if changed is None:
                del parts[name]
            else:
                parts[name] = changed
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return out.getvalue()


def _value(xml: bytes, chance: random.Random) -> bytes | None:
    found = list(_VALUE.finditer(xml))
    if not found:
        return xml
    m = chance.choice(found)
    return xml[: m.start(1)] + chance.choice(_VALUES) + xml[m.end(1) :]


def _drop_attribute(xml: bytes, chance: random.Random) -> bytes | None:
    found = list(re.finditer(rb'\s[\w:]+="[^"<>]*"', xml))
    m = chance.choice(found) if found else None
    return xml if m is None else xml[: m.start()] + xml[m.end() :]


def _drop_tag(xml: bytes, chance: random.Random) -> bytes | None:
    m = _tag(xml, chance)
    return xml if m is None else xml[: m.start()] + xml[m.end() :]


def _drop_empty_tag(xml: bytes, chance: random.Random) -> bytes | None:
    found = [m for m in _TAG.finditer(xml) if m[0].endswith(b"/>")]
    m = chance.choice(found) if found else None
    return xml if m is None else xml[: m.start()] + xml[m.end() :]


def _drop_element(xml: bytes, chance: random.Random) -> bytes | None:
    m = _tag(xml, chance)
    name = re.match(rb"<([\w:]+)", m[0]) if m else None
    if m is None or name is None:
        return xml
    end = xml.find(b"</" + name[1] + b">", m.end())
    return xml if end < 0 or m[0].endswith(b"/>") else xml[: m.start()] + xml[end + len(name[1]) + 3 :]


def _double(xml: bytes, chance: random.Random) -> bytes | None:
    m = _tag(xml, chance)
    return xml if m is None else xml[: m.end()] + m[0] + xml[m.end() :]


def _rename(xml: bytes, chance: random.Random) -> bytes | None:
    names = sorted(set(re.findall(rb"</?([\w:]+)", xml)))
    if not names:
        return xml
    old, new = chance.choice(names), chance.choice([*names, b"w:p", b"w:tbl", b"w:sectPr", b"w:object", b"mc:Choice"])
    return re.sub(rb"(</?)" + old + rb"(?=[\s/>])", rb"\g<1>" + new, xml, count=chance.choice((0, 2)))


def _flip(xml: bytes, chance: random.Random) -> bytes | None:
    if not xml:
        return xml
    at = chance.randrange(len(xml))
    return xml[:at] + bytes([chance.randrange(256)]) + xml[at + 1 :]


def _cut(xml: bytes, chance: random.Random) -> bytes | None:
    return xml[: chance.randrange(len(xml) + 1)]


def _encoding(xml: bytes, chance: random.Random) -> bytes | None:
    name = chance.choice((b"NaN", b"cp037", b"utf-16", b"utf-7", b"gbk", b"idna", b"base64"))
    return re.sub(rb"^<\?xml[^>]*\?>|^", b'<?xml version="1.0" encoding="' + name + b'"?>', xml, count=1)


def _gone(xml: bytes, chance: random.Random) -> bytes | None:
    return None


def _tag(xml: bytes, chance: random.Random) -> re.Match[bytes] | None:
    found = list(_TAG.finditer(xml))
    return chance.choice(found) if found else None


_WAYS = (
    *(_value, _value, _value, _value, _drop_attribute, _drop_attribute, _drop_empty_tag, _drop_empty_tag),
    *(_drop_element, _drop_element, _drop_tag, _double, _rename, _rename, _flip, _cut, _encoding, _gone),
)
