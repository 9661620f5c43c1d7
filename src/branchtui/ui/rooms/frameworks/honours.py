"""荣誉成果: what people, helpers, posts and the branch were awarded or reached."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.queries.registers.honours import OF, HonourList, HonourRow
from branchtui.ui.commands import table
from branchtui.ui.rooms.frameworks.listed import FrameworkList
from branchtui.ui.rooms.people.registers.base import Told
from branchtui.ui.rooms.people.registers.of_register import OfRegister
from branchtui.ui.rooms.registry import show_list
from branchtui.ui.text.rows import Column
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


class HonoursScreen(FrameworkList, OfRegister[HonourRow]):
    """All of them, the latest first."""

    ROOM = "frameworks"
    KIND, SCAN = "honour", "证书扫描件"
    SCANNED = "证书的照片或扫描件（PDF）的完整路径；可以是几个，或一个文件夹"

    PLACE = "honours"
    TABLE, FORM, NOUN = "honour", "register-honour", "荣誉成果"
    REGISTER = HONOUR
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("honours")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "还没有荣誉和成果。按 Ctrl+N 登记，Ctrl+L 从表格导入；身边人的成果也记在这里。"
        super().__init__(ListPane(_COLUMNS, HonourList, title="荣誉成果", empty=empty), thing)

    def told(self, row: HonourRow) -> tuple[str, Sequence[Told]]:
        return row.title, [
            Told("谁的", f"{OF[row.of_table]}：{row.of}" if row.of else row.whose),
            Told("类别", row.kind),
            Told("级别", row.level),
            Told("等次", row.grade),
            Told("授予单位", row.issuer),
            Told("日期", chinese_day(row.day) if row.day else ""),
            *self.files_told(row.id),
        ]

    async def action_tab(self, name: str) -> None:
        await show_list(self.shell, self.ROOM, name)
