"""Frameworks on the command line: adopted, read, filled, handed in; what is wrong is said and writes nothing."""

import json
from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Cli

NOTICE = "通知\n一、学习研讨\n（一）专题学习。每月一次。\n（二）专题党课\n二、查摆问题\n请于2026年5月15日前报送。\n"
NEW = ("--name", "专题教育", "--kind", "专题教育", "--from", "2026-03-01", "--to", "2026-08-31")


def adopted(branch: Cli) -> str:
    return branch(
        "framework", "adopt", "yangban-zhibu", "--level", "校级", "--from", "2025-01-01", "--to", "2025-12-31"
    ).last


def shown(branch: Cli, which: str) -> dict[str, Any]:
    found = json.loads(branch("framework", "show", which, "--json").out)
    assert isinstance(found, dict)
    return found


def titles(branch: Cli, which: str) -> list[str]:
    return [f"{row['number']} {row['title']}" for row in shown(branch, which)["points"]]


def test_what_ships_says_whose_words_it_has(branch: Cli) -> None:
    rows = json.loads(branch("framework", "templates", "--json").out)
    assert [row["key"] for row in rows] == ["yangban-zhibu", "shuzhi", "kaohe-zicha", "xuexi-jiaoyu", "pinpai"]
    assert rows[0]["own_wording"] and "任务文字为本程序所拟" in branch("framework", "templates").out


def test_a_framework_is_adopted_listed_dropped_and_brought_back(branch: Cli) -> None:
    key = adopted(branch)
    (row,) = json.loads(branch("framework", "list", "--json").out)
    assert (row["id"], row["level"], row["from"], row["to"]) == (key, "校级", "2025-01-01", "2025-12-31")
    assert row["asked"] > row["met"] and row["gaps"] > 0 and row["next"]["day"] == "2025-12-31"
    assert "已满足" in branch("framework", "list").out
    assert branch("framework", "drop", "样板支部").code == 0
    assert json.loads(branch("framework", "list", "--json").out) == []
    branch("undo")
    assert shown(branch, key)["id"] == key


def test_gaps_name_point_need_period_and_clause(branch: Cli) -> None:
    adopted(branch)
    rows = json.loads(branch("framework", "gaps", "样板支部", "--json").out)
    first = rows[0]
    assert {"point", "number", "need", "period", "state", "clause", "open"} <= first.keys()
    months = [row["period"] for row in rows if row["need"] == "主题党日"]
    assert months[0] == "2025年1月" and len(months) == 12
    assert next(row for row in rows if row["need"] == "主题党日")["clause"] == "中国共产党支部工作条例（试行）第十六条"
    assert "2025年1月：主题党日还差 1 项" in branch("framework", "gaps", "样板支部").out


def test_things_of_any_table_are_marked_and_taken_out(branch: Cli) -> None:
    adopted(branch)
    honour = branch("add", "honour", "先进党支部", "--date", "2025-06-01").last
    letter = branch(
        "add", "document", "关于设岗的请示", "--direction", "发文", "--kind", "请示", "--date", "2025-05-01"
    ).last
    marked = branch("mark", "党员先锋示范岗", honour, letter)
    assert marked.code == 0 and "已归入：党员先锋示范岗，2 项" in marked.out
    out = branch("mark", "党员先锋示范岗", letter, "--out", "不相干", "--json")
    assert json.loads(out.out) == {"point": marked.last, "things": [letter], "out": "不相干"}
    (row,) = [row for row in shown(branch, "样板")["points"] if row["title"] == "党员先锋示范岗"]
    told = {piece["id"]: (piece["thing"], piece["how"], piece["reason"], piece["number"]) for piece in row["evidence"]}
    assert told[letter] == ("document", "out", "不相干", "")
    assert told[honour] == ("honour", "marked", "", f"{row['number']}-01")


def test_a_mark_offers_the_same_dim_elsewhere(branch: Cli) -> None:
    adopted(branch)
    branch("framework", "adopt", "shuzhi", "--from", "2025-01-01")
    honour = branch("add", "honour", "先进党支部").last
    marked = branch("mark", "党员先锋示范岗", honour)
    assert "也可用于：书记抓党建述职" in marked.err


def test_a_notice_is_looked_at_and_then_written(branch: Cli, tmp_path: Path) -> None:
    path = tmp_path / "通知.txt"
    path.write_text(NOTICE, encoding="utf-8")
    looked = branch("framework", "paste", str(path), *NEW, "--dry-run")
    assert looked.code == 0 and "专题党课" in looked.out and "什么都没有写入" in looked.err
    assert (
        "2026-05-15 请于2026年5月15日前报送" in looked.err
        and json.loads(branch("framework", "list", "--json").out) == []
    )
    written = branch("framework", "paste", str(path), *NEW, "--days", "--json")
    told = json.loads(written.out)
    assert (told["written"], len(told["added"]), told["milestones"][0]["day"]) == (True, 4, "2026-05-15")
    assert titles(branch, told["id"]) == ["1 学习研讨", "1.1 专题学习", "1.2 专题党课", "2 查摆问题"]
    assert branch("undo").code == 0
    assert json.loads(branch("framework", "list", "--json").out) == []


def test_a_notice_comes_from_stdin_too(branch: Cli) -> None:
    written = branch("framework", "paste", "-", *NEW, stdin=NOTICE.encode())
    assert written.code == 0 and titles(branch, written.last)[0] == "1 学习研讨"


def test_a_task_book_goes_into_what_is_there(branch: Cli, tmp_path: Path) -> None:
    key = branch("framework", "adopt", "pinpai", "--from", "2026-01-01").last
    path = tmp_path / "任务书.csv"
    path.write_text("任务编号,任务名称,预期目标,佐证材料\n1,示范岗,三个,公示\n1.1,窗口,,\n", encoding="utf-8")
    assert branch("framework", "import", str(path), "--into", key).code == 0
    assert titles(branch, key) == ["1 示范岗", "1.1 窗口"]
    path.write_text("任务编号,任务名称,预期目标,经费\n1,示范岗,四个,5\n", encoding="utf-8")
    again = branch("framework", "import", str(path), "--into", key, "--json")
    assert [row["changes"] for row in json.loads(again.out)["changed"]] == [
        {"promised": {"from": "三个", "to": "四个"}}
    ]
    assert "没有读的栏目：经费" in again.err


def test_what_is_exported_is_adopted_by_a_colleague(branch: Cli, tmp_path: Path) -> None:
    adopted(branch)
    (path,) = branch("framework", "export", "样板支部", "-o", str(tmp_path)).out.split("\n")[:1]
    other = branch("framework", "adopt", path, "--level", "省级", "--from", "2025-01-01")
    assert other.code == 0
    assert titles(branch, other.last)[:2] == ["1 教育党员有力", "1.1 理论学习制度落实"]


def test_a_submission_is_listed_with_what_came_since(branch: Cli) -> None:
    key = adopted(branch)
    honours = [branch("add", "honour", title, "--date", "2025-06-01").last for title in ("甲奖", "乙奖")]
    branch("mark", "党员先锋示范岗", honours[0])
    done = branch("framework", "submit", key, "--kind", "验收", "--unit", "组织部")
    assert done.code == 0, done.err
    branch("mark", "党员先锋示范岗", honours[1])
    branch("change", "honour", honours[0], "--remove")
    (row,) = shown(branch, key)["submissions"]
    told = (row["kind"], row["unit"], row["pieces"], row["added_since"], row["gone_since"])
    assert told == ("accepting", "组织部", 3, 0, 1)
    assert "送交后新增" in branch("framework", "show", key).out


WRONG = [
    (["adopt", "yangban-zhibu"], 2, "缺少参数：--from"),
    (["adopt", "yangban-zhibu", "--from", "2025-01-01", "--to", "2024-01-01"], 1, "应在开始日期"),
    (["adopt", "yangban-zhibu", "--from", "2025-01-01", "--to", "2025-01-01"], 1, "应在开始日期"),
    (["adopt", "yangban-zhibu", "--level", "级" * 300, "--from", "2025-01-01"], 1, "缩短到 20 字以内"),
    (["adopt", "无此", "--from", "2025-01-01"], 1, "没有“无此”这个对标文件。可选：yangban-zhibu"),
    (["adopt", "无此.toml", "--from", "2025-01-01"], 1, "无此.toml"),
    (["show", "无此"], 1, "没有叫“无此”的对标"),
    (["gaps", "ffff"], 1, "没有编号为 ffff 的对标"),
    (["submit", "样板", "--kind", "终期"], 1, "没有“终期”这种送交"),
    (["submit", "样板", "--kind", "中期", "--date", "2099-01-01"], 1, "还没有到"),
    (["paste", "-", "--name", "甲"], 2, "--name 名称 --from 开始 --to 结束"),
    (["paste", "-", "--into", "样板", "--name", "甲"], 2, "不和 --name"),
    (["paste", "-", "--into", "样板"], 1, "没有认出编号"),
    (["import", "-", "--into", "样板"], 1, "-"),
]


@pytest.mark.parametrize(
    ("words", "code", "says"), WRONG, ids=lambda value: " ".join(value)[:40] if isinstance(value, list) else ""
)
def test_what_is_wrong_is_said(branch: Cli, words: list[str], code: int, says: str) -> None:
    adopted(branch)
    before = branch("framework", "list", "--json").out
    result = branch("framework", *words, stdin="各支部：请认真落实。".encode())
    assert (result.code, says in result.err) == (code, True), result.err
    assert branch("framework", "list", "--json").out == before


MARKS = [
    (["无此", "HONOUR"], "没有叫“无此”的观测点"),
    (["教育党员有力", "abcd"], "没有编号为 abcd 的材料"),
    (["教育党员有力", "ab"], "至少 4 位"),
    (["教育党员有力", "MEMBER"], "没有编号为"),
    (["教育党员有力", "HONOUR", "--out", ""], "原因不能为空"),
    (["教育党员有力", "HONOUR", "--need", "x"], "没有“x”这项需要"),
    (["教育党员有力", "GONE"], "已经删去，不能作佐证"),
]


@pytest.mark.parametrize(("words", "says"), MARKS)
def test_what_can_not_be_marked_is_said(branch: Cli, words: list[str], says: str) -> None:
    adopted(branch)
    known = {
        "HONOUR": branch("add", "honour", "先进党支部").last,
        "MEMBER": json.loads(branch("list", "members", "--json").out)[0]["id"],
        "GONE": branch("add", "honour", "收回的奖").last,
    }
    branch("change", "honour", known["GONE"], "--remove")
    result = branch("mark", *(known.get(word, word) for word in words))
    assert (result.code, says in result.err) == (1, True), result.err
    assert not [piece for row in shown(branch, "样板")["points"] for piece in row["evidence"] if piece["how"] != "auto"]
