"""In a browser every word of every picture stands in its cells, so the columns of a table begin at one x."""

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from make_manual import HERE
from pictures import PICTURES, THEMES, Picture, demo, shown
from rich.cells import cell_len
from screen_svg import SIDE, screen_lines
from shapes import CELL, LINE, SIGNS

from tests.manual.browser import Placed, chromium, placed

pytestmark = pytest.mark.slow
MOST = 1.0  # px that anything may be off
FONTS = ("", "serif")  # those that a picture names, another one for all
_WORD = re.compile(rf"[^\s{''.join(SIGNS)}]+")

Measure = Callable[[Mapping[str, str]], list[dict[str, list[Placed]]]]


@pytest.fixture
def measure(tmp_path: Path) -> Measure:
    """What Chromium says of pictures, in each of FONTS."""
    program = chromium() or pytest.skip("no Chromium, which `apt-get install chromium` brings")
    return lambda pictures: placed(program, pictures, tmp_path, FONTS)


@pytest.fixture(scope="module")
def branch() -> Iterator[Path]:
    with demo() as folder:
        yield folder


def _shipped(pattern: str) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in sorted(HERE.glob(pattern))}


async def _words(branch: Path, picture: Picture) -> list[list[tuple[int, str]]]:
    """Line by line the words of the screen itself, and the cell that each begins at."""
    async with shown(branch, picture, THEMES[0]) as app:
        lines = ["".join(segment.text for segment in line) for line in screen_lines(app)]
    return [[(cell_len(line[: word.start()]), word[0]) for word in _WORD.finditer(line)] for line in lines]


def _starts(runs: list[Placed], rows: int) -> list[list[tuple[str, float]]]:
    """Line by line each character of a picture with its x on the screen, from left to right."""
    lines: list[list[tuple[str, float]]] = [[] for _ in range(rows)]
    first = min(run.y for run in runs)
    for run in runs:
        lines[round((run.y - first) / LINE)] += zip(run.text, (x - SIDE for x in run.starts), strict=True)
    return [sorted(line, key=lambda each: each[1]) for line in lines]


def test_no_run_is_off(measure: Measure, record_property: Callable[[str, object], None]) -> None:
    """Each begins at a cell and is as long as its cells."""
    runs = [(name, run) for drawn in measure(_shipped("*.svg")) for name, found in drawn.items() for run in found]
    off = [
        f"{name}: “{run.text}” begins {begins:.1f} px, ends {ends:.1f} px off"
        for name, run in runs
        for begins in [(run.starts[0] - SIDE + CELL / 2) % CELL - CELL / 2]
        for ends in [run.ends[-1] - run.starts[0] - cell_len(run.text) * CELL]
        if max(abs(begins), abs(ends)) > MOST
    ]
    record_property("campaign", f"{'runs of characters in a browser':44}{len(runs):>8}{len(off):>8}")
    assert runs and not off, off[:10]


@pytest.mark.parametrize("picture", PICTURES, ids=lambda picture: picture.name)
async def test_columns_begin_at_one_x(measure: Measure, branch: Path, picture: Picture) -> None:
    """Each word begins at the cell that it begins at on the screen; what is below each other there, is here."""
    words = await _words(branch, picture)
    for name, runs in [item for drawn in measure(_shipped(f"{picture.name}-*.svg")) for item in drawn.items()]:
        columns: dict[int, list[float]] = defaultdict(list)
        for number, (line, starts) in enumerate(zip(words, _starts(runs, len(words)), strict=True)):
            said, meant = ("".join(part) for part in ([text for text, _ in starts], [word for _, word in line]))
            assert said == meant, f"{name}, line {number}: run: python assets/manual/make_manual.py"
            at = 0
            for cell, word in line:
                columns[cell].append(starts[at][1])
                at += len(word)
        off = {cell: x - cell * CELL for cell, xs in columns.items() for x in xs if abs(x - cell * CELL) > MOST}
        assert not off, f"{name}: px that words are off, by the cell they begin at: {off}"
        assert all(max(xs) - min(xs) <= MOST for xs in columns.values()), name


def test_each_character_of_a_chinese_run_has_its_cells(measure: Measure) -> None:
    """A browser pulls punctuation marks together that follow each other, unless it is told not to."""
    own, _ = measure(_shipped(f"*-{THEMES[0]}.svg"))
    runs = [run for found in own.values() for run in found]
    chinese = [run for run in runs if cell_len(run.text) == 2 * len(run.text)]
    off = [
        f"“{run.text[at]}” of “{run.text}” by {x - run.starts[0] - 2 * CELL * at:.1f} px"
        for run in chinese
        for at, x in enumerate(run.starts)
        if abs(x - run.starts[0] - 2 * CELL * at) > MOST
    ]
    assert chinese and not off, off[:10]
