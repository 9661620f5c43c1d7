"""Every screen as text, at three sizes: one app, whose window changes; and once the title line above them."""

import asyncio
import re
from collections.abc import Callable
from datetime import timedelta

import pytest

from branchtui.papers.names import NAMES
from branchtui.paths import Home
from branchtui.store.replication import session
from branchtui.ui.commands.rooms import ROOMS
from branchtui.ui.text.glyphs import ASCII, leaks
from tests.ui.conftest import SIZES, Desk, check_snapshot, opened
from tests.ui.screens.test_undo import elsewhere

SCREENS = {
    **{room.place: [str(room.digit)] for room in ROOMS},
    "meetings-filter": ["2", "slash", "'校史"],
    "meetings-new": ["2", "ctrl+n", "'党日", "enter", "'学习[/红色]", "enter", "'下周三下午三点"],
    "meeting-agenda": ["2", "enter"],
    "meeting-attendance": ["2", "down", "enter", "f3", "'zy", "enter"],
    "meeting-record": ["2", "down", "enter", "f4"],
    "meeting-paper": ["2", "down", "enter", "f6"],
    "meeting-hold": ["2", "enter", "f5"],
    "meeting-paper-notes": ["2", "down", "enter", "f6", "right_square_bracket", "right_square_bracket", "f10", "1"],
    "posts-new": ["3", "ctrl+n", "'学工示范岗", "enter", "'服", "enter", "enter", "'zxy", "enter"],
    "post-facts": ["3", "enter"],
    "post-step": ["3", "down", "f5"],
    "post-review": ["3", "enter", "ctrl+pageup", "ctrl+n", "'3月1日", "enter", "'8月31日", "enter", "'92"],
    "post-paper": ["3", "f6"],
    "post-log": ["3", "enter", "f3", "'zyn 周三下午2点到4点 窗口咨询 服务学生30人次 发放材料50份"],
    "post-log-list": ["3", "enter", "f3", "down"],
    "post-totals": ["3", "enter", "f4"],
    "posts-totals": ["3", "f10", "'数字", "enter"],
    "figure-rows": ["3", "enter", "f4", "enter"],
    "report-paper": ["4", "f6"],
    "report-paper-profile": ["4", "f6", "f10", "2"],
    "report-parts": ["4", "enter"],
    "report-body": ["4", "enter", "f3"],
    "report-figures": ["4", "enter", "f4"],
    "people-new": ["5", "ctrl+n"],
    "people-change": ["5", "down", "enter"],
    "palette": ["ctrl+p", "'导出"],
    "find": ["ctrl+f", "'校史"],
    "people-marks": ["5", "space", "down", "space", "slash", "'zy", "enter"],
    "reports-bring": ["4", "ctrl+l"],
    "help": ["2", "f1"],
    **{
        name: [room, "f10", f"'{words}", "enter"]
        for name, room, words in (
            ("plans", "2", "学习计划"),
            ("contacts", "5", "往来"),
            ("activities", "5", "共建"),
            ("helpers", "5", "身边人"),
            ("growth", "5", "学习与发展"),
            ("development", "5", "发展党员"),
            ("talks", "5", "谈心谈话"),
            ("rectifications", "5", "整改清单"),
            ("appraisals", "5", "民主评议"),
            ("hours", "5", "学时："),
        )
    },
    "plan-new": ["2", "f10", "'学习计划", "enter", "ctrl+n", "'党课 3月28日 党的纪律"],
    "talk-coverage": ["5", "f10", "'谈心谈话", "enter", "ctrl+k"],
    "document-new": ["6", "ctrl+n"],
    "honours": ["6", "f3"],
}


async def _settle(desk: Desk) -> None:
    """Wait until the papers beside a list have been made and nothing changes any more."""
    before, now = "", desk.text
    while before != now:
        await asyncio.sleep(0.02)
        await desk.settle()
        before, now = now, desk.text


_WHICH = re.compile(rf"\d/\d (?={'|'.join(NAMES.values())})|(?<=[\u4e00-\u9fff] )\d/\d(?=.*\[ \] 换一份)")


def _body(desk: Desk) -> str:
    """The screen without the title line, and without how many papers there are: a new one changes no screen."""
    return _WHICH.sub(lambda found: "n/n " if found[0].endswith(" ") else "n/n", desk.body)


async def _check_sizes(desk: Desk, name: str, mask: Callable[[str], str] = str) -> None:
    """Compare the screen at each size; all that differ are named."""
    wrong = []
    for size in SIZES:
        if desk.app.screen.size != size:
            await desk.pilot.resize_terminal(*size)
        await _settle(desk)
        try:
            check_snapshot(name, size, mask(_body(desk)))
        except AssertionError as error:
            wrong.append(f"{name} at {size[0]}x{size[1]}: {error}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("name", SCREENS)
async def test_screen(seeded_home: Home, name: str) -> None:
    async with opened(seeded_home, SIZES[0]) as desk:
        await desk.press(*SCREENS[name])
        await _check_sizes(desk, name)


@pytest.mark.parametrize(
    "name",
    ["today", "meetings", "meeting-attendance", "meeting-record", "meeting-paper", "posts", "post-log", "post-totals"],
)
async def test_screen_in_ascii(seeded_home: Home, name: str) -> None:
    async with opened(seeded_home, SIZES[0], glyphs=ASCII) as desk:
        await desk.press(*SCREENS[name])
        await _check_sizes(desk, f"{name}.ascii")
        assert not leaks(desk.text, ASCII), "name the sign: it is in shell.brush.glyphs"


@pytest.mark.parametrize("size", SIZES, ids=lambda size: f"{size[0]}x{size[1]}")
async def test_a_choice_over_the_paper_of_a_list(seeded_home: Home, size: tuple[int, int]) -> None:
    """Below a choice nothing is laid out anew when the window changes, so each size is opened."""
    async with opened(seeded_home, size) as desk:
        await desk.press("2", "down", "enter", "f3", "'zxy", "tab")
        await _settle(desk)
        check_snapshot("meeting-reasons", size, _body(desk))


async def test_title_line(seeded_home: Home) -> None:
    async with opened(seeded_home, SIZES[0]) as desk:
        for size in SIZES:
            await desk.pilot.resize_terminal(*size)
            lines = []
            for room in ROOMS:
                await desk.press(str(room.digit))
                lines.append(desk.text.partition("\n")[0])
            check_snapshot("title-line", size, "\n".join(lines))


async def test_first_run(empty_home: Home) -> None:
    async with opened(empty_home, SIZES[0]) as desk:
        await _check_sizes(desk, "first-run")


@pytest.mark.parametrize("name", ["history", "history-one"])
async def test_history(seeded_home: Home, name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The times are those of SQLite's own clock, so they are masked."""
    monkeypatch.setattr("branchtui.workflows.safety.history._FUTURE", timedelta(days=100_000))
    monkeypatch.setattr("platform.node", lambda: "办公室")
    monkeypatch.setattr("getpass.getuser", lambda: "林知远")
    session.end()  # the next writer is one of this name
    async with opened(seeded_home, SIZES[0]) as desk:
        await desk.press("2", "enter", "ctrl+e", "down", "ctrl+u", "'礼堂二楼", "ctrl+s", "ctrl+r")
        await desk.press(*(["enter"] if name == "history-one" else []))
        await _settle(desk)
        desk.app.clear_notifications()
        await _check_sizes(desk, name, lambda text: re.sub(r"\d{4}-\d\d-\d\d \d\d:\d\d", "2026-09-10 09:00", text))


async def test_a_clash(seeded_home: Home) -> None:
    async with opened(seeded_home, SIZES[0]) as desk:
        await desk.press("2", "enter", "ctrl+e", "ctrl+u", "'我的题目")
        elsewhere(seeded_home.database, "UPDATE meeting SET title = '别处改的[/]题目'")
        await desk.press("ctrl+s")
        await _check_sizes(desk, "clash", lambda text: re.sub(r"，\d\d-\d\d \d\d:\d\d", "", text))
