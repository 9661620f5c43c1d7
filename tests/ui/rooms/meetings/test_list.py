"""The list of meetings on the screen: months, signs below their heads, the path beside it, the next step."""

from dataclasses import replace
from datetime import date, timedelta
from typing import get_args

import pytest
from rich.cells import cell_len

from branchtui.paths import Home
from branchtui.rules.stations import HEADS, NAMES, SHORT, Step
from branchtui.settings import Settings
from branchtui.store.queries import meetings
from branchtui.store.queries.meeting_view import view
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.commands.command import Command
from branchtui.ui.commands.dispatch import in_turn
from branchtui.ui.commands.table import BY_ID
from branchtui.ui.rooms.meetings import path
from branchtui.ui.rooms.meetings.meeting import MeetingScreen
from branchtui.ui.rooms.meetings.room import MeetingsScreen
from branchtui.workflows.meetings import action_items
from branchtui.workflows.meetings.meetings import cancel, plan_meeting
from tests.ui.conftest import NOW, Desk, opened

SIZES = [(60, 20), (80, 24), (120, 36), (160, 50)]
EVERY_STEP = [*NAMES, "hold", "wait", "none"]


def _lines(desk: Desk) -> list[str]:
    return desk.text.splitlines()


@pytest.mark.parametrize("size", SIZES, ids=str)
async def test_each_sign_stands_below_its_head(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("2")
        edge = _lines(desk)[1]
        start = cell_len(edge[: edge.index(HEADS)])
        rows = [line for line in _lines(desk) if "日 周" in line or ("日 " in line and "讨论" in line)]
        assert len(rows) == 2
        for row in rows:
            cells = "".join(char + "\0" * (cell_len(char) - 1) for char in row)
            assert set(cells[start : start + 12 : 2]) <= set("●◐○·–"), row
            assert not cells[start + 1 : start + 12 : 2].strip(), row


async def test_months_stand_above_their_meetings_and_follow_the_filter(seeded_home: Home) -> None:
    for when in (NOW.replace(year=2025, month=12, day=9), NOW.replace(year=2025, month=11, day=9)):
        plan_meeting("党课", when=when, place="", title="旧课", now=when - timedelta(3))
    async with opened(seeded_home) as desk:
        await desk.press("2")
        heads = [line for line in desk.text.split() if line.endswith("月")]
        assert heads == ["2026年9月", "2025年12月", "11月"], "the year where it is another one"
        assert "会议 4" in desk.text and "9月 2 次" in desk.text
        await desk.press("/", "'旧课", "enter")
        assert [line for line in desk.text.split() if line.endswith("月")] == ["2025年12月", "11月"]
        assert "12月 1 次" in desk.text and "会议 2" in desk.text


async def test_a_cancelled_meeting_is_told_and_owes_nothing(seeded_home: Home) -> None:
    cancel(meetings.meeting(MeetingList("转正").page(0, 1)[0].id), "停电")
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2")
        line = next(line for line in _lines(desk) if "已取消" in line)
        assert "讨论" in line
        assert "没有下一步" in desk.text
        screen = desk.app.screen
        assert isinstance(screen, MeetingsScreen) and screen.next_step() == ("list.open", "打开")


async def test_the_next_step_is_told_with_the_key_in_force(seeded_home: Home) -> None:
    settings = Settings(keys={"meeting.tab.record": ("ctrl+k",)})
    row = MeetingList("校史").page(0, 1)[0]
    async with opened(seeded_home, settings=settings) as desk:
        await desk.press("2", "down")
        assert isinstance(screen := desk.app.screen, MeetingsScreen)
        assert screen.next_step() == ("list.open", "打开，写记录")
        await desk.press("enter")
        assert isinstance(screen := desk.app.screen, MeetingScreen)
        assert view(row.id).next_step(NOW) == Step("minutes", "写记录", "还有 2 项")
        assert screen.next_step() == ("meeting.tab.record", "写记录")
        assert "下一步 Ctrl+K 写记录（还有 2 项）" in desk.text
        await desk.press("ctrl+k")
        assert screen.next_step() == ("record.cell.next", "写下一格"), "on its own tab its own key"


async def test_a_late_record_is_marked(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    row.recorded_on = NOW.date() + timedelta(9)
    row.save()
    async with opened(seeded_home) as desk:
        await desk.press("2")
        assert "补" in next(line for line in _lines(desk) if "校史馆" in line)
        await desk.press("down", "enter")
        assert "已召开（补记）" in desk.text


def _reached(command_id: str, places: tuple[str, ...]) -> bool:
    """Whether a command is asked for one of its keys in these places, or is at hand without a key."""
    assert command_id in BY_ID, f"ui/rooms/meetings/path.py names {command_id}, which is no command any more"
    command: Command = BY_ID[command_id]
    turns = in_turn(places)
    return command.place in places and (not command.keys or any(command in turns.get(key, ()) for key in command.keys))


@pytest.mark.parametrize("key", EVERY_STEP)
def test_every_next_step_has_a_command_where_it_is_told(seeded_home: Home, key: str) -> None:
    step = Step(key, "做", "")
    command, _ = path.in_room(step)
    assert _reached(command, ("list", "marks", "meetings", "app")), f"{command} can't be had in the list of meetings"
    seen = view(MeetingList("校史").page(0, 1)[0].id)
    at = {"agenda": ("list", "agenda"), "attendance": ("attendance",), "record": ("text", "record")}
    for seen_so in (seen, replace(seen, items=())):
        for tab, places in at.items():
            command, _ = path.in_meeting(step, tab, seen_so)
            assert _reached(command, (*places, "meeting", "app")), f"{command} can't be had on the tab {tab}"


def test_every_state_of_a_meeting_has_a_role_of_its_own() -> None:
    from branchtui.rules.meetings import MeetingState
    from branchtui.rules.stations import Progress
    from branchtui.ui.text.palette import DARK

    assert set(get_args(MeetingState)) == set(path.STATE_ROLES) and set(path.STATE_ROLES.values()) <= set(DARK)
    assert set(get_args(Progress)) == set(path._ROLES)
    assert set(NAMES) == set(SHORT) and cell_len(HEADS) == 2 * len(NAMES)


async def test_planning_tells_what_earlier_meetings_agreed_and_nobody_did(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    for what in ("整理照片", "写心得", "联系校史馆"):
        action_items.add_action(row, what, today=NOW.date())
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "ctrl+n", "'ztdr", "enter")
        await desk.until(lambda: "以前议定的还有 3 件没办成：整理照片、写心得等" in desk.text)


@pytest.mark.slow
async def test_the_day_of_the_notice_is_corrected_in_the_form(seeded_home: Home) -> None:
    row = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "down", "enter", "ctrl+e", *["tab"] * 8, "ctrl+a", "'9月1日")
        assert "2026年9月1日（星期二）" in desk.text
        await desk.press("ctrl+s")
        assert meetings.meeting(row.id).noticed_on == date(2026, 9, 1)
        await desk.press("ctrl+e", *["tab"] * 8, "ctrl+a", "'9月5日", "ctrl+s")
        assert "晚于会议那天" in desk.text
