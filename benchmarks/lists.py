"""Opening a list of 100,000 meetings and moving in it, against the query itself and Textual's DataTable.

    python benchmarks/lists.py

Bars: opening <= 1.5 x (the query's first page + a bare repaint); one row down <= 1/2 of DataTable's with 1,000 rows.
Opening is CPU time of one process, its parts in turns. A row down is the time from the key to the last byte of the
answer, programs on terminals in turns, the mean of a walk down from the first row; medians are given for the rows that
stood in the window and for those that scrolled in, and for a bare widget that repaints two lines and has no data at
all: what Textual itself takes.
"""

import asyncio
import statistics
import sys
import tempfile
import time
from datetime import datetime, timedelta
from pathlib import Path

from textual.app import App, ComposeResult

from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.ids import new_id
from branchtui.store.models import Meeting
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.rooms.meetings.room import COLUMNS
from branchtui.ui.widgets.window_table import Rows, WindowTable
from terminal import launch

ROWS, PAGE, ROUNDS, WALK = 100_000, 128, 15, 150
WINDOW = 33  # ↓ that surely stay in the window
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


class Ours(App[None]):
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield WindowTable(COLUMNS)


async def opening() -> tuple[float, float, float]:
    """CPU ms, medians: the query's count and first page, a bare repaint, and opening the list with its repaint."""
    query: list[float] = []
    repaint: list[float] = []
    opened: list[float] = []
    app = Ours()
    async with app.run_test(size=(120, 36)) as pilot:
        table = app.query_one(WindowTable)
        for _ in range(ROUNDS):
            before = time.process_time()
            window = MeetingList()
            window.count()
            window.page(0, PAGE)
            query.append(time.process_time() - before)
            table.show(Rows([]))
            await pilot.pause()
            before = time.process_time()
            table.refresh()
            await pilot.pause()
            repaint.append(time.process_time() - before)
            before = time.process_time()
            table.show(MeetingList())
            await pilot.pause()
            opened.append(time.process_time() - before)
    return tuple(statistics.median(each) * 1000 for each in (query, repaint, opened))  # type: ignore[return-value]


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
        query, repaint, opened = asyncio.run(opening())
        close_database()
        taken = steps(database)
    open_ratio = opened / (query + repaint)
    print(
        f"query's first page {query:.1f} ms, bare repaint {repaint:.1f} ms, opening {opened:.1f} ms: {open_ratio:.2f} (bar 1.5)"
    )
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
