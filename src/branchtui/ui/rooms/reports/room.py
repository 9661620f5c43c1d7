"""新闻: the reports left; right the paper of the one under the cursor."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.rules.reports import FOLLOWS, STATES
from branchtui.store.models import Report, Row
from branchtui.store.queries import reports
from branchtui.store.queries.reports import ReportList, ReportRow
from branchtui.ui.commands import table
from branchtui.ui.rooms.reports.state_cell import state_cell
from branchtui.ui.screens.list_room import ListRoom
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane

_COLUMNS: list[Column[ReportRow]] = [
    Column("日期", 10, lambda row: row.day, role="quiet"),
    Column("标题", 20, lambda row: row.title, grow=True, names=True),
    Column("媒体", 12, lambda row: row.outlet, from_width=74, role="quiet"),
    Column("状态", 8, lambda row: STATES[row.state], ink=state_cell),
]


class ReportsScreen(ListRoom[ReportRow]):
    """The list of reports."""

    PLACE = ROOM = "reports"
    TABLE = "report"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("reports")]

    def __init__(self) -> None:
        empty = "还没有新闻稿。在“2 会议”里选一次会议按 F9 起草，或在这里按 Ctrl+N 新建、Ctrl+L 导入。"
        super().__init__(ListPane(_COLUMNS, ReportList, title="新闻", empty=empty))

    def stored(self, thing: bytes) -> Row:
        return reports.report(thing)

    def show_paper(self, row: ReportRow) -> None:
        from branchtui.papers.names import REPORT
        from branchtui.store.queries.report_view import view  # the list is there before it
        from branchtui.workflows.report_files import paper_of

        seen = view(row.id)
        self.paper.show([(REPORT, paper_of(seen))], thing=row.id, profile=seen.row.profile)

    async def open_row(self, row: ReportRow) -> None:
        self._open(row.id)

    def _open(self, report_id: bytes) -> None:
        from branchtui.ui.rooms.reports.report import ReportScreen

        self.app.push_screen(ReportScreen(report_id))

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        if command_id == "reports.state":
            return row is not None and bool(FOLLOWS[row.state])
        needs_one = command_id in ("reports.export", "reports.view")
        return row is not None if needs_one else super().can(command_id)

    def action_new(self) -> None:
        from branchtui.ui.screens.form import FormScreen, column
        from branchtui.workflows.reports.reports import new_report

        made: list[bytes] = []

        def submit(values: Mapping[str, str]) -> str:
            made.append(new_report(values["title"]).id)
            return "新闻稿已建好，请接着写。"

        fields = [column(Report, "title")]
        after = lambda: self._open(made[0])  # noqa: E731
        self.app.push_screen(FormScreen("report", "新建新闻稿", fields, submit, room="reports", after=after))

    def action_bring(self) -> None:
        from branchtui.ui.jobs import Job
        from branchtui.ui.screens.form import Field, FormScreen
        from branchtui.ui.text.typed_path import read_typed
        from branchtui.workflows.input_checks import remark
        from branchtui.workflows.reports.article_import import ReadArticle, bring_in, read_for_import

        made: list[bytes] = []

        def submit(values: Mapping[str, str]) -> Job[ReadArticle]:
            data, name = read_typed(values["file"])
            pictures = pictures_of(values["photos"]) if values["photos"] else []
            read = partial(read_for_import, data, name, pictures, photos=self.shell.photos())
            return Job("导入文章", lambda progress: read(progress=progress), written)

        def written(read: ReadArticle) -> str:
            done = bring_in(read)
            made.append(done.report.id)
            words = [f"已导入“{done.report.title}”。", remark(done.report.body)]
            if done.report.dated is None:
                words.append("稿件里没有写日期，发布日期空着。")
            if done.marks_fixed:
                words.append(f"半角标点改全角 {done.marks_fixed} 处。")
            if done.dropped:
                words.append(f"略去网页残留 {len(done.dropped)} 行。")
            words += done.told
            if done.missing:
                words.append(f"配图{'、'.join(map(str, done.missing))}没有找到照片。")
            if done.unused:
                words.append(f"没用上的照片：{'、'.join(path.name for path in done.unused)}。")
            return "".join(words)

        fields = [
            Field("file", "文章", placeholder=".txt .md .docx 的完整路径，可以把文件拖进窗口"),
            Field("photos", "照片文件夹", placeholder="可不填；配图N 用文件名以 N 结尾的照片"),
        ]
        after = lambda: self._open(made[0])  # noqa: E731
        self.app.push_screen(FormScreen("article", "导入文章", fields, submit, room="reports", after=after))

    def action_state(self) -> None:
        from branchtui.ui.rooms.reports.actions import choose_state

        def changed() -> None:
            self.reload()
            self.show_keys()

        if row := self.chosen():
            choose_state(self, reports.report(row.id), changed)

    def action_export(self) -> None:
        from branchtui.ui.rooms.reports.actions import export_form

        if row := self.chosen():
            self.app.push_screen(export_form(self, reports.report(row.id)))

    def action_view(self) -> None:
        from branchtui.ui.rooms.reports.papers import ReportPapers
        from branchtui.ui.screens.paper_preview import PaperScreen

        if row := self.chosen():
            self.app.push_screen(PaperScreen(ReportPapers(row.id)))


def pictures_of(typed: str) -> list[Path]:
    """The files of a folder of pictures. Raises BranchError where there is no such folder."""
    from branchtui.ui.text.typed_path import typed_path

    folder = typed_path(typed)
    try:
        if not folder.is_dir():
            raise BranchError(f"没有这个文件夹：{folder}。请核对路径；没有照片就空着。")
        return sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    except OSError as error:
        raise BranchError(f"读不了文件夹 {folder}（{error.strerror or error}）。请核对权限。") from error
