"""Study hours on the command line: listed with their sources, corrected, set, imported, exported."""

import json
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from branchtui.files.sheets.tables import read_tables
from tests.cli.conftest import Cli

TODAY = date.today()
THIS = str(TODAY.year)


def _json(cli: Cli, *words: str) -> Any:
    result = cli(*words, "--json")
    assert result.code == 0, result.err
    return json.loads(result.out)


@pytest.fixture
def held(branch: Cli) -> str:
    """A meeting of this morning that lasted an hour and a half, with everybody there but one."""
    when = ["--kind", "党课", "--when", f"{TODAY} 00:00", "--place", "301", "--title", "讲党章"]
    meeting = branch("add", "meeting", *when).last
    assert branch("hold", meeting, "--when", f"{TODAY} 00:00").code == 0
    assert branch("attend", meeting, "--absent", "周以宁:出差").code == 0
    return meeting


def hours_of(cli: Cli, name: str) -> float:
    return next(float(row["hours"]) for row in _json(cli, "list", "hours") if row["name"] == name)


def test_the_ledgers_are_listed_and_opened(branch: Cli, held: str) -> None:
    assert (
        branch(
            "add", "growth", "林知远", "--title", "轮训", "--from", str(TODAY), "--hours", "8.5", "--counted", "有"
        ).code
        == 0
    )
    (row,) = [each for each in _json(branch, "list", "hours") if each["name"] == "林知远"]
    usual = row["hours"] - 8.5
    assert usual > 0 and row["target"] == 56 and row["behind"] == 56 - row["hours"]
    assert {
        (each["thing"], each["hours"], each["basis"]) for each in _json(branch, "list", "hours", "--by", "林知远")
    } == {
        ("meeting", usual, "default"),
        ("growth", 8.5, "growth"),
    }
    assert _json(branch, "show", "member", "林知远")["study_hours"] == {
        "year": TODAY.year,
        "target": 56,
        "hours": row["hours"],
        "behind": row["behind"],
    }
    assert "没有散会时间，默认" in branch("list", "hours", "--by", "林知远").out
    assert [each["hours"] for each in _json(branch, "list", "hours", "--by", "林知远", "--year", "2020")] == []


def test_hours_are_corrected_and_the_correction_taken_back(branch: Cli, held: str) -> None:
    usual = hours_of(branch, "林知远")
    changed = branch("change", "hours", held, "林知远", "--hours", "0.5", "--reason", "中途离会")
    assert changed.code == 0 and changed.last == held
    assert hours_of(branch, "林知远") == 0.5
    assert branch("change", "hours", held, "林知远", "--remove").code == 0
    assert hours_of(branch, "林知远") == usual
    assert branch("change", "hours", held, "林知远", "--hours", "1").code == 1
    assert branch("change", "hours", held, "林知远").code == 2


def test_what_the_branch_agrees_on_is_set(branch: Cli, held: str) -> None:
    usual = hours_of(branch, "林知远")
    assert "党课学时改为 2.5" in branch("set", "党课学时", "2.5").out
    assert hours_of(branch, "林知远") == 2.5
    assert branch("set", "没有散会时间的学时", "不计").code == 0
    assert hours_of(branch, "林知远") == 0
    (line,) = [each for each in _json(branch, "board")["due"] if each["sort"] == "no_end"]
    assert line["open"]["id"] == held
    for name in ("没有散会时间的学时", "党课学时"):
        assert branch("set", name, "默认").code == 0
    assert hours_of(branch, "林知远") == usual
    for words in (("半天学时", "很多"), ("半天学时", "100"), ("没有散会时间的学时", "看着办"), ("篮球学时", "1")):
        assert branch("set", *words).code == 1, words


def test_a_school_sheet_is_imported_after_the_difference(branch: Cli, tmp_path: Path) -> None:
    sheet = tmp_path / "学时.csv"
    rows = f"林知远,轮训,{TODAY - timedelta(1)},8\n闻人清,轮训,{TODAY},8\n"
    sheet.write_text(f"海州大学学时表\n姓名,培训内容,起始时间,学时,备注\n{rows}", encoding="gbk")
    before = hours_of(branch, "林知远")
    looked = branch("import", "hours", str(sheet), "--dry-run")
    assert looked.code == 0 and "请您定" in looked.out and "略过" in looked.out and "这是预览" in looked.err
    asked = branch("import", "hours", str(sheet))
    assert asked.code == 1 and "--counted" in asked.err and hours_of(branch, "林知远") == before
    told = _json(branch, "import", "hours", str(sheet), "--counted", "有")
    assert ([each["name"] for each in told["added"]], told["written"]) == (["林知远"], True)
    (entry,) = _json(branch, "list", "growth")
    assert (entry["title"], entry["hours"], entry["counted"]) == ("轮训", 8, True)
    assert branch("import", "hours", str(sheet), "--counted", "都行").code == 2
    sheet.write_text("姓名,培训内容,起始时间,学时\n林知远,轮训,,8\n", encoding="utf-8")
    refused = branch("import", "hours", str(sheet), "--counted", "有")
    assert refused.code == 1 and "没有写培训开始时间" in refused.out + refused.err


def test_paper_and_sheets_are_exported(branch: Cli, held: str, tmp_path: Path) -> None:
    out = tmp_path / "out"
    written = _json(branch, "export", "hours", "--year", THIS, "-o", str(out))["files"]
    assert [Path(path).name for path in written] == [f"学时表_{THIS}年.docx", f"学时表_{THIS}年.xlsx"]
    meetings = _json(branch, "export", "meetings", "--from", str(TODAY), "-o", str(out))["files"][0]
    (table,) = read_tables(Path(meetings).read_bytes(), meetings)
    assert [row[3] for row in table.rows] == ["会议名称", "讲党章"]
    year = _json(branch, "export", "meetings", "--sheet", "year", "-o", str(out / "年.xlsx"))["files"][0]
    assert Path(year).is_file()
    for words in (("--sheet", "year", "--from", "1月1日"), ("--year", THIS), ("--sheet", "month")):
        assert branch("export", "meetings", *words).code == 2, words
    assert branch("export", "hours", "--year", str(TODAY.year + 1)).code == 1
    assert branch("list", "members", "--year", THIS).code == 2
