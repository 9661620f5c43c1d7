"""发展党员: who is on the way to membership, what was done for each and what comes next; the register of one as a paper."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import ClassVar

from textual.binding import BindingType

from branchtui.rules.roster import OPEN, STAGES, STANDINGS
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import DevelopmentStep, Row
from branchtui.store.queries import people
from branchtui.store.queries.registers import development
from branchtui.store.queries.registers.development import StepRow
from branchtui.ui.commands import table
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.rooms.people.registers.base import Told, ToldScreen
from branchtui.ui.rooms.people.registers.fields import fields_of
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import Field, FormScreen
from branchtui.ui.screens.hints import day_hint
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.development.overview import Developing, DevelopingList
from branchtui.workflows.development.steps import STEP
from branchtui.workflows.people.roster import change_member
from branchtui.workflows.registers import register
from branchtui.workflows.registers.reading import member_words

FORM = "register-development"
_COLUMNS: list[Column[Developing]] = [
    Column("姓名", 8, lambda row: row.of.name, names=True),
    Column("类别", 10, lambda row: STANDINGS[row.of.standing]),
    Column("自", 10, lambda row: "" if row.of.since == OPEN else row.of.since.isoformat(), role="quiet"),
    Column("接下来", 13, lambda row: row.next_words, grow=True),
    Column("期限", 10, lambda row: row.due.by.isoformat() if row.due else "", from_width=56, role="due"),
]


class DevelopmentScreen(ToldScreen[Developing]):
    """The people, the nearest to membership first; Enter records a step of the one under the cursor."""

    PLACE = "development"
    TABLE = "member"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("development")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "名册上没有在发展的人。在 5 人员按 Ctrl+N 加一人，人员类别写入党申请人或积极分子；导入名册也行。"
        listed = partial(_listed, self)
        super().__init__(ListPane(_COLUMNS, listed, title="发展党员", empty=empty), thing and _person(thing))

    def stored(self, thing: bytes) -> Row:
        return people.member(thing)

    def not_listed(self, thing: bytes) -> str:
        return f"{people.member(thing).name}现在不在发展党员之列；办过的环节在“5 人员”里这一位的资料中。"

    def next_step(self) -> tuple[str, str] | None:
        return ("list.open", "登记环节") if self.pane.table.row is not None else None

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        if command_id == "development.state":
            return row is not None
        if command_id in ("development.remove", "development.steps"):
            return row is not None and bool(row.of.steps)
        if command_id in ("development.paper", "development.export"):
            return row is not None
        return super().can(command_id)

    def told(self, row: Developing) -> tuple[str, Sequence[Told]]:
        today = self.shell.now().date()
        told_above = {due.words for due in row.dues}
        return row.of.name, [
            Told("经历："),
            *(
                Told("日期不详" if on == OPEN else on.isoformat(), STANDINGS[standing])
                for standing, on in row.of.stages
            ),
            *([Told("接下来：")] if row.dues or row.next_step else []),
            *(Told(due.by.isoformat(), due.words, "bad" if due.by < today else "due") for due in row.dues),
            *([Told("还没有办", row.next_step)] if row.next_step and row.next_step not in told_above else []),
            *([Told("环节：")] if row.of.steps else []),
            *(Told(step.day.isoformat(), step_words(step)) for step in row.of.steps),
        ]

    async def open_row(self, row: Developing) -> None:
        with self.telling():
            self.app.push_screen(self._form(row))

    def action_new(self) -> None:
        with self.telling():
            self.app.push_screen(self._form(self.pane.table.row))

    def action_steps(self) -> None:
        self._pick_step("哪一个环节？", lambda step: self.app.push_screen(self._change_form(step)))

    def action_remove(self) -> None:
        def remove(step: bytes) -> None:
            with self.telling() as done:
                register.remove(development.step(step))
                self.reload()
                done("已删去环节。")

        self._pick_step("删去哪一个环节？", remove)

    def _pick_step(self, title: str, then: Callable[[bytes], object]) -> None:
        if (row := self.chosen()) is None:
            return
        if not row.of.steps:
            self.shell.say("还没有登记环节。按回车登记一个。")
            return
        options = [(step.id.hex(), f"{step.day.isoformat()} {step_words(step)}") for step in row.of.steps]

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                then(bytes.fromhex(option[0]))

        self.app.push_screen(pick(f"{row.of.name}：{title}", options), chosen)

    def _form(self, row: Developing | None) -> FormScreen:
        """The form of a new step: what comes next for a person of the list stands in it."""
        today = self.shell.now().date()
        coming = (row.due.step.name if row.due else row.next_step) if row else ""
        typed = {"member": member_words(people.member(row.id)), "step": coming} if row else {}
        fields = fields_of(STEP, typed, today)

        def submit(values: Mapping[str, str]) -> str:
            made = register.add(STEP, {field.key: values[field.key] for field in fields}, today=today)
            assert isinstance(made, DevelopmentStep)
            self.call_later(self.show_thing, made.member_id)
            return f"已登记{made.step}。"

        heading = f"登记环节：{row.of.name}" if row else "登记环节"
        return FormScreen(FORM, heading, fields, submit, room=self.ROOM, begin="day" if coming else "")

    def _change_form(self, step: bytes) -> FormScreen:
        today = self.shell.now().date()
        row = development.step(step)
        shown = STEP.typed(row)
        guard = Guard(row, shown, typed=lambda: STEP.typed(development.step(step)))

        def write(**changes: str) -> None:
            register.change(STEP, development.step(step), today=today, **changes)

        def submit(values: Mapping[str, str]) -> str:
            guard.save({key: values[key] for key in shown}, write)
            return "已更改环节。"

        return FormScreen(f"step-{step.hex()}", "更改环节", fields_of(STEP, shown, today), submit, room=self.ROOM)

    def action_state(self) -> None:
        if (row := self.chosen()) is None:
            return
        today = self.shell.now().date()
        coming = STAGES[STAGES.index(row.of.standing) + 1]
        fields = [
            Field(
                "since", f"从哪天起成为{STANDINGS[coming]}", placeholder="如：3月15日", hint=day_hint(today, past=True)
            )
        ]

        def submit(values: Mapping[str, str]) -> str:
            since = parse_day(values["since"], today, past=True)
            change_member(people.member(row.id), since=since, standing=coming)
            return f"{row.of.name}自{chinese_day(since)}起为{STANDINGS[coming]}。"

        heading = f"{row.of.name}：{STANDINGS[row.of.standing]} → {STANDINGS[coming]}"
        self.app.push_screen(FormScreen(f"standing-{row.id.hex()}", heading, fields, submit, room=self.ROOM))

    def action_paper(self) -> None:
        from branchtui.ui.rooms.people.registers.development_paper import DevelopmentPaper
        from branchtui.ui.screens.paper_preview import PaperScreen

        if (row := self.chosen()) is not None:
            self.app.push_screen(PaperScreen(DevelopmentPaper(self, row.id)))

    def action_export(self) -> None:
        from branchtui.ui.rooms.people.registers.development_paper import export_form

        if (row := self.chosen()) is not None:
            with self.telling():
                self.app.push_screen(export_form(self, row.id))


def step_words(step: StepRow) -> str:
    """A step with all that is told of it: 培养考察（贺知秋）：表现良好."""
    lasts = f"，至{step.to_day.isoformat()}" if step.to_day else ""
    by = f"（{step.by}）" if step.by else ""
    told = "；".join(filter(None, (step.note, step.meeting)))
    return f"{step.step}{by}{lasts}{f'：{told}' if told else ''}"


def _listed(screen: DevelopmentScreen, filter_text: str) -> DevelopingList:
    return DevelopingList(screen.shell.now().date(), filter_text)


def _person(thing: bytes) -> bytes:
    """The person that a step belongs to; of what is no step it is the person."""
    row = DevelopmentStep.get_or_none(DevelopmentStep.id == thing)
    return row.member_id if row is not None else thing
