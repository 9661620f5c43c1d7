"""今天: every branch a row, by its number. Nobody is ranked."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.duties.judged import NOT_TOLD, OWN_RULES
from branchtui.ui.commands import table
from branchtui.ui.rooms.college.cells import board_lines, counted, moment
from branchtui.ui.rooms.college.room import CollegePane, CollegeScreen
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column
from branchtui.ui.text.wrap import wrap
from branchtui.workflows.college.organiser import BranchBoard

_NEVER = "没有同步过"
_EMPTY = "服务器上还没有支部。管理员用 branchtui college branch add 增加。"
_NO_GAPS = "没有一个支部有逾期或未报的。按 Ctrl+K 列出全部。"
_NOT_YET = "还没有取到。按 F5 再取一次。"


class BoardScreen(CollegeScreen[BranchBoard]):
    """What is overdue and due as counts, the sheets that were not handed in, and the last sync."""

    PLACE = ROOM = "college_board"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("college_board")]

    def __init__(self) -> None:
        columns: list[Column[BranchBoard]] = [
            Column("号", 3, lambda row: str(row.head.number), role="quiet", right=True),
            Column("支部", 14, lambda row: row.head.name, grow=True),
            counted("逾期", 6, lambda row: len(row.board.overdue), "wrong", "bad"),
            counted("要办", 6, lambda row: len(row.board.due), "open", "due"),
            counted("未报", 6, lambda row: row.lacking, "open", "due"),
            Column("最后同步", 15, self._synced, role=lambda row: "quiet" if row.head.at else "due", from_width=60),
            Column("", 0, lambda row: ""),
        ]
        self._gaps = False
        super().__init__(CollegePane(columns, title="支部", empty=_EMPTY, id="branches"), "这个支部")

    def rows(self) -> Sequence[BranchBoard]:
        if (seen := self.college.seen) is None:
            self._named("支部", _NOT_YET)
            return ()
        self._named("有缺项的支部" if self._gaps else "支部", _NO_GAPS if self._gaps else _EMPTY)
        return [row for row in seen.boards if not self._gaps or _lacks(row)]

    def _named(self, title: str, empty: str) -> None:
        assert isinstance(self.pane, CollegePane)
        self.pane.retitle(title, empty)

    def words_of(self, row: BranchBoard) -> str:
        return f"{row.head.number} {row.head.name}"

    def told_of(self, row: BranchBoard, width: int) -> Sequence[Ink]:
        head = [Ink(f" {line}", bold=True) for line in wrap(row.head.name, width - 2)]
        head.append(Ink(f" 最后同步 {self._synced(row)}" if row.head.at else f" {_NEVER}", "quiet"))
        if row.lacking:
            late = f"，其中 {row.late} 张过了期限" if row.late else ""
            head.append(Ink(f" 报表 {row.lacking} 张还没有报{late}", "bad" if row.late else "due", bold=bool(row.late)))
        if not row.head.at:
            return head
        told = [Ink(f" {line}", "quiet") for words in (NOT_TOLD, OWN_RULES) for line in wrap(words, width - 2)]
        return [*head, *board_lines(row.board, width, self.shell.brush.glyphs), Ink(), *told]

    def _synced(self, row: BranchBoard) -> str:
        return moment(row.head.at, self.shell.now().date(), _NEVER)

    def next_step(self) -> tuple[str, str] | None:
        return ("list.open", "打开支部") if self.pane.table.row is not None else ("college.now", "立即取数")

    async def open_row(self, row: BranchBoard) -> None:
        await self.college.open_branch(row.head.number)

    def action_gaps(self) -> None:
        self._gaps = not self._gaps
        self.reload()


def _lacks(row: BranchBoard) -> bool:
    return bool(row.board.overdue or row.lacking)
