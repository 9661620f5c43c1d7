"""What a typed key costs in a draft of 100 KB, beside a bare Textual app with a TextArea that holds the same text.

    python benchmarks/editor.py [--keys N]

Both run in a real terminal of 120 x 36. Waited for is the character on the screen, in ms from the key; CPU is that of all
threads while keys are typed, divided by them. Three ways to type: a run as fast as a hand can (16 keys a second), a slow one
(5 in 2 seconds: each comes while paper, pages and findings are made anew for the one before), and line ends amid the text.
Bars: the median of each <= 1.5 x bare, the slowest of twenty (p95) <= 1.5 x bare or 30 ms; CPU of a key of the
fast run <= 1.5 x bare; that of a line end is told.
"""

import argparse
import os
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path

from keys import cpu, rested
from start import PYTHON, SOURCE, build

from terminal import Run, launch

BARE = Path(__file__).with_name("editor_app.py")
TITLE = "一万字以上的长稿"
LEAST = 100_000  # bytes
KINDS, CHUNK = ("fast", "slow", "lines"), 10
F3, DOWN, CTRL_HOME = b"\x1bOR", b"\x1b[B", b"\x1b[1;5H"
WORDS = "会议认真学习了有关文件,大家结合各自的工作谈了体会。党支部将把学习成果用到服务师生的工作中去，"


def draft() -> str:
    """A body with headings, and a fault in every paragraph that the rules tell."""
    lines: list[str] = []
    while len("\n".join(lines).encode()) < LEAST:
        number = len(lines)
        lines.append(
            f"# 第{number}节 工作安排" if number % 8 == 0 else f"第{number}段，{WORDS * 4}".rstrip("，") + "。"
        )
    return "\n".join(lines)


def make_home(folder: Path) -> None:
    """The demo branch with the draft; in a process of its own, for the database is one of a program."""
    build(folder, SOURCE)
    text = folder.with_name("draft.txt")
    text.write_text(f"{TITLE}\n{draft()}\n", encoding="utf-8")
    program = (
        "import sys\nfrom pathlib import Path\nfrom branchtui.paths import home\n"
        "from branchtui.store.file.database import close_database, open_database\n"
        "from branchtui.workflows.reports.reports import edit_report, new_report\n"
        "title, _, body = Path(sys.argv[2]).read_text(encoding='utf-8').partition('\\n')\n"
        "open_database(home(Path(sys.argv[1])).database)\nedit_report(new_report(title), body=body)\nclose_database()\n"
    )
    code = os.spawnle(
        os.P_WAIT,
        PYTHON,
        PYTHON,
        "-c",
        program,
        str(folder),
        str(text),
        {**os.environ, "PYTHONPATH": str(SOURCE)},
    )
    if code:
        raise SystemExit("the draft could not be made")


@dataclass
class Typed:
    """ms until a key is on the screen, of each key, and CPU ms of all keys of the fast run and of the line ends."""

    fast: list[float] = field(default_factory=list)
    slow: list[float] = field(default_factory=list)
    lines: list[float] = field(default_factory=list)
    cpu_fast: float = 0.0
    cpu_lines: float = 0.0


def echoed(run: Run, key: bytes, gap: float) -> float:
    """ms from a key to the last of what it drew; the next may come when `gap` seconds have passed since the key."""
    run.press(key)
    began = time.perf_counter()
    last = began
    while (now := time.perf_counter()) < began + gap:
        if run.read(min(0.005, max(0.0, began + gap - now))) and last == began:
            last = time.perf_counter()
    return (last - began) * 1000 if last > began else gap * 1000


def ready(run: Run) -> Run:
    """Go amid the text."""
    for _ in range(12):
        run.press(DOWN)
        run.quiet(0.05)
    rested(run)
    return run


def bare(text: Path) -> Run:
    run = launch([PYTHON, str(BARE), str(text)])
    run.until("keys")
    return ready(run)


def ours(home: Path) -> Run:
    run = launch([PYTHON, "-m", "branchtui"], BRANCHTUI_HOME=str(home), PYTHONPATH=str(SOURCE))
    run.until("Ctrl+P")
    rested(run)
    run.press(b"4")
    run.until(TITLE)
    run.quiet(0.3)
    run.press(b"/" + TITLE.encode() + b"\r")
    run.quiet(0.5)
    run.press(b"\r")
    run.until("供稿单位")
    run.quiet(0.5)
    run.press(F3)
    run.until("第1段")
    rested(run)
    run.press(CTRL_HOME)
    run.quiet(0.3)
    return ready(run)


def type_in(run: Run, told: Typed, kind: str) -> None:
    """A few keys of a kind."""
    run.quiet(1.0)
    before = cpu(run.pid)
    if kind == "fast":
        told.fast += [echoed(run, "的".encode(), 0.06) for _ in range(CHUNK)]
        told.cpu_fast += cpu(run.pid) - before
    elif kind == "slow":
        told.slow += [echoed(run, "了".encode(), 0.4) for _ in range(CHUNK)]
    else:
        told.lines += [echoed(run, key, 0.12) for _ in range(CHUNK // 2) for key in (b"\r", b"\x7f")]
        told.cpu_lines += cpu(run.pid) - before


def p95(values: list[float]) -> float:
    return sorted(values)[int(len(values) * 0.95) - 1]


def report(name: str, told: Typed) -> None:
    parts = [
        f"{kind} {statistics.median(values):.1f} / {p95(values):.1f} / {max(values):.1f}"
        for kind, values in (("fast", told.fast), ("slow", told.slow), ("line ends", told.lines))
    ]
    spent = f"{told.cpu_fast / len(told.fast):.1f}, of a line end {told.cpu_lines / len(told.lines):.1f}"
    print(f"{name:6} ms p50 / p95 / max: {'   '.join(parts)}   CPU ms of a key {spent}", flush=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keys", type=int, default=80)
    wanted = parser.parse_args()
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    told = {"bare": Typed(), "ours": Typed()}
    with tempfile.TemporaryDirectory() as folder:
        home, text = Path(folder) / "home", Path(folder) / "bare.txt"
        make_home(home)
        text.write_text(draft(), encoding="utf-8")
        runs = {"bare": bare(text), "ours": ours(home)}
        for _ in range(max(1, wanted.keys // CHUNK)):  # in turns: other work of the machine meets both
            for kind in KINDS:
                for name, run in runs.items():
                    type_in(run, told[name], kind)
        for run in runs.values():
            run.stop()
    for name, each in told.items():
        report(name, each)
    bad = False
    for kind in KINDS:
        mine, theirs = getattr(told["ours"], kind), getattr(told["bare"], kind)
        median = statistics.median(mine) / statistics.median(theirs)
        most = max(1.5 * p95(theirs), 30.0)
        bad |= median > 1.5 or p95(mine) > most
        print(f"{kind}: median {median:.2f} x bare (bar 1.5)   p95 {p95(mine):.1f} ms (bar {most:.1f})")
    fast, lines = (getattr(told["ours"], name) / getattr(told["bare"], name) for name in ("cpu_fast", "cpu_lines"))
    print(f"CPU of a key {fast:.2f} x bare (bar 1.5), of a line end {lines:.2f} x")
    return 1 if bad or fast > 1.5 else 0


if __name__ == "__main__":
    sys.exit(main())
