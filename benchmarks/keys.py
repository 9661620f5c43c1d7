"""What a key costs over a written mix, and what stays in memory, beside a bare Textual app in which the keys do the same.

    python benchmarks/keys.py [--home HOME] [--before SOURCE] [--opens N]

Five hundred keys, in five times the same hundred: 60 moves and characters, 12 switches of the room, 8 things opened and
20 others (Esc, the filter, help, the palette). CPU is that of all threads from a key until the program rests again.
Without `--home` the demo is measured. Linux only: the kernel tells the CPU of a process to the microsecond.
Bars: p99 <= 1.3 x bare; the last hundred no dearer than the first; the palette opens in 60 ms; memory after 200 opened
<= 1.2 x that after 20.
"""

import argparse
import compileall
import os
import shutil
import statistics
import sys
import tempfile
from pathlib import Path

from start import PYTHON, SOURCE, build

from terminal import Run, launch

BARE = Path(__file__).with_name("keys_app.py")
TURNS = 5
DOWN, UP, ENTER, ESC, F1, PALETTE = b"\x1b[B", b"\x1b[A", b"\r", b"\x1b", b"\x1bOP", b"\x10"
Key = tuple[str, bytes]  # what kind of key it is, and its bytes


def mix() -> list[Key]:
    """The same hundred keys in each turn; it begins and ends in the room of the meetings."""
    moves: list[Key] = [*[("move", DOWN)] * 3, ("move", UP)]
    opened: list[Key] = [("open", ENTER), ("other", ESC)]
    typed: list[Key] = [("other", b"/"), ("move", b"d"), ("move", b"y"), ("other", ESC)]
    keys: list[Key] = []
    for digit in b"2452":
        keys += [("switch", bytes([digit])), *moves]
    keys += opened * 4
    for digit in b"1242":
        keys += [("switch", bytes([digit])), *moves]
    asked: list[Key] = [("other", F1), ("other", ESC), ("palette", PALETTE), ("other", ESC)]
    keys += [*typed, *moves, *typed, *asked, *asked]
    keys += [*opened * 2, *moves, *opened * 2]
    for digit in b"4512":
        keys += [("switch", bytes([digit])), *moves]
    return keys


def cpu(pid: int) -> float:
    """CPU ms of all threads."""
    taken = 0
    for thread in Path(f"/proc/{pid}/task").iterdir():
        try:
            taken += int((thread / "schedstat").read_text().split()[0])
        except OSError:  # it has just ended
            continue
    return taken / 1e6


def rss(pid: int) -> float:
    """MB in memory."""
    line = next(line for line in Path(f"/proc/{pid}/status").read_text().splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1]) / 1024


def pressed(run: Run, key: bytes) -> float:
    """CPU ms of a key, until nothing has been drawn for a while."""
    before = cpu(run.pid)
    run.press(key)
    run.quiet(0.2)
    return cpu(run.pid) - before


def rested(run: Run, still: float = 3.0) -> None:
    """Return once the program has used hardly any CPU for so long: what is loaded at rest has been loaded."""
    before = -1.0
    while (now := cpu(run.pid)) - before > 5:
        before = now
        run.quiet(still)


def measure(
    command: list[str], first: str, opens: int, **environment: str
) -> tuple[list[tuple[str, float]], float, float]:
    """(kind, CPU ms) of each key of the mix; the memory after 20 and after `opens` things opened and closed."""
    run = launch(command, **environment)
    run.until(first)
    rested(run)
    for key in (b"2", b"4", b"5", b"1", b"2"):  # each room once
        pressed(run, key)
    taken = [(kind, pressed(run, key)) for _ in range(TURNS) for kind, key in mix()]
    pressed(run, b"2")
    few = 0.0
    for number in range(1, opens + 1):
        for key in (ENTER, ESC):
            run.press(key)
            run.quiet(0.15)
        if number == 20:
            few = rss(run.pid)
    many = rss(run.pid)
    run.stop()
    return taken, few, many


def p99(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.99) - 1]


def report(name: str, taken: list[tuple[str, float]], few: float, many: float) -> None:
    values = [value for _, value in taken]
    hundred = len(values) // TURNS
    parts = [f"p50 {statistics.median(values):.1f}", f"p99 {p99(values):.1f}", f"max {max(values):.1f}"]
    parts += [
        f"first {hundred}: {sum(values[:hundred]) / hundred:.1f}",
        f"last: {sum(values[-hundred:]) / hundred:.1f}",
    ]
    for kind in ("move", "switch", "open", "palette", "other"):
        mine = [value for each, value in taken if each == kind]
        parts.append(f"{kind} {statistics.median(mine):.1f}/{max(mine):.1f}")
    print(f"{name:8} ms of CPU: " + "  ".join(parts) + f"   MB after 20: {few:.0f}, after all: {many:.0f}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--home", type=Path)
    parser.add_argument("--before", type=Path)
    parser.add_argument("--opens", type=int, default=200)
    wanted = parser.parse_args()
    sources = {"now": SOURCE} | ({"before": wanted.before.resolve()} if wanted.before else {})
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder) / "home"
        if wanted.home:
            shutil.copytree(wanted.home, home)
        else:
            build(home, SOURCE)
        bare = measure([PYTHON, str(BARE)], "keys", wanted.opens)
        report("bare", *bare)
        for name, source in sources.items():
            compileall.compile_dir(source, quiet=2)
            where = {"BRANCHTUI_HOME": str(home), "PYTHONPATH": str(source)}
            ours = measure([PYTHON, "-m", "branchtui"], "Ctrl+P", wanted.opens, **where)
            report(name, *ours)
            if name == "now":
                values = [value for _, value in ours[0]]
                hundred = len(values) // TURNS
                key = p99(values) / p99([value for _, value in bare[0]])
                growth = sum(values[-hundred:]) / sum(values[:hundred])
                memory = ours[2] / ours[1]
                palette = statistics.median(value for kind, value in ours[0] if kind == "palette")
    print(
        f"p99 {key:.2f} x bare (bar 1.3)   last hundred {growth:.2f} x first (bar 1.1)   "
        f"palette {palette:.0f} ms (bar 60)   memory {memory:.2f} (bar 1.2)"
    )
    return 1 if key > 1.3 or growth > 1.1 or palette > 60 or memory > 1.2 else 0


if __name__ == "__main__":
    sys.exit(main())
