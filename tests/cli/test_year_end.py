"""Talks, results of 民主评议 and faults to put right on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


def test_a_talk_in_one_line_and_who_has_still_to_talk(branch: Cli) -> None:
    made = branch("talk", "3月2日", "林知远和周以宁", "谈思想", "办公室")
    assert made.code == 0, made.err
    shown = branch("show", "talk", made.last).out
    assert "谈话人：林知远\n谈话对象：周以宁\n内容：谈思想\n地点：办公室\n" in shown
    (row,) = json.loads(branch("list", "talks", "--json").out)
    assert (row["by"], row["with"], row["day"]) == ("林知远", "周以宁", "2026-03-02")
    assert "和支委谈：" in branch("talk", "--missing").out
    missing = json.loads(branch("talk", "--missing", "--json").out)
    assert missing["year"] == 2026 and not {"林知远", "周以宁"} & set(missing["without_committee"])
    assert branch("change", "talk", made.last, "--what", "谈工作").code == 0
    assert "谈工作" in branch("list", "talks").out and "谈工作" in branch("show", "member", "林知远").out
    assert branch("change", "talk", made.last, "--remove").code == 0 and not branch("list", "talks").out
    assert branch("talk").code == 2 and branch("talk", "3月2日 林知远和周以宁", "--missing").code == 2
    assert branch("talk", "林知远和周以宁").code == 1


def test_results_are_written_listed_and_exported(branch: Cli, tmp_path: Path) -> None:
    branch("set", "评议基数", "参加评议的党员")
    made = branch("appraise", "林知远", "优秀", "--opinion", "带头履责")
    assert made.code == 0, made.err
    assert "超过参加评议的党员 1 人" in made.err, "told, and not refused"
    rest = branch("appraise", "--rest")
    assert rest.code == 0 and "正式党员合格" in rest.out
    assert "林知远" in branch("list", "appraisals").out and "优秀" in branch("list", "appraisals").out
    row = next(each for each in json.loads(branch("list", "appraisals", "--json").out) if each["name"] == "林知远")
    assert (row["grade"], row["year"], row["opinion"]) == ("excellent", 2026, "带头履责")
    assert "评定等次：优秀" in branch("show", "appraisal", made.last).out
    written = json.loads(branch("export", "appraisals", "-o", str(tmp_path), "--json").out)
    assert sorted(Path(each).suffix for each in written["files"]) == [".docx", ".xlsx"]
    sheet = str(tmp_path / "民主评议结果_2026.xlsx")
    assert branch("appraise", "林知远", "--remove").code == 0
    looked = branch("import", "appraisals", sheet, "--dry-run")
    assert looked.code == 0 and "新增  第 2 行  林知远  优秀" in looked.out and "什么都没有写入" in looked.err
    assert branch("import", "appraisals", sheet).code == 0
    again = branch("import", "appraisals", sheet)
    assert again.code == 0 and "没有要写入的变化" in again.err
    for words in (["林知远"], ["林知远", "很好"], ["--rest", "林知远"], ["林知远", "优秀", "--remove"], []):
        assert branch("appraise", *words).code in (1, 2), words


def test_the_base_is_set_and_taken_back(branch: Cli) -> None:
    assert "记为本支部约定" in branch("set", "评议基数", "正式党员").out
    assert "恢复默认" in branch("set", "评议基数", "默认").out
    assert branch("set", "评议基数", "一半").code == 1


def test_lines_of_talks_from_a_file(branch: Cli, tmp_path: Path) -> None:
    path = tmp_path / "谈话.txt"
    path.write_text("3月1日 林知远和周以宁 谈思想\n某日 林知远和周以宁\n", encoding="utf-8")
    looked = json.loads(branch("import", "talks", str(path), "--dry-run", "--json").out)
    assert len(looked["added"]) == len(looked["refused"]) == 1 and looked["written"] is False
    assert branch("import", "talks", str(path)).code == 0
    assert len(json.loads(branch("list", "talks", "--json").out)) == 1


def test_a_fault_is_on_the_board_and_on_paper(branch: Cli, tmp_path: Path) -> None:
    made = branch("add", "rectification", "台账漏记", "--owner", "周以宁", "--due", "2026-03-01")
    assert made.code == 0, made.err
    assert "整改 周以宁：台账漏记" in branch("board").out
    assert branch("change", "rectification", made.last, "--done", "2026-03-04", "--result", "已改").code == 0
    assert "台账漏记" not in branch("board").out and "完成情况：已改" in branch("show", "rectification", made.last).out
    assert branch("export", "rectifications", "-o", str(tmp_path)).code == 0
    assert (tmp_path / "整改清单_2026.docx").is_file()
    assert branch("export", "rectifications", "--year", "2020").code == 1


@pytest.mark.parametrize("thing", ["talk", "rectification", "appraisal"])
def test_their_history_is_shown(branch: Cli, thing: str) -> None:
    made = {
        "talk": lambda: branch("talk", "3月2日 林知远和周以宁 谈思想"),
        "rectification": lambda: branch("add", "rectification", "台账漏记"),
        "appraisal": lambda: branch("appraise", "林知远", "优秀"),
    }[thing]()
    told = branch("history", thing, made.last)
    assert told.code == 0 and told.out.strip(), told.err
