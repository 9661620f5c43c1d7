"""The organiser's screens as text, at three sizes."""

import pytest

from branchtui.ui.commands.rooms import COLLEGE
from branchtui.ui.text.glyphs import ASCII, LINES, Glyphs
from tests.ui.conftest import SIZES, check_snapshot
from tests.ui.rooms.college.conftest import Opened, fetched

SCREENS = {
    **{room.place: [str(room.digit)] for room in COLLEGE},
    "college_branch-open": ["enter"],
    "college_branch-meetings": ["enter", "f3"],
    "college_branch-people": ["enter", "f4"],
    "college_requests-new": ["3", "n", "'换届的通知"],
    "college_requests-change": ["3", "ctrl+e"],
    "college_requests-view": ["3", "f6"],
}


@pytest.mark.parametrize("name", SCREENS)
async def test_screen(opened: Opened, name: str) -> None:
    await _check(opened, name, name, LINES)


@pytest.mark.parametrize("name", [room.place for room in COLLEGE])
async def test_screen_in_ascii(opened: Opened, name: str) -> None:
    await _check(opened, name, f"{name}.ascii", ASCII)


async def _check(opened: Opened, name: str, snapshot: str, glyphs: Glyphs) -> None:
    wrong = []
    async with opened(SIZES[0], glyphs) as desk:
        await desk.press(*SCREENS[name])
        await fetched(desk)
        for size in SIZES:
            if desk.app.screen.size != size:
                await desk.pilot.resize_terminal(*size)
            await desk.settle()
            try:
                check_snapshot(snapshot, size, desk.text)
            except AssertionError as error:
                wrong.append(f"{snapshot} at {size[0]}x{size[1]}: {error}")
    assert not wrong, "\n".join(wrong)
