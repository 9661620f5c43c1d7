"""谈心谈话: who talked with whom, a line each; and who has still to talk in this year."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.queries.year.talks import TalkList, TalkRow
from branchtui.ui.commands import table
from branchtui.ui.rooms.people.registers.base import Told
from branchtui.ui.rooms.people.registers.of_register import OfRegister
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers.of_year import TALK

_COLUMNS: list[Column[TalkRow]] = [
    Column("日期", 10, lambda row: row.day.isoformat(), role="quiet"),
    Column("谁和谁", 16, lambda row: row.names, names=True),
    Column("内容", 16, lambda row: row.what, grow=True),
    Column("地点", 12, lambda row: row.place, from_width=70, role="quiet"),
]


class TalksScreen(OfRegister[TalkRow]):
    """The talks, the latest first."""

    PLACE = "talks"
    TABLE, FORM, NOUN = "talk", "register-talk", "谈心谈话"
    REGISTER = TALK
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("talks")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "还没有谈心谈话。按 Ctrl+T 一句话记一次，可贴多行；Ctrl+K 看今年还有谁没有谈。"
        super().__init__(ListPane(_COLUMNS, TalkList, title="谈心谈话", empty=empty), thing)

    def told(self, row: TalkRow) -> tuple[str, Sequence[Told]]:
        return row.names, [
            Told("日期", chinese_day(row.day)),
            Told("谈话人", row.by_name),
            Told("谈话对象", row.to_name),
            Told("内容", row.what),
            Told("地点", row.place),
        ]

    def next_step(self) -> tuple[str, str] | None:
        return ("talks.lines", "一句话记")

    def action_lines(self) -> None:
        self.app.push_screen(self._lines_form())

    def _lines_form(self) -> FormScreen:
        from branchtui.ui.rooms.difference import DifferenceScreen
        from branchtui.workflows.year.end.talk_lines import preview_talks

        def submit(values: Mapping[str, str]) -> str:
            now = self.shell.now()
            found = preview_talks(values["lines"], now)
            if not found.verdicts:
                raise BranchError("还没有写。一行一次，如：3月5日 林知远和沈一禾 谈思想 办公室。")
            if len(found.verdicts) == 1:
                (only,) = found.verdicts
                if only.sort != "新增":
                    raise BranchError(only.words)
                words = found.write()
                self.call_later(self.reload)
                return words
            look = DifferenceScreen(
                "谈心谈话：先看各行", lambda: preview_talks(values["lines"], now), "谈心谈话", room=self.ROOM
            )
            self.call_later(self.app.push_screen, look)
            return "请先看各行，再按 Ctrl+S 写入。"

        note = "一行一次，姓名可用简拼，如：3月5日 lzy和syh 谈思想 办公室。可以贴多行，先看再写入。"
        return FormScreen(
            "talk-lines", "记谈心谈话", [Field("lines", "谈话", area=True)], submit, room=self.ROOM, note=note
        )

    def action_coverage(self) -> None:
        from branchtui.ui.rooms.people.year.coverage import CoverageScreen

        self.app.push_screen(CoverageScreen(self.shell.now().year))
