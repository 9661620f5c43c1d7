"""The plans of terms and years: a list, and beside it what one holds and how far it is."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.text.chinese_time import chinese_day, chinese_days, chinese_weekday
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import Row
from branchtui.store.queries.year import plans
from branchtui.store.queries.year.plans import PlanList, PlanRow
from branchtui.ui.commands import table
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.meetings.plans.from_sheet import sheet_field, with_sheet
from branchtui.ui.rooms.meetings.plans.papers import PlanPapers, export_form
from branchtui.ui.rooms.meetings.plans.preview import open_preview
from branchtui.ui.rooms.people.registers.base import RegisterScreen, Told
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers import register
from branchtui.workflows.year.plan_meetings import preview
from branchtui.workflows.year.plans import PLAN, add_plan, read_lines, usual_plan

_COLUMNS: list[Column[PlanRow]] = [
    Column("名称", 20, lambda row: row.title, grow=True, names=True),
    Column("起止", 22, lambda row: f"{row.first_day} {row.last_day}", from_width=70, role="quiet"),
    Column("行", 4, lambda row: str(row.lines), right=True),
    Column("已排", 6, lambda row: str(row.made or ""), right=True),
    Column("已开", 6, lambda row: str(row.held or ""), right=True),
]
_EXAMPLE = "一行一项，如：主题党日 每月第三个周三下午3点 学习全会精神 《全会公报》 林知远"


class PlansScreen(RegisterScreen[PlanRow]):
    """The plans, the latest first; Enter opens one."""

    PLACE = "plans"
    ROOM = "meetings"
    TABLE, FORM, NOUN = "plan", "study-plan", "学习计划"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("plans")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "还没有学习计划。按 Ctrl+N 写一个，内容可以一次粘贴多行。"
        super().__init__(ListPane(_COLUMNS, PlanList, title="学习计划", empty=empty), thing)

    def stored(self, thing: bytes) -> Row:
        return plans.plan(thing)

    def told(self, row: PlanRow) -> tuple[str, Sequence[Told]]:
        found = preview(plans.plan(row.id), today=self.shell.now().date())
        return row.title, [
            Told("起止", chinese_days(row.first_day, row.last_day)),
            Told("会议", found.counted),
            *(Told("注意", words, "due") for words in found.told),
            Told("内容："),
            *(
                Told(str(number), " ".join(filter(None, (each.schedule, each.kind, each.theme))))
                for number, each in enumerate(plans.lines(row.id), 1)
            ),
        ]

    def can(self, command_id: str) -> bool:
        needs_row = ("plans.edit", "plans.state", "plans.export")
        return self.pane.table.row is not None if command_id in needs_row else super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        return super().next_step() or ("plans.new", "新计划")

    async def open_row(self, row: PlanRow) -> None:
        self._open(row.id)

    def _open(self, plan: bytes) -> None:
        from branchtui.ui.rooms.meetings.plans.plan import PlanScreen

        self.app.push_screen(PlanScreen(plan))

    def action_edit(self) -> None:
        if (row := self.chosen()) is not None:
            with self.telling():
                self.app.push_screen(self.form(self.stored(row.id)))

    def action_new(self) -> None:
        """The form of a new plan with all its lines; once it is stored it is opened."""
        today = self.shell.now().date()
        made: list[bytes] = []

        def submit(values: Mapping[str, str]) -> str | Job[str]:
            typed = {key: values[key] for key in PLAN.keys}

            def add(lines: str) -> str:
                plan = add_plan(typed, lines, today=today)
                made.append(plan.id)
                return f"已制定“{plan.title}”。按 F5 排成会议。"

            return with_sheet(values, add)

        lines = Field("lines", "内容", placeholder=_EXAMPLE, hint=self._count, area=True)
        fields = [*self.fields(None), lines, sheet_field()]
        self.app.push_screen(
            FormScreen(
                self.FORM,
                "新的学习计划",
                fields,
                submit,
                room=self.ROOM,
                begin="lines",
                after=lambda: self._open(made[0]),
            )
        )

    def _count(self, typed: str) -> str:
        return f"{len(read_lines(typed, today=self.shell.now().date()))} 行"

    def action_state(self) -> None:
        if (row := self.chosen()) is not None:
            with self.telling():
                open_preview(self, row.id)

    def action_view(self) -> None:
        from branchtui.ui.screens.paper_preview import PaperScreen

        if (row := self.chosen()) is not None:
            self.app.push_screen(PaperScreen(PlanPapers(self, row.id)))

    def action_export(self) -> None:
        if (row := self.chosen()) is not None:
            with self.telling():
                self.app.push_screen(export_form(self, plans.plan(row.id)))

    def fields(self, row: Row | None) -> Sequence[Field]:
        today = self.shell.now().date()
        typed = PLAN.typed(row) if row else usual_plan(today)

        def day(text: str) -> str:
            found = parse_day(text, today)
            return f"{chinese_day(found)} {chinese_weekday(found)}"

        return [
            Field(key, PLAN.label(key), typed[key], PLAN.hint(key), hint=None if key == "title" else day)
            for key in PLAN.keys
        ]

    def make(self, typed: Mapping[str, str]) -> Row:
        return add_plan(typed, today=self.shell.now().date())

    def change(self, row: Row, changes: Mapping[str, str]) -> None:
        register.change(PLAN, row, today=self.shell.now().date(), **changes)

    def take_off(self, row: Row) -> str:
        register.remove(row)
        return "已删去学习计划；已经排出的会议不变。"
