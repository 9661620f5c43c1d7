"""A school's sheet of hours, untidy as they come: the difference first, then one act, and nothing on error."""

import shutil
import subprocess
from datetime import date, datetime
from pathlib import Path

import pytest
import xlsxwriter

from branchtui.errors import BranchError
from branchtui.files.sheets.tables import read_tables
from branchtui.store.models import Growth
from branchtui.store.queries.registers import growth
from branchtui.workflows.difference import Difference
from branchtui.workflows.meetings.meetings import plan_meeting
from branchtui.workflows.safety import undo
from branchtui.workflows.year import school_sheets
from branchtui.workflows.year.hours_import import preview_trainings, read_trainings
from branchtui.workflows.year.hours_papers import export_hours_sheet
from tests.conftest import NOW, TODAY

pytestmark = pytest.mark.usefixtures("branch")
OFFICE = "soffice"
SCHOOL = (
    *("工号", "姓名", "年度", "培训班主办方", "培训类别", "培训班名称", "培训形式", "培训开始时间", "培训结束时间"),
    *("培训学时", "培训地点", "是否计入年度学习任务"),
)
ROWS = (
    (
        "20100001 ",
        "林知远",
        2026,
        "学校党委",
        "集中培训",
        "全会精神轮训",
        "线下",
        "2026/1/12  08:30",
        "2026.01.14",
        "24",
        "党校",
        "是",
    ),
    ("20120002", " 周以宁", "2026年", "学校党委", "网络培训", "网上专题班", "线上", 46054, 46056.5, 8.5, "", "否"),
    ("", "沈一禾", 2025, "学院党委", "", "务虚会", "", date(2026, 2, 5), "", "4学时", "201", "计入"),
    ("20990099", "闻人清", 2026, "学校党委", "", "别的支部的人", "", "2026-01-05", "", 4, "", "是"),
)


def book(path: Path, rows: tuple[tuple[object, ...], ...], header: tuple[str, ...] = SCHOOL) -> bytes:
    """A workbook as a school's office makes it: a title over all columns, the header below, notes at the end."""
    with xlsxwriter.Workbook(str(path)) as made:
        page = made.add_worksheet("学时")
        day = made.add_format({"num_format": "yyyy/m/d"})
        page.merge_range(0, 0, 0, len(header) - 1, "海州大学党员教育培训学时登记表")
        page.write_row(1, 0, header)
        for line, row in enumerate(rows, 2):
            for column, cell in enumerate(row):
                if isinstance(cell, date):
                    page.write_datetime(line, column, datetime(cell.year, cell.month, cell.day), day)
                else:
                    page.write(line, column, cell)
        page.write(len(rows) + 2, 0, "注：学时按实际参加填写")
        page.write(len(rows) + 4, 0, "填表人：")
    return path.read_bytes()


def sheet(*rows: str, header: str = "姓名,培训内容,起始时间,学时,计入年度学时") -> bytes:
    return "\n".join([header, *rows]).encode()


def preview(data: bytes, counted: bool | None = None) -> Difference:
    return preview_trainings(data, "学时.csv", today=TODAY, counted=counted)


def told(found: Difference) -> list[tuple[str, str, str]]:
    return [(each.sort, each.called, each.words) for each in found.verdicts]


def test_the_schools_sheet_becomes_entries_that_count(tmp_path: Path) -> None:
    found = preview_trainings(book(tmp_path / "学时.xlsx", ROWS), "学时.xlsx", today=TODAY)
    assert told(found) == [
        ("新增", "林知远", "全会精神轮训，2026-01-12，24 学时"),
        ("新增", "周以宁", "网上专题班，2026-02-01，8.5 学时，不计入年度学时"),
        ("新增", "沈一禾", "务虚会，2026-02-05，4 学时，年度写的是 2025，按开始的那一天算在 2026 年"),
        ("略过", "闻人清", "不在本支部的名册上"),
    ]
    assert found.unread == ["培训形式"]
    assert found.write() == "已写入：新增 3 条。"
    assert [
        (row.name, row.title, row.organiser, row.kind, row.place, row.to_day, row.half_hours, row.counted)
        for row in growth.entries()
    ] == [
        ("沈一禾", "务虚会", "学院党委", "", "201", None, 8, True),
        ("周以宁", "网上专题班", "学校党委", "网络培训", "", date(2026, 2, 3), 17, False),
        ("林知远", "全会精神轮训", "学校党委", "集中培训", "党校", date(2026, 1, 14), 48, True),
    ]
    again = preview_trainings(book(tmp_path / "学时.xlsx", ROWS), "学时.xlsx", today=TODAY)
    assert [each.sort for each in again.verdicts] == ["不变", "不变", "不变", "略过"]
    undo.undo_last()
    assert not growth.entries()


def test_what_differs_is_a_change_and_what_is_left_empty_changes_nothing() -> None:
    preview(sheet("林知远,专题班,2026-01-12,8,是")).write()
    found = preview(sheet("林知远,专题班,2026-01-12,16,", "林知远,专题 班,2026-01-12,16,是"))
    assert told(found) == [
        ("更改", "林知远", "专题班，2026-01-12，学时 8 → 16"),
        ("略过", "林知远", "和第 2 行是同一次培训"),
    ]
    found.write()
    ((row),) = growth.entries()
    assert (row.half_hours, row.counted) == (32, True)


def test_whether_hours_count_is_asked_where_the_sheet_does_not_say() -> None:
    data = sheet("林知远,专题班,2026-01-12,8", header="姓名,培训内容,起始时间,学时")
    found = preview(data)
    assert told(found) == [("请您定", "林知远", "专题班，2026-01-12，8 学时，没有写是否计入年度学时")]
    with pytest.raises(BranchError, match="要您定"):
        found.write()
    assert not growth.entries()
    preview(data, counted=True).write()
    assert [row.counted for row in growth.entries()] == [True]


@pytest.mark.parametrize(
    ("row", "words"),
    [
        ("林知远,专题班,,8,是", "没有写培训开始时间"),
        ("林知远,专题班,明年,8,是", "看不懂"),
        ("林知远,专题班,2026-01-12,,是", "没有写培训学时"),
        ("林知远,专题班,2026-01-12,八,是", "没有看懂学时"),
        ("林知远,专题班,2026-01-12,8,也许", "计入年度学时请写"),
        ("林知远,,2026-01-12,8,是", "名称不能为空"),
        ("林知远,专题班,2026-12-12,8,是", "还没有到"),
    ],
)
def test_a_row_that_can_not_be_read_is_refused_and_nothing_is_written(row: str, words: str) -> None:
    found = preview(sheet("周以宁,好的一行,2026-01-12,8,是", row))
    assert [each.sort for each in found.verdicts] == ["新增", "不能导入"]
    assert words in found.verdicts[1].words
    with pytest.raises(BranchError, match="什么都没有写入"):
        found.write()
    assert not Growth.select().count()


def test_a_number_that_is_somebody_elses_and_a_citizen_id_are_told() -> None:
    header = "工号,姓名,培训内容,起始时间,学时,计入,地点"
    found = preview(
        sheet(
            "20100001,周以宁,专题班,2026-01-12,8,是,",
            "20120002,周以宁,专题班,2026-01-12,8,是,110101199001011237",
            header=header.replace("计入,", "是否计入,"),
        )
    )
    assert "工号 20100001 在名册上是林知远" in found.verdicts[0].words
    assert "没有保留" in found.verdicts[1].words and found.verdicts[1].columns["place"] == ""


@pytest.mark.parametrize("data", [b"", "姓名,单位\n王芳,学院\n".encode(), b"%PDF-1.7"])
def test_what_is_no_such_sheet_is_refused(data: bytes) -> None:
    with pytest.raises(BranchError):
        preview(data)


def _through_the_office(path: Path, ending: str, folder: Path) -> Path:
    """The same sheet, opened and saved by LibreOffice; there is no such file where it can't open it."""
    out = folder / ending
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    plain = folder / f"as-it-was{path.suffix}"  # it may not find a Chinese name where the locale is C
    shutil.copy(path, plain)
    command = [OFFICE, profile, "--headless", "--convert-to", ending, "--outdir", str(out), str(plain)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return out / f"as-it-was.{ending}"


@pytest.fixture
def office(tmp_path: Path) -> Path:
    """A folder to convert in. Skips where LibreOffice, or the part of it that opens sheets, is not installed."""
    if shutil.which(OFFICE) is None:
        pytest.skip("LibreOffice (soffice) is not installed")
    folder = tmp_path / "office"
    folder.mkdir()
    (folder / "plain.csv").write_text("1,2\n", encoding="utf-8")
    if not _through_the_office(folder / "plain.csv", "xlsx", folder).is_file():
        pytest.skip("LibreOffice is installed without Calc, and opens no sheets")
    return folder


@pytest.mark.slow
def test_our_sheets_read_back_equal_after_libreoffice(tmp_path: Path, office: Path) -> None:
    plan_meeting("党课", when="2026年3月4日下午3点", place="201", title="=学习", items=["甲", "乙"], now=NOW)
    preview(sheet("林知远,专题班,2026-01-12,8.5,是")).write()
    export_hours_sheet(2026, tmp_path, today=TODAY)
    school_sheets.export_meetings(tmp_path / "会议.xlsx", date(2026, 1, 1), TODAY)
    school_sheets.export_year(tmp_path / "年.xlsx", 2026, TODAY)
    for path in tmp_path.glob("*.xlsx"):
        ours = read_tables(path.read_bytes(), path.name)
        theirs = read_tables((saved := _through_the_office(path, "xlsx", office)).read_bytes(), saved.name)
        assert [table.rows for table in theirs] == [table.rows for table in ours], path.name


@pytest.mark.slow
def test_a_schools_xls_is_read_as_its_xlsx(tmp_path: Path, office: Path) -> None:
    data = book(tmp_path / "学时.xlsx", ROWS)
    old = _through_the_office(tmp_path / "学时.xlsx", "xls", office)
    assert read_trainings(old.read_bytes(), old.name, TODAY) == read_trainings(data, "学时.xlsx", TODAY)
