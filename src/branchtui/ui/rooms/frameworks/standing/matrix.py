"""The matrix of a framework: its points by periods, in words and signs. No widget and no database."""

from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from branchtui.rules.frameworks.judging import STATES, NeedState, State, over
from branchtui.rules.frameworks.needs import Per
from branchtui.rules.frameworks.periods import Period
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.workflows.frameworks.standing import PointStanding, Standing

PERS: dict[Per, str] = {"quarter": "按季度", "month": "按月", "term": "按学期"}
_LEAST_NAME = 10  # cells of a name that has to be cut
ROLES: dict[State, str] = {"met": "good", "part": "due", "missing": "due", "not_due": "quiet", "none": "quiet"}


def state_sign(state: State, glyphs: Glyphs) -> str:
    """The sign of a state; what is not due yet and what does not apply are told apart."""
    return {
        "met": glyphs.full,
        "part": glyphs.half,
        "missing": glyphs.open,
        "not_due": glyphs.none,
        "none": glyphs.na,
    }[state]


def legend(glyphs: Glyphs) -> str:
    """What the signs mean."""
    return " ".join(f"{state_sign(state, glyphs)}{word}" for state, word in STATES.items())


class PointCell(NamedTuple):
    """A point in one period: the number of its pieces, how many of how many people or posts have what is asked, the state."""

    pieces: int
    of_each: str
    state: State

    def ink(self, glyphs: Glyphs) -> Ink:
        """The cell as it is drawn: never by its colour alone."""
        if self.of_each and self.state != "not_due":
            return Ink(self.of_each, ROLES[self.state])
        number = str(self.pieces) if self.pieces else ""
        if self.state == "none":
            return Ink(number)
        if number and self.state == "met":
            return Ink(number, "good")
        return Ink(f"{number}{state_sign(self.state, glyphs)}", ROLES[self.state])


class MatrixRow(NamedTuple):
    """A point with its cells; `pieces` and `missing` (needs that are not met) are counted with all below it."""

    row: PointStanding
    cells: tuple[PointCell, ...]
    pieces: int
    missing: int
    parent: bool

    @property
    def id(self) -> bytes:
        return self.row.point.id


def matrix(of: Standing, shown: Sequence[Period]) -> list[MatrixRow]:
    """The rows of a framework over the periods that are shown.

    A need of longer periods stands where its period ends; one of the whole cycle at the end of that.
    """
    below: dict[bytes, list[PointStanding]] = {row.point.id: [row] for row in of.points}
    parents = {row.point.parent_id for row in of.points}
    for row in reversed(of.points):
        if row.point.parent_id in below:
            below[row.point.parent_id] += below[row.point.id]
    found = []
    for row in of.points:
        mine = below[row.point.id]
        needs = [need for each in mine for need in each.needs]
        there = {(piece.thing.table, piece.thing.id) for each in mine for piece in each.pieces if piece.how != "out"}
        cells = tuple(_cell(row, needs, period, parent=row.point.id in parents) for period in shown)
        missing = sum(need.state in ("missing", "part") for need in needs)
        found.append(MatrixRow(row, cells, len(there), missing, row.point.id in parents))
    return found


def _cell(row: PointStanding, needs: Sequence[NeedState], period: Period, *, parent: bool) -> PointCell:
    inside = [
        (need, cell)
        for need in needs
        if need.state != "none"
        for cell in need.cells
        if period.first <= cell.period.last <= period.last
    ]
    state = over([cell.state for _, cell in inside])
    if parent and not row.pieces:
        return PointCell(0, "", state)
    pieces = [piece for piece in row.pieces if piece.how != "out" and piece.thing.counted is not None]
    number = sum(period.first <= piece.thing.counted <= period.last for piece in pieces if piece.thing.counted)
    each = [cell for need, cell in inside if need.need.each and cell.asked and cell.state != "not_due"]
    short = min(each, key=lambda cell: cell.have / cell.asked, default=None)
    return PointCell(number, f"{short.have}/{short.asked}" if short is not None else "", state)


def in_sight(periods: Sequence[Period], today: date, room: int) -> list[Period]:
    """As many periods as there is room for: the present one with the next, and those before."""
    present = next((at for at, period in enumerate(periods) if today <= period.last), len(periods) - 1)
    end = min(len(periods), max(room, present + min(room, 2)))
    return list(periods[max(0, end - room) : end])


def period_title(period: Period, per: Per) -> str:
    """What stands above a column; the year stands above that."""
    if per == "month":
        return f"{period.last.month}月"
    if per == "quarter":
        return f"{(period.last.month + 2) // 3}季"
    return period.name[5:6] if period.name[:4].isdecimal() else period.name[:2]


def period_year(period: Period, per: Per) -> str:
    """The year that a column belongs to: of a term the one it is called after."""
    return period.name[:4] if per == "term" else str(period.last.year)


def head_ink(of: Standing, words: str, width: int) -> Ink:
    """The line above the matrix: how many needs are met of how many, what is missing and not due yet, what comes next.

    The cycle goes first where there is no room for all of it, then the end of the name.
    """
    needs, framework = of.needs, of.framework
    missing = sum(need.state in ("missing", "part") for need in needs)
    waiting = sum(need.state == "not_due" for need in needs)
    told = Ink("  ").add(
        f"已满足 {of.met}/{len(needs)}", "good" if of.met == len(needs) and needs else "text", bold=True
    )
    if missing:
        told.add(f"  缺 {missing}", "due", bold=True)
    if waiting:
        told.add(f"  未到期 {waiting}", "quiet")
    told.add(f"  {words}" if words else "", "due")
    line = Ink(f"{framework.level} {framework.name}".strip(), bold=True)
    cycle = Ink(f"  {framework.starts_on:%Y-%m} 至 {framework.ends_on:%Y-%m}", "quiet")
    if line.cells + cycle.cells + told.cells <= width:
        line.join(cycle)
    return line.cut(max(_LEAST_NAME, width - told.cells)).join(told)
