"""学时: the list with its bars, the ledger of a person, what is asked once, a school's sheet."""

from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.store.models import Growth, HoursOverride
from branchtui.store.queries import people
from branchtui.ui.rooms.meetings.meeting import MeetingScreen
from branchtui.ui.rooms.people.hours.ledger import LedgerScreen
from branchtui.ui.rooms.people.hours.preview import HoursPreviewScreen
from branchtui.ui.rooms.people.hours.room import HoursScreen
from branchtui.ui.rooms.people.registers.growth import GrowthScreen
from branchtui.workflows.registers import register
from branchtui.workflows.registers.kinds import GROWTH
from branchtui.workflows.year.ledgers import hours_rules, ledger_of
from tests.ui.conftest import NOW, SIZES, opened

TODAY = NOW.date()
WIDE = (120, 36)
OPEN = ("5", "f10", "'每个人这一年", "enter")
KIND = "1"  # of the question what a meeting counts whose end nobody told


def trained(name: str, hours: str) -> None:
    typed = {"member": name, "title": "网上轮训", "from_day": "2026-05-12", "half_hours": hours, "counted": "有"}
    register.add(GROWTH, typed, today=TODAY)


def half_hours(name: str) -> int:
    return ledger_of(people.person(name, TODAY), 2026, TODAY).half_hours


@pytest.mark.parametrize("size", SIZES)
async def test_who_is_behind_is_told_in_words_at_any_width(seeded_home: Home, size: tuple[int, int]) -> None:
    trained("林知远", "80")
    async with opened(seeded_home, size) as desk:
        await desk.press(*OPEN, KIND)
        assert isinstance(desk.app.screen, HoursScreen)
        assert "已达到" in desk.text and "差 " in desk.text and "还没有达到的" in desk.text


async def test_what_no_end_counts_is_asked_once(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN)
        assert "没有写散会时间，学时怎么计" in desk.text
        await desk.press("escape")
        assert hours_rules().no_end == "" and isinstance(desk.app.screen, HoursScreen)
        await desk.press("escape", *OPEN[1:], "2")
        assert hours_rules().no_end == "none"
        await desk.press("escape", *OPEN[1:])
        assert "没有写散会时间，学时怎么计" not in desk.text
        await desk.press("1")
        assert "补散会时间" in desk.text, "the board asks for the end"


async def test_the_ledger_opens_what_its_figures_come_from(seeded_home: Home) -> None:
    trained("林知远", "8.5")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN, KIND, "enter")
        assert isinstance(desk.app.screen, LedgerScreen)
        assert "林知远 2026 年已完成" in desk.text and "第二十四条" in desk.text and "没有散会时间，默认" in desk.text
        await desk.press("enter")
        assert isinstance(desk.app.screen, GrowthScreen) and "网上轮训" in desk.text
        await desk.press("escape", *OPEN[1:], "enter", "down", "enter")
        assert isinstance(desk.app.screen, MeetingScreen)


async def test_a_figure_is_corrected_with_a_reason_undone_and_emptied(seeded_home: Home) -> None:
    usual = half_hours("林知远")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN, KIND, "enter", "ctrl+e", "ctrl+u", "'0.5", "ctrl+s")
        assert "更正的原因不能为空" in desk.text and not HoursOverride.select().count()
        await desk.press("tab", "'中途离会", "ctrl+s")
        assert half_hours("林知远") == 1 and "更正：中途离会" in desk.text
        await desk.press("ctrl+z")
        assert half_hours("林知远") == usual
        await desk.press("ctrl+y", "ctrl+e")
        assert "中途离会" in desk.text
        await desk.press("ctrl+u", "ctrl+s")
        assert half_hours("林知远") == usual and "照规则计" in desk.told[-1]


@pytest.mark.slow
async def test_a_training_is_entered_from_the_ledger(seeded_home: Home) -> None:
    before = half_hours("林知远")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(
            *OPEN, KIND, "enter", "ctrl+n", "'轮训", *["tab"] * 4, "'5月12日", "tab", "tab", "'8", "ctrl+s"
        )
        assert half_hours("林知远") == before + 16 and "轮训" in desk.text
        await desk.press("'轮训", "enter", "ctrl+e")
        assert "直接改学时" in desk.told[-1]


@pytest.mark.slow
async def test_another_year_and_how_hours_are_counted(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN, KIND, "f7", "'2025", "enter")
        assert "2025 年学时，计到 12-31" in desk.text
        await desk.press("f7", "'3000", "enter")
        assert "年份请写到 2026" in desk.text
        await desk.press("escape", "f10", "'学时怎么计", "enter")
        await desk.press("ctrl+u", "'2", "ctrl+s")
        assert hours_rules().hour == 4
        await desk.press("f10", "'学时怎么计", "enter", "ctrl+u", "ctrl+s")
        assert hours_rules().hour == 2


async def test_the_paper_is_shown_and_exported(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN, KIND, "f6")
        assert "党员学习学时表" in desk.text
        await desk.press("escape", "f8", "enter")
        await desk.until(lambda: (desk.app.exports / "学时表_2026年.docx").is_file())
        assert (desk.app.exports / "学时表_2026年.xlsx").is_file()


async def test_a_school_sheet_is_looked_at_asked_about_and_written(seeded_home: Home, tmp_path: Path) -> None:
    sheet = tmp_path / "学时.csv"
    sheet.write_text("姓名,培训内容,起始时间,学时,形式\n林知远,轮训,2026-05-12,8,线上\n", encoding="utf-8")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press(*OPEN, KIND, "ctrl+l", f"'{sheet}", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, HoursPreviewScreen))
        assert "请您定 1 行" in desk.text and "没有读的栏目：形式" in desk.text
        await desk.press("ctrl+s", "1")
        assert isinstance(desk.app.screen, HoursScreen)
        assert [(row.half_hours, row.counted) for row in Growth.select()] == [(16, True)]


async def test_the_schools_sheets_of_meetings_are_written(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("2", "f10", "'学校的会议表", "enter", "ctrl+s")
        (written,) = desk.app.exports.glob("会议记录表_*.xlsx")
        await desk.press("f10", "'学校的会议表", "enter", "ctrl+u", "'组织生活统计表", "ctrl+s")
        assert written.is_file() and (desk.app.exports / "组织生活统计表_2026年.xlsx").is_file()


async def test_the_card_tells_the_hours_of_the_year(seeded_home: Home) -> None:
    trained("林知远", "8")
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("5")
        assert f"学时 {(half_hours('林知远')) / 2:g}/56" in desk.text
