"""统计: the year of every branch in figures, by their numbers."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.rules.text.citizen_id import quoted
from branchtui.ui.commands import table
from branchtui.ui.rooms.college.cells import counted
from branchtui.ui.rooms.college.room import CollegePane, CollegeScreen
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column
from branchtui.ui.text.wrap import labelled, wrap
from branchtui.workflows.college.organiser import BranchFigures

_EMPTY = "服务器上还没有支部。"
_NOT_YET = "还没有取到。按 F5 再取一次。"


class FiguresScreen(CollegeScreen[BranchFigures]):
    """Hours, meetings, presence and reports; beside them what the meetings of a branch were."""

    PLACE = ROOM = "college_figures"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("college_figures")]

    def __init__(self) -> None:
        columns: list[Column[BranchFigures]] = [
            Column("号", 3, lambda row: str(row.head.number), role="quiet", right=True),
            Column("支部", 14, lambda row: row.head.name, grow=True),
            Column("党员", 6, lambda row: str(len(row.members)), right=True, from_width=60),
            counted("学时欠", 8, lambda row: row.behind, "open", "due"),
            Column("会议", 6, lambda row: str(sum(kind.meetings for kind in row.kinds.values())), right=True),
            Column("到会率", 8, _presence, right=True),
            Column("新闻稿", 8, lambda row: str(row.reports), right=True, from_width=44),
            Column("", 0, lambda row: ""),
        ]
        super().__init__(CollegePane(columns, title="统计", empty=_EMPTY, id="figures"), "这个支部")

    def rows(self) -> Sequence[BranchFigures]:
        seen = self.college.seen
        assert isinstance(self.pane, CollegePane)
        year = seen.year if seen is not None else self.college.year
        self.pane.retitle(f"{year} 年", _EMPTY if seen is not None else _NOT_YET)
        return seen.figures if seen is not None else ()

    def words_of(self, row: BranchFigures) -> str:
        return f"{row.head.number} {row.head.name}"

    def told_of(self, row: BranchFigures, width: int) -> Sequence[Ink]:
        lines = [Ink(f" {line}", bold=True) for line in wrap(row.head.name, width - 2)]
        behind = f"{len(row.members)} 位党员中 {row.behind} 位" if row.behind else "没有人"
        lines += labelled("学时", f"{behind}还没到按今天算应有的学时", width)
        present, expected = _counted(row)
        lines += labelled("到会", f"{present}/{expected} 人次，{_presence(row)}" if expected else "没有点名", width)
        lines += labelled("新闻", f"{row.reports} 篇", width)
        lines += [Ink(), Ink(" 会议", "quiet")]
        lines += [Ink(f"   {name}").ending(width, f"{kind.meetings} 次 ") for name, kind in sorted(row.kinds.items())]
        return lines if row.kinds else [*lines, Ink("   这一年没有开过会。", "quiet")]

    # -- keys -----------------------------------------------------------------------------------------------------

    def can(self, command_id: str) -> bool:
        return command_id != "college_figures.export" or self.pane.table.row is not None

    def next_step(self) -> tuple[str, str] | None:
        return ("list.open", "打开支部") if self.pane.table.row is not None else ("college.now", "立即取数")

    async def open_row(self, row: BranchFigures) -> None:
        await self.college.open_branch(row.head.number)

    def action_day(self) -> None:
        from branchtui.ui.screens.form import ask

        this = self.shell.now().year

        def submit(typed: str) -> str:
            year = int(typed.removesuffix("年").strip()) if typed.removesuffix("年").strip().isdecimal() else 0
            if not this - 50 <= year <= this:
                raise BranchError(f"没有看懂“{quoted(typed, 10)}”。请写年份，如 {this}。")
            self.college.year = year
            self.college.look()
            return f"正在取 {year} 年的数字。"

        form = ask("college-year", "看哪一年", "年份", submit, value=str(self.college.year), room=self.ROOM)
        self.app.push_screen(form)

    def action_export(self) -> None:
        from branchtui.ui.rooms.college.exporting import export_form

        self.app.push_screen(export_form(self.college))


def _counted(row: BranchFigures) -> tuple[int, int]:
    """How many were there, and how many were expected, wherever the roll was taken."""
    kinds = row.kinds.values()
    return sum(kind.present for kind in kinds), sum(kind.expected for kind in kinds)


def _presence(row: BranchFigures) -> str:
    present, expected = _counted(row)
    return f"{100 * present / expected:.0f}%" if expected else ""
