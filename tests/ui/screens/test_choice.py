"""Lists of choices: what is typed leaves the rows it fits, and no other row is ever taken."""

import pytest

from branchtui.paths import Home
from branchtui.rules.attendance import REASONS as ALL
from branchtui.store.queries import meetings, reports
from branchtui.store.queries.meetings import MeetingList
from branchtui.store.queries.reports import ReportList
from branchtui.ui.screens.choice import ChoiceScreen
from branchtui.ui.text.fitting import fitting
from branchtui.ui.widgets.window_table import WindowTable
from tests.ui.conftest import Desk, opened

REASONS = ALL["excused"]
ROLL = ("2", "down", "enter", "f3")


def fits(typed: str) -> list[str]:
    return list(fitting(typed, REASONS, lambda reason: reason))


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("", list(REASONS)),
        ("病假", ["病假"]),
        ("出差", ["因公出差"]),
        ("事假", ["事假"]),
        ("假", ["病假", "事假", "产假"]),
        ("ygcc", ["因公出差"]),
        ("BJ", ["病假"]),
        ("chuguo", ["出国（境）"]),
        ("yk", ["有课"]),
        ("探亲", []),
        ("xyz", []),
        ("1", []),
    ],
)
def test_what_fits(typed: str, found: list[str]) -> None:
    assert sorted(fits(typed), key=REASONS.index) == sorted(found, key=REASONS.index)


def test_the_same_name_comes_first() -> None:
    assert list(fitting("请假", ["因病请假", "请假"], lambda word: word)) == ["请假", "因病请假"]


def reason_of(name: str) -> tuple[str, str]:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    return next((e.state, e.reason) for e in meetings.attendances(row).values() if e.member.name == name)


def offered(desk: Desk) -> int:
    return desk.app.screen.query_one(WindowTable).count


async def test_ill_is_never_taken_for_away_on_business(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*ROLL, "'zxy", "tab", "5", "'病假", "enter")
        assert reason_of("赵星野") == ("excused", "病假")


async def test_what_fits_nothing_takes_nothing(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*ROLL, "'zxy", "tab", "5", "'xyz", "enter", "enter")
        assert isinstance(desk.app.screen, ChoiceScreen)
        assert "没有“xyz”，回车不会替您选别的" in desk.text
        assert offered(desk) == 0
        assert reason_of("赵星野") == ("present", "")
        await desk.press("backspace", "backspace", "backspace")
        assert "没有“" not in desk.text and offered(desk) == len(REASONS) + 1


async def test_words_that_fit_no_usual_reason_are_the_reason(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*ROLL, "'zxy", "tab", "5", "'家" + "里" * 400)
        await desk.until(lambda: "回车就写“家里里" in desk.text)
        await desk.press("enter")
        assert isinstance(desk.app.screen, ChoiceScreen), "what is refused stays to be shortened"
        assert reason_of("赵星野") == ("present", "")
        await desk.press("ctrl+u", "'家中有事", "enter")
        assert reason_of("赵星野") == ("excused", "家中有事")


async def test_a_state_is_found_by_its_initials(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*ROLL, "'zxy", "tab", "'cd", "enter")
        assert reason_of("赵星野") == ("late", "")


async def test_digits_pick_while_nothing_is_typed(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*ROLL, "'zxy", "tab", "'５２")
        assert reason_of("赵星野") == ("excused", "病假")
        await desk.press("'htl", "tab", "5", "'病2", "enter")
        assert reason_of("何听澜") == ("excused", "病2"), "behind a character a digit is one too"


async def test_keys_typed_ahead_are_weighed_as_they_were_typed(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*ROLL)
        desk.post("zxy\t5病假\rhtl\t5xyz\r\r")
        await desk.settle()
        await desk.until(lambda: "没有“xyz”" in desk.text)
        assert reason_of("赵星野") == ("excused", "病假")
        assert reason_of("何听澜") == ("present", "")


async def test_a_letter_is_no_command_in_a_list_of_choices(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f5", "'jgG/u", "enter")
        assert isinstance(desk.app.screen, ChoiceScreen)
        await desk.press("escape")
        assert reports.report(ReportList().page(0, 1)[0].id).state == "draft"


async def test_what_was_typed_into_a_list_of_choices_is_undone_and_nothing_else(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f5", "'送审", "ctrl+z")
        assert offered(desk) > 1
        await desk.press("ctrl+z")
        assert desk.said[-1] == "这一格没有可撤销的了。"
        await desk.press("ctrl+y")
        assert offered(desk) == 1
        await desk.press("ctrl+y")
        assert desk.said[-1] == "这一格没有可重做的了。"
        assert ReportList().count() == 1


@pytest.mark.slow
async def test_the_mouse_takes_no_character_from_the_line(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f5", "1", "ctrl+s", "f5")
        await desk.pilot.click("ChoiceScreen WindowTable", offset=(5, 1))
        await desk.press("'退回")
        assert offered(desk) == 1
        await desk.press("enter")
        await desk.until(lambda: "原因" in desk.text)


async def test_a_command_is_found_by_the_initials_of_its_name(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "ctrl+p", "'xjhy", "enter")
        await desk.until(lambda: "计划一次会议" in desk.text)
