"""The zip around a Word file: one pass, fixed dates and order, so that the same input gives the same bytes."""

import io
import zipfile
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from docx.opc.package import OpcPackage

_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
DEFAULTS = {
    "rels": "application/vnd.openxmlformats-package.relationships+xml",
    "xml": "application/xml",
    "png": "image/png",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
}
_PACKED = (".png", ".jpg", ".jpeg", ".gif")


def is_untouched(data: bytes) -> bool:
    """Whether a .docx is as this program wrote it: Word and WPS give its parts the date of their saving."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return all(
                info.date_time == (1980, 1, 1, 0, 0, 0) and info.create_system == 3 for info in archive.infolist()
            )
    except zipfile.BadZipFile:
        return False


def pack(parts: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of (name, bytes) in the order given. Pictures are stored, as they are compressed already."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in parts:
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            archive.writestr(info, data)
    return out.getvalue()


def pack_package(package: "OpcPackage") -> bytes:
    """The bytes of a python-docx package.

    python-docx's own `save` stamps the clock on every member and deflates pictures.
    """
    parts = sorted(package.iter_parts(), key=lambda part: str(part.partname))
    members: list[tuple[str, bytes]] = [("[Content_Types].xml", b""), ("_rels/.rels", package.rels.xml)]
    overrides = ""
    endings = {"rels", "xml"}
    for part in parts:
        ending = part.partname.ext.lower()
        if DEFAULTS.get(ending) == part.content_type and ending != "xml":
            endings.add(ending)
        else:
            overrides += f'<Override PartName="{part.partname}" ContentType="{part.content_type}"/>'
        members.append((part.partname.membername, part.blob))
        if len(part.rels):
            members.append((part.partname.rels_uri.membername, part.rels.xml))
    defaults = "".join(f'<Default Extension="{e}" ContentType="{DEFAULTS[e]}"/>' for e in sorted(endings))
    types = f'<Types xmlns="{_TYPES}">{defaults}{overrides}</Types>'
    members[0] = ("[Content_Types].xml", f"{_DECLARATION}{types}".encode())
    return pack(members)
