"""Tracked changes of a .docx: the document as it was before them."""

import io
import zipfile
from xml.etree.ElementTree import tostring

from branchtui.files.articles.docx.xml import W, parsed
from branchtui.files.incoming import kind_of, open_zip, read_part

_BODY = "word/document.xml"
_TURNED = {
    f"{W}{name}": f"{W}{other}"
    for one, two in (("ins", "del"), ("moveTo", "moveFrom"), ("cellIns", "cellDel"))
    for name, other in ((one, two), (two, one))
}
_STOOD = {f"{W}delText": f"{W}t", f"{W}delInstrText": f"{W}instrText"}


def before_changes(data: bytes, filename: str) -> bytes | None:
    """A .docx as it was before its tracked changes: what they put in is marked as taken out, and the other way round.

    None where none is tracked, or it is no .docx. Raises BranchError for one that is damaged or hostile.
    """
    if kind_of(data) != "zip":
        return None
    with open_zip(data, filename) as archive:
        document = parsed(archive, _BODY, filename)
        if document is None or not any(element.tag in _TURNED for element in document.iter()):
            return None
        for element in document.iter():
            element.tag = _TURNED.get(element.tag) or _STOOD.get(element.tag, element.tag)
        made = io.BytesIO()
        with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
            for part in dict.fromkeys(archive.namelist()):
                if not part.endswith("/"):
                    copy.writestr(part, tostring(document) if part == _BODY else read_part(archive, part, filename))
    return made.getvalue()
