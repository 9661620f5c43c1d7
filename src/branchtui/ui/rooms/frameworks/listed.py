"""What lists of registers can do: an import with its difference first, an export of the list; in 对标 scans of a row."""

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
from branchtui.ui.screens.hints import day_hint
from branchtui.ui.text.typed_path import typed_files, typed_path

if TYPE_CHECKING:
    _Screen = RegisterScreen[Any]
else:
    _Screen = object


class SheetList(_Screen):
    """`KIND` is the word that the command line has for a row; `OF_DAYS`: the list of some days can be asked for."""

    KIND: ClassVar[str]
    OF_DAYS: ClassVar[bool] = False

    def can(self, command_id: str) -> bool:
        if command_id == f"{self.PLACE}.export_list":
            return self.pane.table.row is not None
        return super().can(command_id)

    def action_bring(self) -> None:
        from branchtui.ui.rooms.difference import difference_of
        from branchtui.workflows.registers.importing import compare_register, read_register

        today = self.shell.now().date()

        def read(typed: str) -> Job[Any]:
            reader, compare = partial(read_register, self.KIND), partial(compare_register, self.KIND, today=today)
            return difference_of(self.shell, "表格", typed, reader, compare, self.NOUN, room=self.ROOM)

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
        from branchtui.workflows.registers.lists import list_stem, prepare_list, span_typed, write_sheet

        if self.chosen() is None:
            return
        usual = str(self.shell.exports)
        today = self.shell.now().date()

        def submit(values: Mapping[str, str]) -> Job[list[Path]]:
            folder = typed_path(values["to"] or usual)
            span = span_typed(values.get("first", ""), values.get("last", ""), today)
            ready = prepare_list(self.KIND, folder, today=today, span=span, photos=self.shell.photos())

            def written(paths: list[Path]) -> str:
                sheet = folder / f"{list_stem(self.KIND, today, span)}.xlsx"
                write_sheet(self.KIND, sheet, span)
                return f"已写出 {paths[0].name} 和 {sheet.name}，在 {folder}"

            return Job("导出", ready.write, written)

        with self.telling():
            fields = [Field("to", "写到", usual)]
            if self.OF_DAYS:
                fields += [
                    Field("first", "从哪天起", placeholder="两格都空着就是全部", hint=day_hint(today, past=True)),
                    Field("last", "到哪天为止", placeholder="空着就是今天", hint=day_hint(today, past=True)),
                ]
            note = "文件夹。直接按回车就写到这里：Word 和 .xlsx 各一份，表格改好了可以再导入。"
            self.app.push_screen(
                FormScreen(f"export-{self.KIND}", f"导出{self.NOUN}", fields, submit, room=self.ROOM, note=note)
            )


class FrameworkList(SheetList):
    """One whose rows have files too: `SCAN` is what a file of one usually is."""

    SCAN: ClassVar[str]
    SCANNED: ClassVar[str]  # what to write into the field that asks for files

    def files_told(self, thing: bytes) -> list[Told]:
        """The files of a row, as they are told beside the list."""
        files = attachments.of(self.stored(thing))
        return [Told("附件", "：".join(filter(None, (each.what, each.name)))) for each in files]

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
