"""配图: the figures of a report with captions and pictures."""

from collections.abc import Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.rules.report_text import figure_marks
from branchtui.store.models import Figure, Row
from branchtui.store.queries import reports
from branchtui.ui.commands import table
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.rooms.reports.owner import ReportPane
from branchtui.ui.screens.form import FormScreen, column
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.text.typed_path import typed_path
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.window_table import WindowTable

_COLUMNS: list[Column[Figure]] = [
    Column("图", 4, lambda figure: str(figure.mark)),
    Column("图注", 20, lambda figure: figure.caption or "（还没有图注）", grow=True),
    Column("照片", 22, lambda figure: picture_words(figure)),
]


def picture_words(figure: Figure) -> str:
    """The picture of a figure in a few words."""
    photo = figure.photo
    return f"{photo.width}x{photo.height} {photo.name}" if photo else "（还没有照片）"


class FiguresPane(ReportPane):
    """Enter edits caption and picture, Ctrl+N adds, Del removes."""

    PLACE = "figures"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("figures")]

    def compose(self) -> ComposeResult:
        yield ListPane(_COLUMNS, self._rows, empty="还没有配图。按 Ctrl+N 加一张。", id="figures")

    def on_mount(self) -> None:
        self.reload()

    @property
    def _pane(self) -> ListPane[Figure]:
        return self.query_one("#figures", ListPane)

    def reload(self) -> None:
        self._pane.reload()

    def history_of(self) -> Row | None:
        return self._pane.table.row

    def _rows(self, filter_text: str) -> Rows[Figure]:
        return Rows([figure for figure in self.owner.view.figures if filter_text in figure.caption])

    def on_window_table_opened(self, message: WindowTable.Opened) -> None:
        message.stop()
        if isinstance(message.row, Figure):
            self.app.push_screen(self._form(message.row))

    def action_add(self) -> None:
        self.app.push_screen(self._form(None))

    def _form(self, figure: Figure | None) -> FormScreen:
        from branchtui.workflows.reports.reports import add_figure, edit_figure

        report = self.owner.read()
        caption = figure.caption if figure else ""
        has = f"已有 {picture_words(figure)}；要换才填" if figure and figure.photo else "照片的完整路径，可以拖进窗口"
        fields = [column(Figure, "caption", caption), column(Figure, "photo", placeholder=has)]
        photos = self.owner.shell.photos()

        guard = Guard(figure, {"caption": caption}) if figure else None

        def submit(values: Mapping[str, str]) -> str:
            photo = typed_path(values["photo"]) if values["photo"] else None
            if figure is None or guard is None:
                waiting = figure_marks(report.body)
                added = add_figure(report, caption=values["caption"], photo=photo, photos=photos)
                where = "正文里原有" if added.mark in waiting else "正文末尾"
                return f"已加配图{added.mark}，位置在{where}的【图{added.mark}】，可以挪动那一行。"
            guard.save({"caption": values["caption"]}, lambda **new: edit_figure(now(), photos=photos, **new))
            if photo is not None:
                edit_figure(now(), photo=photo, photos=photos)
            return f"配图{figure.mark}已改。"

        def now() -> Figure:
            return next(row for row in reports.figures(self.owner.read()) if figure and row.id == figure.id)

        name = f"figure-{figure.id.hex()}" if figure else f"figure-of-{report.id.hex()}"
        title = f"配图{figure.mark}" if figure else "加配图"
        return FormScreen(name, title, fields, submit, room="reports")

    def action_remove(self) -> None:
        from branchtui.workflows.reports.reports import remove_figure

        figure = self._pane.table.row
        if figure is None:
            self.owner.shell.say(self._pane.nothing())
            return
        with self.owner.telling() as done:
            remove_figure(figure)
            self.owner.show_head()
            self.reload()
            done(f"配图{figure.mark}和正文里的【图{figure.mark}】已删去。")
