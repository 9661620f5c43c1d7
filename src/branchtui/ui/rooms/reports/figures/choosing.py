"""Choosing photos of a folder: each is seen, with when it was taken; those that are marked become figures, in that order."""

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from branchtui.files.photos import taken_at
from branchtui.rules.text.chinese_time import chinese_moment
from branchtui.ui.commands import table
from branchtui.ui.rooms.reports.figures.picture_view import PictureView
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.mark_pane import MarkPane

if TYPE_CHECKING:
    from rich.segment import Segment


class PhotoFile(NamedTuple):
    """A picture of the folder."""

    path: Path

    @property
    def id(self) -> bytes:
        """What it is told from the others by."""
        return str(self.path).encode("utf-8", "surrogateescape")


class PhotosScreen(ListScreen[PhotoFile]):
    """Space marks, Ctrl+S takes the marked in the order in which they were marked, or the one under the cursor."""

    PLACE = "photos"
    ROOM = "reports"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("photos")]

    def __init__(self, paths: Sequence[Path], begins: datetime | None, take: Callable[[list[Path]], object]) -> None:
        """`begins` is when the meeting began that is reported; `take` gets the chosen files when the screen is gone."""
        self._files = [PhotoFile(path) for path in paths]
        self._taken: dict[Path, str] = {}  # of those that were in sight: a folder may hold hundreds
        self._picture = PictureView()
        columns = [
            Column[PhotoFile]("文件", 16, lambda row: row.path.name, grow=True),
            Column[PhotoFile]("拍摄", 16, self._taken_words, role="quiet"),
        ]
        self._marks: MarkPane[PhotoFile] = MarkPane(
            columns, self._rows, empty="文件夹里没有照片。", acts="Ctrl+S 加为配图", title="选照片"
        )
        super().__init__(self._marks, self._picture)
        self._begins, self._take = begins, take

    def beside(self, side: Widget) -> ComposeResult:
        yield side

    def _rows(self, filter_text: str) -> Rows[PhotoFile]:
        return Rows([row for row in self._files if filter_text in row.path.name])

    def heads(self) -> ComposeResult:
        meeting = f"会议 {chinese_moment(self._begins)}。" if self._begins else ""
        yield Static(Content(f"{meeting}空格标记，按标记的先后加为配图。"), classes="note", markup=False)

    def _taken_words(self, row: PhotoFile) -> str:
        if row.path not in self._taken:
            taken = taken_at(row.path)
            self._taken[row.path] = f"{taken:%Y-%m-%d %H:%M}" if taken else "没有写"
        return self._taken[row.path]

    def show_beside(self, row: PhotoFile | None) -> None:
        if row is None:
            self._picture.show("", None)
        else:
            self._picture.show(str(row.path), partial(_drawn, row.path))

    def next_step(self) -> tuple[str, str] | None:
        return ("photos.take", "加为配图") if self.pane.table.row is not None else None

    async def open_row(self, row: PhotoFile) -> None:
        self.action_take()

    def action_take(self) -> None:
        paths = [row.path for row in self._marks.chosen]
        if not paths:
            self.shell.say(self.pane.nothing())
            return
        self.dismiss()
        self.call_later(self._take, paths)


def _drawn(path: Path, columns: int, rows: int) -> "list[list[Segment]]":
    """In a worker."""
    from branchtui.ui.text.thumbnails import file_fitted

    return file_fitted(path, columns - 2, rows)
