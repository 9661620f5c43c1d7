"""A plan on the command line: written, looked at before it is applied, changed line by line."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli

LINE = "主题党日 每月第三个周三下午3点 学习全会精神 《全会公报》 林知远"
SPAN = ("--from", "2090-02-23", "--to", "2090-07-10")  # always to come


@pytest.fixture
def plan(branch: Cli) -> str:
    made = branch("add", "plan", "春季计划", *SPAN, "--line", LINE, "--line", "党课 4月9日 党的纪律")
    assert made.code == 0 and "2 行" in made.err, made.err
    return made.last


def _dues(branch: Cli, *words: str) -> list[dict[str, Any]]:
    found = json.loads(branch(*words, "--json").out)["occasions"]
    assert isinstance(found, list)
    return found


def test_a_plan_is_looked_at_then_applied_and_undone(branch: Cli, plan: str) -> None:
    looked = branch("plan", plan)
    assert looked.code == 0 and "要安排" in looked.out and "这是预览" in looked.err
    assert json.loads(branch("list", "meetings", "--json").out) == []
    asked = branch("plan", plan, "--apply")
    assert asked.code == 1 and "“党的纪律”没有写几点" in asked.err
    applied = branch("plan", plan, "--apply", "--at", "下午4点")
    assert applied.code == 0 and "安排 5 次会议" in applied.err
    rows = json.loads(branch("list", "meetings", "--json").out)
    assert sorted(row["when"] for row in rows) == [
        *("2090-03-15 15:00", "2090-04-09 16:00", "2090-04-19 15:00", "2090-05-17 15:00", "2090-06-21 15:00")
    ]
    shown = json.loads(branch("show", "meeting", rows[0]["id"], "--json").out)
    assert shown["title"] == "学习全会精神" and shown["materials"] == ["《全会公报》"]
    assert {due["due"] for due in _dues(branch, "show", "plan", plan)} == {"planned", "skipped"}
    assert branch("plan", plan, "--apply").code == 1
    assert branch("undo").code == 0 and json.loads(branch("list", "meetings", "--json").out) == []


def test_lines_are_added_changed_moved_and_removed(branch: Cli, plan: str, tmp_path: Path) -> None:
    more = tmp_path / "计划.txt"
    more.write_text("支委会\t每月第一个周一16:00\n\n组织生活会 6月下旬\n", encoding="gbk")
    assert branch("plan", plan, "--file", str(more)).code == 0
    assert branch("plan", plan, "--number", "3", "--theme", "研究工作", "--move", "1").code == 0
    assert branch("plan", plan, "--number", "4", "--remove").code == 0
    lines = json.loads(branch("show", "plan", plan, "--json").out)["lines"]
    assert [(row["number"], row["kind"], row["theme"]) for row in lines] == [
        (1, "支部委员会会议", "研究工作"),
        (2, "主题党日", "学习全会精神"),
        (3, "党课", "党的纪律"),
    ]
    assert "研究工作" in branch("search", "研究工作").out and "计划项" in branch("history", "plan", plan).out


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--line", "党课 每月第三个"), 1, "没有看懂时间"),
        (("--number", "9", "--theme", "x"), 1, "这个计划有 2 行"),
        (("--number", "1"), 2, "改成什么"),
        (("--theme", "x"), 2, "改哪一行"),
        (("--number", "1", "--remove", "--theme", "x"), 2, "请分两次做"),
        (("--apply", "--line", "党课 5月"), 2, "请分开做"),
        (("--at", "15:00"), 2, "请分开做"),
        (("--apply", "--at", "三点"), 1, "上午还是下午"),
    ],
)
def test_what_cannot_be_is_said(branch: Cli, plan: str, words: tuple[str, ...], code: int, said: str) -> None:
    result = branch("plan", plan, *words)
    assert result.code == code and said in result.err, result.err
    assert len(json.loads(branch("show", "plan", plan, "--json").out)["lines"]) == 2


def test_a_plan_is_changed_listed_exported_and_removed(branch: Cli, plan: str, tmp_path: Path) -> None:
    assert branch("change", "plan", plan, "--title", "学期计划", "--to", "7月12日").code == 0
    assert branch("change", "plan", plan).code == 2
    (row,) = json.loads(branch("list", "plans", "--json").out)
    assert (row["id"], row["title"], row["from"], row["to"], row["line_count"]) == (
        *(plan, "学期计划", "2090-02-23", "2090-07-12", 2),
    )
    assert "学期计划" in branch("list", "plans").out and "每月第三个周三下午3点" in branch("show", "plan", plan).out
    written = branch("export", "plan", plan, "-o", str(tmp_path / "出"))
    assert written.code == 0 and Path(written.out.strip()).name == "学期计划.docx"
    assert branch("change", "plan", plan, "--remove").code == 0
    assert json.loads(branch("list", "plans", "--json").out) == []


def test_a_plan_without_a_name_is_that_of_the_term(branch: Cli) -> None:
    made = branch("add", "plan")
    assert made.code == 0 and "学期学习计划" in made.err


def test_a_plan_goes_out_as_a_sheet_and_comes_back_the_same(branch: Cli, plan: str, tmp_path: Path) -> None:
    branch("plan", plan, "--line", "自学 读原著 材料：《甲》、乙", "--line", "支委会")
    target = tmp_path / "计划.xlsx"
    assert branch("export", "plan", plan, "-o", str(target)).code == 0
    again = branch("add", "plan", "又一个", *SPAN, "--file", str(target))
    assert again.code == 0, again.err
    first, second = (json.loads(branch("show", "plan", key, "--json").out)["lines"] for key in (plan, again.last))
    assert first == second and len(first) == 4


def test_a_table_with_a_title_above_its_header_is_read(branch: Cli, plan: str, tmp_path: Path) -> None:
    sheet = tmp_path / "表.csv"
    sheet.write_text(
        "学期安排,,,\n序号,学习内容,时间,准备人\n1,读党章 学准则,5月上旬,林知远\n2,交流,,\n", encoding="utf-8"
    )
    assert branch("plan", plan, "--file", str(sheet)).code == 0
    lines = json.loads(branch("show", "plan", plan, "--json").out)["lines"][2:]
    assert [(row["theme"], row["schedule"], row["preparer"]) for row in lines] == [
        ("读党章 学准则", "5月上旬", "林知远"),
        ("交流", "", ""),
    ]
    sheet.write_text("甲,乙\n1,2\n", encoding="utf-8")
    refused = branch("plan", plan, "--file", str(sheet))
    assert refused.code == 1 and "没有认出表头" in refused.err
