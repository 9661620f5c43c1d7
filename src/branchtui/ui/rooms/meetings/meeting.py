"""One meeting: agenda, attendance and record as tabs; beside them, where there is room, the paper."""

from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.meetings import HELD, STATES
from branchtui.store.queries import meetings
from branchtui.ui.commands import table
from branchtui.ui.rooms.meetings import actions, steps
from branchtui.ui.rooms.meetings.agenda import AgendaPane
from branchtui.ui.rooms.meetings.attendance import AttendancePane
from branchtui.ui.rooms.meetings.owner import MeetingOwner
from branchtui.ui.rooms.meetings.papers import MeetingPapers
from branchtui.ui.rooms.meetings.record import RecordPane
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import ask
from branchtui.ui.screens.paper_source import Papers
from branchtui.workflows.meetings import meetings as acts

_STATIONS_OF_TAB = {"agenda": ("materials", "agenda"), "attendance": ("attendance",), "record": ("minutes",)}
_PAPER_OF_TAB = {"agenda": "agenda", "attendance": "sign_in", "record": "minutes"}


class MeetingScreen(MeetingOwner):
    """Opened from the list, from 今天, or by a left-over draft, which names the tab to begin with."""

    PLACE = "meeting"
    ROOM = "meetings"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("meeting")]
    TABS = {"agenda": "F2 议程", "attendance": "F3 出勤", "record": "F4 记录"}  # noqa: RUF012 (declared above)
    PANES = {"agenda": AgendaPane, "attendance": AttendancePane, "record": RecordPane}  # noqa: RUF012

    def __init__(self, meeting_id: bytes, tab: str = "agenda") -> None:
        super().__init__(MeetingPapers(meeting_id), tab)
        self._what = Static("", markup=False, classes="heading")
        self._stations = Static("", markup=False, classes="station-line")

    def heads(self) -> ComposeResult:
        yield self._what
        yield self._stations

    def papers(self) -> Papers:
        from branchtui.workflows.export import papers_of

        return papers_of(self.view, self.kind())

    def profile(self) -> str:
        return self.source.profile()

    def show_heads(self) -> None:
        row = self.view.row
        ordinal = f"第{row.ordinal}次" if row.ordinal else ""
        when = f"{meetings.begins(row):%Y-%m-%d %H:%M}"
        late = "（补记）" if meetings.is_late(row) else ""
        self._what.update(Content(f"{STATES[row.state]}{late}  {when}  {row.kind}{ordinal}：{row.title}"))
        stations = self.view.stations
        here = _STATIONS_OF_TAB[self._tabs.current]
        told = [f"{each.name[-2:]}：{each.why}" for each in stations if each.key in here and each.state == "open"]
        if row.state in HELD and stations[-1].state == "open":
            told.append(steps.next_step(self.shell, stations))
        line = actions.station_line(stations)
        for words in told:
            if cell_len(longer := f"{line}   {words}") <= self.size.width - 2:
                line = longer
        self._stations.update(Content(line))

    @property
    def paper_of_tab(self) -> str:
        return _PAPER_OF_TAB[self._tabs.current]

    def commit_all(self) -> bool:
        return all(pane.commit() for pane in self.query(RecordPane))

    def action_hold(self) -> None:
        if self.commit_all():
            steps.take(self, self.read())

    def action_reschedule(self) -> None:
        row = self.read()
        if row.state != "planned":
            self.shell.say(f"这次会议{STATES[row.state]}，不能改期。")
        else:
            self.app.push_screen(actions.reschedule_form(self, row))

    def action_cancel(self) -> None:
        row = self.read()
        if row.state != "planned":
            self.shell.say(f"这次会议{STATES[row.state]}，不能取消。")
        else:
            self.app.push_screen(actions.cancel_form(row))

    def action_edit(self) -> None:
        self.app.push_screen(actions.edit_form(self, self.read()))

    def action_export(self) -> None:
        if self.commit_all():
            actions.export(self, self.read())

    async def action_report(self) -> None:
        if self.commit_all():
            await actions.draft_report(self, self.read())

    def action_station(self) -> None:
        row, states = self.read(), self.view.stations
        options = [(s.key, f"{s.name}：恢复" if s.state == "na" else f"{s.name}：不适用") for s in states]
        na = {s.key for s in states if s.state == "na"}

        def chosen(option: tuple[str, str] | None) -> None:
            if option is None:
                return
            key, words = option
            if key in na:
                with self.telling() as done:
                    acts.clear_station_na(row, key)
                    done(f"{words}了。")
                    self.show_head()
                return

            def submit(typed: str) -> str:
                acts.set_station_na(row, key, typed)
                return f"{words}，已记下原因。"

            form = ask(f"station-{key}-{row.id.hex()}", words, "原因", submit, room="meetings")
            self.app.push_screen(form)

        self.app.push_screen(pick("哪一项不适用", options), chosen)
