"""How long until branchtui answers a key with data from the database, beside a bare Textual app with the same widgets.

    python -m compileall -q src && python benchmarks/start.py [rounds]

Both programs run in turns in one run. Each is timed from exec to the first room's rows, and then to the rows of the
second room after the key 2. Bars: answer <= 1.25 x bare; first ink <= 40 ms; --version <= 60 ms of CPU.
"""

import statistics
import sys
import tempfile
from datetime import datetime
from pathlib import Path

from terminal import launch

BARE = Path(__file__).with_name("bare_app.py")
PYTHON = sys.executable


def build(folder: Path) -> None:
    """The demo branch, so that both rooms have rows."""
    from branchtui.files.photos import PhotoStore
    from branchtui.paths import home
    from branchtui.store.file.database import close_database, open_database
    from branchtui.workflows.demo import build_demo

    place = home(folder)
    open_database(place.database)
    build_demo(now=datetime(2026, 11, 23, 9), photos=PhotoStore(place.photos, place.cache))
    close_database()


def answer(command: list[str], first: str, second: str, **environment: str) -> tuple[float, float, float]:
    """(first byte, first room, answered) in ms since exec."""
    run = launch(command, **environment)
    room = run.until(first)
    run.press(b"2")
    answered = run.until(second)
    ink = run.first_byte or 0.0
    run.stop()
    return ink * 1000, room * 1000, answered * 1000


def version_cpu() -> float:
    """CPU ms of `branchtui --version`."""
    run = launch([PYTHON, "-m", "branchtui", "--version"])
    run.until("SQLite")
    run.quiet(0.05)
    return run.stop() * 1000


def main() -> int:
    rounds = int(sys.argv[1]) if len(sys.argv) > 1 else 11
    ours: list[tuple[float, float, float]] = []
    bare: list[tuple[float, float, float]] = []
    versions: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        build(Path(folder))
        for number in range(rounds + 1):
            bare.append(answer([PYTHON, str(BARE)], "ROOM ONE", "ROOM TWO"))
            ours.append(answer([PYTHON, "-m", "branchtui"], "起草新闻稿", "重温入党誓词", BRANCHTUI_HOME=folder))
            versions.append(version_cpu())
            if number == 0:  # the first round warms the file cache
                ours, bare, versions = [], [], []
    for name, rows in (("bare", bare), ("branchtui", ours)):
        parts = [
            f"{what} {statistics.median(row[i] for row in rows):.0f} [{min(row[i] for row in rows):.0f}]"
            for i, what in enumerate(("first byte", "first room", "answered"))
        ]
        print(f"{name:10s} ms, median [min] of {rounds}: " + "  ".join(parts))
    ratio = statistics.median(o[2] / b[2] for o, b in zip(ours, bare, strict=True))
    ink, cpu = statistics.median(row[0] for row in ours), statistics.median(versions)
    print(
        f"answered: {ratio:.2f} x bare (bar 1.25)   first ink {ink:.0f} ms (bar 40)   --version {cpu:.0f} ms CPU (bar 60)"
    )
    return 0 if ratio <= 1.25 and ink <= 40 and cpu <= 60 else 1


if __name__ == "__main__":
    sys.exit(main())
