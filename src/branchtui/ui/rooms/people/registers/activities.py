"""共建: what was done together with partners."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.queries.registers.activities import ActivityList, ActivityRow
from branchtui.ui.commands import table
from branchtui.ui.editing.sight import Sight
from branchtui.ui.rooms.people.registers.base import Told
from branchtui.ui.rooms.people.registers.of_register import OfRegister
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers.kinds import ACTIVITY

_COLUMNS: list[Column[ActivityRow]] = [
    Column("日期", 10, lambda row: row.day.isoformat(), role="quiet"),
    Column("共建单位", 14, lambda row: row.partner),
    Column("活动", 16, lambda row: row.title, grow=True, names=True),
    Column("学生", 6, lambda row: "" if row.students is None else str(row.students), from_width=50, right=True),
    Column("  成果", 14, lambda row: f"  {row.outcome}", from_width=90, role="quiet"),
]


class ActivitiesScreen(OfRegister[ActivityRow]):
    """The activities, the latest first."""

    PLACE = "activities"
    TABLE, FORM, NOUN = "partner_activity", "register-activity", "共建活动"
    REGISTER = ACTIVITY
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("activities")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "还没有共建活动。按 Ctrl+N 登记：和谁、哪天、带了多少学生、有什么成果。"
        super().__init__(ListPane(_COLUMNS, ActivityList, title="共建", empty=empty), thing)

    def sight(self) -> Sight:
        seen = super().sight()
        return Sight(seen.ids | {row.contact for row in self.pane.table.in_view()}, seen.table)

    def told(self, row: ActivityRow) -> tuple[str, Sequence[Told]]:
        days = f"{chinese_day(row.day)}至{chinese_day(row.to_day)}" if row.to_day else chinese_day(row.day)
        return row.title, [
            Told("共建单位", row.partner),
            Told("日期", days),
            Told("地点", row.place),
            Told("学生", f"{row.students} 人" if row.students is not None else ""),
            *(Told("", major) for major in row.majors.splitlines()),
            *(Told("" if number else "成果", line) for number, line in enumerate(row.outcome.splitlines())),
        ]
