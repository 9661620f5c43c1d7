"""How long until branchtui answers a key with data from the database, beside a bare Textual app with the same widgets.

    python benchmarks/start.py [--rounds N] [--old HOME] [--before SOURCE]

Each program is timed from exec to the first room's rows, and then to the rows of another room after its key: wall, and
CPU of the process. All run in turns in one run, and each ratio is the median of the ratios of the rounds. `--old` is a home made
by `branchtui demo --years 20`, of which a copy is measured; without it one is made, which takes minutes. `--before` is
the source of an earlier version (a folder that holds `branchtui`), measured in the same turns.
Bars: wall <= 1.1 x bare, CPU <= 1.25 x bare, twenty years <= 1.1 x the demo; first ink <= 40 ms; --version <= 60 ms of CPU.
"""

import argparse
import compileall
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from terminal import launch

BARE = Path(__file__).with_name("bare_app.py")
SOURCE = Path(__file__).resolve().parents[1] / "src"
PYTHON = sys.executable
ROOMS = {"2": "怎样读一份档案", "4": "已投稿"}  # a key, and what its room shows of the demo alone
YEARS = 20


@dataclass(frozen=True)
class Start:
    """One start, in ms: the first byte, the first room, the answered key, and the CPU of it all."""

    ink: float
    room: float
    answered: float
    cpu: float


def branchtui(source: Path, *words: str) -> None:
    """Run a command of a version."""
    environment = {**os.environ, "PYTHONPATH": str(source)}
    subprocess.run([PYTHON, "-m", "branchtui", *words], env=environment, check=True, capture_output=True)


def build(folder: Path, source: Path, years: int = 0) -> None:
    """The demo branch as a version makes it, so that all rooms have rows."""
    papers = folder.with_name(f"{folder.name}-papers")
    more = ("--years", str(years)) if years else ()
    branchtui(source, "demo", "--home", str(folder), "--date", "2026-11-23", "--out", str(papers), *more)


def answer(command: list[str], first: str, key: str, second: str, **environment: str) -> Start:
    """One start of a program, to the rows of the room behind `key`."""
    run = launch(command, **environment)
    room = run.until(first)
    run.press(key.encode())
    answered = run.until(second)
    ink = run.first_byte or 0.0
    return Start(ink * 1000, room * 1000, answered * 1000, run.stop() * 1000)


def version_cpu() -> float:
    """CPU ms of `branchtui --version`."""
    run = launch([PYTHON, "-m", "branchtui", "--version"])
    run.until("SQLite")
    run.quiet(0.05)
    return run.stop() * 1000


def programs(homes: dict[tuple[str, str], Path], sources: dict[str, Path]) -> dict[str, Callable[[], Start]]:
    """What is started in each round, by its name; `homes` by version and branch."""
    found: dict[str, Callable[[], Start]] = {
        "bare": lambda: answer([PYTHON, str(BARE)], "ROOM ONE", "2", "ROOM TWO"),
    }
    for (version, branch), folder in homes.items():
        for key, second in ROOMS.items():
            where = {"BRANCHTUI_HOME": str(folder), "PYTHONPATH": str(sources[version])}
            found[f"{version}, {branch}, key {key}"] = lambda key=key, second=second, where=where: answer(  # type: ignore[misc]
                [PYTHON, "-m", "branchtui"], "起草新闻稿", key, second, **where
            )
    return found


def ratio(rows: list[Start], others: list[Start], what: str) -> float:
    """The median of the ratios of the rounds."""
    return statistics.median(getattr(a, what) / getattr(b, what) for a, b in zip(rows, others, strict=True))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rounds", type=int, default=11)
    parser.add_argument("--old", type=Path)
    parser.add_argument("--before", type=Path)
    wanted = parser.parse_args()
    sources = ({"before": wanted.before.resolve()} if wanted.before else {}) | {"now": SOURCE}
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)  # as users have it
    for source in sources.values():
        compileall.compile_dir(source, quiet=2)
    with tempfile.TemporaryDirectory() as folder:
        homes = {(version, "demo"): Path(folder) / version for version in sources}
        for version, source in sources.items():  # a later version's file can't be opened by an earlier one
            build(homes[version, "demo"], source)
        old = homes["now", f"{YEARS} years"] = Path(folder) / "old"
        if wanted.old:
            shutil.copytree(wanted.old, old)
            branchtui(
                SOURCE, "--home", str(old), "list", "members"
            )  # brought up to date where an earlier version made it
        else:
            build(old, SOURCE, YEARS)
        starts = programs(homes, sources)
        taken: dict[str, list[Start]] = {name: [] for name in starts}
        versions: list[float] = []
        for number in range(wanted.rounds + 1):
            for name, start in starts.items():
                once = start()
                if number:  # the first round warms the file cache
                    taken[name].append(once)
            versions.append(version_cpu())
    return report(taken, statistics.median(versions[1:]))


def report(taken: dict[str, list[Start]], version: float) -> int:
    """Print the table; 1 where a bar is missed."""
    bare, missed = taken["bare"], 0
    print(
        f"{'median [min], ms':24}{'first ink':>12}{'first room':>14}{'answered':>14}{'CPU':>14}{'x bare: wall':>14}{'CPU':>7}"
    )
    for name, rows in taken.items():
        cells = [
            f"{statistics.median(values):.0f} [{min(values):.0f}]"
            for values in ([getattr(row, what) for row in rows] for what in ("ink", "room", "answered", "cpu"))
        ]
        wall, cpu = ratio(rows, bare, "answered"), ratio(rows, bare, "cpu")
        print(f"{name:24}{cells[0]:>12}{cells[1]:>14}{cells[2]:>14}{cells[3]:>14}{wall:14.2f}{cpu:7.2f}")
        if name.startswith("now"):
            missed += wall > 1.1 or cpu > 1.25
    for key in ROOMS:
        demo, old = taken[f"now, demo, key {key}"], taken[f"now, {YEARS} years, key {key}"]
        wall, cpu = ratio(old, demo, "answered"), ratio(old, demo, "cpu")
        print(f"{YEARS} years beside the demo, key {key}: wall {wall:.2f}, CPU {cpu:.2f} (bar 1.1)")
        missed += wall > 1.1 or cpu > 1.1
    ink = statistics.median(row.ink for row in taken[f"now, demo, key {next(iter(ROOMS))}"])
    print(f"first ink {ink:.0f} ms (bar 40)   --version {version:.0f} ms CPU (bar 60)   bars missed: {missed}")
    return 1 if missed or ink > 40 or version > 60 else 0


if __name__ == "__main__":
    sys.exit(main())
