"""One meeting: agenda, attendance and record as tabs; beside them, where there is room, the paper."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.rules.meetings import STATES
from branchtui.rules.stations import Step
from branchtui.store.queries import meetings
from branchtui.ui.commands import table
from branchtui.ui.rooms.meetings import actions, path, steps
from branchtui.ui.rooms.meetings.agenda import AgendaPane
from branchtui.ui.rooms.meetings.attendance import AttendancePane
from branchtui.ui.rooms.meetings.files.pane import FilesPane
from branchtui.ui.rooms.meetings.owner import MeetingOwner
from branchtui.ui.rooms.meetings.papers import MeetingPapers
from branchtui.ui.rooms.meetings.record.view import RecordArea, RecordPane
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import ask
from branchtui.ui.screens.paper_source import Papers
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.frame import LEAST_ROWS
from branchtui.ui.widgets.ink_view import InkView
from branchtui.workflows.meetings import meetings as acts

_PAPER_OF_TAB = {"agenda": "agenda", "attendance": "sign_in", "record": "minutes", "files": ""}


class MeetingScreen(MeetingOwner):
    """Opened from the list, from 今天, or by a left-over draft, which names the tab to begin with."""

    PLACE = "meeting"
    ROOM = "meetings"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("meeting")]
    TABS = {"agenda": "F2 议程", "attendance": "F3 出勤", "record": "F4 记录", "files": "附件"}  # noqa: RUF012 (declared above)
    PANES = {"agenda": AgendaPane, "attendance": AttendancePane, "record": RecordPane, "files": FilesPane}  # noqa: RUF012

    TAB_OF = {  # noqa: RUF012 (declared above)
        **dict.fromkeys(("agenda_item", "material", "guest"), "agenda"),
        **dict.fromkeys(("ballot", "ballot_exclusion", "action_item", "meeting.closing"), "record"),
        **dict.fromkeys((f"agenda_item.{name}" for name in ("record", "resolution", "dissent")), "record"),
        "attendance": "attendance",
        "attachment": "files",
    }

    def __init__(self, meeting_id: bytes, tab: str = "agenda") -> None:
        super().__init__(MeetingPapers(meeting_id), tab)
        self._head = InkView(self._head_lines, ground="desk", classes="meeting-head")

    def heads(self) -> ComposeResult:
        yield self._head

    def papers(self) -> Papers:
        from branchtui.workflows.exporting.meeting_papers import papers_of

        panes = self.query(RecordPane) if self.view.row.state != "filed" else ()
        typed = {column: text for pane in panes for column, text in pane.typed().items()}
        return papers_of(self.view, self.kind(), typed)

    def writing(self) -> str:
        area = self.focused
        return area.document.get_line(area.cursor_location[0]) if isinstance(area, RecordArea) else ""

    def profile(self) -> str:
        return self.source.profile()

    def show_heads(self) -> None:
        self._head.again()

    def _head_lines(self, width: int) -> list[Ink]:
        row, now, glyphs = self.view.row, self.shell.now(), self.shell.brush.glyphs
        head = path.head_line(
            row.state, meetings.begins(row), row.kind, row.ordinal, row.title, late=meetings.is_late(row), now=now
        )
        step = path.step_ink(self._step(), self.shell.commands)
        rows = 1 if self.size.height < LEAST_ROWS else 2
        lines = [head.cut(width, glyphs.more), *path.path_lines(self.view.stations, step, glyphs, width, rows=rows)]
        return [*lines, *self.conflict_lines(width)]

    def _step(self) -> tuple[str, Step] | None:
        step = self.view.next_step(self.shell.now())
        if step and step.key == "hold":
            step = step._replace(words=self.verb)
        return path.in_meeting(step, self._tabs.current, self.view) if step else None

    def next_step(self) -> tuple[str, str] | None:
        """The command that does the next step, and what it is called."""
        step = self._step()
        return (step[0], step[1].words) if step else None

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
        if row.state == "planned":
            self.app.push_screen(actions.reschedule_form(self, row))
        elif row.state == "cancelled":
            self.shell.say(f"这次会议{STATES[row.state]}，不能改期。")
        elif self.commit_all() and self.may_change():
            self.app.push_screen(actions.end_form(self.view.row))

    def action_cancel(self) -> None:
        row = self.read()
        if row.state != "planned":
            self.shell.say(f"这次会议{STATES[row.state]}，不能取消。")
        else:
            self.app.push_screen(actions.cancel_form(row))

    def action_reopen(self) -> None:
        row = self.read()
        if row.state == "filed":
            self.app.push_screen(actions.reopen_form(row))
        else:
            self.shell.say(f"这次会议{STATES[row.state]}，不用重新打开。")

    def action_covered(self) -> None:
        from branchtui.ui.rooms.frameworks.marks.marking import ask_covered

        if self.commit_all():
            with self.telling():
                ask_covered(self, self.read())

    def action_copy(self) -> None:
        from branchtui.ui.rooms.meetings.planning import copy_form

        if self.commit_all():
            copied = lambda key: self.app.push_screen(MeetingScreen(key))  # noqa: E731
            self.app.push_screen(copy_form(self, self.view.row.id, copied))

    def action_edit(self) -> None:
        if self.may_change():
            self.app.push_screen(actions.edit_form(self, self.view.row))

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
