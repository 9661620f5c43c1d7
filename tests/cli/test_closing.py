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
    branch("hold", made, "--when", f"{date.today() - timedelta(8)} 15:00")
    later = branch("export", "meeting", made)
    assert "通知上仍是原定的" in later.err and old.name in later.err
    assert Path(later.out.splitlines()[0]).parent != old
