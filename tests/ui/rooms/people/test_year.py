"""民主评议, 谈心谈话 and 整改清单 in the room 人员, and what 今天 opens of them."""

from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.rules.duties.duty import Duty
from branchtui.store.models import Appraisal, Rectification, Talk
from branchtui.store.queries.year.talks import talks
from branchtui.ui.rooms.difference import DifferenceScreen
from branchtui.ui.rooms.people.year.appraisals import AppraisalsScreen
from branchtui.ui.rooms.people.year.coverage import CoverageScreen, coverage_lines
from branchtui.ui.rooms.people.year.rectifications import RectificationsScreen
from branchtui.ui.rooms.people.year.talks import TalksScreen
from branchtui.ui.rooms.today.doing import do
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.text.glyphs import LINES
from branchtui.workflows.registers import register
from branchtui.workflows.registers.of_year import RECTIFICATION
from branchtui.workflows.year.end import appraisals
from branchtui.workflows.year.end.coverage import coverage_of
from tests.ui.conftest import NOW, SIZES, opened

TODAY = NOW.date()
WIDE = (120, 36)
APPRAISAL, TALKS, FAULTS = (("5", "f10", f"'{name}", "enter") for name in ("民主评议", "谈心谈话", "整改清单"))


def grades() -> dict[str, str]:
    return {row.member.name: row.grade for row in Appraisal.select().where(Appraisal.live())}


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("walk", [TALKS, FAULTS])
async def test_an_empty_list_says_what_to_do(seeded_home: Home, walk: tuple[str, ...], size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press(*walk)
        assert "Ctrl+" in desk.text
        await desk.press("delete", "enter", "escape")
        assert "人员 6" in desk.text


async def test_a_key_a_person_then_the_rest(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*APPRAISAL)
        assert isinstance(desk.app.screen, AppraisalsScreen) and f"{TODAY.year} 年民主评议党员" in desk.text
        first, second = (row.name for row in desk.app.screen.pane.table.in_view()[:2])
        await desk.press("ctrl+e", "space")
        assert grades() == {first: "excellent", second: "good"}
        await desk.press("ctrl+s")
        assert set(grades().values()) <= {"excellent", "good", ""} and "未评" not in desk.text
        await desk.press("ctrl+z")
        assert len(grades()) == 2
        await desk.press("home", "delete")
        assert grades() == {second: "good"}


async def test_an_opinion_is_written_in_a_form_and_too_many_are_told(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*APPRAISAL, "enter", "'优秀", "tab", "'带头履责", "ctrl+s")
        (row,) = Appraisal.select()
        assert (row.grade, row.opinion) == ("excellent", "带头履责")
        assert "超过" not in desk.text
        appraisals.set_base("参加评议的党员")
        await desk.press("ctrl+e")
        assert "优秀 1 人，超过参加评议的党员 1 人的 3 分之一（最多 0 人），请核对。" in desk.text, (
            "told, and not refused"
        )


async def test_a_line_is_a_talk_and_several_are_looked_at_first(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*TALKS, "ctrl+t", "'9月1日 林知远和周以宁 谈思想 办公室", "ctrl+s")
        (row,) = talks()
        assert (row.names, row.what, row.place) == ("林知远和周以宁", "谈思想", "办公室") and "谈心谈话 1" in desk.text
        await desk.press(
            "ctrl+t", "'9月2日 林知远和周以宁", "enter", "'9月3日 周以宁和林知远 再谈", "enter", "'某日", "ctrl+s"
        )
        assert isinstance(desk.app.screen, DifferenceScreen)
        assert "新增 2 行" in desk.text and "不能导入 1 行" in desk.text and len(talks()) == 1
        await desk.press("ctrl+s")
        assert len(talks()) == 3 and "谈心谈话 3" in desk.text
        await desk.press("ctrl+z")
        assert len(talks()) == 1


async def test_who_has_not_talked_is_a_key_away(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*TALKS, "ctrl+k")
        assert isinstance(desk.app.screen, CoverageScreen)
        assert f"{TODAY.year}年谈心谈话覆盖" in desk.text and "还没有和支委谈" in desk.text and "第十九条" in desk.text
        found = coverage_of(TODAY.year, TODAY)
        for width in (30, 60, 118):
            assert all(line.cells <= width for line in coverage_lines(found, "依据", width, LINES))
        await desk.press("escape")
        assert not Talk.select().count()


async def test_a_fault_is_ticked_off_in_its_list_and_on_the_board(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        for problem in ("台账漏记", "走访少"):
            register.add(RECTIFICATION, {"problem": problem, "due": "2026-01-05"}, today=TODAY)
        await desk.press(*FAULTS)
        assert "待办" in desk.text
        await desk.press("f5", "'已改", "enter")
        assert [(row.result, row.done_on) for row in Rectification.select() if row.done_on] == [("已改", TODAY)]
        await desk.press("escape", "1", "slash", "'整改", "enter")
        assert "整改：" in desk.text
        await desk.press("f5", "enter")
        assert all(row.done_on for row in Rectification.select())


async def test_the_board_opens_a_fault_in_its_list(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        row = register.add(RECTIFICATION, {"problem": "台账漏记", "due": "2026-01-05"}, today=TODAY)
        await desk.press("5", "1", "slash", "'整改", "enter", "enter")
        screen = desk.app.screen
        assert isinstance(screen, RectificationsScreen)
        assert screen.pane.table.row is not None and screen.pane.table.row.id == row.id


async def test_what_the_end_of_a_year_asks_for_opens_its_place(seeded_home: Home) -> None:
    duties = {
        "appraisal": Duty("appraisal", "登记", "", "", rule="appraisal:2025"),
        "talks": Duty("talks", "谈心谈话", "", "", rule="talks:2026"),
    }
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("1")
        assert isinstance(desk.app.screen, PlaceScreen)
        await do(desk.app.screen, duties["appraisal"])
        await desk.settle()
        assert isinstance(desk.app.screen, AppraisalsScreen) and "2025 年民主评议党员" in desk.text
        await desk.press("escape", "1")
        assert isinstance(desk.app.screen, PlaceScreen)
        await do(desk.app.screen, duties["talks"])
        await desk.settle()
        assert isinstance(desk.app.screen, CoverageScreen) and "2026年谈心谈话覆盖" in desk.text
        await desk.press("escape")
        assert isinstance(desk.app.screen, TalksScreen), "where the next one is written down"


async def test_results_come_from_a_sheet_and_leave_as_one(seeded_home: Home, tmp_path: Path) -> None:
    path = tmp_path / "评议.csv"
    path.write_text("学工号,姓名,党籍状态,评议结果\n,林知远,正式党员,优秀\n", encoding="utf-8")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*APPRAISAL, "ctrl+l", f"'{path}", "enter")
        assert isinstance(desk.app.screen, DifferenceScreen) and "新增 1 行" in desk.text
        await desk.press("ctrl+s")
        assert grades() == {"林知远": "excellent"}
        await desk.press("f8", "ctrl+a", f"'{tmp_path}", "enter")
        await desk.until(lambda: (tmp_path / f"民主评议结果_{TODAY.year}.docx").is_file())
        assert (tmp_path / f"民主评议结果_{TODAY.year}.xlsx").is_file()
