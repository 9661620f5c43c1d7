"""刊发: where reports came out, and how many of each level there are in a year."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.models import Row
from branchtui.store.queries.registers import publications
from branchtui.store.queries.registers.publications import PublicationList, PublicationRow
from branchtui.ui.commands import table
from branchtui.ui.rooms.frameworks.listed import SheetList
from branchtui.ui.rooms.people.registers.base import Told
from branchtui.ui.rooms.people.registers.of_register import OfRegister
from branchtui.ui.rooms.registry import show_list
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers import register
from branchtui.workflows.registers.lists import counted
from branchtui.workflows.registers.publishing import PUBLICATION

_COLUMNS: list[Column[PublicationRow]] = [
    Column("日期", 10, lambda row: row.day.isoformat() if row.day else "", role="quiet"),
    Column("标题", 20, lambda row: row.title, grow=True, names=True),
    Column("刊发媒体", 14, lambda row: row.outlet),
    Column("级别", 6, lambda row: row.level, from_width=56, role="quiet"),
    Column("阅读量", 8, lambda row: "" if row.reads is None else str(row.reads), from_width=70, right=True),
]


class PublicationsScreen(SheetList, OfRegister[PublicationRow]):
    """All of them, the latest first; beside them what the year of the one under the cursor comes to."""

    ROOM = "reports"
    PLACE, KIND, OF_DAYS = "publications", "publication", True
    TABLE, FORM, NOUN = "publication", "register-publication", "刊发"
    REGISTER = PUBLICATION
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("publications")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "还没有刊发的记录。稿子见报、上网后在这里按 Ctrl+N 登记，或在稿子里按 F5 改状态；Ctrl+L 从表格导入。"
        super().__init__(ListPane(_COLUMNS, PublicationList, title="刊发", empty=empty), thing)

    def told(self, row: PublicationRow) -> tuple[str, Sequence[Told]]:
        same = publications.of_report(row.report) if row.report is not None else []
        others = [each for each in same if each.id != row.id]
        year = row.day.year if row.day else self.shell.now().year
        of_year = publications.between(date(year, 1, 1), date(year, 12, 31))
        return row.title, [
            Told("", "不是本支部的稿子" if row.report is None else "", "quiet"),
            Told("刊发媒体", row.outlet),
            Told("形式", row.form),
            Told("级别", row.level),
            Told("日期", chinese_day(row.day) if row.day else ""),
            Told("链接", row.link),
            Told("阅读量", "" if row.reads is None else str(row.reads)),
            Told("备注", row.note),
            *([Told("也刊发在：")] if others else []),
            *(Told(str(each.day or ""), f"{each.outlet} {each.level}".strip()) for each in others),
            *([Told(f"{year} 年：")] if of_year else []),
            Told("合计", counted(of_year)),
        ]

    def take_off(self, row: Row) -> str:
        register.remove(row, PUBLICATION)
        return "已删去刊发的记录。"

    async def action_tab(self, name: str) -> None:
        await show_list(self.shell, self.ROOM, name)
