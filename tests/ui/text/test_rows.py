"""Rows with headings between them: every line at its place, and no heading read before it is needed."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Grouped, Heading, Rows


class Groups:
    """Groups of so many rows each; tells how many were read."""

    def __init__(self, sizes: list[int]) -> None:
        self.sizes = sizes
        self.read = 0

    def __len__(self) -> int:
        return len(self.sizes)

    def __iter__(self) -> Iterator[tuple[Ink, int]]:
        for number, size in enumerate(self.sizes):
            self.read += 1
            yield Ink(f"g{number}"), size


def _words(line: int | Heading) -> str:
    return str(line.ink) if isinstance(line, Heading) else str(line)


def _grouped(sizes: list[int], *, apart: bool) -> tuple[Grouped[int], Groups]:
    groups = Groups(sizes)
    return Grouped(Rows(range(sum(sizes))), groups, apart=apart), groups


@pytest.mark.parametrize(
    ("apart", "lines"),
    [(False, ["g0", "0", "1", "g1", "2"]), (True, ["g0", "0", "1", "", "g1", "2"])],
)
def test_a_heading_stands_before_its_rows(apart: bool, lines: list[str]) -> None:
    listed, _ = _grouped([2, 1], apart=apart)
    assert listed.count() == len(lines)
    assert [_words(line) for line in listed.page(0, 99)] == lines
    assert [listed.rows_before(lines.index(row)) for row in ("0", "1", "2")] == [0, 1, 2]


@given(st.lists(st.integers(1, 9), max_size=9), st.integers(1, 7), st.booleans(), st.randoms())
def test_pages_in_any_order_are_the_whole(sizes: list[int], limit: int, apart: bool, chance: object) -> None:
    whole = [_words(line) for line in _grouped(sizes, apart=apart)[0].page(0, 999)]
    listed, _ = _grouped(sizes, apart=apart)
    assert listed.count() == len(whole)
    starts = list(range(0, len(whole), limit))
    chance.shuffle(starts)  # type: ignore[attr-defined]
    for start in starts:
        assert [_words(line) for line in listed.page(start, limit)] == whole[start : start + limit]


def test_only_the_headings_that_are_needed_are_read() -> None:
    listed, groups = _grouped([10] * 100, apart=False)
    listed.page(0, 20)
    assert listed.count() == 1100 and groups.read <= 2
    listed.page(1080, 20)
    assert groups.read == 100
