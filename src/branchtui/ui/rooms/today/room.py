"""今天: what is to be done, what is told of the one under the cursor, and the year month by month."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal

from branchtui.ui.commands import table
from branchtui.ui.rooms.today.board_pane import BoardPane
from branchtui.ui.rooms.today.duty_lines import clause_line, duty_lines, known_of, step
from branchtui.ui.rooms.today.duty_rows import TodayRow
from branchtui.ui.rooms.today.year_lines import legend, year_lines
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.chrome import TitleLine
from branchtui.ui.widgets.frame import LEAST_ROWS, Frame
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.rest import Rest
from branchtui.workflows import board

if TYPE_CHECKING:
    from branchtui.rules.duties.year_matrix import Year

_PAUSE = 0.1  # of the moment for which keys rest, between two steps of what is read behind them
_OTHER_ROWS = 12  # of the screen: lines and edges, and six rows of the list


class TodayScreen(ListScreen[TodayRow]):
    """The first room. The year, and how the frameworks stand, are read once the list stands: the first frame does not wait
    for them, nor does a key for the second, which is read step by step."""

    PLACE = ROOM = "today"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("today")]

    def __init__(self) -> None:
        self._board, self._told = BoardPane(), InkView(self._duty_lines, id="told")
        super().__init__(self._board, self._told)
        self._beside = Frame(self._told, title="这一件", classes="right -shares")
        self._matrix = InkView(self._year_lines, id="matrix")
        self._below = Frame(self._matrix, id="year")
        self._below.stand_under(self._board)
        self._clause = InkView(self._clause_line, ground="raised", id="clause")
        self._pause = Rest(lambda: self.call_later(self._look_closer), _PAUSE)
        self._row: TodayRow | None = None
        self._known = ""  # how things stand with the meeting of the row
        self._year: Year | None = None
        self._drawn_in = 0  # the rows of the screen for which the lines beside and below were drawn
        self._stale = True  # whether the year has to be read anew

    def body(self) -> ComposeResult:
        with Horizontal(classes="panes"):
            yield self.pane
            yield self._beside
        yield self._below
        yield self._clause

    def reload(self) -> None:
        self._stale = True
        self._below.title = f"{self.shell.now().year} 年"
        self._below.note = legend(self.shell.brush.glyphs)
        super().reload()
        self._show(self.pane.table.row, "")
        self._count()

    def _count(self) -> None:
        self.shell.look_for_due(self._board.found)
        self.query_one(TitleLine).mark(self.shell.due, self.shell.late)

    def _look_for_due(self) -> None:
        """It was told with the list, which is read whenever the room is entered; the rest waits for the first frame."""
        if self.is_active:
            self.shell.look_at_exchange()
            self.query_one(TitleLine).mark(self.shell.due, self.shell.late)

    def on_resize(self) -> None:
        if self._board.parted != self._airy:
            row = self.pane.table.row
            self.pane.reload()
            self.pane.table.seek(lambda each: each == row)
        if self._drawn_in != self.size.height:
            self._drawn_in = self.size.height
            for view in (self._told, self._matrix):
                view.again()

    def show_beside(self, row: TodayRow | None) -> None:
        self._show(row, known_of(row))
        if self._stale:
            self._stale = False
            self._year = board.year(self.shell.now().date())
            self._matrix.again()
            self._board.look_again()
        if self._board.looks:
            self._pause.begin()

    def _look_closer(self) -> None:
        """Read one step more of how the frameworks stand; where the cursor has left its row, keys come first."""
        row = self.pane.table.row
        if not self.is_active or row != self._row:
            return
        with self.telling():
            if self._board.look_closer():
                self._board.reload()
                self.pane.table.seek(lambda each: each == row)
                self._count()
        if self._board.looks:
            self._pause.begin()

    def _show(self, row: TodayRow | None, known: str) -> None:
        self._row, self._known = row, known
        self._told.again()
        self._clause.again()

    @property
    def _airy(self) -> bool:
        return self.size.height >= LEAST_ROWS

    def _duty_lines(self, width: int) -> Sequence[Ink]:
        return duty_lines(self._row, self._known, width, self.shell.brush.glyphs, airy=self._airy)

    def _clause_line(self, width: int) -> Sequence[Ink]:
        return [clause_line(self._row, self._known, width, self.shell.brush.glyphs)]

    def _year_lines(self, width: int) -> Sequence[Ink]:
        most = self.size.height - _OTHER_ROWS
        return year_lines(self._year, width, most, self.shell.brush.glyphs) if self._year is not None else ()

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        if command_id == "today.drop":
            return row is not None and bool(row.drafts)
        if command_id == "today.state":
            return row is not None and row.duty is not None and row.duty.action is not None
        return super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        words = step(self.pane.table.row)
        return ("list.open", words) if words else None

    async def open_row(self, row: TodayRow) -> None:
        with self.telling():
            if row.drafts:
                from branchtui.ui.rooms.today.resume_draft import resume_draft

                await resume_draft(self.shell, row.drafts[0])
            elif row.duty is not None:
                from branchtui.ui.rooms.today.doing import do

                await do(self, row.duty)

    def action_state(self) -> None:
        duty = row.duty if (row := self.pane.table.row) is not None else None
        if duty is None or duty.action is None:
            self.shell.say("光标不在议定事项或整改事项上。别的事按回车去办，办了就不再提。")
            return
        from branchtui.ui.rooms.today.ticking import done_form

        with self.telling():
            self.app.push_screen(done_form(self, *duty.action))

    def action_silence(self) -> None:
        row = self.pane.table.row
        if row is None or row.duty is None:
            self.shell.say("光标不在要办的事上。")
            return
        from branchtui.ui.rooms.today.silence import silence

        with self.telling():
            silence(self, row.duty)

    def action_silenced(self) -> None:
        from branchtui.ui.rooms.today.silence import show_silenced

        with self.telling():
            show_silenced(self)

    def action_handbook(self) -> None:
        from branchtui.ui.rooms.today.handbook import export_handbook

        with self.telling():
            export_handbook(self)

    def action_handbook_parts(self) -> None:
        from branchtui.ui.rooms.today.handbook import parts_form

        with self.telling():
            self.app.push_screen(parts_form(self))

    def action_drop(self) -> None:
        row = self.pane.table.row
        if row is not None and row.duty is not None:
            self.action_silence()
            return
        if row is None or not row.drafts:
            self.shell.say("光标不在“未存完”的文字上。")
            return

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None and option[0] == "drop":
                for place in row.drafts:
                    self.shell.drafts.drop(place)
                self.pane.reload()
                self.shell.say("已丢弃未存完的文字。")

        from branchtui.ui.screens.choice import pick

        options = [("keep", "留着"), ("drop", "丢弃")]
        self.app.push_screen(pick(f"丢弃以后找不回来：{row.words[:40]}", options), chosen)
