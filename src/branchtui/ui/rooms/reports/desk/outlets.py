"""投稿媒体: where reports are handed in, how soon, and whom to ask there."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from branchtui.store.queries.registers.outlets import OutletList, OutletRow
from branchtui.ui.commands import table
from branchtui.ui.rooms.frameworks.listed import SheetList
from branchtui.ui.rooms.people.registers.base import Told
from branchtui.ui.rooms.people.registers.of_register import OfRegister
from branchtui.ui.rooms.registry import show_list
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers.outlets import OUTLET, limit_words

_COLUMNS: list[Column[OutletRow]] = [
    Column("名称", 16, lambda row: row.name, grow=True, names=True),
    Column("级别", 6, lambda row: row.level),
    Column("时限", 8, lambda row: hours_words(row), role="quiet"),
    Column("版式", 16, lambda row: row.profile, from_width=60, role="quiet"),
    Column("联系人", 8, lambda row: row.contact, from_width=80, role="quiet"),
]


def hours_words(row: OutletRow) -> str:
    """How soon it wants a report; empty where nobody told."""
    return "" if row.within_hours is None else f"{row.within_hours} 小时"


class OutletsScreen(SheetList, OfRegister[OutletRow]):
    """All of them by level."""

    ROOM = "reports"
    PLACE, KIND = "outlets", "outlet"
    TABLE, FORM, NOUN = "outlet", "register-outlet", "投稿媒体"
    REGISTER = OUTLET
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("outlets")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "还没有投稿媒体。按 Ctrl+N 登记：名称、版式、几小时内投、投到哪里，稿子里选它就照它来。"
        super().__init__(ListPane(_COLUMNS, OutletList, title="投稿媒体", empty=empty), thing)

    def told(self, row: OutletRow) -> tuple[str, Sequence[Told]]:
        limit = limit_words(row.paste_limit)
        return row.name, [
            Told("级别", row.level),
            Told("版式", row.profile),
            Told("时限", f"会议开始后 {hours_words(row)}内投" if row.within_hours is not None else ""),
            Told("投到", row.send_to),
            Told("联系人", row.contact),
            Told("电话", row.phone),
            Told("每栏字数", f"{limit} 字" if row.paste_limit else limit),
        ]

    async def action_tab(self, name: str) -> None:
        await show_list(self.shell, self.ROOM, name)
