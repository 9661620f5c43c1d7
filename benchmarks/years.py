"""What grows with the years: the reads and writes of one branch, one year old and twenty. `python benchmarks/years.py [YEARS…]`

Builds `demo --years N` for each N and takes CPU milliseconds (the median of several turns) of what the screens and the
commands ask of the store. `bare` is the plainest SQL for a list's first page on the same file, in the same run. The last column
tells how many times dearer the last N is than the first; a tenth of a millisecond is the finest that counts.
"""

import sqlite3
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import closing
from datetime import date, datetime, timedelta
from pathlib import Path

from branchtui.files.photos import PhotoStore
from branchtui.store.file import backups
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings, people, reports, search
from branchtui.store.queries.meeting_view import view
from branchtui.workflows import export
from branchtui.workflows.board import board
from branchtui.workflows.demo import build_demo
from branchtui.workflows.meetings import attendance
from branchtui.workflows.meetings import meetings as acts
from branchtui.workflows.safety.undo import undo_last

NOW = datetime(2026, 11, 23, 9, 0)
PAGE, TURNS = 128, 7
_BARE = (
    "SELECT id, title, state FROM meeting WHERE deleted = 0 ORDER BY COALESCE(starts_at, planned_start) DESC LIMIT 128"
)


def main(years: list[int]) -> None:
    taken: dict[str, list[float]] = {}
    with tempfile.TemporaryDirectory(prefix="branchtui-years-", ignore_cleanup_errors=True) as folder:
        for number in years:
            for name, value in _measure(Path(folder) / f"{number}", number).items():
                taken.setdefault(name, []).append(value)
    print(f"{'':26}" + "".join(f"{number:>9} y" for number in years) + "    × last/first")
    for name, values in taken.items():
        ratio = max(values[-1], 0.1) / max(values[0], 0.1)
        print(f"{name:26}" + "".join(f"{value:11.2f}" for value in values) + f"{ratio:16.2f}")


def _measure(home: Path, years: int) -> dict[str, float]:
    photos = PhotoStore(home / "photos", home / "cache")
    home.mkdir()
    open_database(home / "branch.db")
    started = time.process_time()
    build_demo(now=NOW, photos=photos, years=years)
    built = time.process_time() - started
    row = Meeting.select().where(Meeting.state == "recorded").order_by(Meeting.starts_at.desc()).get()
    member = next(iter(meetings.attendances(row)))

    def bare() -> None:
        with closing(sqlite3.connect(home / "branch.db")) as other:
            other.execute(_BARE).fetchall()

    def mark() -> None:
        state = meetings.attendances(row)[member].state
        attendance.set_states(row, {member: ("late" if state == "present" else "present", "")})

    def plan() -> None:
        acts.plan_meeting("主题党日", when=NOW + timedelta(1), place="", title="试", now=NOW)
        undo_last()

    asked: dict[str, Callable[[], object]] = {
        "bare: meetings, a page": bare,
        "meetings, a page": lambda: _page(meetings.MeetingList()),
        "reports, a page": lambda: _page(reports.ReportList()),
        "people, a page": lambda: _page(people.MemberList(NOW.date())),
        "board": lambda: board(NOW.date()),
        "roster of a day": lambda: people.roster(date(2026, 6, 1)),
        "search: two letters": lambda: search.search("报账"),
        "search: nothing found": lambda: search.search("无此一词"),
        "a meeting's stations": lambda: view(row.id).stations,
        "mark one late": mark,
        "plan one, undo": plan,
        "export a meeting": lambda: export.export_meeting(row, home / "out", photos=photos),
        "backup": lambda: backups.make("手动").unlink(),
    }
    taken = {name: _cpu(work) for name, work in asked.items()}
    close_database()
    return {"built, seconds": built, "file, MB": (home / "branch.db").stat().st_size / 1e6, **taken}


def _page(rows: meetings.MeetingList | reports.ReportList | people.MemberList) -> None:
    rows.count()
    rows.page(0, PAGE)


def _cpu(work: Callable[[], object]) -> float:
    """CPU milliseconds of one turn: the median, after one to warm up."""
    work()
    turns = []
    for _ in range(TURNS):
        started = time.process_time()
        work()
        turns.append((time.process_time() - started) * 1000)
    return statistics.median(turns)


if __name__ == "__main__":
    main([int(word) for word in sys.argv[1:]] or [1, 20])
