"""Foreign workbooks are read in a process of its own: none of them takes more than that process down."""

import ctypes
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from branchtui.errors import BranchError
from branchtui.files.sheets import apart, tables, workbook
from branchtui.files.sheets.roster import read_roster
from branchtui.files.sheets.tables import read_tables
from tests.files.sheets.hostile import HEADER, book, sheet

HERE = Path(__file__).parent
FAR = "<row r='1048576'><c r='XFD1048576'><v>1</v></c></row>"
PREFIXED = (
    "<x:worksheet xmlns:x='http://schemas.openxmlformats.org/spreadsheetml/2006/main'><x:sheetData>"
    "<x:row r='1048576'><x:c r='XFD1048576'><x:v>1</x:v></x:c></x:row></x:sheetData></x:worksheet>"
)
SAYS_UTF_16 = "<?xml version='1.0' encoding='UTF-16'?>"

SEEN = {
    "double quotes": book(sheet(FAR.replace("'", '"'))),
    "single quotes": book(sheet(FAR)),
    "not that far": book(sheet("<row r='80000'><c r='ZZ80000'><v>1</v></c></row>")),
    "a prefix": book(PREFIXED),
    "small letters": book(sheet(FAR.replace("XFD", "xfd"))),
    "blanks": book(sheet(FAR.replace("r=", "r = "))),
    "a folder of its own": book(sheet(FAR), "xl/other/s.xml", "other/s.xml"),
    "another ending": book(sheet(FAR), "xl/worksheets/sheet1.dat", "worksheets/sheet1.dat"),
    "capital folders": book(sheet(FAR), "XL/Worksheets/Sheet1.XML"),
    "a > in an attribute": book(sheet(FAR.replace("<c ", "<c x='>' "))),
    "a jump in rows": book(sheet(f"<row r='1048576'>{'<c><v>1</v></c>' * 9}</row>")),
    "a row beyond all rows": book(sheet("<row r='4294967295'><c><v>1</v></c></row>")),
    "an absolute target": book(sheet(FAR), target="/xl/worksheets/sheet1.xml"),
    "a target above": book(sheet(FAR), "foo/sheet1.xml", "../foo/sheet1.xml"),
    "a second part of the name": book(sheet(FAR), twice=sheet("")),
    "a first part of the name": book(sheet(""), twice=sheet(FAR)),
    "UTF-16": book((SAYS_UTF_16 + sheet(FAR)).encode("utf-16")),
    "UTF-16 without a mark": book((SAYS_UTF_16 + sheet(FAR)).encode("utf-16-be")),
    "a mark": book(sheet(FAR).encode("utf-8-sig")),
    "a value in CDATA": book(sheet(FAR.replace(">1<", "><![CDATA[1]]><"))),
    "a reference with an entity": book(sheet(FAR.replace("XFD", "&#88;FD"))),
    "text": book(sheet(FAR.replace("<v>1</v>", "<is><t>1</t></is>"))),
    "no end": book(sheet(f"{FAR}<row>")),
    "something before the zip": b"PK\x03\x04" + bytes(50) + book(sheet(FAR)),
}
UNSEEN = {  # what the XML parser does not read and calamine does: the memory limit ends it
    "another encoding": book((f"<?xml version='1.0' encoding='windows-1252'?>{sheet(FAR)}").encode()),
    "an encoding not heard of": book((f"<?xml version='1.0' encoding='UTF-7'?>{sheet(FAR)}").encode()),
    "an attribute twice": book(sheet(f"<row a='1' a='2'/>{FAR}")),
}


@pytest.mark.parametrize("data", SEEN.values(), ids=SEEN)
def test_a_value_far_out_is_seen_however_it_is_written(data: bytes) -> None:
    with pytest.raises(apart.WrongError, match="big"):
        apart.look_at_extent(data)
    with pytest.raises(BranchError, match="“名册.xlsx”的表格大得不正常"):
        read_roster(data, "名册.xlsx")


@pytest.mark.skipif(sys.platform != "linux", reason="its memory is not limited, or by other means")
@pytest.mark.parametrize("data", UNSEEN.values(), ids=UNSEEN)
def test_what_passes_the_look_ends_the_other_process_alone(data: bytes) -> None:
    apart.look_at_extent(data)
    with pytest.raises(BranchError, match="大得不正常"):
        read_roster(data, "名册.xlsx")


@pytest.mark.parametrize(
    ("rows", "before", "after"),
    [
        ("", "<dimension ref='A1:XFD1048576'/>", ""),
        ("", "", "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>"),
        ("", "", "<mergeCells>" + "<mergeCell ref='A1:XFD1048576'/>" * 9999 + "</mergeCells>"),
        ("<row r='3'><c r='A3'><f t='shared' ref='A3:XFD1048576' si='0'>1</f><v/></c></row>", "", ""),
        ("".join(f"<row r='{row}'/>" for row in range(3, 1_048_577, 99)), "", ""),
        ("<row r='1048576'><c r='XFD1048576' s='1'/></row>", "", ""),
        ("<row r='1048576'><c r='XFD1048576' s='1'><v></v></c></row>", "", ""),
        ("<row r='1048576'><c r='XFD1048576'><f>A1</f></c></row>", "", ""),
    ],
)
def test_what_only_looks_far_out_is_read(rows: str, before: str, after: str) -> None:
    assert [row.name for row in read_roster(book(sheet(rows, after, before)), "名册.xlsx").rows] == ["林知远"]


@pytest.mark.parametrize(
    "xml",
    [
        sheet("<row r='3'><c r='A3' s='1'><v>-1e308</v></c></row>"),  # a date beyond all dates: calamine panics
        f"<!DOCTYPE x [<!ENTITY e '1'>]>{sheet('')}",
        sheet("<row r='3'><c r='$A$3'><v>1</v></c></row>"),
        sheet("<row r='3'><c r='A3' t='s'><v>99999</v></c></row>"),
        sheet("<row r='0'><c r='A0'><v>1</v></c></row>"),
    ],
)
def test_what_the_reader_falls_over_is_a_sentence(xml: str) -> None:
    with pytest.raises(BranchError, match="“名册.xlsx”读不出来"):
        read_roster(book(xml), "名册.xlsx")


def test_cells_keep_their_kinds() -> None:
    from datetime import date, datetime
    from datetime import time as time_of_day

    values = ("43000", "43000.5", "0.5", "NaN", "inf", "1.5")
    styles = (1, 1, 1, 0, 0, 0)
    cells = "".join(f"<c s='{style}'><v>{value}</v></c>" for value, style in zip(values, styles, strict=True))
    cells += "<c t='b'><v>1</v></c><c t='e'><v>#N/A</v></c><c t='str'><v>NaN</v></c>"
    (table,) = read_tables(book(sheet(f"<row r='3'>{cells}</row>")), "名册.xlsx")
    noon = datetime(2017, 9, 22, 12)
    assert table.rows[2] == [date(2017, 9, 22), noon, time_of_day(12), "", "", 1.5, True, "", "NaN"]


def test_other_formats_under_the_name_of_a_workbook() -> None:
    for data, words in (
        (b"<?xml version='1.0'?><Workbook xmlns='urn:schemas-microsoft-com:office:spreadsheet'/>", "网页格式"),
        (book(sheet("")).replace(b"xl/workbook.xml", b"xl/workbook.bin"), "不是表格"),
        (book(sheet("")).replace(b"xl/workbook.xml", b"mimetype.ods.id"), "不是表格"),
        (b"MZ" + bytes(99), "不是表格"),
    ):
        with pytest.raises(BranchError, match=words):
            read_roster(data, "名册.xls")


def test_a_workbook_larger_than_a_pipe_comes_through_in_slices(monkeypatch: pytest.MonkeyPatch) -> None:
    import random

    monkeypatch.setattr(workbook, "_APART", 0.0001)
    noise = random.Random(1).randbytes(2_000_000)
    data = book(sheet(""), more={"xl/media/image1.png": noise})
    looks = []
    assert len(workbook.read(data, lambda: looks.append(1))) == 1
    assert looks


class StopError(Exception):
    """The person does not want it any more."""


def _processes(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The processes that will have been started."""
    started: list[Any] = []
    real = workbook.subprocess.Popen

    def start(*words: Any, **options: Any) -> Any:
        started.append(real(*words, **options))
        return started[-1]

    monkeypatch.setattr(workbook.subprocess, "Popen", start)
    return started


def _never_ending(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    (tmp_path / "apart.py").write_text("import sys, time\nsys.stdin.buffer.read()\ntime.sleep(600)\n", encoding="utf-8")
    monkeypatch.setattr(workbook, "__file__", str(tmp_path / "workbook.py"))


def test_stopping_ends_the_other_process(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _never_ending(monkeypatch, tmp_path)
    started = _processes(monkeypatch)

    def stop() -> None:
        raise StopError

    began = time.monotonic()
    with pytest.raises(StopError):
        workbook.read(b"PK", stop)
    assert time.monotonic() - began < 30
    assert started[0].returncode is not None, "it was killed, and not left for later"


def test_what_takes_too_long_is_ended(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    _never_ending(monkeypatch, tmp_path)
    started = _processes(monkeypatch)
    monkeypatch.setattr(workbook, "_SECONDS", 0.3)
    assert workbook.read(b"PK") == "big"
    assert started[0].returncode is not None


@pytest.mark.parametrize(
    ("program", "book"),
    [
        ("import os\nos.abort()\n", "broken"),
        ("import sys\nsys.stderr.write('memory allocation of 9 bytes failed')\nsys.exit(134)\n", "big"),
        ("import sys\nsys.exit(3)\n", "broken"),
    ],
)
def test_a_process_that_dies_without_reading_is_told(
    program: str, book: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    _never_ending(monkeypatch, tmp_path)
    (tmp_path / "apart.py").write_text(program, encoding="utf-8")
    assert workbook.read(bytes(1_000_000)) == book


def test_no_process_to_be_had_is_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(workbook.sys, "executable", "/没有/python")
    with pytest.raises(BranchError, match=r"另存为 \.csv 再导入"):
        read_roster(book(sheet("")), "名册.xlsx")


@pytest.mark.skipif(ctypes.sizeof(ctypes.c_void_p) != 8, reason="the numbers are those of 64 bits")
def test_the_memory_limit_of_windows_is_laid_out_as_windows_wants_it() -> None:
    from unittest.mock import Mock

    kernel32 = Mock()
    kernel32.CreateJobObjectW.return_value = 77
    kernel32.GetCurrentProcess.return_value = 88
    apart.limit_on_windows(kernel32)
    job, kind, limits, size = kernel32.SetInformationJobObject.call_args.args
    assert (job.value, kind, size) == (77, 9, 144)
    laid_out = ctypes.string_at(ctypes.addressof(limits._obj), size)
    assert int.from_bytes(laid_out[16:20], sys.byteorder) == 0x100  # LimitFlags
    assert int.from_bytes(laid_out[112:120], sys.byteorder) == apart.MOST_MEMORY  # ProcessMemoryLimit
    assert [word.value for word in kernel32.AssignProcessToJobObject.call_args.args] == [77, 88]


def _many(count: int) -> bytes:
    return ("姓名,工号\n" + "".join(f"林知远,{number}\n\n" for number in range(count))).encode()


def test_rows_beyond_a_branch_are_read_only_when_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    assert tables.MOST_ROWS == 20_000
    monkeypatch.setattr(tables, "MOST_ROWS", 200)
    assert len(read_roster(_many(199), "名册.csv").rows) == 199
    with pytest.raises(BranchError, match=r"有 201 行，超过 200 行.*--many"):
        read_roster(_many(200), "名册.csv")
    assert len(read_roster(_many(200), "名册.csv", many=True).rows) == 200


@pytest.mark.parametrize("text", ["姓名," * 5_000_000, '"' + "\n" * 5_000_000])
def test_a_csv_of_endless_cells_is_not_laid_out(text: str) -> None:
    with pytest.raises(BranchError, match="大得不正常"):
        read_tables(text.encode(), "名册.csv", many=True)


def _text(words: str) -> str:
    return f"<c t='inlineStr'><is><t>{words}</t></is></c>"


def test_values_have_the_lengths_that_a_form_takes() -> None:
    texts = {"林知远": ("1" * 201, "岗" * 200), "周以宁": ("2", "岗" * 100_000), "沈" * 31: ("3", "")}
    rows = "".join(f"<row>{''.join(map(_text, (name, *rest)))}</row>" for name, rest in texts.items())
    header = HEADER.replace("</row>", f"{_text('岗位')}</row>", 1)
    read = read_roster(book(sheet(rows).replace(HEADER, header)), "名册.xlsx").rows
    assert [row.problems[:1] for row in read[1:]] == [
        ("学工号有 201 个字，太长了；请缩短到 200 字以内",),
        ("工作岗位有 100000 个字，太长了；请缩短到 200 字以内",),
        ("姓名“沈沈沈沈沈沈沈沈沈沈沈…”不像人名；请改正，或删去这一行",),
    ]
    assert all(len(value) <= 200 for row in read for value in (row.staff_no, row.job))


def test_a_merge_over_filled_cells_leaves_them_as_they_are() -> None:
    after = "<mergeCells><mergeCell ref='A1:A3'/></mergeCells>"
    rows = "<row r='3'><c r='B3'><v>7</v></c></row>"
    read = read_roster(book(sheet(rows, after)), "名册.xlsx")
    assert [row.name for row in read.rows] == ["林知远"]
    assert [(ignored.line, ignored.reason) for ignored in read.ignored] == [(3, "重复的表头")]


@pytest.mark.parametrize("nothing", ["nan", "NaN"])
def test_a_number_that_is_none_is_no_staff_number(nothing: str) -> None:
    assert read_roster(f"姓名,工号\n林知远,{nothing}\n".encode(), "名册.csv").rows[0].staff_no == ""
    row = f"<row r='3'>{_text('周以宁')}<c><v>{nothing}</v></c></row>"
    assert read_roster(book(sheet(row)), "名册.xlsx").rows[1].staff_no == ""
