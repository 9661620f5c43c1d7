"""Pictures of the screens on the demo branch, dark and light. One more is one more entry of PICTURES."""

import shutil
import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from datetime import datetime
from pathlib import Path
from typing import NamedTuple, get_args
from unittest.mock import patch

from organiser import OfDemo
from rich.segment import Segment
from screen_svg import screen_lines, screen_svg
from textual._xterm_parser import XTermParser
from textual.pilot import Pilot

from branchtui.files.photos import PhotoStore
from branchtui.paths import Home, home
from branchtui.settings import Settings, Theme
from branchtui.store.file.database import close_database, open_database
from branchtui.ui.app import BranchApp
from branchtui.ui.lifecycle.window import Window
from branchtui.ui.rooms.college.app import OrganiserApp
from branchtui.ui.rooms.today.board_pane import BoardPane
from branchtui.ui.widgets import rest
from branchtui.workflows.demo import build_demo

NOW = datetime(2026, 11, 23, 9, 0)
THEMES = tuple(theme for theme in get_args(Theme) if theme != "ansi")  # whose colours are those of the terminal
_LARGE, _SMALL = (120, 36), (80, 24)
_MEETING = " ".join(["2", *["down"] * 10])  # the meeting that the demo's report is about
_A_MOMENT = 0.1  # seconds without a change, after which a screen is taken to be at rest


class Picture(NamedTuple):
    """A screen: the keys that lead to it from the first one, by Textual's names; what begins with ' is typed.

    After each group of keys the screen comes to rest, as it does for a person: what follows typing has been shown.
    """

    name: str
    size: tuple[int, int]
    keys: tuple[str, ...] = ()
    college: bool = False  # of the organiser's app


PICTURES = (
    Picture("today", _LARGE),
    Picture("meeting", _LARGE, (_MEETING, "enter")),
    Picture("help", _SMALL, ("2 f1",)),
    # the way of a meeting, chapter four of the manual
    Picture(
        "plan",
        _LARGE,
        (
            "2 ctrl+n",
            "'ztdr",
            "enter",
            "'重温入党誓词",
            "enter",
            "'下周三下午三点",
            "enter enter",
            "'s",
        ),
    ),
    Picture("attendance", _LARGE, (_MEETING, "enter", "f3")),
    Picture("record", _LARGE, (_MEETING, "enter", "f4")),
    Picture("post", _LARGE, ("3 enter",)),
    Picture("news", _LARGE, ("4 enter", "f3")),
    Picture("paper", _LARGE, ("4 f6",)),
    Picture("archive", _LARGE, (_MEETING, "f5")),
    Picture("organiser", _LARGE, college=True),
)


def file_name(picture: Picture, theme: str) -> str:
    """The name of the file that holds a picture in a theme."""
    return f"{picture.name}-{theme}.svg"


@contextmanager
def demo() -> Iterator[Path]:
    """A folder that holds the demo branch as it is at NOW, for as long as it is needed."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = home(folder)
        open_database(place.database)
        build_demo(now=NOW, photos=PhotoStore(place.photos, place.cache))
        close_database()
        yield Path(folder)


async def picture_svg(branch: Path, picture: Picture, theme: Theme) -> str:
    """The SVG of a picture."""
    async with shown(branch, picture, theme) as app:
        return screen_svg(app, title="branchtui")


@asynccontextmanager
async def shown(branch: Path, picture: Picture, theme: Theme) -> AsyncIterator[Window]:
    """The app as it shows a picture, on a copy of the branch in that folder: its keys may change what they like."""
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        place = home(shutil.copytree(branch, Path(folder, "home")))
        open_database(place.database)
        app = _app(picture, place, Settings(theme=theme))
        at_once = patch.object(
            rest, "_REST", 0.0
        )  # what stands beside a list is made as soon as the cursor stands still
        with at_once:
            async with app.run_test(size=picture.size) as pilot:
                await _rest(pilot)  # what the title line counts is known from here on
                for group in picture.keys:
                    if group.startswith("'"):
                        for event in XTermParser().feed(group[1:]):
                            app.post_message(event)
                    else:
                        await pilot.press(*group.split())
                    await _rest(pilot)
                yield app
        close_database()


def _app(picture: Picture, place: Home, settings: Settings) -> Window:
    if picture.college:
        return OrganiserApp(OfDemo(NOW), place, lambda: NOW, settings)
    return BranchApp(place, lambda: NOW, settings)


async def _rest(pilot: Pilot[None]) -> None:
    """Wait until the screen stays the same, and nothing is still to be counted for the board."""
    before: list[list[Segment]] = []
    now = screen_lines(pilot.app)
    while now != before or any(pane.looks for pane in pilot.app.screen.query(BoardPane)):
        await pilot.pause(_A_MOMENT)
        before, now = now, screen_lines(pilot.app)
