"""身边人: who helps, what was done for each, what became of them; the cohort table as a paper."""

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.store.queries.registers import helpers
from branchtui.store.queries.registers.helpers import HelpedRow, HelperList, HelperRow, helper_view
from branchtui.ui.commands import table
from branchtui.ui.editing.edit_guard import Guard
from branchtui.ui.editing.sight import Sight
from branchtui.ui.rooms.people.registers.base import Told
from branchtui.ui.rooms.people.registers.fields import fields_of
from branchtui.ui.rooms.people.registers.of_register import OfRegister
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import FormScreen
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.registers import honour_of, register
from branchtui.workflows.registers.kinds import HELPER, HONOUR, helped

_COLUMNS: list[Column[HelperRow]] = [
    Column("届别", 8, lambda row: row.cohort, role="quiet"),
    Column("姓名", 10, lambda row: row.name, names=True),
    Column("类别", 12, lambda row: row.kind, grow=True),
    Column("指导人", 8, lambda row: row.mentor, from_width=50),
    Column("培养", 5, lambda row: str(row.events or ""), from_width=60, right=True),
    Column("成果", 5, lambda row: str(row.honours or ""), from_width=60, right=True),
    Column("  专业", 12, lambda row: f"  {row.major}", from_width=90, role="quiet"),
]


class HelpersScreen(OfRegister[HelperRow]):
    """The helpers, the latest cohort first."""

    PLACE = "helpers"
    TABLE, FORM, NOUN = "helper", "register-helper", "身边人"
    REGISTER = HELPER
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("helpers")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "还没有身边人。按 Ctrl+N 登记办公室助理、兼职辅导员、学生干部等。"
        super().__init__(ListPane(_COLUMNS, HelperList, title="身边人", empty=empty), thing)

    def sight(self) -> Sight:
        seen = super().sight()
        return Sight(seen.ids | {row.contact for row in self.pane.table.in_view()}, seen.table)

    def told(self, row: HelperRow) -> tuple[str, Sequence[Told]]:
        seen = helper_view(row.id)
        events, honours = (seen.events, seen.honours) if seen else ((), ())
        ends = chinese_day(row.to_day) if row.to_day else "今"
        return row.name, [
            Told("类别", row.kind),
            Told("届别", row.cohort),
            Told("专业", row.major),
            Told("时间", f"{chinese_day(row.from_day)}至{ends}" if row.from_day else ""),
            Told("指导人", row.mentor),
            Told("署名", "" if row.consent else "还没有同意：材料里只写姓"),
            *([Told("培养：")] if events else []),
            *(Told(each.day.isoformat(), _done(each)) for each in events),
            *([Told("成果：")] if honours else []),
            *(
                Told(
                    each.day.isoformat() if each.day else "日期不详",
                    " ".join(filter(None, (each.title, each.level, each.grade))),
                )
                for each in honours
            ),
        ]

    def can(self, command_id: str) -> bool:
        needs_row = ("helpers.event", "helpers.outcome", "helpers.events")
        return self.pane.table.row is not None if command_id in needs_row else super().can(command_id)

    def action_event(self) -> None:
        if (row := self.chosen()) is not None:
            self.app.push_screen(self._event_form(row.id, None))

    def action_events(self) -> None:
        if (row := self.chosen()) is None:
            return
        seen = helper_view(row.id)
        if seen is None or not seen.events:
            self.shell.say("还没有培养记录。按 Ctrl+T 记一次。")
            return
        options = [(each.id.hex(), f"{each.day.isoformat()} {_done(each)}") for each in seen.events]

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                self._change_event(row.id, bytes.fromhex(option[0]))

        self.app.push_screen(pick(f"{row.name}的哪一次？", options), chosen)

    def _change_event(self, helper: bytes, event: bytes) -> None:
        def chosen(option: tuple[str, str] | None) -> None:
            if option is None:
                return
            if option[0] == "change":
                self.app.push_screen(self._event_form(helper, event))
                return
            with self.telling() as done:
                register.remove(helpers.event(event))
                self.reload()
                done("已删去培养记录。")

        self.app.push_screen(pick("培养记录", [("change", "更改"), ("remove", "删去")]), chosen)

    def _event_form(self, helper_id: bytes, event_id: bytes | None) -> FormScreen:
        today = self.shell.now().date()
        each = helped(helpers.helper(helper_id))
        row = helpers.event(event_id) if event_id else None
        shown = each.typed(row) if row else dict.fromkeys(each.keys, "")
        guard = Guard(row, shown, typed=lambda: each.typed(helpers.event(row.id))) if row else None

        def write(**changes: str) -> None:
            assert event_id is not None
            register.change(each, helpers.event(event_id), today=today, **changes)

        def submit(values: Mapping[str, str]) -> str:
            typed = {key: values[key] for key in shown}
            if guard is not None:
                guard.save(typed, write)
                return "已更改培养记录。"
            register.add(each, typed, today=today)
            return "已登记培养记录。"

        name = f"event-{(event_id or helper_id).hex()}"
        heading = "更改培养记录" if row else "为身边人做的一件事"
        return FormScreen(name, heading, fields_of(each, shown, today), submit, room=self.ROOM)

    def action_outcome(self) -> None:
        if (row := self.chosen()) is None:
            return
        today = self.shell.now().date()
        with self.telling():
            whose = honour_of.of_words(helpers.helper(row.id))
            fields = fields_of(HONOUR, {"of_id": whose}, today)

            def submit(values: Mapping[str, str]) -> str:
                register.add(HONOUR, {field.key: values[field.key] for field in fields}, today=today)
                return "已登记成果。"

            self.app.push_screen(
                FormScreen(f"outcome-{row.id.hex()}", f"成果：{row.name}", fields, submit, room=self.ROOM)
            )

    def action_cohorts(self) -> None:
        from branchtui.ui.rooms.people.registers.cohort_papers import CohortPapers
        from branchtui.ui.screens.paper_preview import PaperScreen

        if not helpers.helpers():
            self.shell.say("还没有身边人，没有届别表可看。")
            return
        self.app.push_screen(PaperScreen(CohortPapers(self)))

    def action_export(self) -> None:
        with self.telling():
            if not helpers.helpers():
                raise BranchError("还没有身边人，没有届别表可导出。")
            from branchtui.ui.rooms.people.registers.cohort_papers import export_form

            self.app.push_screen(export_form(self))


def _done(each: HelpedRow) -> str:
    return f"{each.what}（{each.by}）" if each.by else each.what
