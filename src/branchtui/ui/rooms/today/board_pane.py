"""The list of 今天: groups with headings, and in its edge how many things are to be done, and the day."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from branchtui.errors import BranchError
from branchtui.rules.duties.duty import Board
from branchtui.rules.text.chinese_time import chinese_weekday
from branchtui.ui.rooms.today.duty_lines import sign, when_role, words_role
from branchtui.ui.rooms.today.duty_rows import TodayRow, headings, rows_of
from branchtui.ui.screens.undo_hint import stamps
from branchtui.ui.shell import shell_of
from branchtui.ui.text.rows import Column, Groups, Rows, Source
from branchtui.ui.widgets.frame import LEAST_ROWS
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.board import board

if TYPE_CHECKING:
    from datetime import date

    from branchtui.rules.duties.facts import StandingFact
    from branchtui.workflows.frameworks.steps import Steps

_EMPTY = "眼下没有逾期、矛盾和要办的事。今年的会在下面，要计划新的按 2。"
_COLUMNS: list[Column[TodayRow]] = [
    Column("", 2, lambda row: "", ink=sign),
    Column("", 24, lambda row: row.words, grow=True, role=words_role),
    Column("", 14, lambda row: row.when, role=when_role, right=True),
    Column("", 0, lambda row: ""),
]


def _headings(rows: Source[TodayRow]) -> Groups:
    return headings(rows.page(0, rows.count()))


class BoardPane(ListPane[TodayRow]):
    """Everything that the board tells of today; `found` is the board as it was read last."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS, self._rows, empty=_EMPTY, title="要做的事", group=_headings, id="board")
        self.found = Board()
        self._adopted = False  # whether there are frameworks
        self._looking: Steps[list[StandingFact]] | None = None
        self._as_of: tuple[int | None, date] | None = None  # what was written when it began, and the day

    @property
    def parted(self) -> bool:
        """Whether empty lines part the groups, as they do in a high window."""
        return self._apart

    def reload(self) -> None:
        self._apart = self.screen.size.height >= LEAST_ROWS
        super().reload()

    def _rows(self, filter_text: str) -> Rows[TodayRow]:
        shell = shell_of(self)
        self.found = board(shell.now().date(), self._standings)
        words = filter_text.split()
        return Rows([row for row in rows_of(self.found, shell.drafts.left()) if row.has(words)])

    def _standings(self) -> "Sequence[StandingFact]":
        self._adopted = True
        return shell_of(self).standings

    def look_again(self) -> None:
        """Begin to read how the frameworks stand, where anything was written since that was begun."""
        today = shell_of(self).now().date()
        if self._adopted and (as_of := (stamps(), today)) != self._as_of:
            self._as_of, self._looking = as_of, _standings(today)

    @property
    def looks(self) -> bool:
        """Whether there is more of it to be read."""
        return self._looking is not None

    def look_closer(self) -> bool:
        """Read one step of it, which takes longer than the rest of the board; whether more, or less, is to be told now.

        Raises BranchError where it can't be read; then it is given up.
        """
        if self._looking is None:
            return False
        try:
            next(self._looking)
        except StopIteration as end:
            self._looking = None
            shell = shell_of(self)
            before, shell.standings = shell.standings, end.value
            return before != shell.standings
        except BranchError:
            self._looking = None
            raise
        return False

    def number(self) -> int:
        return self.found.to_do

    def legend(self) -> str:
        today = shell_of(self).now().date()
        day = f"{today.month}月{today.day}日 {chinese_weekday(today)}"
        return f"{day}   {self.table.at}/{self.table.count}" if self.table.count else day


def _standings(today: "date") -> "Steps[list[StandingFact]]":
    """The first step loads what reads the others."""
    from branchtui.workflows.frameworks.told import standings_in_steps

    yield
    return (yield from standings_in_steps(today))
