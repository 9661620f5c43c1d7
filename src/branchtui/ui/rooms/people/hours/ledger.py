"""Where the study hours of one person come from: each line opens its meeting or its training."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.registers.amounts import hours_number
from branchtui.rules.year.hours import Ledger, Source
from branchtui.store.models import HoursOverride, Row
from branchtui.store.queries import people
from branchtui.ui.commands import table
from branchtui.ui.editing.sight import Sight
from branchtui.ui.rooms.people.hours import forms
from branchtui.ui.rooms.people.hours.lines import asked_words, heading
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.year.ledgers import ledger_of

_COLUMNS: list[Column[Source]] = [
    Column("日期", 11, lambda row: row.day.isoformat(), role="quiet"),
    Column("类型", 14, lambda row: row.kind, from_width=60),
    Column("题目", 16, lambda row: row.title, grow=True),
    Column("学时", 5, lambda row: hours_number(row.half_hours), right=True),
    Column("  依据", 24, lambda row: f"  {row.note}", role=lambda row: "due" if row.basis == "no_end" else "quiet"),
]


class LedgerScreen(ListScreen[Source]):
    """The sources of a year, the first first; above them what they come to."""

    PLACE = "ledger"
    ROOM = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("ledger")]

    def __init__(self, member: bytes, year: int) -> None:
        empty = "这一年还没有计入的会议和培训。按 Ctrl+N 登记培训，Ctrl+L 导入学校的学时表。"
        super().__init__(ListPane(_COLUMNS, self._rows, title="学时的来源", empty=empty))
        self._member, self._year = member, year
        self._ledger: Ledger | None = None
        self._heading = Static("", markup=False, classes="heading")
        self._asked = Static("", markup=False, classes="note")

    def heads(self) -> ComposeResult:
        yield self._heading
        yield self._asked

    def on_mount(self) -> None:
        self.pane.table.focus()

    def thing(self) -> Row | None:
        return people.member(self._member)

    def sight(self) -> Sight:
        shown = self.pane.table.in_view()
        own = {HoursOverride.row_id(meeting=row.thing, member=self._member) for row in shown if row.table == "meeting"}
        return Sight(frozenset({self._member, *own, *(row.thing for row in shown)}), "growth")

    def show_heads(self) -> None:
        self._ledger = ledger_of(people.member(self._member), self._year, self.shell.now().date())
        self._heading.update(Content(heading(self._ledger, self._year)))
        asked = asked_words(self._ledger, self._year)
        self._asked.update(Content(asked))
        self._asked.display = bool(asked)

    def _rows(self, filter_text: str) -> Rows[Source]:
        sources = self._ledger.sources if self._ledger else ()
        return Rows([row for row in sources if filter_text in f"{row.day} {row.kind}{row.title}{row.note}"])

    def can(self, command_id: str) -> bool:
        if command_id == "ledger.correct":
            return (row := self.pane.table.row) is not None and row.table == "meeting"
        return super().can(command_id)

    async def open_row(self, row: Source) -> None:
        self.app.call_later(self._open, row.table, row.thing)  # this screen may be left then, and can't wait for that

    async def _open(self, table_name: str, thing: bytes) -> None:
        with self.telling():
            await self.shell.open_thing(table_name, thing)

    def action_correct(self) -> None:
        row = self.pane.table.row
        if row is None or self._ledger is None:
            self.shell.say(self.pane.nothing())
        elif row.table != "meeting":
            self.shell.say("这一条是登记的培训：按回车打开，直接改学时。")
        else:
            self.app.push_screen(forms.correction_form(self._ledger, row))

    def action_new(self) -> None:
        if self._ledger is not None:
            self.app.push_screen(forms.training_form(self, self._ledger))

    def action_bring(self) -> None:
        self.app.push_screen(forms.import_form(self))

    def action_day(self) -> None:
        self.app.push_screen(forms.year_form(self, self._year, self._turn))

    def _turn(self, year: int) -> None:
        self._year = year
