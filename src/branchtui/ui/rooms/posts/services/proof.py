"""更多 → 证明材料: photos and scans that prove one service."""

from typing import ClassVar

from textual import events
from textual.binding import BindingType

from branchtui.store.models import Row, Service
from branchtui.store.queries import attachments
from branchtui.ui.commands import table
from branchtui.ui.rooms.meetings.files.listing import COLUMNS, FileRow, add_form, file_rows, what_form
from branchtui.ui.rooms.posts.services.of_service import OfService
from branchtui.ui.text.rows import Rows
from branchtui.ui.widgets.list_pane import ListPane

_EMPTY = "还没有证明材料。按 Ctrl+N 附上照片、扫描件（PDF）；链接写在这条记录里。"


class ProofScreen(OfService[FileRow]):
    """Enter says what a file is, Ctrl+N attaches, Del takes off."""

    PLACE = "proof"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("proof")]

    def __init__(self, service_id: bytes) -> None:
        super().__init__(service_id, ListPane(COLUMNS, self._rows, title="证明材料", empty=_EMPTY))

    def told(self, row: Service) -> str:
        return f"{row.what}{f'  链接：{row.link}' if row.link else ''}"

    def history_of(self) -> Row | None:
        row = self.pane.table.row
        return row.attachment if row is not None else self.thing()

    def _rows(self, filter_text: str) -> Rows[FileRow]:
        return Rows(file_rows(attachments.of(self.thing()), self.shell.photos(), filter_text))

    async def open_row(self, row: FileRow) -> None:
        self.app.push_screen(what_form(row.attachment, self.ROOM))

    def on_paste(self, event: events.Paste) -> None:
        """Files that are dragged into the window come as a paste of their paths."""
        event.stop()
        if event.text.strip():
            self._add(" ".join(event.text.split("\n")).strip())

    def action_add(self) -> None:
        self._add()

    def _add(self, typed: str = "") -> None:
        self.app.push_screen(add_form(self.thing(), self.shell.photos(), typed, self.ROOM))

    def action_remove(self) -> None:
        from branchtui.workflows.meetings.attachments import detach

        row = self.pane.table.row
        if row is None:
            self.shell.say(self.pane.nothing())
            return
        with self.telling() as done:
            detach(attachments.attachment(row.attachment.id))
            self.reload()
            done(f"附件“{row.attachment.name}”已拿掉。")
