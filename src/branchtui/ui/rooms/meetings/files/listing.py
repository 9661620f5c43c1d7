"""The files attached to a thing as a list, and the forms that attach one and say what it is."""

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from branchtui.rules.attachments import WHATS, shelf
from branchtui.store.models import Attachment, Row
from branchtui.store.queries import attachments
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.screens.form import Field, FormScreen, column
from branchtui.ui.text.rows import Column
from branchtui.ui.text.typed_path import typed_files

if TYPE_CHECKING:
    from branchtui.files.photos import PhotoStore


class FileRow(NamedTuple):
    """One line of the list; `where` is the folder it is filed in, or that its file is lost."""

    attachment: Attachment
    where: str

    @property
    def id(self) -> bytes:
        return self.attachment.id


COLUMNS: Sequence[Column[FileRow]] = (
    Column("文件", 20, lambda row: row.attachment.name, grow=True),
    Column("说明", 16, lambda row: row.attachment.what or "（没有写）"),
    Column("归到", 10, lambda row: row.where),
)


def file_rows(files: Sequence[Attachment], photos: "PhotoStore", filter_text: str) -> list[FileRow]:
    """The files whose name or description holds the filter."""
    return [
        FileRow(each, shelf(each.mime, each.what, each.name) if photos.holds(each.sha) else "文件不在")
        for each in files
        if filter_text in f"{each.name}{each.what}"
    ]


def add_form(row: Row, photos: "PhotoStore", typed: str, room: str) -> FormScreen:
    """Asks for files to be attached to a thing, and what they are."""
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
    return FormScreen(f"files-of-{row.id.hex()}", "附上文件", fields, submit, room=room, begin=begin)


def what_form(attachment: Attachment, room: str) -> FormScreen:
    """Asks what a file is."""
    guard = Guard(attachment, {"what": attachment.what})

    def write(what: str) -> None:
        from branchtui.workflows.meetings.attachments import say_what

        say_what(attachments.attachment(attachment.id), what)

    def submit(values: Mapping[str, str]) -> str:
        guard.save(values, write)
        return "附件的说明已改。"

    name, fields = f"file-{attachment.id.hex()}", [_what_field(attachment.what)]
    return FormScreen(name, attachment.name, fields, submit, room=room)


def _what_field(value: str) -> Field:
    return column(Attachment, "what", value, offers=lambda values: [Suggestion(word) for word in WHATS])
