"""Every screen as text, at three sizes, and once the title line above them."""

import re
from datetime import timedelta

import pytest

from branchtui.paths import Home
from branchtui.store.replication import session
from branchtui.ui.commands.rooms import BUILT
from tests.ui.conftest import SIZES, Desk, check_snapshot, opened
from tests.ui.screens.test_undo import elsewhere

SCREENS = {
    **{room.place: [str(room.digit)] for room in BUILT},
    "meetings-filter": ["2", "slash", "'校史"],
    "meetings-new": ["2", "ctrl+n", "'党日", "enter", "'学习[/红色]", "enter", "'下周三下午三点"],
    "meeting-agenda": ["2", "enter"],
    "meeting-attendance": ["2", "down", "enter", "f3", "'zy", "enter"],
    "meeting-reasons": ["2", "down", "enter", "f3", "'zxy", "tab"],
    "meeting-record": ["2", "down", "enter", "f4"],
    "meeting-paper": ["2", "down", "enter", "f6"],
    "meeting-hold": ["2", "enter", "f5"],
    "meeting-paper-notes": ["2", "down", "enter", "f6", "right_square_bracket", "right_square_bracket", "f5"],
    "report-paper": ["4", "f6"],
    "report-paper-profile": ["4", "f6", "f7"],
    "report-parts": ["4", "enter"],
    "report-body": ["4", "enter", "f3"],
    "report-figures": ["4", "enter", "f4"],
    "people-new": ["5", "ctrl+n"],
    "people-change": ["5", "down", "enter"],
    "palette": ["ctrl+p", "'导出"],
    "find": ["ctrl+f", "'校史"],
    "people-marks": ["5", "space", "down", "space", "slash", "'zy", "enter"],
    "reports-bring": ["4", "f9"],
    "help": ["2", "f1"],
}


async def _settle(desk: Desk) -> None:
    """Wait until the papers beside a list have been made and nothing changes any more."""
    before = ""
    while before != desk.text:
        before = desk.text
        await desk.pilot.pause(0.02)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", SCREENS)
async def test_screen(seeded_home: Home, name: str, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press(*SCREENS[name])
        await _settle(desk)
        check_snapshot(name, size, desk.body)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_title_line(seeded_home: Home, size: tuple[int, int]) -> None:
    lines = []
    async with opened(seeded_home, size) as desk:
        for room in BUILT:
            await desk.press(str(room.digit))
            lines.append(desk.text.partition("\n")[0])
    check_snapshot("title-line", size, "\n".join(lines))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_first_run(empty_home: Home, size: tuple[int, int]) -> None:
    async with opened(empty_home, size) as desk:
        check_snapshot("first-run", size, desk.body)


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize("name", ["history", "history-one"])
async def test_history(seeded_home: Home, name: str, size: tuple[int, int], monkeypatch: pytest.MonkeyPatch) -> None:
    """The times are those of SQLite's own clock, so they are masked."""
    monkeypatch.setattr("branchtui.workflows.safety.history._FUTURE", timedelta(days=100_000))
    monkeypatch.setattr("platform.node", lambda: "办公室")
    monkeypatch.setattr("getpass.getuser", lambda: "林知远")
    session.end()  # the next writer is one of this name
    async with opened(seeded_home, size) as desk:
        await desk.press("2", "enter", "ctrl+e", "down", "ctrl+u", "'礼堂二楼", "ctrl+s", "ctrl+r")
        await desk.press(*(["enter"] if name == "history-one" else []))
        await _settle(desk)
        desk.app.clear_notifications()
        await _settle(desk)
        check_snapshot(name, size, re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "2026-09-10 09:00", desk.body))


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_clash(seeded_home: Home, size: tuple[int, int]) -> None:
    async with opened(seeded_home, size) as desk:
        await desk.press("2", "enter", "ctrl+e", "ctrl+u", "'我的题目")
        elsewhere(seeded_home.database, "UPDATE meeting SET title = '别处改的[/]题目'")
        await desk.press("ctrl+s")
        await _settle(desk)
        check_snapshot("clash", size, re.sub(r"，\d\d-\d\d \d\d:\d\d", "", desk.body))
