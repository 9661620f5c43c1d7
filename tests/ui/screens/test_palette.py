"""The palette and the help page: found by the words people use, told in full, run by Enter."""

import re

import pytest
from textual.widgets import Static

from branchtui.paths import Home
from branchtui.ui.commands import table
from branchtui.ui.commands.dispatch import help_rows
from branchtui.ui.screens.palette import rows_for, search
from tests.ui.conftest import opened


@pytest.mark.parametrize(
    ("typed", "found"),
    [("考勤", "meeting.tab.attendance"), ("点名", "meeting.tab.attendance"), ("打印", "meeting.view"), ("归档", "meeting.hold"), ("归档", "meetings.hold"), ("出勤", "attendance.mark")],
)  # fmt: skip
def test_a_command_is_found_by_other_words_and_by_its_place(typed: str, found: str) -> None:
    rows = rows_for(("list", "marks", "meetings", "app"), table.COMMANDS, everything=True)
    assert found in [row.command.id for row in search(typed, rows)]


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_below_the_list_stand_the_place_in_it_and_the_whole_help(
    seeded_home: Home, size: tuple[int, int]
) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("2", "f1", "down")
        rows = help_rows(("list", "marks", "meetings", "app"))
        await desk.until(lambda: f"2/{len(rows)}  {rows[1].help}" in desk.text)
        assert "回车 选定" in desk.text


async def test_a_long_help_is_shown_in_full(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("ctrl+p", "'输入行空着时")
        text = re.sub(r"[\s│]", "", desk.text)
        assert table.BY_ID["attendance.pick.one"].help.replace(" ", "") in text


async def test_a_list_that_fits_needs_no_place_in_it(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("ctrl+f", "'讨论")
        await desk.until(lambda: "讨论[/预备党员]转正" in desk.text)
        assert "1/" not in str(desk.app.screen.query_one(".foot", Static).content)


async def test_nothing_found_is_said(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("ctrl+p", "'没有这条")
        await desk.until(lambda: "没有“没有这条”，回车不会替您选别的" in desk.text)


async def test_enter_on_a_row_of_help_runs_it_as_the_title_says(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "f1")
        await desk.until(lambda: "（回车执行）" in desk.text)
        await desk.press("'新建会议", "enter")
        await desk.until(lambda: "计划一次会议" in desk.text)
