"""Opening a list of 100,000 meetings and moving in it, against plain SQL by an index and Textual's DataTable.

    python benchmarks/lists.py

Bars: opening <= 1.5 x (plain SQL for its first page + the same rows shown from memory), CPU, and <= 10 ms CPU on a
quiet machine; one row down <= 1/2 of DataTable's with 1,000 rows. The plain SQL is sqlite3 alone on the same file, by
the index; what the list's own query takes with Peewee is printed beside it. Opening is CPU and wall of one process, its parts in turns. A row down is the time
from the key to the last byte of the answer, programs on terminals in turns, the mean of a walk down from the first row;
medians are given for the rows that stood in the window and for those that scrolled in, and for a bare widget that
repaints two lines and has no data at all: what Textual itself takes.
"""

import asyncio
import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from textual.app import ComposeResult

from branchtui.settings import Settings
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.ids import new_id
from branchtui.store.models import Meeting
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.rooms.meetings.room import COLUMNS, by_month
from branchtui.ui.shell import Shell
from branchtui.ui.text.glyphs import LINES
from branchtui.ui.text.ink import Brush
from branchtui.ui.text.palette import DARK
from branchtui.ui.text.rows import Grouped, Rows
from branchtui.ui.widgets.window_table import WindowTable
from terminal import launch

ROWS, PAGE, ROUNDS, WALK = 100_000, 128, 15, 150
WINDOW = 33  # ↓ that surely stay in the window
_BARE = (
    "SELECT id, kind, title, place, state, starts_at, planned_start, recorded_on, "
    "(SELECT count(*) FROM material WHERE meeting_id = m.id), (SELECT count(*) FROM agenda_item WHERE meeting_id = m.id), "
    "(SELECT count(*) FROM attendance WHERE meeting_id = m.id), (SELECT count(*) FROM report WHERE about_id = m.id), "
    "(SELECT count(*) FROM station WHERE meeting_id = m.id) FROM meeting m WHERE deleted = 0 "
    f"ORDER BY COALESCE(starts_at, planned_start) DESC, id LIMIT {PAGE}"
)
_PARTS = {
    "plain": "plain SQL, count and first page",
    "query": "the list's count and first page",
    "shown": "its rows shown from memory",
    "opened": "opening the list",
}
Taken = tuple[float, float]  # CPU and wall
APP = Path(__file__).with_name("table_app.py")


def fill() -> None:
    """100,000 invented meetings."""
    begin = datetime(2000, 1, 1, 15)
    with act("填满"):
        for first in range(0, ROWS, 500):
            Meeting.insert_many(
                {
                    "id": new_id(),
                    "kind": "主题党日",
                    "title": f"第{number}次集中学习：深入学习全会精神",
                    "planned_start": begin + timedelta(hours=number),
                    "place": f"第{number % 9}会议室",
                }
                for number in range(first, first + 500)
            ).execute()


class Ours(Shell):
    settings = Settings()
    brush = Brush(DARK, LINES)

    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield WindowTable(COLUMNS)


async def opening(database: Path) -> dict[str, Taken]:
    """Medians: plain SQL, the list's own count and first page, its rows shown from memory, and opening the list."""
    taken: dict[str, list[Taken]] = {name: [] for name in _PARTS}
    app = Ours()
    with closing(sqlite3.connect(database)) as other:
        async with app.run_test(size=(120, 36)) as pilot:
            table = app.query_one(WindowTable)
            for _ in range(ROUNDS):
                with timed(taken["plain"]):
                    other.execute("SELECT count(*) FROM meeting").fetchone()
                    [tuple(map(str, row)) for row in other.execute(_BARE)]
                with timed(taken["query"]):
                    window = MeetingList()
                    window.count()
                    page = window.page(0, PAGE)
                table.show(Rows([]))
                await pilot.pause()
                with timed(taken["shown"]):
                    table.show(Rows(page))
                    await pilot.pause()
                table.show(Rows([]))
                await pilot.pause()
                with timed(taken["opened"]):
                    meetings = MeetingList()
                    table.show(Grouped(meetings, by_month(meetings)))
                    await pilot.pause()
    return {name: (_middle(turns, 0), _middle(turns, 1)) for name, turns in taken.items()}


@contextmanager
def timed(turns: list[Taken]) -> Iterator[None]:
    """Appends the CPU and wall milliseconds of what is done within."""
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    turns.append(((time.process_time() - cpu) * 1000, (time.perf_counter() - wall) * 1000))


def _middle(turns: list[Taken], which: int) -> float:
    return statistics.median(turn[which] for turn in turns)


def steps(database: Path) -> dict[str, list[float]]:
    """Ms from each ↓ of a walk to the last byte of its answer on a terminal."""
    runs = {kind: launch([sys.executable, str(APP), kind, str(database)]) for kind in ("ours", "theirs", "bare")}
    taken: dict[str, list[float]] = {kind: [] for kind in runs}
    for run in runs.values():
        run.until("READY")
        run.quiet(0.5)
    for _ in range(WALK):
        for kind, run in runs.items():
            sent = run.press(b"\x1b[B")
            taken[kind].append((run.quiet(0.12) - sent) * 1000)
    for run in runs.values():
        run.stop()
    return taken


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "branch.db"
        open_database(database)
        fill()
        print(f"{ROWS} rows, {database.stat().st_size / 1e6:.0f} MB")
        taken_opening = asyncio.run(opening(database))
        close_database()
        taken = steps(database)
    for name, words in _PARTS.items():
        print(f"{words:36}{taken_opening[name][0]:8.2f} ms CPU{taken_opening[name][1]:8.2f} ms wall")
    opened = taken_opening["opened"][0]
    open_ratio = opened / (taken_opening["plain"][0] + taken_opening["shown"][0])
    print(f"opening {opened:.1f} ms CPU (bar 10), {open_ratio:.2f} x plain SQL and its rows shown (bar 1.5)")
    mean, inside, scrolled = (
        {kind: middle(each[part]) for kind, each in taken.items()}
        for middle, part in (
            (statistics.mean, slice(None)),
            (statistics.median, slice(WINDOW)),
            (statistics.median, slice(WINDOW + 5, None)),
        )
    )
    step_ratio = mean["ours"] / mean["theirs"]
    for name, ms in (("a walk of rows, mean", mean), ("in the window", inside), ("scrolled in", scrolled)):
        print(
            f"one row down, {name}: {ms['ours']:.1f} ms, DataTable with 1,000 rows {ms['theirs']:.1f} ms: "
            f"{ms['ours'] / ms['theirs']:.2f}"
        )
    print(f"two lines of a bare widget {inside['bare']:.1f} ms: {inside['bare'] / inside['theirs']:.2f}")
    print(f"one row down {step_ratio:.2f} (bar 0.5)")
    return 0 if open_ratio <= 1.5 and step_ratio <= 0.5 else 1


if __name__ == "__main__":
    sys.exit(main())
