"""学时: everybody's study hours of a year, and what is missing."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.registers.amounts import hours_number
from branchtui.rules.year.hours import Ledger, short_of
from branchtui.rules.year.hours_reading import NO_END_KEY, SETTINGS
from branchtui.store.models import Setting
from branchtui.store.queries.registers.listed import holds
from branchtui.ui.commands import table
from branchtui.ui.editing.sight import Sight
from branchtui.ui.rooms.people.hours import forms
from branchtui.ui.rooms.people.hours.ledger import LedgerScreen
from branchtui.ui.rooms.people.hours.lines import BAR, bar, ledger_lines, short_ink
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.lines_view import LinesView
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.year.hours_rules import choose_no_end, no_end_named
from branchtui.workflows.year.ledgers import YearOfHours, year_of_hours

_COLUMNS: list[Column[Ledger]] = [
    Column("姓名", 8, lambda row: row.name, grow=True),
    Column("党内职务", 10, lambda row: "、".join(row.offices), from_width=70, role="quiet"),
    Column("完成", 5, lambda row: hours_number(row.half_hours), right=True),
    Column("应达", 5, lambda row: hours_number(row.asked) if row.asked else "", right=True, role="quiet"),
    Column("", 1, lambda row: ""),
    Column("", BAR, lambda row: f"{row.percent}%", from_width=40, ink=bar),
    Column("", 1, lambda row: ""),
    Column("还差", 8, short_of, ink=lambda row, glyphs: short_ink(row)),
]


class HoursScreen(ListScreen[Ledger]):
    """People as they are listed everywhere; beside them what the hours of the one under the cursor come from."""

    PLACE = "hours"
    ROOM = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("hours")]

    def __init__(self) -> None:
        self._view = LinesView()
        super().__init__(ListPane(_COLUMNS, self._rows, title="学时", empty="名册上还没有党员。"), self._view)
        self._seen: YearOfHours | None = None
        self._year = 0
        self._asked = False
        self._heading = Static("", markup=False, classes="heading")

    def heads(self) -> ComposeResult:
        yield self._heading

    def on_mount(self) -> None:
        self.pane.table.focus()

    @property
    def year(self) -> int:
        """The year that is shown."""
        return self._year or self.shell.now().year

    def reload(self) -> None:
        super().reload()
        seen = self._seen
        if seen is not None and seen.undated and not seen.rules.no_end and not self._asked:
            self._asked = True
            self.call_later(self.action_choose)

    def show_heads(self) -> None:
        self._seen = seen = year_of_hours(self.year, self.shell.now().date())
        behind = len(seen.behind)
        words = f"{seen.year} 年学时，计到 {seen.day:%m-%d}：{len(seen.ledgers)} 人，"
        words += f"还没有达到的 {behind} 人。" if behind else "都达到了。"
        self._heading.update(Content(" ".join([words, *seen.rules.problems])))

    def sight(self) -> Sight:
        shown = {row.id for row in self.pane.table.in_view()}
        return Sight(frozenset({*shown, Setting.row_id(key=f"{SETTINGS}{NO_END_KEY}")}), "growth")

    def _rows(self, filter_text: str) -> Rows[Ledger]:
        ledgers = self._seen.ledgers if self._seen else ()
        return Rows([row for row in ledgers if holds(filter_text, row.name, *row.offices, short_of(row))])

    def show_beside(self, row: Ledger | None) -> None:
        if row is None or not self._view.size.width:
            self._view.show(())
            return
        glyphs, year = self.shell.brush.glyphs, self.year
        self._view.show_lines(row.name, lambda width: ledger_lines(row, year, width, glyphs), thing=row.id)

    async def open_row(self, row: Ledger) -> None:
        self.app.push_screen(LedgerScreen(row.id, self.year))

    def action_day(self) -> None:
        self.app.push_screen(forms.year_form(self, self.year, self._turn))

    def _turn(self, year: int) -> None:
        self._year = year

    def action_view(self) -> None:
        from branchtui.ui.rooms.people.hours.papers import HoursPapers
        from branchtui.ui.screens.paper_preview import PaperScreen

        with self.telling():
            self.app.push_screen(PaperScreen(HoursPapers(self, self.year)))

    def action_export(self) -> None:
        with self.telling():
            self.app.push_screen(forms.export_form(self, self.year))

    def action_bring(self) -> None:
        self.app.push_screen(forms.import_form(self))

    def action_rules(self) -> None:
        with self.telling():
            self.app.push_screen(forms.rules_form())

    def action_choose(self) -> None:
        undated = len(self._seen.undated) if self._seen else 0

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                with self.telling() as done:
                    words = choose_no_end(no_end_named(option[0]))
                    self.reload()
                    done(words)

        self.app.push_screen(forms.no_end_question(self.year, undated), chosen)
