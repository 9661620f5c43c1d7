"""配图: the figures of a report with captions and pictures."""

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.rules.text.report_text import figure_marks
from branchtui.store.models import Figure, Row
from branchtui.store.models.columns import caption as caption_of
from branchtui.store.queries import reports
from branchtui.store.queries.meetings import begins
from branchtui.ui.commands import table
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.rooms.reports.figures.picture_view import PictureView
from branchtui.ui.rooms.reports.owner import ReportPane
from branchtui.ui.screens.form import FormScreen, ask, column
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.text.typed_path import typed_path, typed_pictures
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.window_table import WindowTable
from branchtui.workflows.reports.figure_order import by_place, shift_figure

if TYPE_CHECKING:
    from rich.segment import Segment

    from branchtui.files.photos import PhotoStore

_MOMENT = "%Y-%m-%d %H:%M"
_COLUMNS: list[Column[Figure]] = [
    Column("图", 4, lambda figure: str(figure.mark)),
    Column("图注", 20, lambda figure: figure.caption or "（还没有图注）", grow=True),
    Column("图宽", 5, lambda figure: f"{figure.width}%" if figure.width else "", from_width=50, role="quiet"),
    Column("照片", 22, lambda figure: picture_words(figure)),
]


def _thumbnail(photos: "PhotoStore", sha: str, columns: int, rows: int) -> "list[list[Segment]]":
    """In a worker."""
    from branchtui.ui.text.thumbnails import fitted

    return fitted(photos, sha, columns - 2, rows)


def picture_words(figure: Figure) -> str:
    """The picture of a figure in a few words."""
    photo = figure.photo
    return f"{photo.width}x{photo.height} {photo.name}" if photo else "（还没有照片）"


class FiguresPane(ReportPane):
    """Enter edits caption, width and picture, Ctrl+N adds, Del removes, Ctrl with ↑ ↓ moves; below, the picture."""

    PLACE = "figures"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("figures")]

    def __init__(self) -> None:
        super().__init__()
        self._told = InkView(self._lines)
        self._picture = PictureView()

    def compose(self) -> ComposeResult:
        yield ListPane(_COLUMNS, self._rows, empty="还没有配图。按 Ctrl+N 加一张。", id="figures")
        yield self._told
        yield self._picture

    def on_mount(self) -> None:
        self.reload()

    def on_window_table_moved(self) -> None:
        photo = figure.photo if (figure := self._pane.table.row) else None
        self._told.again()
        if photo is None:
            self._picture.show("", None)
        else:
            self._picture.show(photo.sha, partial(_thumbnail, self.owner.shell.photos(), photo.sha))

    def _lines(self, width: int) -> list[Ink]:
        """When the photo was taken, and when the meeting began."""
        photo = figure.photo if (figure := self._pane.table.row) else None
        if photo is None:
            return []
        taken = f"{photo.taken_at:{_MOMENT}}" if photo.taken_at else "没有写"
        line = Ink(" ").add("拍摄 ", "quiet").add(taken)
        if (meeting := self.owner.view.row.meeting) is not None:
            line.add("  会议 ", "quiet").add(f"{begins(meeting):{_MOMENT}}")
        return [line.cut(width, self.owner.shell.brush.glyphs.more)]

    @property
    def _pane(self) -> ListPane[Figure]:
        return self.query_one("#figures", ListPane)

    def reload(self) -> None:
        self._pane.reload()

    def history_of(self) -> Row | None:
        return self._pane.table.row

    def _rows(self, filter_text: str) -> Rows[Figure]:
        figures = by_place(self.owner.view.row.body, self.owner.view.figures)
        return Rows([figure for figure in figures if filter_text in figure.caption])

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
        width = str(figure.width) if figure and figure.width else ""
        if figure is not None:
            fields.append(column(Figure, "width", width))
        photos = self.owner.shell.photos()
        guard = Guard(figure, {"caption": caption, "width": width}) if figure else None
        several: list[Figure] = []
        to_choose: list[Path] = []

        def submit(values: Mapping[str, str]) -> str:
            if figure is not None and guard is not None:
                kept = {"caption": values["caption"], "width": values["width"]}
                guard.save(kept, lambda **new: edit_figure(now(), photos=photos, **new))
                if values["photo"]:
                    edit_figure(now(), photo=typed_path(values["photo"]), photos=photos)
                return f"配图{figure.mark}已改。"
            pictures = typed_pictures(values["photo"]) if values["photo"] else []
            waiting = figure_marks(report.body)
            if len(pictures) > 1:
                if values["caption"]:
                    raise BranchError(f"这里有 {len(pictures)} 张，图注要一张一张写。请把图注空着，加好后再写。")
                if typed_path(values["photo"]).is_dir():
                    to_choose[:] = pictures
                    return f"文件夹里有 {len(pictures)} 张，请选要哪几张。"
                several[:] = add_figures(report, pictures, photos=photos)
                return f"已加 {len(several)} 张配图，图注逐张来写；不写按 Esc。"
            added = add_figure(report, caption=values["caption"], photo=next(iter(pictures), None), photos=photos)
            where = "正文里原有" if added.mark in waiting else "正文末尾"
            return f"已加配图{added.mark}，位置在{where}的【图{added.mark}】，可以挪动那一行。"

        def now() -> Figure:
            return next(row for row in reports.figures(self.owner.read()) if figure and row.id == figure.id)

        name = f"figure-{figure.id.hex()}" if figure else f"figure-of-{report.id.hex()}"
        title = f"配图{figure.mark}" if figure else "加配图"
        after = lambda: self._choose(to_choose) if to_choose else self._ask_captions(several)  # noqa: E731
        begin = "caption" if figure and figure.photo else ""
        return FormScreen(name, title, fields, submit, room="reports", after=after, begin=begin)

    def _choose(self, pictures: Sequence[Path]) -> None:
        """Show the pictures of a folder, and add those that are chosen."""
        from branchtui.ui.rooms.reports.figures.choosing import PhotosScreen

        def take(chosen: list[Path]) -> None:
            from branchtui.workflows.reports.reports import add_figures

            with self.owner.telling() as done:
                added = add_figures(self.owner.read(), chosen, photos=self.owner.shell.photos())
                self.owner.show_head()
                self.reload()
                done(f"已加 {len(added)} 张配图，图注逐张来写；不写按 Esc。")
                self._ask_captions(added)

        meeting = self.owner.view.row.meeting
        self.app.push_screen(PhotosScreen(pictures, begins(meeting) if meeting else None, take))

    def _ask_captions(self, figures: Sequence[Figure]) -> None:
        """Ask for the caption of each in turn; who leaves one is asked no more."""
        if not figures:
            return
        figure, *others = figures
        self._pane.table.seek(lambda row: row.id == figure.id)

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

    def action_shift(self, way: str) -> None:
        figure = self._pane.table.row
        if figure is None:
            self.owner.shell.say(self._pane.nothing())
            return
        with self.owner.telling() as done:
            number = shift_figure(figure, 1 if way == "down" else -1)
            self.owner.show_head()
            self.reload()
            self._pane.table.seek(lambda row: row.id == figure.id)
            done(f"已{'下移' if way == 'down' else '上移'}，现在是配图{number}；正文里的图号一起改了。")

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
