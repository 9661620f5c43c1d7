"""会议: the meetings left; right the stations and the papers of the one under the cursor."""

from collections.abc import Iterator
from functools import lru_cache
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from branchtui.rules.meetings import HELD
from branchtui.rules.stations import HEADS, Step
from branchtui.store.models import Row
from branchtui.store.queries import meetings
from branchtui.store.queries.meetings import MeetingList, MeetingRow, Months
from branchtui.ui.commands import table
from branchtui.ui.rooms.meetings import path
from branchtui.ui.rooms.registry import show_list
from branchtui.ui.screens.list_room import ListRoom
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Groups, Source
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.mark_pane import MarkPane

_DAYS = "一二三四五六日"


@lru_cache(maxsize=1024)
def _day(day: int, weekday: int, role: str) -> Ink:
    return Ink(f"{day:2}日", role).add(f" 周{_DAYS[weekday]}", "quiet")


def _day_of(row: MeetingRow, _: Glyphs) -> Ink:
    role = {"planned": "info", "cancelled": "quiet"}.get(row.state, "text")
    return _day(row.begins.day, row.begins.weekday(), role)


def _signs(row: MeetingRow, glyphs: Glyphs) -> Ink:
    """Whether it was recorded late, and how far it is; of a cancelled one only that it is."""
    line = Ink("补 " if row.late else "   ", "quiet")
    if row.state == "cancelled":
        return line.add("已取消", "quiet")
    return line.join(path.signs(row.stations, glyphs))


COLUMNS: list[Column[MeetingRow]] = [
    Column("", 9, lambda row: "", ink=_day_of),
    Column("", 5, lambda row: f"{row.begins:%H:%M}", from_width=70, role="quiet"),
    Column("", 12, lambda row: row.kind, from_width=40, role="quiet"),
    Column(
        "",
        12,
        lambda row: row.title,
        grow=True,
        role=lambda row: "quiet" if row.state == "cancelled" else "text",
        names=True,
    ),
    Column("", 17, lambda row: "", ink=_signs),  # ends below the heads in the edge
]


class MonthHeads:
    """The headings of the months: the year wherever it is another one than above, and how many meetings."""

    def __init__(self, months: Months) -> None:
        self._months = months

    def __len__(self) -> int:
        return len(self._months)

    def __iter__(self) -> Iterator[tuple[Ink, int]]:
        above = ""
        for name, count in self._months:
            year, month = name.split("-")
            words = f"{int(month)}月" if year == above else f"{year}年{int(month)}月"
            above = year
            yield Ink(words, bold=True).add(f" {count} 次", "quiet"), count


class MeetingsPane(MarkPane[MeetingRow]):
    """The meetings by months, six signs behind each; the edge says which station a sign is of."""

    def __init__(self) -> None:
        empty = "还没有会议。按 Ctrl+N 计划一次。"
        super().__init__(COLUMNS, MeetingList, title="会议", empty=empty, acts="F8 导出", group=by_month)

    def legend(self) -> str:
        return HEADS if self.table.count else ""


def by_month(source: Source[MeetingRow]) -> Groups:
    """The headings of the list of meetings."""
    assert isinstance(source, MeetingList)
    return MonthHeads(source.months())


class MeetingsScreen(ListRoom[MeetingRow]):
    """The list of meetings."""

    PLACE = ROOM = "meetings"
    TABLE = "meeting"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("meetings")]

    def __init__(self) -> None:
        self._marks = MeetingsPane()
        self._path = InkView(self._path_lines)
        self._facts = Frame(self._path, classes="meeting-facts")
        super().__init__(self._marks)

    def beside(self, side: Widget) -> ComposeResult:
        with Vertical(classes="right"):
            yield self._facts
            frame = Frame(side)
            frame.stand_under(self._facts)
            yield frame

    def stored(self, thing: bytes) -> Row:
        return meetings.meeting(thing)

    def show_beside(self, row: MeetingRow | None) -> None:
        super().show_beside(row)
        if row is None:
            self._facts.title = self._facts.note = ""
        else:
            self._facts.title = row.title
            self._facts.note = path.state_word(row.state).add(f"  {row.place}" if row.place else "", "quiet")
        self._path.again()

    def _path_lines(self, width: int) -> list[Ink]:
        row = self._marks.table.row
        if row is None:
            return [Ink(), Ink()]
        step = path.step_ink(self._step(), self.shell.commands)
        return path.path_lines(row.stations, step, self.shell.brush.glyphs, width)

    def _step(self) -> tuple[str, Step] | None:
        row = self._marks.table.row
        step = row.next_step(self.shell.now()) if row is not None else None
        return path.in_room(step) if step else None

    def next_step(self) -> tuple[str, str] | None:
        """The command that does the next step of the meeting under the cursor, and what it is called."""
        step = self._step()
        return (step[0], step[1].words) if step else super().next_step()

    def show_paper(self, row: MeetingRow) -> None:
        from branchtui.store.queries.meeting_view import view  # the list is there before it
        from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE, papers_of
        from branchtui.workflows.meeting_rules import kind_seen

        seen = view(row.id)
        self.paper.show(papers_of(seen, kind_seen(seen)), thing=row.id, profile=MEETING_PROFILE)

    async def open_row(self, row: MeetingRow) -> None:
        self._open(row.id)

    def _open(self, meeting_id: bytes) -> None:
        from branchtui.ui.rooms.meetings.meeting import MeetingScreen

        self.app.push_screen(MeetingScreen(meeting_id))

    def can(self, command_id: str) -> bool:
        row, several = self.pane.table.row, bool(self._marks.marked)
        if command_id == "meetings.hold":
            return row is not None and row.state != "cancelled" and not several
        if command_id == "meetings.report":
            return row is not None and row.state in HELD
        if command_id in ("meetings.export", "meetings.view", "meetings.copy"):
            return row is not None
        return super().can(command_id)

    def action_new(self) -> None:
        self.plan()

    def plan(self, kind: str = "") -> None:
        """Open the form that plans a meeting, of this kind if one is given, and of the group whose key stands behind @."""
        from branchtui.ui.rooms.meetings.planning import plan_form

        name, _, group = kind.partition("@")
        self.app.push_screen(plan_form(self, self._open, name, group))

    def action_copy(self) -> None:
        from branchtui.ui.rooms.meetings.planning import copy_form

        if row := self.chosen():
            with self.telling():
                self.app.push_screen(copy_form(self, row.id, self._open))

    def action_kinds(self) -> None:
        from branchtui.ui.rooms.meetings.kinds import choose

        with self.telling():
            choose(self)

    async def action_plans(self) -> None:
        await show_list(self.shell, self.ROOM, "plans")

    def action_sheet(self) -> None:
        from branchtui.ui.rooms.meetings.year.sheets import sheet_form

        self.app.push_screen(sheet_form(self))

    def action_days(self) -> None:
        from branchtui.ui.rooms.meetings.calendar import show_days

        with self.telling():
            show_days(self)

    def action_hold(self) -> None:
        from branchtui.ui.rooms.meetings import steps

        if self._marks.marked:
            self.shell.say("召开和归档一次只做一场：按 Esc 取消标记，光标移到那一场再按。")
        elif row := self.chosen():
            with self.telling():
                steps.take(self, meetings.meeting(row.id))

    def action_contacts(self) -> None:
        from branchtui.ui.rooms.people.registers.contacts import ContactsScreen

        self.app.push_screen(ContactsScreen())

    def action_export(self) -> None:
        from branchtui.ui.rooms.meetings import actions

        if rows := self._marks.marked:
            if actions.export_several(self, [meetings.meeting(row.id) for row in rows]):
                self._marks.unmark()
        elif row := self.chosen():
            actions.export(self, meetings.meeting(row.id))

    async def action_report(self) -> None:
        from branchtui.ui.rooms.meetings import actions

        if row := self.chosen():
            await actions.draft_report(self, meetings.meeting(row.id))

    def action_paper(self, way: str) -> None:
        self.paper.action_turn(way)

    def action_view(self) -> None:
        from branchtui.ui.rooms.meetings.papers import MeetingPapers
        from branchtui.ui.screens.paper_preview import PaperScreen

        if row := self.chosen():
            self.app.push_screen(PaperScreen(MeetingPapers(row.id), self.paper.paper_key))
