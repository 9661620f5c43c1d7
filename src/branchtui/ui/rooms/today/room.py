"""今天: what is overdue, due or contradictory, texts that were not stored, reports not yet handed in."""

from dataclasses import dataclass
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.text.chinese_time import chinese_day, chinese_weekday
from branchtui.ui.commands import table
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.editing.draft_saver import Draft
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows import board


@dataclass(frozen=True, slots=True)
class TodayRow:
    """One line: what sort of thing, in words, by when, the clause, and what Enter opens or plans."""

    sort: str
    words: str
    period: str = ""
    clause: str = ""
    opens: tuple[str, bytes] | None = None
    plan: str = ""  # a kind of meeting
    mend: bytes | None = None  # a meeting whose frozen list the roster contradicts
    drafts: tuple[DraftKey, ...] = ()  # the places of left-over texts of one form or cell


_COLUMNS: list[Column[TodayRow]] = [
    Column("", 6, lambda row: row.sort),
    Column("事项", 24, lambda row: row.words, grow=True),
    Column("时限", 19, lambda row: row.period, from_width=70),
    Column("依据", 32, lambda row: row.clause, from_width=110),
]


class TodayScreen(ListScreen[TodayRow]):
    """The first room."""

    PLACE = ROOM = "today"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("today")]

    def __init__(self) -> None:
        super().__init__(
            ListPane(_COLUMNS, self._rows, empty="今天没有逾期、将到期或互相矛盾的事。", title="要做的事", id="board")
        )
        self._day = Static("", markup=False, classes="heading")

    def heads(self) -> ComposeResult:
        yield self._day

    def show_heads(self) -> None:
        today = self.shell.now().date()
        self._day.update(Content(f"今天是{chinese_day(today)}，{chinese_weekday(today)}"))

    def _rows(self, filter_text: str) -> Rows[TodayRow]:
        left: dict[DraftKey, list[tuple[DraftKey, Draft]]] = {}
        for place, draft in self.shell.drafts.left():
            left.setdefault(place.whole, []).append((place, draft))
        shown = [
            TodayRow(
                "未存完",
                "；".join(f"{draft.label}：{draft.text}" for _, draft in together),
                f"{together[0][1].at:%m-%d %H:%M}",
                drafts=tuple(place for place, _ in together),
            )
            for together in left.values()
        ]
        found = board.board(self.shell.now().date())
        for sort, duties in (("逾期", found.overdue), ("矛盾", found.contradictions), ("将到期", found.due)):
            shown += [
                TodayRow(sort, duty.duty, duty.period, duty.clause, duty.open, duty.plan, duty.mend) for duty in duties
            ]
        words = filter_text.split()
        return Rows([row for row in shown if all(word in f"{row.sort}{row.words}{row.clause}" for word in words)])

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        return super().can(command_id) and (command_id != "today.drop" or bool(row is not None and row.drafts))

    def next_step(self) -> tuple[str, str] | None:
        row = self.pane.table.row
        if row is None:
            return None
        words = {"接着写": row.drafts, "处理": row.mend, "打开": row.opens, f"计划{row.plan}": row.plan}
        return next((("list.open", word) for word, there in words.items() if there), None)

    async def open_row(self, row: TodayRow) -> None:
        if row.drafts:
            from branchtui.ui.rooms.today.resume_draft import resume_draft

            with self.telling():
                await resume_draft(self.shell, row.drafts[0])
        elif row.mend is not None:
            from branchtui.ui.rooms.meetings.frozen_list import settle

            with self.telling():
                settle(self, row.mend)
        elif row.opens is not None:
            await self.shell.open_thing(*row.opens)
        elif row.plan:
            from branchtui.ui.rooms.registry import open_form

            await open_form(self.shell, f"plan-{row.plan}")
        else:
            self.shell.say("这一条没有可以打开的内容，请按上面的说明办理。")

    def action_drop(self) -> None:
        row = self.pane.table.row
        if row is None or not row.drafts:
            self.shell.say("光标不在“未存完”的文字上。")
            return

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None and option[0] == "drop":
                for place in row.drafts:
                    self.shell.drafts.drop(place)
                self.pane.reload()
                self.shell.say("已丢弃未存完的文字。")

        from branchtui.ui.screens.choice import pick

        options = [("keep", "留着"), ("drop", "丢弃")]
        self.app.push_screen(pick(f"丢弃以后找不回来：{row.words[:40]}", options), chosen)
