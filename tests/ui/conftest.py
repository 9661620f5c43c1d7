"""The app on a seeded branch, at a size, with a frozen clock; and text snapshots of its screens."""

import asyncio
import os
import re
import shutil
import time
import unicodedata
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.css.model import RuleSet
from textual.css.stylesheet import Stylesheet
from textual.css.types import CSSLocation
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.message_pump import MessagePump
from textual.pilot import Pilot
from textual.screen import Screen

from branchtui.paths import Home, home
from branchtui.settings import Settings
from branchtui.store.file.database import close_database, open_database
from branchtui.store.queries import people
from branchtui.ui.app import BranchApp
from branchtui.ui.commands.contexts import TOGETHER
from branchtui.ui.rooms.today.board_pane import BoardPane
from branchtui.ui.text.glyphs import LINES, Glyphs
from branchtui.ui.widgets import rest
from branchtui.ui.widgets.chrome import TitleLine
from branchtui.workflows.meetings import attendance, meetings
from branchtui.workflows.people.branch import create_branch
from branchtui.workflows.people.roster import add_member
from branchtui.workflows.posts import holders, posts
from branchtui.workflows.posts.log import log_line
from branchtui.workflows.posts.steps import add_step
from branchtui.workflows.reports import reports
from branchtui.workflows.reports.drafting import draft_from_meeting
from tests.conftest import of_no_device

NOW = datetime(2026, 9, 10, 9, 0)
SIZES = [(80, 24), (60, 20), (120, 36)]
_PATIENCE = 20.0  # seconds
_PARSED: dict[tuple[Any, ...], list[RuleSet]] = {}
_MOVING: set[App[Any]] = set()  # the app whose `Desk` waits until it has come to rest
_draw = Screen._compositor_refresh
SNAPSHOTS = Path(__file__).parent / "snapshots"
PEOPLE = (
    ("周以宁", "T1001", "full", "组织委员"),
    ("周一诺", "T1002", "full", ""),
    ("沈一禾", "T1003", "probationary", ""),
    ("赵星野", "T1004", "full", ""),
    ("何听澜", "T1005", "full", ""),
)


@pytest.fixture(autouse=True)
def _resting_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What stands beside a list is made as soon as the cursor stands still."""
    monkeypatch.setattr(rest, "_REST", 0.0)


@pytest.fixture(autouse=True)
def _styles_parsed_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a style sheet says does not change from app to app: one that has been parsed with a theme is not again."""
    parse = Stylesheet._parse_rules

    def parsed(sheet: Stylesheet, css: str, read_from: CSSLocation, *words: Any, **named: Any) -> list[RuleSet]:
        key = (css, read_from, words, *named.items(), *sheet._variables.items())
        if key not in _PARSED:
            _PARSED[key] = parse(sheet, css, read_from, *words, **named)
        return _PARSED[key]

    monkeypatch.setattr(Stylesheet, "_parse_rules", parsed)


@pytest.fixture(autouse=True)
def _drawn_at_rest(monkeypatch: pytest.MonkeyPatch) -> None:
    """While keys are pressed a screen is drawn once it has come to rest; till then the compositor keeps what is dirty."""

    def owed(screen: Screen) -> None:
        if screen.app in _MOVING and screen is screen.app.screen:
            screen._dirty_widgets.clear()  # their regions are known to the compositor
        else:
            _draw(screen)

    monkeypatch.setattr(Screen, "_compositor_refresh", owed)


@pytest.fixture
def empty_home(tmp_path: Path) -> Iterator[Home]:
    """A home whose database is open and has no branch yet."""
    place = home(tmp_path / "家")
    place.ensure()
    open_database(place.database)
    yield place
    close_database()


@pytest.fixture(scope="session")
def _seed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder that every seeded home is a copy of."""
    folder = tmp_path_factory.mktemp("seed") / "家"
    place = home(folder)
    place.ensure()
    open_database(place.database)
    _fill()
    close_database()
    of_no_device(place.database)
    return folder


@pytest.fixture
def seeded_home(tmp_path: Path, _seed: Path) -> Iterator[Home]:
    """A branch with six people, a planned meeting, a held one, and a report; its database is open."""
    folder = tmp_path / "家"
    shutil.copytree(_seed, folder)
    place = home(folder)
    open_database(place.database)
    yield place
    close_database()


def _fill() -> None:
    create_branch("外国语学院办公室党支部", "外国语学院", "林知远", today=NOW.date())
    for name, number, standing, office in PEOPLE:
        since = date(2026 if standing == "probationary" else 2024, 3, 1)  # whose year is not over yet
        add_member(name, since=since, standing=standing, staff_no=number, office=office)
    _fill_posts()
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
    attendance.mark_rest_present(held)
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
    reports.date_report(draft_from_meeting(held), NOW.date())


def _fill_posts() -> None:
    """A post in service with two services, and one of which nothing is done yet. Neither asks for anything."""
    teaching = posts.add_post(
        "教务管理工作[/]示范岗",
        number="01",
        category="管理",
        duties="排课调课当日答复\n每学期核对一次教学档案",
        serves="任课教师、本科生",
        pledges="来访当日答复\n热心服务师生",
    )
    holders.add_holder(teaching, people.person("周以宁", NOW.date()), from_day=date(2026, 3, 1))
    days = {"按需设岗": date(2026, 3, 2), "申报": date(2026, 3, 4), "评议": date(2026, 3, 6)}
    for step, day in days.items():
        add_step(teaching, step, day=day)
    add_step(teaching, "公示", day=date(2026, 3, 9), to_day=date(2026, 3, 13))
    for step, day in {"核准": date(2026, 3, 16), "授牌": date(2026, 3, 18), "亮岗": date(2026, 3, 18)}.items():
        add_step(teaching, step, day=day)
    for line in ("9月1日下午2点到4点 迎新咨询台值班 服务新生30人次", "9月8日上午9点到11点 核对选课名单 处理申请12份"):
        log_line(teaching, line, by="周以宁", now=NOW)
    posts.add_post("研究生工作示范岗", number="02", category="育人")


def unchecked(app: BranchApp) -> str:
    """What is to be done where no group of places has those that the focus stands in now; else empty."""
    places = tuple(app.here())
    groups = {
        *TOGETHER,
        *((*places, *below) for places in TOGETHER if "app" not in places for below in (("app",), ("college", "app"))),
    }  # a dialog stands in the app, or in the organiser's
    if app.focused is None or places in groups:
        return ""
    return (
        f"The focus stands in {places}, whose keys nobody checks for clashes. "
        f"Add these places to `together` of the room's part in src/branchtui/ui/commands/places."
    )


def _waits(pump: MessagePump) -> bool:
    """Whether a node has done all that it was sent, so that its loop stands where it takes the next message."""
    if pump._closed or pump._closing:
        return True
    taking: Iterable[asyncio.Future[bool]] = pump._message_queue.ready_event._waiters
    return pump._message_queue.empty() and not pump._next_callbacks and any(not taker.done() for taker in taking)


@dataclass
class Desk:
    """The running app with its pilot."""

    app: BranchApp
    pilot: Pilot[None]
    told: list[str] = field(default_factory=list)

    @property
    def _over(self) -> bool:
        """Whether it was told to end, or came to an unforeseen one."""
        return self.app._exit or self.app._exception is not None

    async def press(self, *keys: str) -> None:
        """Press keys one after the other; a key that begins with a quote is typed letter by letter."""
        for key in keys:
            if key.startswith("'"):
                self.post(key[1:])
            elif key.isascii():
                self.send(key)
            else:
                self.post(key)
            await self._rest()
        await self.settle()
        assert not (words := unchecked(self.app)), words

    def send(self, key: str) -> None:
        """One key by Textual's name, as a driver sends it. `Pilot.press` waits 40 ms and more for an idle processor."""
        if len(key) == 1 and not key.isalnum():
            key = _character_to_key(key)
        try:
            char: str | None = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(key, key)))
        except KeyError:
            char = key if len(key) == 1 else None
        self.app.post_message(events.Key(key, char))

    async def settle(self) -> None:
        """Wait until everything that was asked for has been done and drawn."""
        await self._rest()
        for _ in range(2):  # what was drawn may have asked for more
            if self._over or not self.app.screen._compositor._dirty_regions:
                break
            _draw(self.app.screen)
            await self._rest()

    async def _rest(self) -> None:
        """Wait until everything that was asked for has been done."""
        still = 0
        end = time.monotonic() + _PATIENCE
        _MOVING.add(self.app)
        try:
            while still < 3 and not self._over:  # once it leaves, nobody is there to answer any more
                await asyncio.sleep(0.002)
                if self._at_rest():
                    still += 1
                    self.app.screen._on_timer_update()
                elif time.monotonic() > end:
                    raise AssertionError(f"never came to rest; the screen shows:\n{self.text}")
                else:
                    still = 0
        finally:
            _MOVING.discard(self.app)

    def _at_rest(self) -> bool:
        """Whether the app, its screen and all that stands on it wait for messages.

        `Pilot` finds that out by a message to each of them and by waiting for the processor, which is most of what a
        key costs.
        """
        nodes = self.app.screen.walk_children(with_self=True)
        proofs = (worker for worker in self.app.workers if worker.group == "proof")  # findings come from a thread
        active = self.app.screen.is_active  # boards are read step by step where they are in sight
        return (
            not self.app._batch_count
            and not (active and any(isinstance(node, BoardPane) and node.looks for node in nodes))
            and all(worker.is_finished for worker in proofs)
            and all(map(_waits, [self.app, *nodes]))
        )

    async def type(self, text: str) -> None:
        """Text as a terminal sends it. The pilot loses the character of a full-width punctuation key."""
        self.post(text)
        await self.settle()

    def post(self, text: str) -> None:
        """The same without waiting."""
        for event in XTermParser().feed(text):
            self.app.post_message(event)

    async def until(self, condition: Callable[[], bool]) -> None:
        """Let the app work until the condition holds."""
        end = time.monotonic() + _PATIENCE
        while time.monotonic() < end:
            if condition():
                return
            await asyncio.sleep(0.01)
            if not self.app._exit:
                self.app.screen._on_timer_update()
        raise AssertionError(f"never came about; the screen shows:\n{self.text}")

    @property
    def text(self) -> str:
        """What the screen shows, as text."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)

    @property
    def room(self) -> str:
        """The room that the title line shows as the current one, and how much there is to do in it."""
        pieces = self.app.screen.query_one(TitleLine).lines(self.app.size.width)[0].pieces
        return "".join(piece.text for piece in pieces if piece.ground == "seal").strip()

    @property
    def body(self) -> str:
        """The same without the title line, which is alike everywhere."""
        return self.text.partition("\n")[2]

    @property
    def said(self) -> list[str]:
        """What was told so far."""
        return self.told


@asynccontextmanager
async def opened(
    place: Home,
    size: tuple[int, int] = (80, 24),
    *,
    toasts: bool = False,
    settings: Settings | None = None,
    glyphs: Glyphs = LINES,
) -> AsyncIterator[Desk]:
    """The app on a home, quit at the end. Toasts are drawn only where asked for: they lie over what is tested."""
    app = BranchApp(place, lambda: NOW, settings, glyphs)
    told, say = [], app.say

    def listen(text: str, *, bad: bool = False) -> None:
        told.append(text)
        say(text, bad=bad)

    app.say = listen  # type: ignore[method-assign]  # toasts go away, what was told stays
    async with app.run_test(size=size, notifications=toasts) as pilot:
        await pilot.pause()
        yield Desk(app, pilot, told)


def check_snapshot(name: str, size: tuple[int, int], text: str) -> None:
    """Compare with the kept snapshot; BRANCHTUI_SNAPSHOTS=write keeps a new one. The sizes of a screen share a file."""
    path, part = SNAPSHOTS / f"{name}.txt", f"{size[0]}x{size[1]}"
    parts = re.split(r"^=== (.+)\n", path.read_text(encoding="utf-8") if path.exists() else "", flags=re.MULTILINE)
    kept = dict(zip(parts[1::2], parts[2::2], strict=True))
    if os.environ.get("BRANCHTUI_SNAPSHOTS") == "write":
        kept[part] = f"{text}\n"
        whole = "".join(f"=== {part}\n{kept[part]}" for part in sorted(kept))
        path.write_text(whole, encoding="utf-8", newline="\n")
    assert part in kept, f"no snapshot {path.name} of {part}; make it with BRANCHTUI_SNAPSHOTS=write"
    assert f"{text}\n" == kept[part]
