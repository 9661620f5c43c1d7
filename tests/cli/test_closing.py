"""roll and file on the command line."""

import json
from datetime import date, timedelta
from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.test_commands import YESTERDAY, plan

DAY = YESTERDAY.replace("-", "")


@pytest.fixture
def meeting(branch: Cli) -> str:
    """A meeting held yesterday, recorded, with everybody there but 沈一禾."""
    made = plan(branch, "--material", "全会公报")
    assert branch("hold", made).code == 0
    assert branch("attend", made, "--absent", "沈一禾:因公出差").code == 0
    assert branch("minutes", made, "--file", "-", stdin="# 集中学习\n沈一禾：书面发言。".encode()).code == 0
    return made


def test_file_names_what_is_missing_and_files_all_the_same(
    branch: Cli, meeting: str, home_dir: Path, tmp_path: Path
) -> None:
    refused = branch("file", meeting)
    assert (refused.code, refused.out) == (1, "")
    assert "缺：新闻报道：还没有新闻稿" in refused.err and "--with-gaps" in refused.err
    assert not (home_dir / "exports").exists()
    filed = branch("file", meeting, "-o", str(tmp_path / "归档"), "--with-gaps", "--json")
    assert filed.code == 0 and "缺：新闻报道" in filed.err and "已归档" in filed.err
    paths = [Path(path) for path in json.loads(filed.out)["files"]]
    assert {path.parent for path in paths} == {tmp_path / "归档" / f"{DAY}_主题党日_学习[／全会精神"}
    assert paths == sorted(paths[0].parent.iterdir()), "all that stands in the folder, in its order"
    assert {"通知", "议程", "签到表", "会议记录"} <= {path.stem.partition("_")[2] for path in paths}
    assert json.loads(branch("show", "meeting", meeting, "--json").out)["state"] == "filed"
    changed = branch("attend", meeting, "--absent", "沈亦和")
    assert changed.code == 1 and "branchtui reopen" in changed.err
    undone = branch("undo")
    assert undone.code == 0 and "文件留着" in undone.out + undone.err
    assert all(path.is_file() for path in paths)
    assert json.loads(branch("show", "meeting", meeting, "--json").out)["state"] == "recorded"


def test_file_takes_the_report_too(branch: Cli, meeting: str, home_dir: Path) -> None:
    draft = branch("draft", "--from", "meeting", meeting)
    exported = branch("export", "report", draft.last)
    assert Path(exported.out.strip()).parent.name.startswith(f"{DAY}_主题党日_"), "one folder for one meeting"
    filed = branch("file", meeting, "--with-gaps")
    assert filed.code == 0 and "有草稿，未投稿" in filed.err
    assert filed.out.splitlines()[-1] == exported.out.strip(), "under the name it was exported under"
    assert Path(filed.out.splitlines()[-1]).parent == Path(exported.out.strip()).parent


def test_a_planned_meeting_is_not_filed(branch: Cli) -> None:
    refused = branch("file", plan(branch), "--with-gaps")
    assert refused.code == 1 and "还不能归档" in refused.err


def test_roll_tells_mends_and_keeps(branch: Cli, meeting: str) -> None:
    assert branch("roll", meeting).out == "应到名单与名册相符。\n"
    assert branch("add", "member", "顾清和", "--from", "2020-01-01").code == 0
    assert branch("change", "member", "沈一禾", "--leaves", "--from", "2020-01-01").code == 0
    told = branch("roll", meeting)
    assert told.code == 0 and "--as-roster" in told.err
    assert told.out.splitlines() == [
        "顾清和应在应到名单上",
        "沈一禾不应在应到名单上（现记为请假，因公出差；记录里有发言，文字不动）",
    ]
    assert len(json.loads(branch("board", "--json").out)["contradictions"]) == 1
    mended = branch("roll", meeting, "--as-roster", "--member", "顾清和")
    assert mended.code == 0 and "顾清和补入应到名单（未点名）" in mended.out and mended.last == meeting
    kept = branch("roll", meeting, "--keep", "当日仍在本支部")
    assert kept.code == 0 and kept.last == meeting
    assert json.loads(branch("board", "--json").out)["contradictions"] == []
    shown = branch("show", "meeting", meeting)
    assert "应到名单与名册不符而保留" in shown.out and "当日仍在本支部" in shown.out
    assert json.loads(branch("show", "meeting", meeting, "--json").out)["kept"] == [
        {"name": "沈一禾", "reason": "当日仍在本支部"}
    ]
    again = branch("roll", meeting)
    assert again.out == "应到名单与名册不符、已写明原因照原样保留的：沈一禾；别的都相符。\n"
    refused = branch("roll", meeting, "--as-roster")
    assert refused.code == 1 and "照原样保留的：沈一禾" in refused.err
    assert "应到名单就这样（沈一禾）" in branch("history", "meeting", meeting).out
    assert branch("undo").code == 0
    assert len(branch("roll", meeting).out.splitlines()) == 1


def test_a_planned_meeting_has_no_list_yet(branch: Cli) -> None:
    refused = branch("roll", plan(branch))
    assert (refused.code, refused.out) == (1, "") and "还没有定下应到名单" in refused.err


def test_roll_takes_one_way_and_known_names(branch: Cli, meeting: str) -> None:
    assert branch("roll", meeting, "--as-roster", "--keep", "原因").code == 2
    branch("add", "member", "顾清和", "--from", "2020-01-01")
    refused = branch("roll", meeting, "--as-roster", "--member", "林知远")
    assert refused.code == 1 and "不符的有：顾清和" in refused.err
    assert branch("roll", meeting, "--keep", " ").code == 1


def test_an_export_tells_of_a_changed_day(branch: Cli, home_dir: Path) -> None:
    made = plan(branch)
    first = branch("export", "meeting", made)
    old = Path(first.out.splitlines()[0]).parent
    held = branch("hold", made, "--when", f"{date.today() - timedelta(8)} 15:00")
    new = Path(branch("export", "meeting", made).out.splitlines()[0]).parent
    assert f"原来的文件夹也改名为“{new.name}”" in held.err and new != old and not old.exists()
    assert branch("undo").code == 0
    (old.parent / new.name / "签字页.pdf").write_bytes(b"put there by hand: it is not moved unasked")
    later = branch("export", "meeting", made)
    assert new.name in later.err and new.is_dir() and old.is_dir(), "told of, as it stays"


@pytest.mark.parametrize(
    "change", [["reschedule", "--when", "2026-12-30 15:00"], ["change", "meeting", "--title", "新题"]]
)
def test_the_folder_follows_each_change(branch: Cli, change: list[str]) -> None:
    made = plan(branch)
    old = Path(branch("export", "meeting", made).out.splitlines()[0]).parent
    at = 2 if change[0] == "change" else 1
    changed = branch(*change[:at], made, *change[at:])
    assert changed.code == 0 and "也改名为" in changed.err and not old.exists()
    again = branch("export", "meeting", made)
    assert old.name not in again.err and len([path for path in old.parent.iterdir() if path.is_dir()]) == 1


def test_attach_show_reopen(branch: Cli, meeting: str, tmp_path: Path) -> None:
    scan, more = tmp_path / "签到表.pdf", tmp_path / "b.pdf"
    scan.write_bytes(b"%PDF-1.7\n%%EOF\n")
    more.write_bytes(b"%PDF-1.7\nb%%EOF\n")
    attached = branch("attach", "meeting", meeting, str(scan), str(more), "--what", "签到表扫描件")
    assert attached.code == 0 and [line.split()[0] for line in attached.out.splitlines()] == [
        "已附：签到表.pdf",
        "已附：b.pdf",
    ]
    assert "签到表.pdf  签到表扫描件  扫描件" in branch("show", "meeting", meeting).out
    shown = json.loads(branch("show", "meeting", meeting, "--json").out)["attachments"]
    assert shown[0] == {"name": "签到表.pdf", "what": "签到表扫描件", "shelf": "扫描件"}
    refused = branch("attach", "meeting", meeting, str(scan))
    assert refused.code == 1 and "都已经附在这里" in refused.err
    assert branch("reopen", meeting, "--reason", "漏了").code == 1
    filed = branch("file", meeting, "--with-gaps", "--json")
    assert "可补：散会时间还没有写" in filed.err
    assert Path(json.loads(filed.out)["files"][0]).name == "00_归档目录.docx"
    closed = branch("attach", "meeting", meeting, str(scan))
    assert closed.code == 1 and "branchtui reopen" in closed.err
    assert branch("reopen", meeting, "--reason", "漏了一人").code == 0
    shown = json.loads(branch("show", "meeting", meeting, "--json").out)
    assert (shown["state"], shown["reason"]) == ("recorded", "漏了一人")
    assert "漏了一人" in branch("history", "meeting", meeting).out
