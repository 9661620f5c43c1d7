"""check: findings of a report or a file, one on a line; wordings are kept, listed, changed and undone."""

import json
from pathlib import Path

from tests.cli.conftest import Cli

ARTICLE = "支部开展学习\n\n会后,党员自已动手。\n\n提升了办公室队整体工作能力。\n"


def _article(folder: Path, text: str = ARTICLE) -> str:
    path = folder / "稿.md"
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_a_report_and_its_file_are_found_the_same(branch: Cli, tmp_path: Path) -> None:
    path = _article(tmp_path)
    report = branch("import", "article", path).last
    checked, of_file = branch("check", report), branch("check", path)
    lines = [line for line in checked.out.splitlines() if line.startswith("E")]
    assert lines == [
        "E01  错  正文1行  自已  “自已”应为“自己”（错字表）。  → 自己",
        "E05  错  正文2行  办公室队  “办公室队”缺字：办公室团队，还是办公室队伍？",
    ]
    assert [line for line in of_file.out.splitlines() if line.startswith("E")] == lines
    assert checked.code == of_file.code == 1 and checked.err.startswith("错 2，")


def test_json_names_the_place(branch: Cli, tmp_path: Path) -> None:
    path = _article(tmp_path)
    told = json.loads(branch("check", path, "--json").out)
    (finding,) = [each for each in told["findings"] if each["rule"] == "E01"]
    assert told["target"] == path
    assert (finding["severity"], finding["part"], finding["paragraph"]) == ("error", "body", 1)
    assert (finding["start"], finding["end"], finding["text"], finding["suggestion"]) == (5, 7, "自已", "自己")


def test_without_an_error_the_exit_code_is_0(branch: Cli, tmp_path: Path) -> None:
    checked = branch("check", _article(tmp_path, "支部开展学习\n\n3月2日，全体党员在行政楼201学习文件，大家发言。\n"))
    assert checked.code == 0 and checked.err.startswith("错 0，")


def test_standard_input_is_read(branch: Cli) -> None:
    assert "自已" in branch("check", "-", stdin=ARTICLE.encode()).out


def test_what_is_not_there_is_said(branch: Cli, tmp_path: Path) -> None:
    assert branch("check", str(tmp_path / "没有.txt")).code == 1
    none = branch("check", "00000000")
    assert none.code == 1 and "新闻稿" in none.err


def test_a_wording_is_added_found_changed_and_removed(branch: Cli, tmp_path: Path) -> None:
    made = branch("add", "wording", "工作能力", "--instead", "工作本领", "--source", "编辑退稿意见").last
    (row,) = json.loads(branch("list", "wordings", "--json").out)
    assert row == {"id": made, "text": "工作能力", "kind": "改为", "instead": "工作本领", "source": "编辑退稿意见"}
    assert "工作本领" in branch("show", "wording", made).out
    assert "工作能力" in branch("search", "工作本领").out
    assert "→ 工作本领" in branch("check", _article(tmp_path)).out
    assert branch("change", "wording", made, "--kind", "不算错", "--instead", "").code == 0
    assert "→ 工作本领" not in branch("check", _article(tmp_path)).out
    assert "不算错" in branch("history", "wording", made).out
    assert branch("undo").code == 0 and "→ 工作本领" in branch("check", _article(tmp_path)).out
    assert branch("change", "wording", made, "--remove").code == 0
    assert json.loads(branch("list", "wordings", "--json").out) == []
