"""附件: photos and signed scans of a meeting."""

from typing import ClassVar

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.store.models import Row
from branchtui.store.queries import attachments
from branchtui.ui.commands import table
from branchtui.ui.rooms.meetings.files.listing import COLUMNS, FileRow, add_form, file_rows, what_form
from branchtui.ui.rooms.meetings.owner import MeetingPane
from branchtui.ui.text.rows import Rows
from branchtui.ui.widgets.mark_pane import MarkPane
from branchtui.ui.widgets.window_table import WindowTable

_EMPTY = "还没有附件。按 Ctrl+N 附上照片、签到表扫描件（PDF）。"


class FilesPane(MeetingPane):
    """Enter says what a file is, Ctrl+N attaches, Del takes off."""

    PLACE = "files"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("files")]

    def compose(self) -> ComposeResult:
        yield MarkPane(COLUMNS, self._rows, empty=_EMPTY, acts="Ctrl+A 作佐证", id="files")

    def on_mount(self) -> None:
        self.reload()

    @property
    def _pane(self) -> MarkPane[FileRow]:
        return self.query_one("#files", MarkPane)

    def reload(self) -> None:
        self._pane.reload()

    def history_of(self) -> Row | None:
        row = self._pane.table.row
        return row.attachment if row is not None else None

    def _rows(self, filter_text: str) -> Rows[FileRow]:
        return Rows(file_rows(self.owner.view.attachments, self.owner.shell.photos(), filter_text))

    def on_window_table_opened(self, message: WindowTable.Opened) -> None:
        message.stop()
        if isinstance(message.row, FileRow) and self.owner.may_change():
            self.app.push_screen(what_form(message.row.attachment, "meetings"))

    def on_paste(self, event: events.Paste) -> None:
        """Files that are dragged into the window come as a paste of their paths."""
        event.stop()
        if event.text.strip() and self.owner.may_change():
            self._add(" ".join(event.text.split("\n")).strip())

    def action_add(self) -> None:
        if self.owner.may_change():
            self._add()

    def _add(self, typed: str = "") -> None:
        self.app.push_screen(add_form(self.owner.read(), self.owner.shell.photos(), typed, "meetings"))

    def action_remove(self) -> None:
        from branchtui.workflows.meetings.attachments import detach

        row = self._pane.table.row
        if row is None:
            self.owner.shell.say(self._pane.nothing())
            return
        with self.owner.telling() as done:
            detach(attachments.attachment(row.attachment.id))
            self.owner.show_head()
            self.reload()
            done(f"附件“{row.attachment.name}”已拿掉。")
