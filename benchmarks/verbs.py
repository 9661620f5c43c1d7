"""What a command costs as a process, beside the store alone. `python benchmarks/verbs.py [ROUNDS [DATABASE…]]`

    env -u PYTHONDONTWRITEBYTECODE python -m compileall -q src && env -u PYTHONDONTWRITEBYTECODE python benchmarks/verbs.py

Processes in turns in one run: CPU (and wall) milliseconds, the median. `store alone` opens the branch and asks what
`list reports` asks; `python -c pass` is Python itself. On the demo, and on a copy of each database named (one of twenty
years: `branchtui demo --years 20`). Writing is measured where a backup is fresh and where it is not: `--backup` makes
one each time. Bars: `list` 1.5 x the store alone; `export report` 17 x `python -c pass`, which is 150 ms where that
takes 9.
"""

import os
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from datetime import datetime
from pathlib import Path

from branchtui.files.photos import PhotoStore
from branchtui.paths import Home, home
from branchtui.store.file.database import close_database, open_database
from branchtui.store.ids import show_id
from branchtui.store.models import Meeting, Report
from branchtui.store.queries import meetings
from branchtui.workflows.demo import build_demo

LIST_BAR, EXPORT_BAR = 1.5, 17.0
BARE, STORE = "python -c pass", "store alone"
_STORE = """
from branchtui.paths import home
from branchtui.store.file.database import close_database, open_database
from branchtui.store.queries.reports import ReportList
open_database(home().database, create=False)
for row in ReportList().page(0, 1_000_000):
    print(row.id.hex(), row.day, row.title, row.state, row.outlet)
close_database()
"""
Cost = tuple[float, float]  # milliseconds of CPU, of the wall clock


def main(rounds: int, databases: list[Path]) -> int:
    missed = []
    with tempfile.TemporaryDirectory(prefix="branchtui-verbs-", ignore_cleanup_errors=True) as folder:
        for number, database in enumerate([None, *databases]):
            place = home(Path(folder) / f"{number}")
            place.ensure()
            if database is None:
                _demo(place)
            else:
                shutil.copyfile(database, place.database)
            taken = _measure(place, rounds)
            _show(str(database or "demo"), taken)
            if taken["list reports"][0] > LIST_BAR * taken[STORE][0]:
                missed.append(f"list, {database or 'demo'}")
            if taken["export report"][0] > EXPORT_BAR * taken[BARE][0]:
                missed.append(f"export report, {database or 'demo'}")
    print(f"missed: {', '.join(missed) or 'none'}")
    return bool(missed)


def _demo(place: Home) -> None:
    open_database(place.database)
    build_demo(now=datetime(2026, 11, 23, 9), photos=PhotoStore(place.photos, place.cache))
    close_database()


def _measure(place: Home, rounds: int) -> dict[str, Cost]:
    """The median of each command, in turns."""
    open_database(place.database)
    report = Report.select().where(~Report.deleted).order_by(Report.dated.desc()).get()
    meeting = Meeting.select().where(Meeting.state == "recorded").order_by(Meeting.starts_at.desc()).get()
    marked = next(iter(meetings.attendances(meeting).values()))
    mark = ["attend", show_id(meeting.id), "--online" if marked.state == "late" else "--late", marked.member.name]
    verbs = {
        "--version": ["--version"],
        "list reports": ["list", "reports"],
        "list members": ["list", "members"],
        "board": ["board"],
        "search": ["search", "学习"],
        "export report": ["export", "report", show_id(report.id), "-o", str(place.data / "稿.docx")],
        "attend": mark,
        "undo": ["undo"],
        "attend, with a backup": [*mark, "--backup"],
        "undo, with a backup": ["undo", "--backup"],
    }
    close_database()
    commands = {BARE: [sys.executable, "-c", "pass"], STORE: [sys.executable, "-c", _STORE]}
    commands |= {name: [sys.executable, "-m", "branchtui", *words] for name, words in verbs.items()}
    turns: dict[str, list[Cost]] = {name: [] for name in commands}
    for number in range(rounds + 1):
        for name, command in commands.items():
            cost = _run(command, place)
            if number:  # the first round warms the file cache
                turns[name].append(cost)
    return {
        name: (statistics.median(cpu for cpu, _ in costs), statistics.median(wall for _, wall in costs))
        for name, costs in turns.items()
    }


def _run(command: list[str], place: Home) -> Cost:
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env={**os.environ, "BRANCHTUI_HOME": str(place.data)}, check=True, capture_output=True)
    wall, after = time.perf_counter() - began, resource.getrusage(resource.RUSAGE_CHILDREN)
    return (sum(after[:2]) - sum(before[:2])) * 1000, wall * 1000


def _show(name: str, taken: dict[str, Cost]) -> None:
    print(f"{name:24}{'CPU ms':>10}{'wall ms':>10}{'x pass':>9}{'x store':>9}")
    for verb, (cpu, wall) in taken.items():
        print(f"  {verb:22}{cpu:10.1f}{wall:10.1f}{cpu / taken[BARE][0]:9.2f}{cpu / taken[STORE][0]:9.2f}")


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 9, [Path(word) for word in sys.argv[2:]]))
