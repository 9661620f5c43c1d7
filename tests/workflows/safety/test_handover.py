"""交接清单: every figure on it is the record's own, and what nobody told stays blank."""

from datetime import datetime
from pathlib import Path

import pytest

from branchtui.files.photos import PhotoStore
from branchtui.papers.tree import Heading, Meta, Paper, Paragraph, Signatures, Table
from branchtui.paths import Home, home
from branchtui.store.college import hub_note
from branchtui.store.models import Meeting
from branchtui.workflows.meetings import action_items, meetings
from branchtui.workflows.registers import register
from branchtui.workflows.registers.kinds import DOCUMENT
from branchtui.workflows.reports import reports
from branchtui.workflows.safety import handover
from tests.conftest import NOW, TODAY


@pytest.fixture
def place(tmp_path: Path) -> Home:
    """A home on whose machine something lies already."""
    found = home(tmp_path / "旧电脑")
    for folder in (found.data, found.exports):
        folder.mkdir(parents=True)
    return found


def _paper(place: Home, **told: object) -> Paper:
    words = {"giver": "林知远", "taker": "周以宁", "day": TODAY, **told}
    return handover.paper(handover.facts(place, place.exports, today=TODAY, **words))  # type: ignore[arg-type]


def _section(paper: Paper, name: str) -> str:
    """All that stands under a heading."""
    words: list[str] = []
    inside = False
    for block in paper.blocks:
        if isinstance(block, Heading) and block.level == 1:
            inside = block.text == name
        elif inside and isinstance(block, Paragraph):
            words.append(block.text)
        elif inside and isinstance(block, Table):
            words += [" ".join(row) for row in block.rows]
    assert words, f"no {name}: {[block.text for block in paper.blocks if isinstance(block, Heading)]}"
    return "\n".join(words)


def test_it_says_who_is_who_and_both_sign(branch: None, place: Home) -> None:
    paper = _paper(place)
    pairs = [pair for block in paper.blocks if isinstance(block, Meta) for pair in block.pairs]
    assert ("交出人", "林知远") in pairs and ("接手人", "周以宁") in pairs and ("交接日期", TODAY) in pairs
    told = _section(paper, "支部情况")
    assert "正式党员4人、预备党员1人" in told and "书记林知远" in told and "组织委员周以宁" in told
    assert "名册上现为书记" in told
    assert Signatures(("交出人", "接手人")) in paper.blocks


def test_nothing_is_made_up_of_what_nobody_told(branch: None, place: Home) -> None:
    paper = _paper(place, giver="", taker="")
    pairs = dict(pair for block in paper.blocks if isinstance(block, Meta) for pair in block.pairs)
    assert "林知远" not in str(pairs["交出人"]) and pairs["交出人"] == pairs["接手人"]
    assert "现为" not in _section(paper, "支部情况")
    for name in (f"{TODAY.year}年会议", "示范岗", "在写、在投的新闻稿", "移交的文件"):
        assert _section(paper, name) == "无。"


def test_the_seat_at_a_college_is_named(branch: None, place: Home) -> None:
    hub_note.begin(3, bytes(16))
    told = _section(_paper(place), "移交的文件")
    assert "3号支部" in told and "旧席位请学院管理员停用" in told


def test_meetings_are_counted_as_held_and_as_filed(meeting: Meeting, place: Home) -> None:
    meetings.hold(meeting, now=NOW)
    meetings.plan_meeting("党课", when=datetime(2026, 3, 20, 15), title="还没开", now=NOW)
    told = _section(_paper(place), "2026年会议")
    assert "主题党日 1 0 1" in told and "2026年3月4日 主题党日 学习全会精神" in told and "还没开" not in told


def test_what_is_open_goes_along(meeting: Meeting, place: Home) -> None:
    meetings.hold(meeting, now=NOW)
    action_items.add_action(meeting, what="修订读书计划", owner="周以宁", due="2026年4月1日", today=TODAY)
    reports.new_report("一篇还没写完的")
    paper = _paper(place)
    assert "修订读书计划 周以宁 2026年4月1日" in _section(paper, "未办结的事")
    assert "《一篇还没写完的》 草稿" in _section(paper, "在写、在投的新闻稿")


def test_requests_that_wait_and_documents_that_are_not_done_go_along(branch: None, place: Home) -> None:
    sent = {"direction": "发文", "kind": "请示", "unit": "学院党委"}
    asked = [
        register.add(DOCUMENT, {**sent, "title": title}, today=TODAY) for title in ("关于设岗的请示", "关于经费的请示")
    ]
    told = {"direction": "收文", "kind": "批复", "title": "同意设岗", "answers": "关于设岗的请示"}
    register.add(DOCUMENT, told, today=TODAY)
    notice = {"direction": "收文", "kind": "通知", "title": "关于报送名册的通知", "due": "2026-03-20"}
    register.add(DOCUMENT, notice, today=TODAY)
    told_now = _section(_paper(place), "未办结的事")
    assert f"等批复 {asked[1].title}" in told_now and "没有办结 关于报送名册的通知" in told_now
    assert asked[0].title not in told_now


def test_what_is_to_be_wiped_is_named_once_each_and_left_alone(branch: None, place: Home) -> None:
    (place.data / "logs").mkdir()
    told = _section(_paper(place), "交出人电脑上要清除的")
    assert str(place.data) in told and str(place.data / "logs") not in told, "it lies within what is named already"
    assert "程序不会替您清除" in told and place.data.is_dir()


def test_files_that_go_along_are_listed(branch: None, place: Home) -> None:
    told = _section(_paper(place, files=(("全部数据和照片", "D:\\交接\\备份.zip"),)), "移交的文件")
    assert told == "全部数据和照片 D:\\交接\\备份.zip"


def test_it_is_written_as_a_word_file(branch: None, place: Home) -> None:
    told = handover.facts(place, place.exports, giver="", taker="", day=TODAY, today=TODAY)
    (path,) = handover.prepare(told, place.exports, PhotoStore(place.photos, place.cache)).write()
    assert path.name == f"交接清单_{TODAY:%Y%m%d}.docx" and path.stat().st_size


def test_the_secretary_is_who_usually_hands_over(branch: None) -> None:
    assert handover.usual_giver(TODAY) == "林知远"
