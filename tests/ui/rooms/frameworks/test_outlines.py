"""A notice pasted into the list of frameworks, and a task book: seen and put right before anything is written."""

from datetime import date
from pathlib import Path

import pytest
from textual import events

from branchtui.paths import Home
from branchtui.store.models import Evidence, Framework, Meeting, Milestone, Point
from branchtui.store.queries.frameworks import trees
from branchtui.store.queries.meeting_view import view
from branchtui.ui.rooms.frameworks.standing.adopted import AdoptedScreen
from branchtui.ui.rooms.frameworks.standing.framework import FrameworkScreen
from branchtui.ui.rooms.frameworks.standing.outline_preview import OutlinePreviewScreen
from branchtui.workflows.exporting.meeting_papers import meeting_papers
from branchtui.workflows.frameworks import tree
from branchtui.workflows.frameworks.adopt import start
from tests.ui.conftest import SIZES, Desk, opened

NOTICE = "各支部：\n一、学习研讨\n1.集中学习。每月一次。\n2.交流研讨\n二、检视整改\n9月30日前报送总结。"


def campaign() -> Framework:
    return start("专题教育", kind="campaign", first=date(2026, 3, 1), last=date(2026, 12, 31))


async def paste(desk: Desk, text: str) -> None:
    await desk.press("6", "f4")
    desk.app.post_message(events.Paste(text))
    await desk.settle()


@pytest.mark.parametrize("size", SIZES)
async def test_a_notice_is_put_right_and_written_with_its_days(seeded_home: Home, size: tuple[int, int]) -> None:
    row = campaign()
    async with opened(seeded_home, size) as desk:
        await paste(desk, NOTICE)
        assert isinstance(desk.app.screen, OutlinePreviewScreen) and "前的 1 行不写进" in desk.text
        assert not trees.points(row), "nothing is written before Ctrl+S"
        await desk.press("home", "down", "left", "ctrl+s", "1", "2")
        assert isinstance(desk.app.screen, FrameworkScreen)
        points = {each.title: each for each in trees.points(row)}
        assert set(points) == {"学习研讨", "集中学习", "交流研讨", "检视整改"}
        assert points["集中学习"].parent_id is None
        assert points["交流研讨"].parent_id == points["集中学习"].id
        assert [each.due_on for each in Milestone.select()] == [date(2026, 9, 30)]
        await desk.press("ctrl+z")
        assert not trees.points(row), "it is one act"


@pytest.mark.slow
async def test_a_notice_becomes_a_framework_of_its_own_in_one_act(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await paste(desk, NOTICE)
        await desk.press(
            "ctrl+s", "1", "1", "'主题教育", "tab", "'专题教育", "tab", "tab", "'3月1日", "tab", "'12月31日"
        )
        await desk.press("ctrl+s")
        assert isinstance(desk.app.screen, FrameworkScreen) and "学习研讨" in desk.text
        assert len(trees.points(Framework.get())) == 4 and not Milestone.select().count()
        await desk.press("escape")
        assert isinstance(desk.app.screen, AdoptedScreen)
        await desk.press("ctrl+z")
        assert not trees.frameworks()


async def test_a_text_without_numbers_is_refused_and_escape_writes_nothing(seeded_home: Home) -> None:
    campaign()
    async with opened(seeded_home, (120, 36)) as desk:
        await paste(desk, "请认真落实。")
        assert isinstance(desk.app.screen, AdoptedScreen) and any("没有认出编号" in words for words in desk.said)
        await paste(desk, NOTICE)
        await desk.press("right", "escape")
        assert isinstance(desk.app.screen, AdoptedScreen) and not Point.select().count()


async def test_a_task_book_is_brought_in_by_its_path(seeded_home: Home, tmp_path: Path) -> None:
    row = campaign()
    book = tmp_path / "任务书.csv"
    book.write_text("任务编号,任务名称,预期目标,颜色\n1,党课,讲四次,红\n1.1,备课,,\n", encoding="utf-8")
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("6", "f4", "ctrl+l", f"'{book}", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, OutlinePreviewScreen))
        await desk.settle()
        assert "没有读的栏目：颜色" in desk.text
        await desk.press("ctrl+s", "1")
        points = {each.title: each for each in trees.points(row)}
        assert points["党课"].promised == "讲四次" and points["备课"].parent_id == points["党课"].id


@pytest.mark.slow
async def test_a_task_book_that_comes_again_shows_what_would_change_first(seeded_home: Home, tmp_path: Path) -> None:
    row, other = campaign(), start("别的", kind="campaign", first=date(2026, 3, 1), last=date(2026, 6, 30))
    book = tmp_path / "任务书.csv"

    async def bring(desk: Desk, text: str) -> None:
        book.write_text(f"任务编号,任务名称,预期目标,责任人,完成时限\n{text}", encoding="utf-8")
        await desk.press("ctrl+l", f"'{book}", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, OutlinePreviewScreen))
        await desk.settle()

    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("6")
        await bring(desk, "1,党课,讲四次,宣传委员,2026-06-30\n2,党日,,,\n")
        assert "和“" not in desk.text and "宣传委员" in desk.text and "26-06-30" in desk.text
        await desk.press("ctrl+s", "'专题教育", "enter", "escape")
        await bring(desk, "1,党课,讲六次,宣传委员,2026-06-30\n3,调研,,,\n")
        assert "和“专题教育”比：新增 1、更改 1" in desk.text and "没有了的 1 个观测点留着不动" in desk.text
        assert "承诺目标" in desk.text
        points = {each.title: each.promised for each in trees.points(row)}
        assert points == {"党课": "讲四次", "党日": ""}, "nothing is written before Ctrl+S"
        await desk.press("ctrl+s", "enter")
        points = {each.title: each.promised for each in trees.points(row)}
        assert points == {"党课": "讲六次", "党日": "", "调研": ""} and not trees.points(other)


async def test_what_cannot_move_further_is_said(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await paste(desk, NOTICE)
        await desk.press("home", "left", "right")
        assert any("已是最上一级" in words for words in desk.said)
        assert any("不能再降" in words for words in desk.said)


@pytest.mark.slow
async def test_what_a_meeting_covers_is_asked_when_it_is_planned_and_printed(seeded_home: Home) -> None:
    row = campaign()
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "ctrl+n")
        assert "覆盖内容" not in desk.text, "nothing is asked where nothing is prescribed"
        await desk.press("escape")
        tree.add_point(row, "学原著、悟原理")
        tree.add_point(row, "检视整改")
        before = Meeting.select().count()
        await desk.press("ctrl+n", "'主题党日", "tab", "'学原著", "tab", "'9月20日 14:30", *["tab"] * 9)
        await desk.press("'学原著、悟原理、没有的", "ctrl+s")
        assert any("专题教育里没有“没有的”这一项" in words for words in desk.said) or "没有“没有的”这一项" in desk.text
        assert Meeting.select().count() == before, "nothing is planned then"
        await desk.press(*["backspace"] * 4, "ctrl+s")
        (meeting,) = Meeting.select().where(Meeting.title == "学原著")
        assert view(meeting.id).covers == ["学原著、悟原理"]
        papers = dict(meeting_papers(meeting))
        assert "覆盖内容" in str(papers["notice"]) and "学原著、悟原理" in str(papers["notice"])
        await desk.press("escape", "ctrl+z", "1")
        assert Meeting.select().where(Meeting.live()).count() == before, "one act"
        assert not Evidence.select().where(Evidence.live()).count()
