"""整改清单: the faults that were found, what is done about each, and until when."""

from collections.abc import Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.models import Rectification
from branchtui.store.queries.year.rectifications import RectificationList, RectificationRow, rectification
from branchtui.ui.commands import table
from branchtui.ui.rooms.people.registers.base import Told
from branchtui.ui.rooms.people.registers.of_register import OfRegister
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import FormScreen, ask
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers import register
from branchtui.workflows.registers.of_year import RECTIFICATION


def _state(row: RectificationRow) -> str:
    return "已完成" if row.done_on else "待办"


def _state_cell(row: RectificationRow, glyphs: Glyphs) -> Ink:
    sign, role = (glyphs.full, "good") if row.done_on else (glyphs.open, "due")
    return Ink(f"{sign} {_state(row)}", role)


_COLUMNS: list[Column[RectificationRow]] = [
    Column("年度", 5, lambda row: str(row.year), role="quiet"),
    Column("问题", 20, lambda row: row.problem, grow=True, names=True),
    Column("责任人", 8, lambda row: row.owner),
    Column("时限", 10, lambda row: row.due.isoformat() if row.due else "", role="quiet"),
    Column("状态", 8, _state, ink=_state_cell),
]


class RectificationsScreen(OfRegister[RectificationRow]):
    """All of them: the latest year first, in it what is open."""

    PLACE = "rectifications"
    TABLE, FORM, NOUN = "rectification", "register-rectification", "整改事项"
    REGISTER = RECTIFICATION
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("rectifications")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "整改清单还是空的。按 Ctrl+N 登记一条：问题、措施、责任人、时限；到期的今天里会提。"
        super().__init__(ListPane(_COLUMNS, RectificationList, title="整改清单", empty=empty), thing)

    def told(self, row: RectificationRow) -> tuple[str, Sequence[Told]]:
        return row.problem, [
            Told("整改措施", row.measure),
            Told("责任人", row.owner),
            Told("完成时限", chinese_day(row.due) if row.due else ""),
            Told("完成日期", chinese_day(row.done_on) if row.done_on else "", "good"),
            Told("完成情况", row.result),
            Told("年度", str(row.year)),
            Told("所在会议", row.title),
        ]

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        if command_id == "rectifications.state":
            return row is not None and row.done_on is None
        return row is not None if command_id == "rectifications.export" else super().can(command_id)

    def action_state(self) -> None:
        if (row := self.chosen()) is None:
            return
        if row.done_on is not None:
            self.shell.say(f"这一条{chinese_day(row.done_on)}已经完成。要改，按回车清空完成日期。")
            return
        with self.telling():
            self.app.push_screen(done_form(self, rectification(row.id)))

    def action_export(self) -> None:
        row = self.pane.table.row
        with self.telling():
            if row is None:
                raise BranchError("整改清单还是空的，没有可导出的。")
            from branchtui.ui.rooms.people.year.papers import export_form
            from branchtui.workflows.year.end.papers import prepare_rectifications

            self.app.push_screen(export_form(self, f"{row.year} 年整改清单", partial(prepare_rectifications, row.year)))

    def action_paper(self) -> None:
        if (row := self.chosen()) is not None:
            from branchtui.ui.rooms.people.year.papers import show_rectifications

            show_rectifications(self, row.year)


def done_form(screen: PlaceScreen, row: Rectification) -> FormScreen:
    """Asks how it went; it is done today."""

    def submit(typed: str) -> str:
        today = screen.shell.now().date()
        changes = {"done_on": today.isoformat(), **({"result": typed} if typed else {})}
        register.change(RECTIFICATION, rectification(row.id), today=today, **changes)
        return f"已完成：{row.problem}。"

    return ask(
        f"done-{row.id.hex()}",
        f"整改完成：{row.problem}",
        "完成情况",
        submit,
        placeholder="可不填，回车就记为今天完成",
        room=screen.title_room(),
    )
