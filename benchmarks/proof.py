"""What proof-reading costs: hostile texts twice as long, and an edit beside the whole draft. `python benchmarks/proof.py`

CPU time. Bars: 2 MB cost at most 2.6 times what 1 MB costs; a draft of 10,000 characters in
which one paragraph was edited costs at most a tenth of the whole.
"""

import sys
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from tests.proof.hostile import HOSTILE
from tests.proof.lexicon import shipped

from branchtui.proof.context import Context
from branchtui.proof.proofer import Proofer
from branchtui.proof.reading import draft_of

CLEAN = Path(__file__).parents[1] / "tests" / "proof" / "clean"
CONTEXT = Context(date(2026, 11, 23), "青禾学院办公室党支部", "青禾学院", shipped())
MEGABYTE, TWICE_BAR, FINEST = 1_000_000, 2.6, 0.01
LENGTH, EDITS, EDIT_BAR = 10_000, 20, 0.1


def main() -> int:
    missed = []
    print(f"{'':24}{'1 MB':>10}{'2 MB':>10}{'ratio':>8}")
    for name, made in HOSTILE.items():
        once, twice = (_least(partial(_whole, made(size)), 1) for size in (MEGABYTE, 2 * MEGABYTE))
        ratio = max(twice, FINEST) / max(once, FINEST)
        print(f"{name:24}{once:8.2f} s{twice:8.2f} s{ratio:8.2f}")
        missed += [name] if ratio > TWICE_BAR else []
    lines = _prose()
    whole = _least(lambda: _whole("\n".join(lines)), 5)
    edit = _edit(lines)
    print(
        f"a draft of {LENGTH} characters: {whole * 1000:.1f} ms, one paragraph of it {edit * 1000:.2f} ms, {edit / whole:.3f}"
    )
    missed += ["an edit"] if edit > EDIT_BAR * whole else []
    print(f"missed: {', '.join(missed) or 'none'}")
    return bool(missed)


def _whole(text: str) -> None:
    Proofer(CONTEXT).check(draft_of(body=text))


def _prose() -> list[str]:
    """The paragraphs of a draft of LENGTH characters."""
    lines: list[str] = []
    for path in sorted(CLEAN.glob("*.txt")):
        for line in path.read_text("utf-8").splitlines():
            if sum(map(len, lines)) < LENGTH:
                lines.append(line)
    return lines


def _edit(lines: list[str]) -> float:
    """What one of EDITS edits takes, the middle one, each of another paragraph; the draft is made of its text anew each time."""
    proofer = Proofer(CONTEXT)
    proofer.check(draft_of(body="\n".join(lines)))
    taken = []
    for turn in range(EDITS):
        lines = list(lines)
        lines[turn] += f"第{turn}处改动。"
        begun = time.process_time()
        proofer.check(draft_of(body="\n".join(lines)))
        taken.append(time.process_time() - begun)
    return sorted(taken)[EDITS // 2]


def _least(work: Callable[[], object], turns: int) -> float:
    taken = []
    for _ in range(turns):
        begun = time.process_time()
        work()
        taken.append(time.process_time() - begun)
    return min(taken)


if __name__ == "__main__":
    sys.exit(main())
