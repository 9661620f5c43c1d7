"""配图: the figures of a report with captions and pictures."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.rules.text.report_text import figure_marks
from branchtui.store.models import Figure, Row
from branchtui.store.models.columns import caption as caption_of
from branchtui.store.queries import reports
from branchtui.ui.commands import table
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.rooms.reports.owner import ReportPane
from branchtui.ui.screens.form import FormScreen, ask, column
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.text.typed_path import typed_path, typed_pictures
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
        from branchtui.workflows.reports.reports import add_figure, add_figures, edit_figure

        report = self.owner.read()
        caption = figure.caption if figure else ""
        has = f"已有 {picture_words(figure)}；要换才填" if figure and figure.photo else ""
        fields = [
            column(Figure, "photo", placeholder=has or "照片的完整路径，可以拖进窗口；也可以是几张，或一个文件夹"),
            column(Figure, "caption", caption, placeholder="可以以后再写" if figure is None else ""),
        ]
        photos = self.owner.shell.photos()
        guard = Guard(figure, {"caption": caption}) if figure else None
        several: list[Figure] = []

        def submit(values: Mapping[str, str]) -> str:
            if figure is not None and guard is not None:
                guard.save({"caption": values["caption"]}, lambda **new: edit_figure(now(), photos=photos, **new))
                if values["photo"]:
                    edit_figure(now(), photo=typed_path(values["photo"]), photos=photos)
                return f"配图{figure.mark}已改。"
            pictures = typed_pictures(values["photo"]) if values["photo"] else []
            waiting = figure_marks(report.body)
            if len(pictures) > 1:
                if values["caption"]:
                    raise BranchError(f"这里有 {len(pictures)} 张，图注要一张一张写。请把图注空着，加好后再写。")
                several[:] = add_figures(report, pictures, photos=photos)
                return f"已加 {len(several)} 张配图，图注逐张来写；不写按 Esc。"
            added = add_figure(report, caption=values["caption"], photo=next(iter(pictures), None), photos=photos)
            where = "正文里原有" if added.mark in waiting else "正文末尾"
            return f"已加配图{added.mark}，位置在{where}的【图{added.mark}】，可以挪动那一行。"

        def now() -> Figure:
            return next(row for row in reports.figures(self.owner.read()) if figure and row.id == figure.id)

        name = f"figure-{figure.id.hex()}" if figure else f"figure-of-{report.id.hex()}"
        title = f"配图{figure.mark}" if figure else "加配图"
        after = lambda: self._ask_captions(several)  # noqa: E731
        begin = "caption" if figure and figure.photo else ""
        return FormScreen(name, title, fields, submit, room="reports", after=after, begin=begin)

    def _ask_captions(self, figures: Sequence[Figure]) -> None:
        """Ask for the caption of each in turn; who leaves one is asked no more."""
        if not figures:
            return
        figure, *others = figures

        def submit(typed: str) -> str:
            from branchtui.workflows.reports.reports import edit_figure

            row = next((row for row in reports.figures(self.owner.read()) if row.id == figure.id), None)
            if row is None:
                raise BranchError(f"配图{figure.mark}已不在了。按 Esc 返回。")
            edit_figure(row, caption=typed, photos=self.owner.shell.photos())
            return f"配图{figure.mark}的图注已写。" if typed else f"配图{figure.mark}的图注空着。"

        self.app.push_screen(
            ask(
                f"caption-{figure.id.hex()}",
                f"配图{figure.mark}的图注",
                caption_of(Figure, "caption"),
                submit,
                room="reports",
                note=picture_words(figure),
                after=lambda: self._ask_captions(others),
            )
        )

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
