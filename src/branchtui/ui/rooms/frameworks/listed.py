"""What both lists of the room 对标 can do: scans put to a row, an import with its difference first, an export of the list."""

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar

from branchtui.store.models import Attachment
from branchtui.store.queries import attachments
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.people.registers.base import RegisterScreen, Told
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import Field, FormScreen, ask, column
from branchtui.ui.text.typed_path import typed_files, typed_path

if TYPE_CHECKING:
    _Screen = RegisterScreen[Any]
else:
    _Screen = object


class FrameworkList(_Screen):
    """`KIND` is the word that the command line has for a row, `SCAN` what a file of one usually is."""

    KIND: ClassVar[str]
    SCAN: ClassVar[str]
    SCANNED: ClassVar[str]  # what to write into the field that asks for files

    def files_told(self, thing: bytes) -> list[Told]:
        """The files of a row, as they are told beside the list."""
        files = attachments.of(self.stored(thing))
        return [Told("附件", "：".join(filter(None, (each.what, each.name)))) for each in files]

    def can(self, command_id: str) -> bool:
        if command_id == f"{self.PLACE}.export_list":
            return self.pane.table.row is not None
        return super().can(command_id)

    def action_attach(self) -> None:
        if (row := self.chosen()) is None:
            return
        photos, thing = self.shell.photos(), self.stored(row.id)

        def submit(values: Mapping[str, str]) -> str:
            from branchtui.workflows.meetings.attachments import attach

            made = attach(thing, typed_files(values["files"]), what=values["what"], photos=photos)
            return f"已附上 {len(made)} 个文件。"

        fields = [Field("files", "文件", placeholder=self.SCANNED), column(Attachment, "what", self.SCAN)]
        self.app.push_screen(FormScreen(f"files-of-{row.id.hex()}", "附上文件", fields, submit, room=self.ROOM))

    def action_detach(self) -> None:
        if (row := self.chosen()) is None:
            return
        files = attachments.of(self.stored(row.id))
        if not files:
            self.shell.say("这一条没有附件。")
            return

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                from branchtui.workflows.meetings.attachments import detach

                with self.telling() as done:
                    detach(attachments.attachment(bytes.fromhex(option[0])))
                    self.reload()
                    done(f"附件“{option[1]}”已拿掉。")

        self.app.push_screen(pick("拿掉哪个附件？", [(each.id.hex(), each.name) for each in files]), chosen)

    def action_bring(self) -> None:
        from branchtui.ui.rooms.frameworks.preview import preview_job

        read = partial(preview_job, self.shell, self.KIND)
        self.app.push_screen(
            ask(
                f"import-{self.KIND}",
                f"导入{self.NOUN}",
                "文件",
                read,
                placeholder=".xlsx .xls .csv 的完整路径",
                room=self.ROOM,
            )
        )

    def action_export_list(self) -> None:
        from branchtui.workflows.registers.document_papers import list_stem, prepare_list, write_sheet

        usual = str(self.shell.exports)
        today = self.shell.now().date()

        def submit(values: Mapping[str, str]) -> Job[list[Path]]:
            folder = typed_path(values["to"] or usual)
            ready = prepare_list(self.KIND, folder, today=today, photos=self.shell.photos())

            def written(paths: list[Path]) -> str:
                sheet = folder / f"{list_stem(self.KIND, today)}.xlsx"
                write_sheet(self.KIND, sheet)
                return f"已写出 {paths[0].name} 和 {sheet.name}，在 {folder}"

            return Job("导出", ready.write, written)

        with self.telling():
            fields = [Field("to", "写到", usual)]
            note = "文件夹。直接按回车就写到这里：Word 和 .xlsx 各一份，表格改好了可以再导入。"
            self.app.push_screen(
                FormScreen(f"export-{self.KIND}", f"导出{self.NOUN}", fields, submit, room=self.ROOM, note=note)
            )
