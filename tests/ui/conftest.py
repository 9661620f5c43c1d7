"""The app on a seeded branch, at a size, with a frozen clock; and text snapshots of its screens."""

import os
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import pytest
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot

from branchtui.paths import Home, home
from branchtui.store.database import close_database, open_database
from branchtui.ui.app import BranchApp
from branchtui.workflows import meetings, reports
from branchtui.workflows.branch import create_branch
from branchtui.workflows.roster import add_member

NOW = datetime(2026, 9, 10, 9, 0)
SIZES = [(80, 24), (60, 20), (120, 36)]
SNAPSHOTS = Path(__file__).parent / "snapshots"
PEOPLE = (
    ("周以宁", "T1001", "full", "组织委员"),
    ("周一诺", "T1002", "full", ""),
    ("沈一禾", "T1003", "probationary", ""),
    ("赵星野", "T1004", "full", ""),
    ("何听澜", "T1005", "full", ""),
)


@pytest.fixture
def empty_home(tmp_path: Path) -> Iterator[Home]:
    """A home whose database is open and has no branch yet."""
    place = home(tmp_path / "家")
    place.ensure()
    open_database(place.database)
    yield place
    close_database()


@pytest.fixture
def seeded_home(empty_home: Home) -> Home:
    """A branch with six people, a planned meeting, a held one, and a report."""
    create_branch("外国语学院办公室党支部", "外国语学院", "林知远", today=NOW.date())
    for name, number, standing, office in PEOPLE:
        add_member(name, today=NOW.date(), since=date(2024, 3, 1), standing=standing, staff_no=number, office=office)
    held = meetings.plan_meeting(
        "主题党日",
        when=datetime(2026, 9, 3, 15, 0),
        place="文科楼301会议室",
        title="走进校史馆，重温办学初心",
        host="林知远",
        recorder="周以宁",
        items=["参观校史馆", "交流学习体会"],
        materials=["《学校简史》"],
        now=datetime(2026, 8, 30, 9, 0),
    )
    meetings.hold(held, now=datetime(2026, 9, 3, 17, 0))
    meetings.plan_meeting(
        "支部党员大会",
        when=datetime(2026, 9, 16, 15, 0),
        place="文科楼301会议室",
        title="讨论[/预备党员]转正 [red]",
        host="林知远",
        recorder="周以宁",
        items=["讨论转正", "通报党费"],
        now=NOW,
    )
    reports.draft_from_meeting(held, now=NOW)
    return empty_home


@dataclass
class Desk:
    """The running app with its pilot."""

    app: BranchApp
    pilot: Pilot[None]

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; a key that begins with a quote is typed letter by letter."""
        for key in keys:
            if key.startswith("'"):
                await self.type(key[1:])
            elif key.isascii():
                await self.pilot.press(key)
            else:
                await self.type(key)
            await self.pilot.pause()

    async def type(self, text: str) -> None:
        """Text as a terminal sends it. The pilot loses the character of a full-width punctuation key."""
        for event in XTermParser().feed(text):
            self.app.post_message(event)
        await self.pilot.pause()

    async def until(self, condition: Callable[[], bool]) -> None:
        """Let the app work until the condition holds."""
        for _ in range(400):
            if condition():
                return
            await self.pilot.pause(0.01)
        raise AssertionError(f"never came about; the screen shows:\n{self.text}")

    @property
    def text(self) -> str:
        """What the screen shows, as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def said(self) -> list[str]:
        """The toasts shown so far."""
        return [note.message for note in self.app._notifications]


@asynccontextmanager
async def opened(place: Home, size: tuple[int, int] = (80, 24)) -> AsyncIterator[Desk]:
    """The app on a home, quit at the end."""
    app = BranchApp(place, lambda: NOW)
    async with app.run_test(size=size) as pilot:
        await pilot.pause()
        yield Desk(app, pilot)


def check_snapshot(name: str, text: str) -> None:
    """Compare with the kept snapshot; BRANCHTUI_SNAPSHOTS=write keeps a new one."""
    path = SNAPSHOTS / f"{name}.txt"
    if os.environ.get("BRANCHTUI_SNAPSHOTS") == "write":
        path.write_text(f"{text}\n", encoding="utf-8", newline="\n")
    assert path.exists(), f"no snapshot {path.name}; make it with BRANCHTUI_SNAPSHOTS=write"
    assert f"{text}\n" == path.read_text(encoding="utf-8")
