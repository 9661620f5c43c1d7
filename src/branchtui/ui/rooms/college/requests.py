"""通知与报送: what was asked of the branches; who has received it, handed it in, or is late."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.text.chinese_time import near_day
from branchtui.ui.commands import table
from branchtui.ui.rooms.college.app import late
from branchtui.ui.rooms.college.cells import listed, moment
from branchtui.ui.rooms.college.room import CollegePane, CollegeScreen
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column
from branchtui.ui.text.wrap import wrap
from branchtui.workflows.college.asking import Request, stated

_EMPTY = "还没有发过通知。按 Ctrl+N 写一份，或要各支部报一张表。"
_NOT_YET = "还没有取到。按 F5 再取一次。"
_OPEN = (
    "college_requests.change",
    "college_requests.withdraw",
    "college_requests.remind",
)  # what is not withdrawn can be
KINDS = {"notice": "通知", "sheet": "报表"}


class RequestsScreen(CollegeScreen[Request]):
    """The newest first; beside it each branch, by its number."""

    PLACE = ROOM = "college_requests"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("college_requests")]

    def __init__(self) -> None:
        columns: list[Column[Request]] = [
            Column("", 2, lambda row: "", ink=self._sign),
            Column("", 5, lambda row: KINDS[row.row.kind], role="quiet"),
            Column("标题", 14, lambda row: row.row.title, grow=True),
            Column("期限", 11, self._due, role="quiet"),
            Column("收到", 7, lambda row: f"{_received(row)}/{len(row.row.branches)}", right=True, from_width=44),
            Column("报送", 7, _handed, right=True),
            Column("迟", 7, lambda row: "", ink=self._late),
            Column("", 0, lambda row: ""),
        ]
        super().__init__(CollegePane(columns, title="通知与报送", empty=_EMPTY, id="requests"), "这一份")

    # -- what is shown --------------------------------------------------------------------------------------------

    def rows(self) -> Sequence[Request]:
        seen = self.college.seen
        assert isinstance(self.pane, CollegePane)
        self.pane.retitle("通知与报送", _NOT_YET if seen is None else _EMPTY)
        return seen.requests if seen is not None else ()

    def words_of(self, row: Request) -> str:
        return f"{KINDS[row.row.kind]} {row.row.title} {row.row.body}"

    def told_of(self, row: Request, width: int) -> list[Ink]:
        lines = [Ink(f" {line}", bold=True) for line in wrap(row.row.title, width - 2)]
        due = f"，{near_day(row.row.due_on, self._today)}前" if row.row.due_on else ""
        withdrawn = "，已撤回" if row.row.withdrawn else ""
        lines.append(Ink(f" {KINDS[row.row.kind]} {row.row.number}，{self._moment(row)} 发出{due}{withdrawn}", "quiet"))
        lines += [Ink(), *(Ink(f" {line}") for line in wrap(row.row.body, width - 2))] if row.row.body else []
        return [*lines, Ink(), *self._branches(row, width)]

    def _branches(self, row: Request, width: int) -> list[Ink]:
        """How it stands with each branch."""
        names = self._names()
        lines: list[Ink] = []
        for number in row.row.branches:
            given = row.row.given.get(number)
            word = stated(row.row.given, number, row.row.kind)
            if is_late := not row.row.withdrawn and row.is_late(given, self._today):
                word += "，迟"
            sign, role = self._look(row, number, is_late=is_late)
            when = f" {moment(given.at, self._today)}" if given is not None else ""
            lines += listed(f"{number} {names.get(number, '')}", f"{word}{when}", sign, role, width)
        return lines

    def _look(self, row: Request, number: int, *, is_late: bool) -> tuple[str, str]:
        """The sign of a branch and its role: what is done, if late, is done."""
        signs = self.shell.brush.glyphs
        if number not in row.lacking:
            return signs.full, "good"
        if is_late:
            return signs.wrong, "bad"
        return (signs.half, "info") if number in row.row.given else (signs.open, "due")

    def _names(self) -> dict[int, str]:
        seen = self.college.seen
        return {row.head.number: row.head.name for row in seen.boards} if seen is not None else {}

    @property
    def _today(self) -> date:
        return self.shell.now().date()

    def _moment(self, row: Request) -> str:
        return moment(row.row.at, self._today)

    def _due(self, row: Request) -> str:
        return "已撤回" if row.row.withdrawn else near_day(row.row.due_on, self._today) if row.row.due_on else ""

    def _sign(self, row: Request, glyphs: Glyphs) -> Ink:
        if row.row.withdrawn:
            return Ink(f" {glyphs.na}", "quiet")
        if late(row, self._today):
            return Ink(f" {glyphs.wrong}", "bad", bold=True)
        return Ink(f" {glyphs.half}", "info") if row.lacking else Ink(f" {glyphs.full}", "good")

    def _late(self, row: Request, glyphs: Glyphs) -> Ink:
        count = len(late(row, self._today))
        return Ink("  ").add(f"{glyphs.wrong} {count}", "bad", bold=True) if count else Ink()

    # -- keys -----------------------------------------------------------------------------------------------------

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        if command_id == "college_requests.view":
            return row is not None
        if command_id in _OPEN:
            return row is not None and not row.row.withdrawn
        if command_id == "college_requests.export":
            return row is not None and row.row.kind == "sheet"
        return command_id != "list.open" and super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        row = self.pane.table.row
        if row is None:
            return ("college_requests.new", "发通知")
        return ("college_requests.export", "收表") if row.row.kind == "sheet" and not row.lacking else None

    async def open_row(self, row: Request) -> None:
        self.action_view()

    def action_view(self) -> None:
        if (row := self.chosen()) is not None:
            from branchtui.ui.screens.reader import ReadingScreen

            notes = [str(line) for line in self.told_of(row, max(20, self.size.width - 4))[1:]]
            self.app.push_screen(ReadingScreen(self.ROOM, row.row.title, (), notes))

    def action_new(self) -> None:
        from branchtui.ui.rooms.college.asking import new_form

        self.app.push_screen(new_form(self.college))

    def action_remind(self) -> None:
        if (row := self.chosen()) is not None:
            from branchtui.ui.rooms.college.asking import remind_form

            with self.telling():
                self.app.push_screen(remind_form(self.college, row))

    def action_change(self) -> None:
        if (row := self.chosen()) is not None:
            from branchtui.ui.rooms.college.asking import change_form

            with self.telling():
                self.app.push_screen(change_form(self.college, row))

    def action_withdraw(self) -> None:
        if (row := self.chosen()) is not None:
            from branchtui.ui.rooms.college.asking import withdraw

            with self.telling():
                withdraw(self.college, row)

    def action_export(self) -> None:
        if (row := self.chosen()) is not None:
            from branchtui.ui.rooms.college.exporting import collect_form

            with self.telling():
                self.app.push_screen(collect_form(self.college, row))


def _received(row: Request) -> int:
    return sum(each in row.row.given for each in row.row.branches)


def _handed(row: Request) -> str:
    if row.row.kind == "notice":
        return ""
    return f"{len(row.row.branches) - len(row.lacking)}/{len(row.row.branches)}"
