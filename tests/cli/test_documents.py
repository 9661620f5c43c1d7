"""Documents and honours on the command line: added, answered, listed, shown, exported, imported."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

WORDS = ("--direction", "发文", "--kind", "请示", "--unit", "学院党委", "--date", "2026-03-02")


@pytest.fixture
def asked(branch: Cli) -> str:
    made = branch("add", "document", "关于设岗的请示", *WORDS, "--number", "〔2026〕3号")
    assert made.code == 0, made.err
    return made.last


def test_a_request_is_answered_and_both_say_so(branch: Cli, asked: str) -> None:
    words = ("--direction", "收文", "--kind", "批复", "--answers", "〔2026〕3号", "--date", "2026-03-06")
    answer = branch("add", "document", "关于同意设岗的批复", *words)
    assert answer.code == 0, answer.err
    shown = json.loads(branch("show", "document", asked, "--json").out)
    assert [each["title"] for each in shown["answered_by"]] == ["关于同意设岗的批复"] and shown["handled"] == "已有批复"
    assert json.loads(branch("show", "document", answer.last, "--json").out)["answers"] == "关于设岗的请示"
    listed = json.loads(branch("list", "documents", "--json").out)
    assert [(row["direction"], row["kind"], row["number"]) for row in listed] == [
        ("收文", "批复", ""),
        ("发文", "请示", "〔2026〕3号"),
    ]
    text = branch("show", "document", asked).out
    assert "标题：关于设岗的请示" in text and "文号：〔2026〕3号" in text and "还没有写" in text and "正文" in text
    assert branch("search", "设岗").out.count("设岗") >= 2


def test_a_document_is_changed_dealt_with_and_removed(branch: Cli, asked: str) -> None:
    assert branch("change", "document", asked, "--done", "2026-03-03").code == 0
    assert "2026-03-03" in branch("show", "document", asked).out
    assert branch("history", "document", asked).code == 0
    assert branch("change", "document", asked, "--remove").code == 0
    assert json.loads(branch("list", "documents", "--json").out) == []


def test_what_was_sent_is_exported_and_what_was_received_is_not(branch: Cli, asked: str, tmp_path: Path) -> None:
    done = branch("export", "document", asked, "-o", str(tmp_path / "出"))
    assert done.code == 0 and "还有" in done.err
    assert [path.name for path in (tmp_path / "出").iterdir()] == ["20260302_请示_关于设岗的请示.docx"]
    received = branch("add", "document", "关于缴纳党费的通知", "--direction", "收文", "--kind", "通知").last
    refused = branch("export", "document", received, "-o", str(tmp_path / "出"))
    assert refused.code == 1 and "是收到的文件" in refused.err


@pytest.mark.parametrize(("verb", "called"), [("honours", "荣誉成果"), ("documents", "收发文")])
def test_a_list_is_exported_and_comes_back(branch: Cli, tmp_path: Path, verb: str, called: str) -> None:
    nothing = branch("export", verb, "-o", str(tmp_path / "出"))
    assert nothing.code == 1 and f"还没有{called}" in nothing.err
    assert branch("add", "honour", "先进集体", "--level", "校级").code == 0
    assert branch("add", "document", "关于设岗的请示", *WORDS).code == 0
    assert branch("export", verb, "-o", str(tmp_path / "出")).code == 0
    assert sorted(path.suffix for path in (tmp_path / "出").iterdir()) == [".docx", ".xlsx"]
    sheet = tmp_path / "表.xlsx"
    assert branch("export", verb, "-o", str(sheet)).code == 0 and sheet.is_file()
    again = branch("import", verb, str(sheet))
    assert again.code == 0 and "不变" in again.out and "没有要写入的变化" in again.err


def test_an_import_shows_first_and_writes_nothing_where_a_row_is_wrong(branch: Cli, tmp_path: Path) -> None:
    sheet = tmp_path / "荣誉.csv"
    sheet.write_text("荣誉名称,获奖人,级别,字号\n先进集体,,校级,1\n优秀论文,没有这人,校级,2\n", encoding="utf-8")
    seen = branch("import", "honours", str(sheet), "--dry-run")
    assert "没有叫“没有这人”" in seen.out and "没有读的栏目：字号" in seen.err
    refused = branch("import", "honours", str(sheet))
    assert refused.code == 1 and json.loads(branch("list", "honours", "--json").out) == []
    sheet.write_text("荣誉名称,获奖人,级别\n先进集体,,校级\n", encoding="utf-8")
    told = json.loads(branch("import", "honours", str(sheet), "--dry-run", "--json").out)
    assert [each["title"] for each in told["added"]] == ["先进集体"] and not told["written"]
    assert branch("import", "honours", str(sheet)).code == 0
    assert [row["title"] for row in json.loads(branch("list", "honours", "--json").out)] == ["先进集体"]


def test_a_scan_is_attached_to_a_document(branch: Cli, asked: str, tmp_path: Path) -> None:
    scan = tmp_path / "批复.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF\n")
    assert branch("attach", "document", asked, str(scan), "--what", "文件扫描件").code == 0
    assert "批复.pdf  文件扫描件" in branch("show", "document", asked).out


def test_a_request_that_waits_is_on_the_board(branch: Cli, asked: str) -> None:
    told = json.loads(branch("board", "--date", "2026-03-17", "--json").out)
    (row,) = [row for row in told["overdue"] if row["sort"] == "answer"]
    assert row["open"] == {"thing": "document", "id": asked} and "10 个工作日" in row["clause"]
