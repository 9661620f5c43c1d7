"""Roster files of 250 hostile shapes: cells far out, odd values, odd packages, odd encodings, citizen ids everywhere."""

import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.attack.conftest import Tally
from tests.attack.packages import pack, text_cell, workbook
from tests.conftest import Sample

_HEADS = ("姓名", "工号", "人员类别", "入党时间", "转正时间")
_FAR = "XFD1048576"
_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
SECONDS = 25  # the longest that a refusal may take on a busy machine


def _row(number: int, *texts: str) -> str:
    cells = "".join(text_cell(f"{chr(65 + place)}{number}", text) for place, text in enumerate(texts))
    return f'<row r="{number}">{cells}</row>'


_GOOD = _row(1, *_HEADS) + _row(2, "甲乙丙", "20190001", "正式党员", "2010-06-01", "2011-06-01")


def far_out() -> Iterator[tuple[str, bytes]]:
    """One cell at the far corner, said in ways that a search in the text overlooks."""
    cell = "<v>1</v></c>"
    ways = {
        "double": f'<row r="3"><c r="{_FAR}">{cell}</row>', "single": f"<row r='3'><c r='{_FAR}'>{cell}</row>",
        "space": f'<row r = "3"><c r = "{_FAR}" >{cell}</row>', "lower": f'<row r="3"><c r="{_FAR.lower()}">{cell}</row>',
        "newline": f'<row r="3"><c\n r="{_FAR}">{cell}</row>', "tab": f'<row\tr="3"><c\tt="n"\tr="{_FAR}">{cell}</row>',
        "gt": f'<row r="3"><c x="a>b" r="{_FAR}">{cell}</row>', "row": f"<row r='1048576'><c>{cell}</row>",
        "row only": '<row r="1048576"/>', "last": f'<row r="3"><c t="n" s="0" r="{_FAR}">{cell}</row>',
        "entity": f'<row r="3"><c r="&#88;FD1048576">{cell}</row>', "cdata": f'<row r="3"><c r="{_FAR}"><v><![CDATA[1]]></v></c></row>',
        "comment": f'<row r="3"><!-- > --><c r="{_FAR}">{cell}</row>', "column": f'<row r="3"><c r="XFD3">{cell}</row>',
        "over": f'<row r="3"><c r="ZZZ9999999">{cell}</row>', "overflow": f'<row r="3"><c r="A99999999999999999999">{cell}</row>',
        "zero": f'<row r="0"><c r="A0">{cell}</row>', "minus": f'<row r="-1"><c r="A-1">{cell}</row>', "dollar": f'<row r="3"><c r="$XFD$1048576">{cell}</row>',
        "bare": f'<row r="3"><c r="1048576">{cell}</row>', "string": f'<row r="3"><c r="{_FAR}" t="inlineStr"><is><t>远</t></is></c></row>',
        "formula": f'<row r="3"><c r="{_FAR}"><f t="shared" ref="A1:{_FAR}" si="0">A1</f>{cell}</row>', "two": f'<row r="3"><c r="A3" r="{_FAR}">{cell}</row>',
    }  # fmt: skip
    for name, rows in ways.items():
        yield f"far {name}", pack(workbook(_GOOD + rows))
    far = f"<row r='3'><c r='{_FAR}'>{cell}</row>"
    for path in (
        "xl/other/s.xml",
        "xl/worksheets/s.bin",
        "XL/WorkSheets/Sheet1.XML",
        "xl/s",
        "xl/worksheets/sheet1.xml/x",
    ):
        yield f"far at {path}", pack(workbook(_GOOD + far, path=path))
    prefixed = f'<x:worksheet xmlns:x="{_MAIN}"><x:sheetData><x:row r="3"><x:c r="{_FAR}"><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>'
    yield "far prefixed", pack(workbook("", sheet=prefixed.encode()))
    for encoding in ("utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32"):
        told = "utf-16" if encoding.startswith("utf-16") else "utf-8"
        text = f'<?xml version="1.0" encoding="{told}"?><worksheet xmlns="{_MAIN}"><sheetData>{_GOOD}{far}</sheetData></worksheet>'
        yield f"far in {encoding}", pack(workbook("", sheet=text.encode(encoding)))
    for extra in (
        f'<mergeCells><mergeCell ref="A1:{_FAR}"/></mergeCells>',
        f'<dimension ref="A1:{_FAR}"/>',
        '<mergeCells count="1"><mergeCell ref="A2:B1048576"/></mergeCells>',
    ):
        yield f"far by {extra[:22]}", pack(workbook(_GOOD, extra=extra))
    head = f'<dimension ref="A1:{_FAR}"/><cols><col min="1" max="16384"/></cols>'
    yield (
        "far by a dimension before",
        pack(
            workbook("", sheet=f'<worksheet xmlns="{_MAIN}">{head}<sheetData>{_GOOD}</sheetData></worksheet>'.encode())
        ),
    )
    yield "many empty rows", pack(workbook(_GOOD + "<row/>" * 1_100_000))
    yield "bomb", pack(workbook(_GOOD + " " * 300_000_000))
    yield "stored with a prefix", b"MZ" * 500 + pack(workbook(_GOOD + far), method=0)
    yield "twice the same name", pack(workbook(_GOOD)) + pack(workbook(_GOOD + far))
    yield (
        "a document type",
        pack(
            workbook(
                "",
                sheet=f'<!DOCTYPE w [<!ENTITY a "{"x" * 999}"><!ENTITY b "{"&a;" * 999}">]><worksheet xmlns="{_MAIN}"><sheetData><row r="1"><c t="inlineStr"><is><t>{"&b;" * 999}</t></is></c></row></sheetData></worksheet>'.encode(),
            )
        ),
    )


def odd_cells() -> Iterator[tuple[str, bytes]]:
    """A good roster, but for one cell."""
    values = (
        '<c r="D2" s="1"><v>-1e308</v></c>', '<c r="D2" s="1"><v>1e308</v></c>', '<c r="D2" s="1"><v>NaN</v></c>', '<c r="D2" t="d"><v>9999-99-99T99:99</v></c>',
        '<c r="D2" t="d"><v></v></c>', '<c r="D2" t="e"><v>#REF!</v></c>', '<c r="D2" t="b"><v>7</v></c>', '<c r="D2" t="s"><v>4294967295</v></c>',
        '<c r="D2" t="s"><v>-1</v></c>', '<c r="D2" t="zz"><v>1</v></c>', '<c r="D2"><v>2958466</v></c>', '<c r="D2"><v>0</v></c>', '<c r="D2"><v>-0.0</v></c>',
        text_cell("D2", "长" * 40_000), text_cell("B2", "9" * 500_000), text_cell("B2", "NaN"), text_cell("A2", "\u202e反\u2066名"), text_cell("A2", "&#x85;名"),
        text_cell("A2", "名" * 300), text_cell("D2", "2026年13月45日"), text_cell("D2", "１９９９．０６"), text_cell("D2", "²"), text_cell("D2", "٢٠١٠-٠٦-٠١"), text_cell("A2", ""),
    )  # fmt: skip
    styles = f'<styleSheet xmlns="{_MAIN}"><cellXfs count="2"><xf numFmtId="0"/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs></styleSheet>'
    for number, value in enumerate(values):
        for place in ("in", "alone"):
            row = (
                _row(2, "甲乙丙", "20190001", "正式党员").replace("</row>", f"{value}</row>")
                if place == "in"
                else f'<row r="2">{value}</row>'
            )
            parts = workbook(_row(1, *_HEADS) + row)
            parts["xl/styles.xml"] = styles.encode()
            parts["xl/_rels/workbook.xml.rels"] = parts["xl/_rels/workbook.xml.rels"].replace(
                b"</Relationships>",
                b'<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/></Relationships>',
            )
            yield f"cell {number} {place}", pack(parts)


def odd_files() -> Iterator[tuple[str, bytes]]:
    """What is no .xlsx, or hardly one."""
    good = pack(workbook(_GOOD))
    for share in (0, 1, 4, 30, 100, 500, 900):
        yield f"cut at {share}", good[:share]
    for gone in workbook(_GOOD):
        yield f"without {gone}", pack({name: part for name, part in workbook(_GOOD).items() if name != gone})
    yield "html", "<html><table><tr><td>姓名</td></tr></table></html>".encode()
    yield "xml of 2003", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    yield "ole", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4000
    yield "ole cut", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    yield "zeros", b"\0" * 100_000
    yield "slip", pack({**workbook(_GOOD), "../../../evil.xml": b"x"})
    yield "word", pack({"word/document.xml": b"<x/>"})


def texts() -> Iterator[tuple[str, bytes]]:
    """.csv files in encodings and shapes."""
    plain = "姓名,工号,人员类别,入党时间,转正时间\n甲乙丙,20190001,正式党员,2010-06-01,2011-06-01\n"
    for encoding in ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32"):
        yield f"csv {encoding}", plain.encode(encoding)
    yield "csv big5", "姓名,工號\n甲乙丙,20190001\n".encode("big5")
    for name, text in {
        "quote": '姓名,工号\n"甲乙', "nul": "姓名\x00,工号\n甲,1", "long line": "姓名," + "甲," * 200_000, "many": "姓名,工号\n" + "".join(f"甲{n},{n}\n" for n in range(25_000)),
        "only marks": ",,,,\n" * 50, "one cell": "姓名", "heads twice": plain + plain, "carriage": plain.replace("\n", "\r"), "semicolons": plain.replace(",", ";"), "tabs": plain.replace(",", "\t"),
        "formula": "姓名,工号\n=cmd|'/c calc'!A1,1\n", "same": "姓名,工号\n" + "甲,1\n" * 3, "depth": "(" * 100_000,
    }.items():  # fmt: skip
        yield f"csv {name}", text.encode()


def citizen_ids() -> Iterator[tuple[str, bytes]]:
    """A citizen id (invented) in each column, in each spelling."""
    spellings = (
        "110101199001011237", "11010119900101123X", "11010119900101123x", "'110101199001011237", "110101 19900101 1237", "110101-19900101-1237", "110101.19900101.1237",
        "110101\u00a019900101\u00a01237", "110101\u200b199001011237", "１１０１０１１９９００１０１１２３７", "١١٠١٠١١٩٩٠٠١٠١١٢٣٧", "110101900101123", "1101011990010112371", "证号110101199001011237",
    )  # fmt: skip
    columns = ("工号", "性别", "民族", "学历", "岗位", "职称", "手机", "备注", "所在党小组", "党内职务", "身份证号")
    for column in columns:
        for spelling in spellings:
            rows = f"姓名,{column},人员类别,入党时间,转正时间\n甲乙丙,{spelling},正式党员,2010-06-01,2011-06-01\n"
            yield f"id {spelling!r} under {column}", rows.encode()
    yield "id as a head", "姓名,工号,110101199001011237\n甲乙丙,1,x\n".encode()


@pytest.mark.timeout(3000)
def test_hostile_rosters(command, tmp_path: Path, tally: Tally, sample: Sample) -> None:
    files = [*((name, data, ".xlsx") for name, data in (*far_out(), *odd_cells(), *odd_files()))]
    files += [(name, data, ".xls") for name, data, _ in files[::9]]
    files += [(name, data, ".csv") for name, data in (*texts(), *citizen_ids())]
    assert len(files) >= 250
    count = sample(len(files))
    for name, data, ending in files[:: max(1, len(files) // count)]:
        path = tmp_path / f"名册{ending}"
        path.write_bytes(data)
        started = time.monotonic()
        answer, problems = command("import", "roster", str(path))
        taken = time.monotonic() - started
        if taken > SECONDS:
            problems.append(f"took {taken:.0f} s")
        if name.startswith("id "):
            problems += _kept(tmp_path / "家" / "branch.db", answer.out + answer.err)
        tally.count(f"{name} {ending} → {answer.code}", problems)
    tally.close()


def _kept(database: Path, told: str) -> list[str]:
    """Whether the digits of an id were stored or printed."""
    with closing(sqlite3.connect(database)) as other:
        stored = [str(cell) for row in other.execute("SELECT * FROM member") for cell in row if isinstance(cell, str)]
    stored += [told]
    bare = ("".join(str(int(char)) for char in text if char.isdecimal()) for text in stored)
    return ["an id was kept or printed" for digits in bare if "19900101123" in digits or "110101900101" in digits][:1]
