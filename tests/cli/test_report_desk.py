"""Outlets, publications, reviews, packs and copies of a report on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


@pytest.fixture
def draft(branch: Cli, tmp_path: Path) -> str:
    path = tmp_path / "稿.txt"
    path.write_text("支部开展学习\n\n第一段话。\n\n第二段话，说明情况。\n", encoding="utf-8")
    return branch("import", "article", str(path)).last


def test_outlets_are_added_changed_listed_and_shown(branch: Cli) -> None:
    words = ("--level", "院级", "--profile", "plain", "--within", "24", "--to", "news@example.edu.cn", "--limit", "800")
    made = branch("add", "outlet", "学院网站", *words)
    assert made.code == 0, made.err
    (row,) = json.loads(branch("list", "outlets", "--json").out)
    assert (row["name"], row["profile"], row["within_hours"], row["paste_limit"]) == ("学院网站", "plain", 24, 800)
    assert branch("change", "outlet", "学院网站", "--within", "48").code == 0
    assert json.loads(branch("show", "outlet", "学院网站", "--json").out)["within_hours"] == 48
    assert "版式：plain" in branch("show", "outlet", made.last).out
    refused = branch("add", "outlet", "学院网站")
    assert refused.code == 1 and "已有“学院网站”" in refused.err
    assert branch("history", "outlet", "学院网站").code == 0
    assert branch("change", "outlet", "学院网站", "--remove").code == 0
    assert json.loads(branch("list", "outlets", "--json").out) == []


def test_a_report_goes_its_way(branch: Cli, draft: str) -> None:
    assert branch("submit", draft, "--state", "review", "--by", "初审:林知远").code == 0
    assert branch("approve", draft, "初审", "--opinion", "同意", "--date", "2026-03-01").code == 0
    assert branch("approve", draft, "终审", "--name", "周以宁").code == 0
    shown = json.loads(branch("show", "report", draft, "--json").out)
    assert [(row["step"], row["name"], row["opinion"]) for row in shown["approvals"]] == [
        ("初审", "林知远", "同意"),
        ("终审", "周以宁", ""),
    ]
    assert branch("approve", draft, "终审", "--remove").code == 0
    handed = branch("submit", draft, "--outlet", "校报", "--date", "2026-03-02")
    assert handed.code == 0 and "投稿媒体" not in handed.err
    assert branch("submit", draft, "--state", "returned", "--reason", "图不清").code == 0
    shown = json.loads(branch("show", "report", draft, "--json").out)
    assert (shown["state"], shown["outlet"], shown["submitted_on"]) == ("returned", "校报", "2026-03-02")


def test_errors_that_stand_in_a_report_are_told_when_it_goes_out(branch: Cli, tmp_path: Path) -> None:
    article = tmp_path / "稿.txt"
    article.write_text("办公室党支部开展主题党日\n\n会上大家自已动手。\n", encoding="utf-8")
    draft = branch("import", "article", str(article)).last
    done = branch("submit", draft, "--state", "review")
    assert done.code == 0 and "校对还有 1 处错没有改" in done.err


@pytest.mark.parametrize(
    "words",
    [
        ("--state", "review", "--outlet", "校报"),
        ("--reason", "图不清"),
        ("--state", "returned", "--by", "初审:林知远"),
        ("--state", "review", "--by", "林知远"),
    ],
)
def test_what_does_not_go_together_is_wrong_usage(branch: Cli, draft: str, words: tuple[str, ...]) -> None:
    assert branch("submit", draft, *words).code == 2


def test_publications_move_their_report_and_come_back_from_a_sheet(branch: Cli, draft: str, tmp_path: Path) -> None:
    words = ("--outlet", "校报", "--level", "校级", "--date", "2026-03-01", "--reads", "320")
    made = branch("add", "publication", draft, *words)
    assert made.code == 0, made.err
    assert "由“草稿”改为“已刊发”" in made.err
    assert branch("add", "publication", "别人眼中的支部", "--outlet", "省报", "--form", "报刊").code == 0
    rows = json.loads(branch("list", "publications", "--json").out)
    assert [(row["title"], row["report"], row["reads"]) for row in rows] == [
        ("支部开展学习", draft, 320),
        ("别人眼中的支部", None, None),
    ]
    assert json.loads(branch("show", "report", draft, "--json").out)["state"] == "published"
    assert branch("export", "publications", "--from", "2026-01-01", "--to", "2026-03-31", "-o", str(tmp_path)).code == 0
    sheet = tmp_path / "新闻刊发_20260101-20260331.xlsx"
    again = json.loads(branch("import", "publications", str(sheet), "--dry-run", "--json").out)
    assert len(again["unchanged"]) == 1 and not again["added"] and not again["refused"]
    assert branch("change", "publication", made.last, "--remove").code == 0
    assert json.loads(branch("show", "report", draft, "--json").out)["state"] == "draft"


def test_a_pack_is_written_once_and_again_when_asked(branch: Cli, draft: str, tmp_path: Path) -> None:
    words = ("pack", "report", draft, "--contact", "林知远", "-o", str(tmp_path / "投"))
    written = json.loads(branch(*words, "--json").out)["files"]
    assert sorted(Path(path).name for path in written) == ["投稿单.docx", "未注日期_支部开展学习.docx"]
    refused = branch(*words)
    assert refused.code == 1 and "已经有文件" in refused.err
    assert branch(*words, "--again").code == 0


@pytest.mark.parametrize(("form", "name"), [("html", "-公众号.html"), ("txt", ".txt"), ("approval", ".docx")])
def test_a_report_as_other_files(branch: Cli, draft: str, tmp_path: Path, form: str, name: str) -> None:
    done = branch("export", "report", draft, "--as", form, "-o", str(tmp_path / "出"))
    assert done.code == 0, done.err
    (path,) = (tmp_path / "出").iterdir()
    assert path.name.endswith(name)
    assert branch("export", "report", draft, "--as", form, "--profile", "plain").code == 2


def test_a_report_handed_in_nowhere_is_told(branch: Cli, draft: str) -> None:
    done = branch("submit", draft)
    assert done.code == 0 and "请补上投稿媒体" in done.err
