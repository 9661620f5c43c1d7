"""The plans of the room 会议: written at once, looked at, made into meetings, and taken back with one key."""

from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.store.models import Meeting, Plan
from branchtui.store.queries.year import plans
from branchtui.ui.rooms.meetings.plans.plan import PlanScreen
from branchtui.ui.rooms.meetings.plans.plans import PlansScreen
from branchtui.ui.rooms.meetings.plans.preview import PlanMeetingsScreen
from branchtui.ui.rooms.today.resume_draft import resume_draft
from branchtui.workflows.year.plan_meetings import make_meetings
from branchtui.workflows.year.plans import add_plan, remove_line
from tests.ui.conftest import NOW, SIZES, opened
from tests.ui.test_statements import at_most

WIDE = (120, 36)
TODAY = NOW.date()
OPEN = ("2", "f10", "'学习计划", "enter")
LINE = "主题党日 每月第三个周三下午3点 学习全会精神 《全会公报》"


def term(*lines: str) -> Plan:
    days = {"first_day": "2026-09-01", "last_day": "2027-01-20"}
    return add_plan({"title": "秋季计划", **days}, "\n".join(lines), today=TODAY)


def planned() -> list[Meeting]:
    return list(
        Meeting.select().where(Meeting.live(), Meeting.plan_item.is_null(False)).order_by(Meeting.planned_start)
    )


@pytest.mark.parametrize("size", SIZES)
async def test_without_a_plan_it_says_what_to_do(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press(*OPEN)
        assert "Ctrl+N" in desk.text
        await desk.press("delete", "enter", "f5", "f8", "escape")
        assert desk.app.screen.PLACE == "meetings"  # type: ignore[attr-defined]


@pytest.mark.slow
async def test_a_plan_is_written_made_and_taken_back(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN, "ctrl+n", f"'{LINE}", "enter", "'党课 每月第三个")
        assert "行：没有看懂时间" in desk.text
        await desk.press("ctrl+s")
        assert not plans.plans()
        await desk.press("' 周五 党的纪律", "ctrl+s")
        assert isinstance(desk.app.screen, PlanScreen) and "学习计划 2" in desk.text
        (plan,) = plans.plans()
        await desk.press("f5")
        assert isinstance(desk.app.screen, PlanMeetingsScreen) and "要安排" in desk.text
        await desk.press("delete")
        assert "这次不排" in desk.text
        await desk.press("ctrl+s")
        assert "几点开" in desk.text and not planned()
        await desk.press("'三点", "enter")
        assert "上午还是下午" in desk.text
        await desk.press(*["backspace"] * 2, "'下午三点", "enter")
        assert isinstance(desk.app.screen, PlanScreen) and "已照计划安排" in desk.told[-1]
        made = planned()
        assert made and {row.planned_start.hour for row in made} == {15}
        assert plans.plans()[0].made == len(made)
        await desk.press("ctrl+z")
        assert "已撤销" in desk.told[-1] and not planned() and plans.plans()[0].id == plan.id


@pytest.mark.slow
async def test_lines_are_changed_moved_and_removed(seeded_home: Home) -> None:
    plan = term(LINE, "支委会 每月第一个周一16:00")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN, "enter", "ctrl+down")
        assert [row.kind for row in plans.lines(plan.id)] == ["支部委员会会议", "主题党日"]
        await desk.press("enter", "tab", "tab", "ctrl+a", "'读党章", "ctrl+s")
        assert [row.theme for row in plans.lines(plan.id)] == ["", "读党章"] and "读党章" in desk.text
        await desk.press("enter", "ctrl+s")
        assert desk.told[-1] == "没有改动。"
        await desk.press("ctrl+l", "'党课 10月上旬 党的纪律", "ctrl+s")
        assert len(plans.lines(plan.id)) == 3 and "党的纪律" in desk.text
        await desk.press("delete")
        assert len(plans.lines(plan.id)) == 2
        await desk.press("ctrl+z")
        assert len(plans.lines(plan.id)) == 3
        await desk.press("ctrl+n", "'党课", "tab", "'大概", "tab", "ctrl+s")
        assert "没有看懂时间" in desk.text and len(plans.lines(plan.id)) == 3


async def test_beside_a_line_stands_what_came_of_it(seeded_home: Home) -> None:
    plan = term(LINE)
    make_meetings(plan, now=NOW)
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN)
        assert "已安排" in desk.text and "《全会公报》" not in desk.text
        await desk.press("enter")
        assert "已安排" in desk.text and "《全会公报》" in desk.text
        with at_most(4):
            await desk.press("down")
        await desk.press("f5")
        assert "已安排" in desk.text
        await desk.press("ctrl+s", "enter")
        assert desk.app.screen.PLACE == "meeting"  # type: ignore[attr-defined]


async def test_the_paper_and_the_name_of_a_plan(seeded_home: Home) -> None:
    term(LINE)
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN, "f6")
        assert "2026年9月1日至2027年1月20日" in desk.text
        await desk.press("escape", "ctrl+e", "ctrl+a", "'学期安排", "ctrl+s")
        assert isinstance(desk.app.screen, PlansScreen) and "学期安排" in desk.text
        await desk.press("delete")
        assert not plans.plans()
        await desk.press("ctrl+z")
        assert "学期安排" in desk.text


async def test_a_line_is_found_by_the_search(seeded_home: Home) -> None:
    term("支委会 每月第一个周一16:00 研究预算", LINE)
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("ctrl+f", "'研究预算", "enter")
        screen = desk.app.screen
        assert isinstance(screen, PlanScreen) and screen.pane.table.row is not None
        assert screen.pane.table.row.theme == "研究预算"


@pytest.mark.slow
async def test_what_was_begun_is_taken_up_again(seeded_home: Home) -> None:
    term(LINE)
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN, "ctrl+n", "'党课 4月", "escape", "enter", "ctrl+n", "tab", "'每月", "escape")
        await desk.press("ctrl+n")
        assert "每月" in desk.text and "没填完" in desk.text
        await desk.press("escape")
        left = [place for place, _ in desk.app.drafts.left()]
        for place in left:
            await resume_draft(desk.app, place)
            await desk.settle()
            assert desk.app.screen.PLACE in ("form", "plans")  # type: ignore[attr-defined]
        assert len(left) == 2


async def test_a_meeting_says_of_which_plan_it_is_and_leads_there(seeded_home: Home) -> None:
    plan = term(LINE)
    make_meetings(plan, now=NOW)
    (line,) = plans.lines(plan.id)
    async with opened(seeded_home, WIDE) as desk:
        await desk.app.open_thing("meeting", planned()[0].id)
        await desk.settle()
        assert "计划     秋季计划" in desk.text and "每月第三个周三" in desk.text
        await desk.press("down", "down", "down", "enter")
        assert isinstance(desk.app.screen, PlanScreen) and "秋季计划 1" in desk.text
        remove_line(plans.line(line.id))
        await desk.press("escape")
        assert "秋季计划" not in desk.text, "its line is no more"


@pytest.mark.slow
async def test_lines_are_read_from_a_sheet(seeded_home: Home, tmp_path: Path) -> None:
    sheet = tmp_path / "计划.csv"
    sheet.write_text(
        "时间,类型,主题\n每月第三个周三下午3点,主题党日,学习全会精神\n3月15日,党课,党的纪律\n", encoding="utf-8"
    )
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN, "ctrl+n", "'支委会 每月第一个周一16:00", "tab", f"'{sheet}", "ctrl+s")
        await desk.until(lambda: isinstance(desk.app.screen, PlanScreen))
        (plan,) = plans.plans()
        assert [row.kind for row in plans.lines(plan.id)] == ["支部委员会会议", "主题党日", "党课"]
        await desk.press("ctrl+l", "tab", f"'{tmp_path / '没有.xlsx'}", "ctrl+s")
        assert "没有.xlsx" in desk.text and len(plans.lines(plan.id)) == 3, "nothing that was typed is lost"
        await desk.press(*["backspace"] * len("没有.xlsx"), "'计划.csv", "ctrl+s")
        await desk.until(lambda: len(plans.lines(plan.id)) == 5)


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_not_made_and_why_is_told_at_every_width(seeded_home: Home, size: tuple[int, int]) -> None:
    term(LINE)
    async with opened(seeded_home, size) as desk:
        await desk.press(*OPEN, "enter", "f5", "delete")
        assert "这次不排" in desk.text
        await desk.press("end")
        assert "计划的是9月16日" in desk.text
