"""Workbooks that no program for secretaries writes, made part by part."""

import io
import warnings
import zipfile
from collections.abc import Mapping

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONSHIPS = f"<Relationships xmlns='{_PACKAGE}/relationships'>%s</Relationships>"
_BOOK = f"<workbook xmlns='{_MAIN}' xmlns:r='{_OFFICE}'><sheets><sheet name='名册' sheetId='1' r:id='rId1'/></sheets></workbook>"
_STYLES = f"<styleSheet xmlns='{_MAIN}'><cellXfs><xf numFmtId='0'/><xf numFmtId='14'/></cellXfs></styleSheet>"
USUAL = "xl/worksheets/sheet1.xml"
HEADER = (
    "<row r='1'><c r='A1' t='inlineStr'><is><t>姓名</t></is></c><c r='B1' t='inlineStr'><is><t>工号</t></is></c></row>"
    "<row r='2'><c r='A2' t='inlineStr'><is><t>林知远</t></is></c></row>"
)


def sheet(rows: str, after: str = "", before: str = "") -> str:
    """The XML of a sheet with a header, one person and what is given."""
    return f"<worksheet xmlns='{_MAIN}'>{before}<sheetData>{HEADER}{rows}</sheetData>{after}</worksheet>"


def book(
    xml: str | bytes,
    part: str = USUAL,
    target: str = "worksheets/sheet1.xml",
    more: Mapping[str, str | bytes] | None = None,
    twice: str | bytes = b"",
) -> bytes:
    """A workbook whose one sheet is `xml` in `part`. `twice`: a second part of the same name, before it."""
    relations = (
        f"<Relationship Id='rId1' Type='{_OFFICE}/worksheet' Target='{target}'/>"
        f"<Relationship Id='rId2' Type='{_OFFICE}/styles' Target='styles.xml'/>"
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", f"<Types xmlns='{_PACKAGE}/content-types'/>")
        root = f"<Relationship Id='rId1' Type='{_OFFICE}/officeDocument' Target='xl/workbook.xml'/>"
        archive.writestr("_rels/.rels", _RELATIONSHIPS % root)
        archive.writestr("xl/workbook.xml", _BOOK)
        archive.writestr("xl/_rels/workbook.xml.rels", _RELATIONSHIPS % relations)
        archive.writestr("xl/styles.xml", _STYLES)
        if twice:
            archive.writestr(part, twice)
        with warnings.catch_warnings(action="ignore"):  # of the second part of a name
            archive.writestr(part, xml)
        for name, content in (more or {}).items():
            archive.writestr(name, content)
    return buffer.getvalue()
