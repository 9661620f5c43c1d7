"""审批: who reads a report, what they thought, and the sheet that is signed."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.models import Report, Row
from branchtui.store.queries import reports
from branchtui.store.queries.registers.listed import Listed
from branchtui.store.queries.reports import ApprovalRow
from branchtui.ui.commands import table
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.people.registers.base import Told
from branchtui.ui.rooms.people.registers.of_register import OfRegister
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.paper_source import Papers, PaperSource
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers import register
from branchtui.workflows.registers.approvals import APPROVAL, approval_of

_COLUMNS: list[Column[ApprovalRow]] = [
    Column("环节", 8, lambda row: row.step, names=True),
    Column("审核人", 10, lambda row: row.name),
    Column("意见", 16, lambda row: " ".join(row.opinion.split()), grow=True),
    Column("日期", 10, lambda row: row.day.isoformat() if row.day else "", role="quiet"),
]


def _listed(report: bytes, typed: str) -> Listed[ApprovalRow]:
    """The steps of a review of which one's words hold what is typed."""
    rows = reports.approval_rows(report)
    return Listed(row for row in rows if typed in f"{row.step}{row.name}{row.opinion}")


class ApprovalsScreen(OfRegister[ApprovalRow]):
    """The steps of one report's review; Enter writes an opinion, F6 and F8 show and write the sheet."""

    ROOM = "reports"
    PLACE = "approvals"
    TABLE, FORM, NOUN = "approval", "approval", "审核意见"
    REGISTER = APPROVAL
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("approvals")]

    def __init__(self, report: bytes) -> None:
        empty = "还没有审核的环节。按 Ctrl+N 加一个：谁来审、意见、日期；F8 写出审批表，空着的由审核人手写。"
        super().__init__(ListPane(_COLUMNS, partial(_listed, report), title="审批", empty=empty))
        self._report = report
        self.FORM = f"approval-{report.hex()}"

    def _row(self) -> Report:
        return reports.report(self._report)

    def told(self, row: ApprovalRow) -> tuple[str, Sequence[Told]]:
        return f"{row.step}：{self._row().title}", [
            Told("审核人", row.name),
            *(Told("" if number else "意见", line) for number, line in enumerate(row.opinion.splitlines())),
            Told("日期", chinese_day(row.day) if row.day else ""),
        ]

    def make(self, typed: Mapping[str, str]) -> Row:
        return register.add(approval_of(self._row()), typed, today=self.shell.now().date())

    def action_view(self) -> None:
        from branchtui.ui.screens.paper_preview import PaperScreen

        self.app.push_screen(PaperScreen(ApprovalPapers(self._report)))

    def action_export(self) -> None:
        export(self, self._row())


class ApprovalPapers(PaperSource):
    """新闻稿审批表 on the screen of pages."""

    ROOM = "reports"
    FIXED = "审批表用材料的版式，不另选。"

    def thing(self) -> Report:
        return reports.report(self.id)

    def title(self) -> str:
        return self.thing().title

    def papers(self) -> Papers:
        from branchtui.papers.names import APPROVAL as SHEET
        from branchtui.workflows.reports.handing_in import approval_paper

        return [(SHEET, approval_paper(self.thing()))]

    def profile(self) -> str:
        from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE

        return MEETING_PROFILE

    def export(self, screen: PlaceScreen) -> None:
        export(screen, self.thing())

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        from branchtui.workflows.meetings.folders import report_folder
        from branchtui.workflows.reports.handing_in import prepare_approval

        row, shell = self.thing(), screen.shell
        return prepare_approval(row, report_folder(row, shell.exports), photos=shell.photos()).files


def export(screen: PlaceScreen, row: Report) -> None:
    """Write the sheet beside the report's Word file, and say where."""
    from branchtui.workflows.meetings.folders import report_folder
    from branchtui.workflows.reports.handing_in import prepare_approval

    shell = screen.shell
    with screen.telling():
        ready = prepare_approval(row, report_folder(row, shell.exports), photos=shell.photos())
        shell.work.start(Job("导出", ready.write, lambda paths: f"已写出 {paths[0]}。{ready.remark}"))
