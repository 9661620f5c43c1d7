"""A point: what it asks above, its pieces below, and beside them where there is room all that is told of it."""

from datetime import date
from functools import partial
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.errors import GoneError
from branchtui.rules.frameworks.things import ORIGINS, THINGS
from branchtui.store.models import Framework, Point, Row
from branchtui.store.queries.frameworks import marked
from branchtui.ui.commands import table
from branchtui.ui.rooms.frameworks.standing.mending import open_evidence
from branchtui.ui.rooms.frameworks.standing.point_lines import head_lines, point_lines
from branchtui.ui.rooms.people.registers.base import WholeScreen
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import ask
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.frame import LEAST_ROWS
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.lines_view import LinesView
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.frameworks.marks import take_out, unmark
from branchtui.workflows.frameworks.standing import HOWS, Piece, PointStanding, standing
from branchtui.workflows.frameworks.submitting import numbered


class PieceRow(NamedTuple):
    """A piece of a point with its number; what was taken out has none."""

    number: str
    piece: Piece

    @property
    def id(self) -> bytes:
        return self.piece.thing.id


def _how(row: PieceRow, glyphs: Glyphs) -> Ink:
    how = row.piece.how
    return Ink(f"{glyphs.wrong} {HOWS[how]}", "due") if how == "out" else Ink(HOWS[how], "quiet")


def _title(row: PieceRow) -> str:
    mark = row.piece.mark
    why = f"（{mark.reason}）" if mark is not None and row.piece.how == "out" else ""
    return f"{row.piece.thing.title}{why}"


_COLUMNS: list[Column[PieceRow]] = [
    Column("编号", 9, lambda row: row.number, role="quiet"),
    Column("日期", 10, lambda row: row.piece.thing.day.isoformat() if row.piece.thing.day else ""),
    Column("名称", 16, _title, grow=True, names=True),
    Column("是什么", 8, lambda row: THINGS[row.piece.thing.table], from_width=56, role="quiet"),
    Column("怎样", 6, lambda row: HOWS[row.piece.how], ink=_how),
    Column("性质", 4, lambda row: ORIGINS[row.piece.thing.origin], role="quiet"),
]


class _Told(NamedTuple):
    """A point as it stands, and its pieces."""

    row: PointStanding
    order: tuple[bytes, ...]  # of all points
    pieces: list[PieceRow]


def _read(point: bytes, today: date) -> _Told:
    """How a point stands. Raises GoneError where it is gone."""
    of = standing(Framework.get_by_id(Point.get_by_id(point).framework_id), today)
    row = next((each for each in of.points if each.point.id == point), None)
    if row is None:
        raise GoneError("这个观测点已不在了。")
    numbers = {(each.point.id, piece.thing.table, piece.thing.id): number for number, each, piece in numbered(of)}
    pieces = [PieceRow(numbers.get((point, each.thing.table, each.thing.id), ""), each) for each in row.pieces]
    return _Told(row, tuple(each.point.id for each in of.points), pieces)


class PointScreen(ListScreen[PieceRow]):
    """Enter opens a piece; the mark key takes it out, or puts it back."""

    PLACE = "point"
    ROOM = "frameworks"
    SIDE = "right narrower"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("point")]

    def __init__(self, point: bytes) -> None:
        """Raises BranchError where it is gone."""
        empty = "还没有佐证。在会议、荣誉、服务记录等列表里按 Ctrl+A，或等相应的事记下来自动归入。"
        self._view = LinesView()
        super().__init__(ListPane(_COLUMNS, self._rows, title="佐证", empty=empty), self._view)
        Point.get_by_id(point)
        self._point = point
        self._told: _Told | None = None
        self._head = InkView(self._head_lines)

    def on_mount(self) -> None:
        self.pane.table.focus()

    def heads(self) -> ComposeResult:
        yield self._head

    def thing(self) -> Row | None:
        return Point.get_by_id(self._point)

    def reload(self) -> None:
        self._told = _read(self._point, self.shell.now().date())
        super().reload()

    def show_heads(self) -> None:
        self._head.again()

    def _head_lines(self, width: int) -> list[Ink]:
        most = 9 if self.size.height >= LEAST_ROWS else 5
        return head_lines(self._told.row, width, self.shell.brush.glyphs, most) if self._told else []

    def _rows(self, filter_text: str) -> Rows[PieceRow]:
        pieces = self._told.pieces if self._told else []
        return Rows([row for row in pieces if filter_text in f"{row.number}{_title(row)}{row.piece.thing.day}"])

    def show_beside(self, row: PieceRow | None) -> None:
        if self._told is None or not self._view.size.width:
            self._view.show(())
            return
        standing_now, glyphs = self._told.row, self.shell.brush.glyphs
        title = f"{standing_now.number} {standing_now.point.title}"
        self._view.show_lines(title, lambda width: point_lines(standing_now, width, glyphs), thing=self._point)

    def next_step(self) -> tuple[str, str] | None:
        return super().next_step() or ("point.account", "写完成情况")

    def can(self, command_id: str) -> bool:
        return self.pane.table.row is not None if command_id == "point.evidence" else super().can(command_id)

    async def open_row(self, row: PieceRow) -> None:
        with self.telling():
            await open_evidence(self, row.piece.thing.table, row.piece.thing.id)

    def action_evidence(self) -> None:
        """Take out what came by itself, with a reason; take back what a person put there or took out."""
        row = self.pane.table.row
        if row is None:
            self.shell.say(self.pane.nothing())
            return
        piece, point = row.piece, Point.get_by_id(self._point)
        if piece.mark is not None:
            with self.telling() as done:
                unmark(piece.mark)
                self.reload()
                done(f"“{piece.thing.title}”{'放回来了' if piece.how == 'out' else '不再作佐证'}。")
            return

        def submit(typed: str) -> str:
            take_out(point, marked.stored(piece.thing.table, [piece.thing.id]), typed)
            return f"“{piece.thing.title}”已剔除，留在这里并写着原因。"

        name = f"out-{piece.thing.id.hex()}-of-{point.id.hex()}"
        self.app.push_screen(ask(name, f"剔除“{piece.thing.title}”", "原因", submit, room=self.ROOM))

    def action_account(self) -> None:
        from branchtui.ui.rooms.frameworks.standing.forms import account_form

        self.app.push_screen(account_form(Point.get_by_id(self._point), self.shell.now().date()))

    def action_edit(self) -> None:
        from branchtui.ui.rooms.frameworks.standing.forms import point_form

        self.app.push_screen(point_form(Point.get_by_id(self._point), self.shell.now().date()))

    def action_rules(self) -> None:
        from branchtui.ui.rooms.frameworks.standing.forms import rules_form

        with self.telling():
            self.app.push_screen(rules_form(Point.get_by_id(self._point)))

    def action_view(self) -> None:
        show_whole(self, self._point)

    def action_turn(self, way: str) -> None:
        """Show the next of the points, or the one before."""
        if self._told is None:
            return
        order = self._told.order
        self._point = order[(order.index(self._point) + (1 if way == "next" else -1)) % len(order)]
        self.pane.table.cursor = 0
        with self.telling():
            self.reload()


def show_whole(screen: PlaceScreen, point: bytes) -> None:
    """All that is told of a point, over the whole screen."""
    glyphs, today = screen.shell.brush.glyphs, screen.shell.now().date()

    def show(view: LinesView) -> None:
        row = _read(point, today).row
        view.show_lines(f"{row.number} {row.point.title}", lambda width: point_lines(row, width, glyphs), thing=point)

    screen.app.push_screen(WholeScreen(partial(Point.get_by_id, point), show, "frameworks"))
