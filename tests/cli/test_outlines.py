"""`outlines` and `draft`: the kinds of texts from the command line, and drafts that begin with what the record has."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli


def test_they_are_listed_copied_and_kept(branch: Cli, tmp_path: Path) -> None:
    listed = json.loads(branch("outlines", "--json").out)
    assert [row["id"] for row in listed][:2] == ["会议消息", "活动消息"] and not any(row["own"] for row in listed)
    assert "任务清单" in branch("outlines", "show", "述职报告").out
    path = tmp_path / "快讯.toml"
    assert branch("outlines", "new", "会议快讯", "--from", "会议消息", "-o", str(path)).code == 0
    assert branch("outlines", "new", "会议快讯", "-o", str(path)).code == 1, "there is such a file"
    result = branch("outlines", "add", str(path))
    assert result.out.strip() == "已保存体裁 会议快讯"
    assert json.loads(branch("list", "outlines", "--json").out)[0]["id"] == "会议快讯"
    assert branch("undo").code == 0 and "会议快讯" not in branch("outlines").out
    path.write_text("limit = 3", encoding="utf-8")
    assert "要写体裁的名称" in branch("outlines", "add", str(path)).err


def test_a_draft_from_each_thing(branch: Cli) -> None:
    honour = branch("add", "honour", "先进党支部", "--date", "2026-03-01").last
    key = branch("draft", "--from", "honour", honour, "--json")
    shown = json.loads(branch("show", "report", json.loads(key.out)["id"], "--json").out)
    assert shown["kind"] == "人物通讯" and shown["body"].startswith("2026年3月1日，海州大学办公室党支部：先进党支部。")
    assert branch("draft", "--from", "outline", "工作总结", "--year", "2026").code == 0


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--from", "dream", "3"), "来源可写：meeting"),
        (("--from", "outline", "工作总结", "--kind", "会议消息"), "--kind 不和 --from outline 同用"),
        (("--from", "outline", "会议消息"), "从会议起草"),
        (("--from", "meeting", "3", "--year", "2026"), "--year 只和 --from outline 同用"),
        (("--from", "outline", "小说"), "没有“小说”这个体裁"),
    ],
)
def test_what_is_asked_wrongly(branch: Cli, words: tuple[str, ...], told: str) -> None:
    result = branch("draft", *words)
    assert result.code and told in result.err
