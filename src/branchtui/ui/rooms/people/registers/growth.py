"""学习与发展: trainings, conferences, projects and papers of each person."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.registers.amounts import hours_number, yuan_words
from branchtui.store.queries.registers import growth
from branchtui.store.queries.registers.growth import GrowthList, GrowthRow, Total
from branchtui.ui.commands import table
from branchtui.ui.rooms.people.registers.base import Told
from branchtui.ui.rooms.people.registers.of_register import OfRegister
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers.kinds import GROWTH

_COLUMNS: list[Column[GrowthRow]] = [
    Column("起始日", 10, lambda row: row.from_day.isoformat() if row.from_day else "", role="quiet"),
    Column("人员", 8, lambda row: row.name),
    Column("类别", 6, lambda row: row.kind, from_width=50),
    Column("名称", 16, lambda row: row.title, grow=True, names=True),
    Column("学时", 6, lambda row: hours_number(row.half_hours), right=True),
    Column(" 计入", 5, lambda row: " 计入" if row.counted else "", role="quiet"),
    Column("费用（元）", 10, lambda row: yuan_words(row.cost_cents), from_width=80, right=True),
]


class GrowthScreen(OfRegister[GrowthRow]):
    """The entries, the latest first; beside them what they come to for the person in that year."""

    PLACE = "growth"
    TABLE, FORM, NOUN = "growth", "register-growth", "学习发展"
    REGISTER = GROWTH
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("growth")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "还没有学习发展的记录。按 Ctrl+N 登记培训、会议、项目、论文。"
        super().__init__(ListPane(_COLUMNS, GrowthList, title="学习与发展", empty=empty), thing)

    def told(self, row: GrowthRow) -> tuple[str, Sequence[Told]]:
        days = " 至 ".join(day.isoformat() for day in (row.from_day, row.to_day) if day)
        hours = f"{hours_number(row.half_hours)}（{'计入' if row.counted else '不计入'}年度学时）"
        year = row.from_day.year if row.from_day else self.shell.now().year
        total = growth.totals(year, row.member).get(row.member)
        return row.title, [
            Told("人员", row.name),
            Told("类别", row.kind),
            Told("主办单位", row.organiser),
            Told("地点", row.place),
            Told("日期", f"{days}，共 {row.days} 天" if row.days else days),
            Told("学时", hours if row.half_hours is not None else ""),
            Told("费用", f"{yuan_words(row.cost_cents)} 元" if row.cost_cents is not None else ""),
            Told("费用来源", row.borne_by),
            Told("审批", row.approval),
            Told("成果", row.result),
            *([Told(f"{row.name} {year} 年：")] if total else []),
            *([Told("合计", total_words(total))] if total else []),
        ]


def total_words(total: Total) -> str:
    """What the entries of a year come to: 3 项，计入学时 12.5，6 天，费用 1200 元."""
    said = [f"{total.entries} 项", f"计入学时 {hours_number(total.half_hours)}", f"{total.days} 天"]
    return "，".join([*said, f"费用 {yuan_words(total.cents)} 元"])
