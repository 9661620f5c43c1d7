"""The handbook of a year and the papers of an election on the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Cli

_WRITTEN = ["06_换届选举请示.docx", "07_选举办法.docx", "08_候选人名单.docx"]
_SHEETS = ["09_选票.docx", "10_计票单.docx"]


def _names(text: str) -> list[str]:
    return [Path(line).name for line in text.split("\n") if line]


@pytest.fixture
def election(branch: Cli) -> str:
    """The id of a meeting that is planned to elect a committee."""
    words = ("--kind", "支部党员大会", "--when", "2026-03-02 15:00", "--title", "换届选举大会", "--host", "林知远")
    return branch("add", "meeting", *words, "--item", "通过选举办法", "--item", "选举新一届支部委员会委员").last


def test_the_handbook_of_this_year_and_what_it_lacks(branch: Cli, tmp_path: Path) -> None:
    done = branch("export", "handbook", "-o", str(tmp_path / "提交"))
    assert done.code == 0, done.err
    (file,) = (tmp_path / "提交").iterdir()
    assert file.name.startswith("党支部工作手册_") and str(file) in done.out
    assert "还没有内容、没有收入的：年度计划、会议记录、学时、民主评议。" in done.err
    again = branch("export", "handbook", "--year", "2025年", "-o", str(tmp_path / "提交"), "--json")
    assert _names("\n".join(json.loads(again.out)["files"])) == ["党支部工作手册_2025年.docx"]


@pytest.mark.parametrize(("year", "code"), [("去年", 2), ("26", 2), ("", 2), ("9998", 1)])
def test_a_year_that_can_not_be(branch: Cli, tmp_path: Path, year: str, code: int) -> None:
    done = branch("export", "handbook", "--year", year, "-o", str(tmp_path / "提交"))
    assert done.code == code and not (tmp_path / "提交").exists()
    assert ("--year 要写哪一年" if code == 2 else "年还没有到") in done.err


def test_what_the_handbook_holds_is_set_and_taken_back(branch: Cli) -> None:
    assert "依次是：党员名册、支部概况" in branch("set", "工作手册", "党员名册,支部概况").out
    refused = branch("set", "工作手册", "党员名册,账目")
    assert refused.code == 1 and "没有“账目”这一部分" in refused.err
    assert "按默认的次序" in branch("set", "工作手册", "默认").out


def test_the_papers_of_an_election_before_and_after_it_is_known_who_stands(
    branch: Cli, election: str, tmp_path: Path
) -> None:
    done = branch("export", "election", election, "-o", str(tmp_path / "提交"))
    assert done.code == 0, done.err
    assert _names(done.out) == _WRITTEN and "要补" in done.err
    of_item = ("ballot", election, "--motion", "2", "--kind", "election")
    for name in ("林知远", "周以宁", "沈一禾"):
        assert branch(*of_item, "--candidate", name, "--seats", "2").code == 0
    early = branch(*of_item, "--candidate", "林知远", "--yes", "3")
    assert early.code == 1 and "只能先写候选人和应选人数" in early.err
    assert _names(branch("export", "election", election, "-o", str(tmp_path / "提交")).out) == [*_WRITTEN, *_SHEETS]
    assert branch("hold", election).code == 0
    assert branch("attend", election, "--all").code == 0
    slips = ("--issued", "4", "--collected", "4", "--valid", "4")
    for name, yes, no in (("林知远", 4, 0), ("周以宁", 3, 1), ("沈一禾", 1, 3)):
        counted = branch(*of_item, "--candidate", name, "--yes", str(yes), "--no", str(no), "--abstain", "0", *slips)
        assert counted.code == 0, counted.err
    files = json.loads(branch("export", "election", election, "-o", str(tmp_path / "提交"), "--json").out)["files"]
    assert [Path(file).name for file in files] == [*_WRITTEN, *_SHEETS, "11_选举结果报告.docx"]
    whole = branch("export", "meeting", election, "-o", str(tmp_path / "全部"))
    assert _names(whole.out)[-1] == "11_选举结果报告.docx" and "04_会议记录.docx" in _names(whole.out)


def test_a_meeting_that_elects_nobody_says_how_to(branch: Cli, tmp_path: Path) -> None:
    words = ("--kind", "主题党日", "--when", "2026-03-02 15:00", "--title", "学习", "--item", "学习选举工作条例")
    plain = branch("add", "meeting", *words).last
    refused = branch("export", "election", plain, "-o", str(tmp_path / "提交"))
    assert refused.code == 1 and "“学习”没有选举：议程里加一项“选举……”" in refused.err
    assert not (tmp_path / "提交").exists()
