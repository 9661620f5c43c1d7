"""The matrix of one framework, and beside it the point under the cursor; F4 shows only what is missing."""

from typing import ClassVar, cast

from textual.binding import BindingType

from branchtui.rules.frameworks.needs import Per
from branchtui.rules.frameworks.periods import Period, periods
from branchtui.rules.workdays import Terms
from branchtui.store.models import Point, Row
from branchtui.store.queries.frameworks import trees
from branchtui.ui.commands import table
from branchtui.ui.rooms.frameworks.standing.base import StandingScreen
from branchtui.ui.rooms.frameworks.standing.matrix import (
    PERS,
    MatrixRow,
    in_sight,
    legend,
    matrix,
    period_title,
    period_year,
)
from branchtui.ui.rooms.frameworks.standing.point_lines import point_lines
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import ask
from branchtui.ui.shell import shell_of
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.lines_view import LinesView
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.frameworks import tree

_NUMBER, _TITLE, _TOTAL, _MISSING, _CELL = 6, 14, 4, 3, 5
_FIXED = 2 + _NUMBER + _TITLE + _TOTAL + _MISSING + 4  # cells of all but the periods, with the gaps between


class MatrixPane(ListPane[MatrixRow]):
    """The rows, with two lines of titles above them: the years, and the periods."""

    years: tuple[str, ...] = ()  # above each column of a period, from the third column on

    def _titles(self) -> InkView:
        return InkView(lambda width: [self._year_line(), self.table.header()], classes="list-head years")

    def _year_line(self) -> Ink:
        line, shown = Ink(), ""
        for (_, start), year in zip(self.table.starts()[2:], self.years, strict=False):
            if year != shown:
                line.to(start).add(year, "quiet")
            shown = year
        return line

    def legend(self) -> str:
        return legend(shell_of(self).brush.glyphs)


class FrameworkScreen(StandingScreen[MatrixRow]):
    """Opened from the list of frameworks, or from 今天."""

    PLACE = "framework"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("framework")]

    def __init__(self, framework: bytes) -> None:
        pane = MatrixPane([], self._rows, title="对标", empty="还没有观测点。按 Ctrl+N 写一个。")
        self._view = LinesView()
        super().__init__(framework, pane, self._view)
        self._matrix = pane
        self._per: Per = "quarter"
        self._shown: list[Period] = []
        self._terms = Terms()
        self._wanted: bytes | None = None  # a point that was just added

    def reload(self) -> None:
        super().reload()
        self._terms = self.of.terms
        self._lay_out()
        if self._wanted is not None:
            self._seek(self._wanted)
            self._wanted = None

    def on_resize(self) -> None:
        super().on_resize()
        self.call_after_refresh(self._lay_out)

    def _lay_out(self) -> None:
        """Show as many periods as there is room for."""
        if not hasattr(self, "of"):
            return
        framework = self.of.framework
        all_of_them = periods(self._per, framework.starts_on, framework.ends_on, self._terms)
        room = max(1, (self._matrix.table.size.width - _FIXED) // (_CELL + 1))
        self._shown = in_sight(all_of_them, self.today, room)
        self._matrix.years = tuple(period_year(each, self._per) for each in self._shown)
        self._matrix.table.columns = [
            Column("", _NUMBER, lambda row: row.row.number, role="quiet"),
            Column("", _TITLE, lambda row: f"{' ' * row.row.depth}{row.row.point.title}", grow=True, names=True),
            *(_period_column(at, period_title(each, self._per)) for at, each in enumerate(self._shown)),
            Column("合计", _TOTAL, lambda row: str(row.pieces or ""), right=True),
            Column("缺", _MISSING, lambda row: str(row.missing or ""), right=True, role="due"),
        ]
        self._matrix.reload()

    def _rows(self, filter_text: str) -> Rows[MatrixRow]:
        if not hasattr(self, "of"):
            return Rows()
        rows = matrix(self.of, self._shown)
        return Rows([row for row in rows if filter_text in f"{row.row.number}{row.row.point.title}"])

    def show_beside(self, row: MatrixRow | None) -> None:
        if row is None or not self._view.size.width:
            self._view.show(())
            return
        glyphs = self.shell.brush.glyphs
        title = f"{row.row.number} {row.row.point.title}"
        self._view.show_lines(title, lambda width: point_lines(row.row, width, glyphs), thing=row.id)

    def history_of(self) -> Row | None:
        row = self.pane.table.row
        return row.row.point if row is not None else self.thing()

    def can(self, command_id: str) -> bool:
        if command_id in ("framework.edit", "framework.remove", "framework.view"):
            return self.pane.table.row is not None
        return super().can(command_id)

    async def open_row(self, row: MatrixRow) -> None:
        from branchtui.ui.rooms.frameworks.standing.point import PointScreen

        with self.telling():
            self.app.push_screen(PointScreen(row.id))

    def action_view(self) -> None:
        if (point := self._chosen()) is not None:
            from branchtui.ui.rooms.frameworks.standing.point import show_whole

            show_whole(self, point.id)

    def action_period(self) -> None:
        order = list(PERS)
        self._per = order[(order.index(self._per) + 1) % len(order)]
        self._lay_out()
        self.shell.say(f"{PERS[self._per]}看。")

    def action_tab(self, name: str) -> None:
        from branchtui.ui.rooms.frameworks.standing.gaps import GapsScreen

        with self.telling():
            self.app.push_screen(GapsScreen(self.framework_id))

    def _chosen(self) -> Point | None:
        """The point under the cursor as it is stored now; None, told why, where there is none."""
        row = self.pane.table.row
        if row is None:
            self.shell.say(self.pane.nothing())
            return None
        return Point.get_by_id(row.id)

    # -- the tree -------------------------------------------------------------------------------------------------

    def action_new(self) -> None:
        """A point behind the one under the cursor."""
        row = self.pane.table.row
        after = Point.get_by_id(row.id) if row is not None else None
        self._ask_title("加观测点", "point", after=after)

    def action_below(self) -> None:
        """A point below the one under the cursor."""
        if (under := self._chosen()) is not None:
            self._ask_title(f"在“{under.title}”下面加观测点", f"below-{under.id.hex()}", under=under)

    def _ask_title(self, heading: str, name: str, *, under: Point | None = None, after: Point | None = None) -> None:
        framework = self.of.framework

        def submit(typed: str) -> str:
            row = tree.add_point(framework, typed, under=under, after=after)
            self._wanted = row.id
            return f"已加“{row.title}”。"

        self.app.push_screen(ask(f"{name}-in-{framework.id.hex()}", heading, "名称", submit, room=self.ROOM))

    def _seek(self, point: bytes) -> None:
        self.pane.table.seek(lambda row: row.id == point)

    def action_edit(self) -> None:
        if (point := self._chosen()) is not None:
            from branchtui.ui.rooms.frameworks.standing.forms import point_form

            self.app.push_screen(point_form(point, self.today))

    def action_remove(self) -> None:
        if (point := self._chosen()) is not None:
            with self.telling() as done:
                number = tree.remove(point)
                self.reload()
                done(f"已删去“{point.title}”" + (f"和它下面的 {number - 1} 个。" if number > 1 else "。"))

    def action_shift(self, way: str) -> None:
        if (point := self._chosen()) is not None:
            with self.telling() as done:
                if tree.move(point, cast(tree.Way, way)):
                    self.reload()
                    self._seek(point.id)
                    done(f"“{point.title}”已{tree.WAYS[cast(tree.Way, way)]}。")
                else:
                    self.shell.say(f"不能再{tree.WAYS[cast(tree.Way, way)]}了。")

    def action_export(self) -> None:
        from branchtui.ui.rooms.frameworks.standing.handing_in import export

        export(self, self.of.framework, self.milestone)

    def action_submit(self) -> None:
        from branchtui.ui.rooms.frameworks.standing.handing_in import hand_in

        hand_in(self, self.of.framework, self.milestone)

    def action_head(self) -> None:
        from branchtui.ui.rooms.frameworks.standing.forms import head_form

        self.app.push_screen(head_form(self.of.framework))

    def action_newer(self) -> None:
        from branchtui.ui.rooms.frameworks.standing.newer_file import show_newer

        with self.telling():
            show_newer(self, self.of.framework)

    def action_milestones(self) -> None:
        rows = {row.id.hex(): row for row in trees.milestones(self.of.framework)}
        if not rows:
            self.shell.say("这个对标没有节点。")
            return

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                from branchtui.ui.rooms.frameworks.standing.forms import milestone_form

                self.app.push_screen(milestone_form(rows[option[0]], self.today))

        options = [(key, f"{row.name} {row.due_on or ''}".strip()) for key, row in rows.items()]
        self.app.push_screen(pick("哪一个节点？", options), chosen)


def _period_column(at: int, title: str) -> Column[MatrixRow]:
    def ink(row: MatrixRow, glyphs: Glyphs) -> Ink:
        drawn = row.cells[at].ink(glyphs)
        return Ink().to(max(0, _CELL - drawn.cells)).join(drawn)

    return Column(
        f"{title:>{_CELL - sum(not char.isascii() for char in title)}}", _CELL, lambda row: row.cells[at].state, ink=ink
    )
