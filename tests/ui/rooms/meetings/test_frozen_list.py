"""A contradiction on 今天 is settled from its row: as the roster says, or with a reason."""

from datetime import date

import pytest

from branchtui.paths import Home
from branchtui.store.drafts import drafts
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings, people
from branchtui.store.queries.contradictions.frozen_lists import kept_reasons
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.rooms.meetings.meeting import MeetingScreen
from branchtui.ui.rooms.today.room import TodayScreen
from branchtui.ui.screens.choice import ChoiceScreen
from branchtui.workflows.board import board
from branchtui.workflows.people import roster
from tests.ui.conftest import NOW, SIZES, Desk, opened

sizes = pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
BEFORE = date(2026, 9, 1)


@pytest.fixture
def held(seeded_home: Home) -> Meeting:
    """The held meeting, of which the roster has come to say that 许南乔 was expected."""
    roster.add_member("许南乔", since=BEFORE, staff_no="T1009")
    return meetings.meeting(MeetingList().page(1, 1)[0].id)


async def to_contradiction(desk: Desk) -> None:
    """Put the cursor on the row and press Enter."""
    await desk.press("1", "slash", "'矛盾", "enter", "enter")
    await desk.until(lambda: isinstance(desk.app.screen, ChoiceScreen))


def listed(row: Meeting) -> dict[str, str]:
    return {entry.member.name: entry.state for entry in meetings.attendances(row).values()}


@sizes
async def test_as_the_roster_says(seeded_home: Home, held: Meeting, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await to_contradiction(desk)
        for words in ("许南乔应在应到名单上", "照名册改：补入的记为未点名", "就这样", "先看这次会议"):
            assert words in desk.text
        await desk.press("1")
        await desk.until(lambda: listed(held).get("许南乔") == "unmarked")
        assert "许南乔补入应到名单（未点名）" in desk.said[-1] and "Ctrl+Z" in desk.said[-1]
        assert "名册与应到名单不符" not in desk.text
        await desk.press("escape", "2", "down", "enter", "ctrl+z")
        assert "许南乔" not in listed(held)
        assert len(board(NOW.date()).contradictions) == 1


async def test_so_it_is_with_a_reason(seeded_home: Home, held: Meeting) -> None:
    async with opened(seeded_home) as desk:
        await to_contradiction(desk)
        await desk.press("2", "enter")
        assert "原因不能为空" in desk.text
        await desk.press("'当日还没有报到", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, TodayScreen))
        assert "名册与应到名单不符" not in desk.text
        assert list(kept_reasons(held).values()) == ["当日还没有报到"]
        await desk.press("escape", "2", "down", "ctrl+r")
        await desk.until(lambda: "应到名单就这样" in desk.text)
    assert drafts() == []


async def test_the_meeting_can_be_looked_at_first(seeded_home: Home, held: Meeting) -> None:
    async with opened(seeded_home) as desk:
        await to_contradiction(desk)
        await desk.press("3")
        await desk.until(lambda: isinstance(desk.app.screen, MeetingScreen) and "[F3 出勤]" in desk.text)
        assert "许南乔" not in listed(held)


async def test_several_are_told_person_by_person(seeded_home: Home, held: Meeting) -> None:
    roster.change_member(people.person("何听澜", NOW.date()), since=BEFORE, leaves=True)
    roster.change_member(people.person("沈一禾", NOW.date()), since=BEFORE, standing="full")
    async with opened(seeded_home) as desk:
        await to_contradiction(desk)
        assert "有 3 人与名册不符" in desk.text
        for words in ("许南乔应在", "何听澜不应在", "沈一禾当日应为正式党员", "3 人一起处理"):
            assert words in desk.text
        await desk.press("2")
        await desk.until(lambda: "照名册改：多出的移出名单" in desk.text)
        await desk.press("1")
        assert "何听澜" not in listed(held) and "许南乔" not in listed(held)
        await desk.until(lambda: isinstance(desk.app.screen, TodayScreen))
        await desk.press("enter")
        await desk.until(lambda: "2 人一起处理" in desk.text)
        await desk.press("3", "1")
        await desk.until(lambda: board(NOW.date()).contradictions == ())
        assert "许南乔" in listed(held)


async def test_one_that_agrees_meanwhile_is_a_sentence(seeded_home: Home, held: Meeting) -> None:
    async with opened(seeded_home) as desk:
        await to_contradiction(desk)
        roster.change_member(people.person("许南乔", NOW.date()), since=BEFORE, leaves=True)
        await desk.press("1")
        assert "刚刚又有变化" in desk.said[-1]
        assert "名册与应到名单不符" not in desk.text
