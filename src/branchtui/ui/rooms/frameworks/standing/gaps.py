"""What a framework lacks, each with the key that mends it."""

from collections.abc import Sequence
from itertools import groupby
from typing import ClassVar, NamedTuple

from textual.binding import BindingType

from branchtui.rules.frameworks.judging import Gap, gaps_of
from branchtui.store.queries.frameworks.marked import unrecorded
from branchtui.ui.commands import table
from branchtui.ui.rooms.frameworks.standing.base import StandingScreen
from branchtui.ui.rooms.frameworks.standing.mending import Way, go, way_of
from branchtui.ui.rooms.frameworks.standing.point_lines import point_lines
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Groups, Rows, Source
from branchtui.ui.widgets.lines_view import LinesView
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.frameworks.standing import PointStanding


class GapRow(NamedTuple):
    """One thing that is missing, and what Enter does about it."""

    row: PointStanding
    gap: Gap
    mend: Way
    clause: str


_COLUMNS: list[Column[GapRow]] = [
    Column("缺什么", 20, lambda row: row.gap.words, grow=True),
    Column("依据", 24, lambda row: row.clause, from_width=100, role="quiet"),
    Column("回车", 16, lambda row: row.mend.words, role="due"),
]


def _groups(source: Source[GapRow]) -> Groups:
    """A heading for each point, with the number of what it lacks."""
    rows: Sequence[GapRow] = source.page(0, source.count())
    found = []
    for row, of in groupby(rows, lambda each: each.row):
        number = len(list(of))
        found.append((Ink(f"{row.number} {row.point.title}", bold=True).add(f"  {number}", "due"), number))
    return found


class GapsScreen(StandingScreen[GapRow]):
    """F4 of a framework; F2 goes back to the matrix."""

    PLACE = "gaps"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("gaps")]

    def __init__(self, framework: bytes) -> None:
        self._view = LinesView()
        pane = ListPane(_COLUMNS, self._rows, title="缺项", empty="到今天没有缺项。", group=_groups)
        super().__init__(framework, pane, self._view)

    def _rows(self, filter_text: str) -> Rows[GapRow]:
        if not hasattr(self, "of"):
            return Rows()
        open_ones = unrecorded(self.of.framework.starts_on, self.today)
        rows = [
            GapRow(row, gap, way_of(need, gap, open_ones), need.source)
            for row in self.of.points
            for need, gap in gaps_of(row.needs)
        ]
        return Rows([row for row in rows if filter_text in f"{row.row.number}{row.row.point.title}{row.gap.words}"])

    def show_beside(self, row: GapRow | None) -> None:
        if row is None or not self._view.size.width:
            self._view.show(())
            return
        glyphs = self.shell.brush.glyphs
        title = f"{row.row.number} {row.row.point.title}"
        self._view.show_lines(title, lambda width: point_lines(row.row, width, glyphs), thing=row.row.point.id)

    def next_step(self) -> tuple[str, str] | None:
        row = self.pane.table.row
        return ("list.open", row.mend.words) if row is not None else None

    async def open_row(self, row: GapRow) -> None:
        with self.telling():
            await go(self, row.mend, row.row.point.id)

    def action_tab(self, name: str) -> None:
        """The matrix lies below."""
        self.dismiss()
