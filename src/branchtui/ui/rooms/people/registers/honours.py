"""荣誉成果: what people, helpers, posts and the branch were awarded or reached."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.models import Attachment
from branchtui.store.queries import attachments
from branchtui.store.queries.registers.honours import OF, HonourList, HonourRow
from branchtui.ui.commands import table
from branchtui.ui.rooms.people.registers.base import Told
from branchtui.ui.rooms.people.registers.of_register import OfRegister
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import Field, FormScreen, column
from branchtui.ui.text.rows import Column
from branchtui.ui.text.typed_path import typed_files
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers.kinds import HONOUR

_COLUMNS: list[Column[HonourRow]] = [
    Column("日期", 10, lambda row: row.day.isoformat() if row.day else "", role="quiet"),
    Column("谁的", 12, lambda row: row.whose),
    Column("名称", 16, lambda row: row.title, grow=True, names=True),
    Column("级别", 6, lambda row: row.level),
    Column("等次", 6, lambda row: row.grade, from_width=60),
    Column("类别", 6, lambda row: row.kind, from_width=80, role="quiet"),
]


class HonoursScreen(OfRegister[HonourRow]):
    """All of them, the latest first."""

    PLACE = "honours"
    TABLE, FORM, NOUN = "honour", "register-honour", "荣誉成果"
    REGISTER = HONOUR
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("honours")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "还没有荣誉和成果。按 Ctrl+N 登记；身边人的成果也记在这里。"
        super().__init__(ListPane(_COLUMNS, HonourList, title="荣誉成果", empty=empty), thing)

    def told(self, row: HonourRow) -> tuple[str, Sequence[Told]]:
        return row.title, [
            Told("谁的", f"{OF[row.of_table]}：{row.of}" if row.of else row.whose),
            Told("类别", row.kind),
            Told("级别", row.level),
            Told("等次", row.grade),
            Told("授予单位", row.issuer),
            Told("日期", chinese_day(row.day) if row.day else ""),
            *(Told("附件", "：".join(filter(None, (each.what, each.name)))) for each in self._files(row.id)),
        ]

    def _files(self, honour: bytes) -> list[Attachment]:
        return attachments.of(self.stored(honour))

    def action_attach(self) -> None:
        if (row := self.chosen()) is None:
            return
        photos, honour = self.shell.photos(), self.stored(row.id)

        def submit(values: Mapping[str, str]) -> str:
            from branchtui.workflows.meetings.attachments import attach

            made = attach(honour, typed_files(values["files"]), what=values["what"], photos=photos)
            return f"已附上 {len(made)} 个文件。"

        fields = [
            Field("files", "文件", placeholder="证书的照片或扫描件（PDF）的完整路径；可以是几个，或一个文件夹"),
            column(Attachment, "what", "证书扫描件"),
        ]
        self.app.push_screen(FormScreen(f"files-of-{row.id.hex()}", "附上文件", fields, submit, room=self.ROOM))

    def action_detach(self) -> None:
        if (row := self.chosen()) is None:
            return
        files = self._files(row.id)
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
