"""向编辑学: what an editor changed in a report, and the wordings that repeat, to be learnt or refused."""

from collections.abc import Callable, Mapping
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.store.models import Attachment, Report, Row
from branchtui.store.queries import reports
from branchtui.store.replication.text_diff import Piece
from branchtui.ui.commands import table
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.reports.desk.forms import Changed
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.screens.reader import LEGEND, ReadingScreen
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.text.typed_path import read_typed
from branchtui.ui.widgets.difference_view import DifferenceView
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.progress import Progress
from branchtui.workflows.reports import learning
from branchtui.workflows.reports.learning import EditedText, Offer

_COLUMNS: list[Column[Offer]] = [
    Column("改法", 20, lambda row: row.words, grow=True, names=True),
    Column("次数", 4, lambda row: str(row.wording.times), right=True, role="quiet"),
    Column("  依据", 22, lambda row: f"  {row.source}", from_width=66, role="quiet"),
]
_EMPTY = "还没有反复的改法。按 Ctrl+L 载入刊发稿或退回稿：同一种改法出现两次，或在 Word 里有修订标记，就列在这里。"


class LearningScreen(ListScreen[Offer]):
    """The wordings that repeat in all loaded texts of the branch; beside them what was changed in this report last.

    Enter makes one a wording of the branch. `changed` is called when the report took a returned text.
    """

    PLACE = "learning"
    ROOM = "reports"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("learning")]

    def __init__(self, report: bytes, changed: Changed) -> None:
        self._difference = DifferenceView()
        super().__init__(ListPane(_COLUMNS, self._rows, title="改法", empty=_EMPTY), self._difference)
        self._report, self._changed = report, changed
        self._told = Static("", markup=False, classes="note")
        self._offers: list[Offer] = []
        self._text: Attachment | None = None
        self._pieces: list[Piece] = []
        self._last: EditedText | None = None  # what was loaded while the screen is open

    def heads(self) -> ComposeResult:
        yield self._told

    def on_mount(self) -> None:
        self.reload()
        self.pane.table.focus()

    def thing(self) -> Row | None:
        return self._row()

    def _row(self) -> Report:
        return reports.report(self._report)

    def reload(self) -> None:
        with self.telling():
            self._read()
        super().reload()

    def _read(self) -> None:
        row, photos = self._row(), self.shell.photos()
        self._offers = learning.offers(photos=photos)
        self._text = next(reversed(learning.loaded(row)), None)
        self._pieces = learning.difference(row, self._text, photos=photos) if self._text else []

    def show_heads(self) -> None:
        text, where = self._text, self._row().title
        words = f"{where}：已载入{text.what}“{text.name}”。" if text else f"{where}：还没有载入刊发稿或退回稿。"
        self._told.update(Content(words + ("回车记进用语，Delete 不采用。" if self._offers else "")))
        self._difference.show_pieces(self._pieces, self._notes())

    def _notes(self) -> tuple[str, ...]:
        if self._text is None:
            return ()
        return (LEGEND, "") if any(piece.mark != " " for piece in self._pieces) else ("和现在的稿子没有不同。",)

    def _rows(self, filter_text: str) -> Rows[Offer]:
        return Rows([offer for offer in self._offers if filter_text in f"{offer.words}{offer.source}"])

    def can(self, command_id: str) -> bool:
        match command_id:
            case "learning.take":
                return self._last is not None and learning.may_take(self._row())
            case "learning.view":
                return self._text is not None
            case "learning.remove":
                return self.pane.table.row is not None
        return super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        return ("list.open", "记进用语") if self.pane.table.row is not None else ("learning.bring", "载入")

    async def open_row(self, row: Offer) -> None:
        with self.telling() as done:
            learning.accept(row, today=self.shell.now().date())
            done(f"已记进用语：{row.words}。")
            self.reload()

    def action_remove(self) -> None:
        row = self.pane.table.row
        if row is None:
            self.shell.say(self.pane.nothing())
            return
        with self.telling() as done:
            done(learning.refuse(row))
            self.reload()

    def action_view(self) -> None:
        if self._text is not None:
            heading = f"{self._text.what}：{self._text.name}"
            self.app.push_screen(ReadingScreen(self.ROOM, heading, self._pieces, self._notes()))

    def action_bring(self) -> None:
        self.app.push_screen(load_form(self, self._row(), self._loaded))

    def _loaded(self, edited: EditedText) -> None:
        self._last = edited
        self.reload()

    def action_take(self) -> None:
        if self._last is None:
            self.shell.say("请先按 Ctrl+L 载入退回稿，看过改动再换。")
            return
        with self.telling() as done:
            done(f"稿子已换成编辑改过的文字，Ctrl+Z 撤回。{learning.take(self._row(), self._last)}")
            self.reload()
            self._changed()


def load_form(screen: PlaceScreen, row: Report, loaded: Callable[[EditedText], object]) -> FormScreen:
    """Asks for the file; `loaded` gets the text that was read and kept."""
    shell = screen.shell

    def submit(values: Mapping[str, str]) -> Job[EditedText]:
        data, name = read_typed(values["file"])

        def read(progress: Progress) -> EditedText:
            progress(0, 1)
            return learning.read_edited(row, data, name)

        def keep(edited: EditedText) -> str:
            kept = learning.load(row, edited, name, photos=shell.photos())
            loaded(edited)
            tracked = "修订标记算编辑的改动。" if edited.marked else ""
            return f"已载入{kept.what}“{kept.name}”。{tracked}"

        return Job("读稿子", read, keep)

    placeholder = ".docx（修订标记算编辑的改动）.txt .md 的完整路径，可以把文件拖进窗口"
    fields = [Field("file", "编辑的稿", placeholder=placeholder)]
    return FormScreen(f"learning-{row.id.hex()}", "载入刊发稿或退回稿", fields, submit, room="reports")
