"""The list of points from which one takes those that something is evidence of; several by the space bar."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from branchtui.store.models import Framework, Point, Row
from branchtui.store.queries.frameworks import marked, trees
from branchtui.ui.screens.choice import ChoiceScreen
from branchtui.ui.text.fitting import fitting
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column
from branchtui.workflows.frameworks.standing import printed_numbers


class PointRow(NamedTuple):
    """A point in the list, with its framework and printed number, and how many of the things are put to it already."""

    point: Point
    framework: Framework
    number: str
    put: int = 0

    @property
    def id(self) -> bytes:
        return self.point.id


def point_rows(things: Sequence[Row], *, kinds: Sequence[str] = ()) -> list[PointRow]:
    """The points of the frameworks that go on, of these kinds (none: of all), those used last first."""
    there = marked.put(things)
    last = {point: at for at, point in enumerate(marked.last_used())}
    rows = []
    for framework, points in trees.open_trees():
        if kinds and framework.kind not in kinds:
            continue
        numbers = printed_numbers(points)
        rows += [PointRow(row, framework, numbers[row.id][0], len(there.get(row.id, ()))) for row in points]
    return sorted(rows, key=lambda row: last.get(row.id, len(last)))


class PointChoice(ChoiceScreen[PointRow]):
    """Gives back the row under the cursor; `taken` are the rows that the space bar has taken, where it has any."""

    def __init__(self, title: str, rows: Sequence[PointRow], of: int, *, about: Callable[[PointRow], str]) -> None:
        self.taken: dict[bytes, PointRow] = {}
        self._of = of
        columns: list[Column[PointRow]] = [
            Column("", 2, self._sign_word, ink=self._sign),
            Column("", 7, lambda row: row.number, role="quiet"),
            Column("", 16, lambda row: row.point.title, grow=True),
            Column("", 22, lambda row: f"{row.framework.level} {row.framework.name}", from_width=50, role="quiet"),
        ]
        super().__init__(title, columns, rows, self._found, about)

    def take_also(self) -> bool:
        self._filter()  # the news of the last key may still be on its way
        if (row := self._table.row) is not None:
            if self.taken.pop(row.id, None) is None:
                self.taken[row.id] = row
            self._table.show(self._table.source)
            self.action_move("down")
        return True

    @property
    def chosen(self) -> list[PointRow]:
        """What the space bar has taken, in the order of taking."""
        return list(self.taken.values())

    def _found(self, typed: str, rows: Sequence[PointRow]) -> Sequence[PointRow]:
        return fitting(typed, rows, lambda row: row.point.title, lambda row: f"{row.number} {row.framework.name}")

    def _sign_word(self, row: PointRow) -> str:
        return "取" if row.id in self.taken else "有" if row.put else ""

    def _sign(self, row: PointRow, glyphs: Glyphs) -> Ink:
        if row.id in self.taken:
            return Ink("*", "accent")
        if not row.put:
            return Ink()
        return Ink(glyphs.full, "good") if row.put == self._of else Ink(glyphs.half, "info")
