"""Pages on the command line: what is printed, before it is printed, and what an editor would object to in it."""

import json
from pathlib import Path

from PIL import Image

from tests.cli.conftest import Cli

TALL = (600, 900)


def _report(branch: Cli, folder: Path) -> str:
    """An article whose picture does not fit below its text."""
    folder.mkdir()
    Image.new("RGB", TALL, (180, 30, 30)).save(folder / "合影.jpg")
    text = "让数据多跑路\n" + "支部把学习成果转化为工作成效，推进各项任务。" * 12 + "\n图1 合影\n后文在这里。\n"
    return branch("import", "article", "-", "--photos", str(folder), stdin=text.encode()).last


def test_the_pages_of_a_report(branch: Cli, tmp_path: Path) -> None:
    report = _report(branch, tmp_path / "图")
    shown = branch("show", "report", report, "--pages")
    assert shown.code == 0
    assert "第 1 页，共 2 页" in shown.out and "— 2 —" in shown.out and "配图1　合影" in shown.out
    assert "图1放不下" in shown.err
    [paper] = json.loads(branch("show", "report", report, "--pages", "--json").out)
    assert paper["paper"] == "新闻稿" and len(paper["pages"]) == 2
    assert all(len(page) == 23 for page in paper["pages"]), "22 lines and the number"


def test_export_says_what_an_editor_would_object_to(branch: Cli, tmp_path: Path) -> None:
    report = _report(branch, tmp_path / "图")
    written = branch("export", "report", report, "-o", str(tmp_path / "稿.docx"))
    assert written.code == 0 and "第 1 页：图1放不下，本页下部空" in written.err
    assert (
        "放不下" not in branch("export", "report", report, "--profile", "plain", "-o", str(tmp_path / "稿2.docx")).err
    )


def test_the_pages_of_what_has_none(branch: Cli) -> None:
    refused = branch("show", "member", "林知远", "--pages")
    assert refused.code == 2 and "请去掉 --pages" in refused.err


def test_the_pages_of_a_meeting_and_a_post(demo: Cli) -> None:
    meeting = json.loads(demo("list", "meetings", "--json").out)[-1]["id"]
    shown = demo("show", "meeting", meeting, "--pages")
    assert shown.code == 0 and "—— 通知：第 1 页" in shown.out and "公文（GB/T 9704）" in shown.out
    shown = demo("show", "post", "02", "--pages", "--json")
    assert "岗位登记表" in {paper["paper"].split("_")[-1] for paper in json.loads(shown.out)}
