"""附件: photos and signed scans of a meeting."""

from collections.abc import Mapping
from typing import ClassVar, NamedTuple

from textual import events
from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.rules.attachments import WHATS, shelf
from branchtui.store.models import Attachment, Row
from branchtui.store.queries import attachments
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.commands import table
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.rooms.meetings.owner import MeetingPane
from branchtui.ui.screens.form import Field, FormScreen, column
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.text.typed_path import typed_files
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.window_table import WindowTable

_EMPTY = "还没有附件。按 Ctrl+N 附上照片、签到表扫描件（PDF）。"


class FileRow(NamedTuple):
    """One line of the list; `where` is the folder it is filed in, or that its file is lost."""

    attachment: Attachment
    where: str


_COLUMNS: list[Column[FileRow]] = [
    Column("文件", 20, lambda row: row.attachment.name, grow=True),
    Column("说明", 16, lambda row: row.attachment.what or "（没有写）"),
    Column("归到", 10, lambda row: row.where),
]


class FilesPane(MeetingPane):
    """Enter says what a file is, Ctrl+N attaches, Del takes off."""

    PLACE = "files"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("files")]

    def compose(self) -> ComposeResult:
        yield ListPane(_COLUMNS, self._rows, empty=_EMPTY, id="files")

    def on_mount(self) -> None:
        self.reload()

    @property
    def _pane(self) -> ListPane[FileRow]:
        return self.query_one("#files", ListPane)

    def reload(self) -> None:
        self._pane.reload()

    def history_of(self) -> Row | None:
        row = self._pane.table.row
        return row.attachment if row is not None else None

    def _rows(self, filter_text: str) -> Rows[FileRow]:
        photos = self.owner.shell.photos()
        return Rows(
            [
                FileRow(each, shelf(each.mime, each.what, each.name) if photos.holds(each.sha) else "文件不在")
                for each in self.owner.view.attachments
                if filter_text in f"{each.name}{each.what}"
            ]
        )

    def on_window_table_opened(self, message: WindowTable.Opened) -> None:
        message.stop()
        if isinstance(message.row, FileRow) and self.owner.may_change():
            self.app.push_screen(self._what_form(message.row.attachment))

    def on_paste(self, event: events.Paste) -> None:
        """Files that are dragged into the window come as a paste of their paths."""
        event.stop()
        if event.text.strip() and self.owner.may_change():
            self.app.push_screen(self._add_form(" ".join(event.text.split("\n")).strip()))

    def action_add(self) -> None:
        if self.owner.may_change():
            self.app.push_screen(self._add_form())

    def _add_form(self, typed: str = "") -> FormScreen:
        row, photos = self.owner.read(), self.owner.shell.photos()
        fields = [
            Field("files", "文件", typed, placeholder="照片、PDF 的完整路径，可以拖进窗口；也可以是几个，或一个文件夹"),
            _what_field(""),
        ]

        def submit(values: Mapping[str, str]) -> str:
            from branchtui.workflows.meetings.attachments import attach

            files = typed_files(values["files"])
            made = attach(row, files, what=values["what"], photos=photos)
            left = f"；{len(files) - len(made)} 个原来就有，没有再附" if len(made) < len(files) else ""
            return f"已附上 {len(made)} 个文件{left}。"

        begin = "what" if typed else ""
        return FormScreen(f"files-of-{row.id.hex()}", "附上文件", fields, submit, room="meetings", begin=begin)

    def _what_form(self, attachment: Attachment) -> FormScreen:
        guard = Guard(attachment, {"what": attachment.what})

        def write(what: str) -> None:
            from branchtui.workflows.meetings.attachments import say_what

            say_what(attachments.attachment(attachment.id), what)

        def submit(values: Mapping[str, str]) -> str:
            guard.save(values, write)
            return "附件的说明已改。"

        name, fields = f"file-{attachment.id.hex()}", [_what_field(attachment.what)]
        return FormScreen(name, attachment.name, fields, submit, room="meetings")

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


def _what_field(value: str) -> Field:
    return column(Attachment, "what", value, offers=lambda values: [Suggestion(word) for word in WHATS])
