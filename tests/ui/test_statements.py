"""How many statements a key sends to SQLite: a screen asks one query for all that it shows, not each widget its own.

Counted is every statement that the program sends on the connection of the screens while a key is answered and what
stands beside a list has been drawn, with BEGIN, COMMIT, savepoints and pragmas. Not counted are what SQLite runs inside
itself (triggers) and what the thread of the drafts writes on a connection of its own: a key never waits for it.
"""

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest

from branchtui.files.photos import PhotoStore
from branchtui.paths import Home, home
from branchtui.rules.meetings import HELD
from branchtui.store.engine.handle import db
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings
from branchtui.ui.rooms.meetings.meeting import MeetingScreen
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.paper_view import PaperView
from branchtui.workflows.demo import build_demo
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template
from branchtui.workflows.reports.drafting import draft_from_meeting
from tests.ui.conftest import NOW, Desk, opened

LIST_KEY, OPENED, MARKED, NEXT_CELL = 4, 12, 12, 8
LIST_OF_POSTS = 7  # rules, count, page with steps and holders, hours, people served, last services
FRAMEWORK = (
    11  # one for the tree and what it is judged on, one for the evidence, one or two for the measures of each year
)
GAPS = 12  # and the meetings of which nobody said that they were held
POINTS, PUT = 7, 27
_WRITES = ("INSERT", "UPDATE", "DELETE")  # of which SQLite tells again for each trigger that runs in it
WIDE = (120, 36)  # the paper stands beside lists and tabs, so more is read than in a narrow window


@pytest.fixture(scope="module")
def _demo(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("statements") / "家"
    place = home(folder)
    place.ensure()
    open_database(place.database)
    build_demo(now=NOW, photos=PhotoStore(place.photos, place.cache))
    draft_from_meeting(next(row for row in Meeting.select() if row.state in HELD and not meetings.reports(row)))
    close_database()
    return folder


@pytest.fixture
def demo_home(tmp_path: Path, _demo: Path) -> Iterator[Home]:
    """The demo branch: several meetings and reports, more than twelve people; its database is open."""
    folder = tmp_path / "家"
    shutil.copytree(_demo, folder)
    place = home(folder)
    open_database(place.database)
    yield place
    close_database()


@contextmanager
def at_most(limit: int) -> Iterator[list[str]]:
    """Fails where more statements were sent within than `limit`, and prints them."""
    sent: list[str] = []

    def note(statement: str) -> None:
        if not ([statement] == sent[-1:] and statement.startswith(_WRITES)):
            sent.append(statement)

    db.connection().set_trace_callback(note)
    try:
        yield sent
    finally:
        db.connection().set_trace_callback(None)
    assert len(sent) <= limit, f"{len(sent)} statements, at most {limit}:\n{_shown(sent)}"


def _shown(sent: Sequence[str]) -> str:
    return "\n".join(f"{number:3} {statement[:300]}" for number, statement in enumerate(sent, 1))


def _table(desk: Desk) -> ListPane:
    return desk.app.screen.query_one(ListPane)


@pytest.mark.slow
@pytest.mark.parametrize("room", ["2", "4", "5"])
async def test_one_row_down_in_a_list(demo_home: Home, room: str) -> None:
    async with opened(demo_home, WIDE) as desk:
        await desk.press(room)
        table = _table(desk).table
        paper = desk.app.screen.query_one(PaperView)
        before = table.cursor, desk.text
        with at_most(LIST_KEY):
            await desk.press("down")
        assert (table.cursor, desk.text) != before
        assert table.at == 2 and paper.size.width


async def test_one_row_down_in_the_posts(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("3", "down")
        with at_most(LIST_KEY):
            await desk.press("up")
        assert "下一步 F5 登记述职" in desk.text and "9█" in desk.text


async def test_opening_a_post(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("3")
        with at_most(OPENED):
            await desk.press("enter")
        assert "亮岗" in desk.text and "岗位登记表" in desk.text


async def test_the_list_of_posts_is_read_in_as_many_statements_whatever_it_holds(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("3")
        with at_most(LIST_OF_POSTS):
            desk.app.screen.query_one(ListPane).reload()
        assert "4 小时" in desk.text


@pytest.mark.parametrize("room", ["2", "4"])
async def test_a_rooms_first_visit_reads_its_rows_once(demo_home: Home, room: str) -> None:
    async with opened(demo_home, WIDE) as desk:
        with at_most(1000) as sent:
            await desk.press(room)
        assert desk.app.screen.query_one(PaperView).size.width
        pages = [statement for statement in sent if " LIMIT " in statement and " OFFSET " in statement]
        assert len(pages) == 1, f"A page of rows is read once:\n{_shown(pages)}"


async def _held(desk: Desk) -> Meeting:
    """Put the cursor of the meetings on one that was held, with several items; returns it."""
    await desk.press("2")
    rows = meetings.MeetingList()
    for row in rows.page(0, rows.count()):
        found = meetings.meeting(row.id)
        if found.state in ("held", "recorded") and len(meetings.attendances(found)) >= 12:
            _table(desk).table.seek(lambda each, wanted=row.id: each.id == wanted)
            await desk.settle()
            return found
    raise AssertionError("the demo has no such meeting")


async def test_opening_a_meeting(demo_home: Home) -> None:
    async with opened(demo_home, WIDE) as desk:
        row = await _held(desk)
        with at_most(OPENED):
            await desk.press("enter")
        assert isinstance(desk.app.screen, MeetingScreen)
        assert row.title in desk.text and "议程 1" in desk.text


async def test_marking_one_absent(demo_home: Home) -> None:
    async with opened(demo_home, WIDE) as desk:
        row = await _held(desk)
        before = {key: entry.state for key, entry in meetings.attendances(row).items()}
        await desk.press("enter", "f3", "down")
        with at_most(MARKED):
            await desk.press("enter")
        after = {key: entry.state for key, entry in meetings.attendances(row).items()}
        assert sum(before[key] != after[key] for key in before) == 1
        assert "Ctrl+Z 撤销" in desk.text


async def test_tab_to_the_next_cell_of_the_record(demo_home: Home) -> None:
    async with opened(demo_home, WIDE) as desk:
        row = await _held(desk)
        await desk.press("enter", "f4", "'又议了一件事。", "tab", "'同意。")
        with at_most(NEXT_CELL):
            await desk.press("tab")
        item = meetings.items(row)[0]
        assert "又议了一件事。" in item.record and "同意。" in item.resolution
        assert "3/" in desk.text


async def test_a_framework_and_its_points(demo_home: Home) -> None:
    adopt(template("yangban-zhibu"), first=date(2026, 1, 1))
    async with opened(demo_home, WIDE) as desk:
        await desk.press("6", "f4")
        with at_most(FRAMEWORK):
            await desk.press("enter")
        assert "教育党员有力" in desk.text
        with at_most(3):  # all that it is drawn of has been read; each key looks whether anything was written
            await desk.press("ctrl+t", "t", "t")
        with at_most(LIST_KEY):
            await desk.press("down")
        with at_most(GAPS):
            await desk.press("f4")
        with at_most(LIST_KEY):
            await desk.press("down")


async def test_putting_a_thing_to_a_point(demo_home: Home) -> None:
    async with opened(demo_home, WIDE) as desk:
        await _held(desk)
        await desk.press("enter")
        with at_most(POINTS):
            await desk.press("ctrl+a")
        assert "作哪里的佐证" in desk.text
        with at_most(PUT):
            await desk.press("enter")
        assert "已作佐证" in desk.said[-1]
