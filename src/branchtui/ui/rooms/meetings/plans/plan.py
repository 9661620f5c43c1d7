"""One plan: its lines, and beside them when each is due and what came of it."""

from collections.abc import Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.text.names import first_names
from branchtui.rules.year.dues import SORTS
from branchtui.rules.year.schedule import read_schedule
from branchtui.store.models import PlanItem, Row
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.store.queries.registers.listed import Listed
from branchtui.store.queries.year import plans
from branchtui.store.queries.year.plans import LineRow, fits
from branchtui.ui.commands import table
from branchtui.ui.editing.sight import Sight
from branchtui.ui.rooms.meetings.plans.from_sheet import sheet_field, with_sheet
from branchtui.ui.rooms.meetings.plans.papers import PlanPapers, export_form
from branchtui.ui.rooms.meetings.plans.preview import ROLES, open_preview
from branchtui.ui.rooms.people.registers.base import RegisterScreen, Told
from branchtui.ui.screens.form import Field, FormScreen, column
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.meeting_rules import kinds
from branchtui.workflows.year import plans as acts
from branchtui.workflows.year.plan_meetings import Due, by_line, preview

_PASTED = "一行一项：类型 时间 主题 材料 准备人，中间用空格或制表符；从表格里复制也可以"


class PlanScreen(RegisterScreen[LineRow]):
    """The lines of one plan in their order; Enter changes the one under the cursor."""

    PLACE = "plan"
    ROOM = "meetings"
    TABLE, NOUN = "plan_item", "计划项"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("plan")]

    def __init__(self, plan: bytes, thing: bytes | None = None) -> None:
        self._plan = plan
        self.FORM = f"study-line-{plan.hex()}"
        self._dues: Mapping[bytes, list[Due]] = {}
        columns: list[Column[LineRow]] = [
            Column("时间", 24, lambda row: row.schedule),
            Column("类型", 12, lambda row: row.kind, from_width=50, role="quiet"),
            Column("主题", 16, lambda row: row.theme, grow=True, names=True),
            Column("准备人", 8, lambda row: row.preparer, from_width=60, role="quiet"),
            Column("已开", 6, self._held, right=True),
        ]
        rows = partial(_rows, plan)
        title = plans.plan(plan).title
        empty = "计划里还没有内容。按 Ctrl+N 加一行，或按 Ctrl+L 一次粘贴多行。"
        super().__init__(ListPane(columns, rows, title=title, empty=empty), thing)

    def _held(self, row: LineRow) -> str:
        """How many of its meetings were held, of how many there are to be."""
        there = [due for due in self._dues.get(row.id, ()) if due.sort not in ("skipped", "cancelled", "other")]
        return f"{sum(due.sort == 'held' for due in there)}/{len(there)}" if there else ""

    def reload(self) -> None:
        with self.telling():
            self._dues = by_line(preview(plans.plan(self._plan), today=self.shell.now().date()).dues)
        super().reload()

    def stored(self, thing: bytes) -> Row:
        return plans.line(thing)

    def sight(self) -> Sight:
        seen = super().sight()
        made = {due.meeting.id for dues in self._dues.values() for due in dues if due.meeting is not None}
        return Sight(seen.ids | {self._plan} | made, seen.table)

    def told(self, row: LineRow) -> tuple[str, Sequence[Told]]:
        today = self.shell.now().date()
        return row.called, [
            Told("时间", row.schedule or "没有写"),
            Told("类型", row.kind or "没有写，不排成会议"),
            Told("主题", row.theme),
            Told("准备人", row.preparer),
            *(Told("学习材料" if not number else "", title) for number, title in enumerate(row.materials)),
            Told("会议："),
            *(
                Told(
                    SORTS[due.sort],
                    " ".join(filter(None, (due.words(today), due.group, due.when.said))),
                    ROLES[due.sort],
                )
                for due in self._dues.get(row.id, ())
            ),
        ]

    def can(self, command_id: str) -> bool:
        if command_id in ("plan.view", "plan.export", "plan.state"):
            return bool(self.pane.table.count)
        return super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        if not self.pane.table.count:
            return ("plan.bring", "粘贴多行")
        due = any(due.sort in ("new", "link") for dues in self._dues.values() for due in dues)
        return ("plan.state", "排成会议") if due else super().next_step()

    def action_state(self) -> None:
        with self.telling():
            open_preview(self, self._plan)

    def action_bring(self) -> None:
        today = self.shell.now().date()

        def add(lines: str) -> str:
            made = acts.add_lines(plans.plan(self._plan), lines, today=today)
            self.call_later(self.show_thing, made[0].id)
            return f"计划加了 {len(made)} 行：{first_names([each.theme or each.kind for each in made])}。"

        fields = [Field("lines", "内容", placeholder=_PASTED, area=True), sheet_field()]
        name = f"study-lines-{self._plan.hex()}"
        self.app.push_screen(
            FormScreen(name, "计划加几行", fields, lambda values: with_sheet(values, add), room=self.ROOM)
        )

    def action_shift(self, way: str) -> None:
        if (row := self.chosen()) is not None:
            with self.telling():
                acts.move_line(plans.line(row.id), -1 if way == "up" else 1)
                self.reload()
                self.show_thing(row.id)

    def action_view(self) -> None:
        from branchtui.ui.screens.paper_preview import PaperScreen

        self.app.push_screen(PaperScreen(PlanPapers(self, self._plan)))

    def action_export(self) -> None:
        with self.telling():
            self.app.push_screen(export_form(self, plans.plan(self._plan)))

    def fields(self, row: Row | None) -> Sequence[Field]:
        item = plans.line(row.id) if row else None
        typed = acts.typed_line(item) if item else dict.fromkeys(acts.LINE_KEYS, "")
        today = self.shell.now().date()
        there = kinds()
        words = ("如：每月第三个周三下午3点、每季度第一个周五、3月15日、每学期2次", "可不填；只写主题的不排成会议")
        return [
            Field(
                "kind",
                "类型",
                typed["kind"],
                words[1],
                offers=lambda _: [Suggestion(kind.name, kind.often, also=kind.aliases) for kind in there.values()],
            ),
            Field("schedule", "时间", typed["schedule"], words[0], hint=_read_hint),
            column(PlanItem, "theme", typed["theme"]),
            Field("materials", "学习材料", typed["materials"], "每行一份", area=True),
            Field(
                "preparer", "准备人", typed["preparer"], "名册里的姓名", offers=lambda _: suggestions.people_on(today)
            ),
        ]

    def make(self, typed: Mapping[str, str]) -> Row:
        return acts.add_line(plans.plan(self._plan), typed, today=self.shell.now().date())

    def change(self, row: Row, changes: Mapping[str, str]) -> None:
        acts.change_line(plans.line(row.id), today=self.shell.now().date(), **changes)

    def take_off(self, row: Row) -> str:
        acts.remove_line(plans.line(row.id))
        return "已从计划里删去一行；已经排出的会议不变。"


class OfLine(PlanScreen):
    """The plan of a line, with the cursor on it."""

    def __init__(self, thing: bytes) -> None:
        super().__init__(plans.line(thing).plan_id, thing)


def _rows(plan: bytes, filter_text: str) -> Listed[LineRow]:
    return Listed(row for row in plans.lines(plan) if fits(filter_text, row))


def _read_hint(typed: str) -> str:
    """Says only what is wrong."""
    read_schedule(typed)
    return ""
