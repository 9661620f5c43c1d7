"""The list of 今天: groups with headings, and in its edge how many things are to be done, and the day."""

from branchtui.rules.duties.duty import Board
from branchtui.rules.text.chinese_time import chinese_weekday
from branchtui.ui.rooms.today.duty_lines import sign, when_role, words_role
from branchtui.ui.rooms.today.duty_rows import TodayRow, headings, rows_of
from branchtui.ui.shell import shell_of
from branchtui.ui.text.rows import Column, Groups, Rows, Source
from branchtui.ui.widgets.frame import LEAST_ROWS
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.board import board

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

    @property
    def parted(self) -> bool:
        """Whether empty lines part the groups, as they do in a high window."""
        return self._apart

    def reload(self) -> None:
        self._apart = self.screen.size.height >= LEAST_ROWS
        super().reload()

    def _rows(self, filter_text: str) -> Rows[TodayRow]:
        shell = shell_of(self)
        self.found = board(shell.now().date())
        words = filter_text.split()
        return Rows([row for row in rows_of(self.found, shell.drafts.left()) if row.has(words)])

    def number(self) -> int:
        return self.found.to_do

    def legend(self) -> str:
        today = shell_of(self).now().date()
        day = f"{today.month}月{today.day}日 {chinese_weekday(today)}"
        return f"{day}   {self.table.at}/{self.table.count}" if self.table.count else day
