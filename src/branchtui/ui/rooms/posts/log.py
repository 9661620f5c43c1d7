"""记录: one line takes a service; below it the log, the latest first."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.widgets import Input

from branchtui.rules.services import hours_words
from branchtui.rules.text.chinese_time import near_day
from branchtui.store.models import Row, Service
from branchtui.store.queries.services import log as services
from branchtui.store.queries.services.log import ServiceList, ServiceRow
from branchtui.ui.commands import table
from branchtui.ui.rooms.posts.owner import ActingPane
from branchtui.ui.rooms.posts.services import forms
from branchtui.ui.rooms.posts.services.entry import EntryLine
from branchtui.ui.rooms.posts.services.lines import columns, reading_lines
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.mark_pane import MarkPane
from branchtui.ui.widgets.window_table import WindowTable
from branchtui.workflows.posts import log
from branchtui.workflows.posts.log_checks import OutsideTermError
from branchtui.workflows.posts.log_lines import LineReader, Reading

_EMPTY = "还没有服务记录。在上面一行写下第一条；手机上记的可以整段粘贴。"
_ACTS = "Del 删去，F10 核实、记取消"


class LogPane(ActingPane):
    """The line, what it comes to, and the rows."""

    PLACE = "log"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("log")]

    def __init__(self) -> None:
        super().__init__()
        self._line = EntryLine(self._write, self._paste, self._to_list, self._copy_last, lambda: self.owner.view.row.id)
        self._read = InkView(self._reading_lines)
        self._reader: LineReader | None = None
        self._reading = Reading()

    def compose(self) -> ComposeResult:
        yield (heads := Frame(self._line, self._read, classes="roll-heads"))
        pane = MarkPane(
            columns(self.owner.shell.now().date()), self._rows, empty=_EMPTY, acts=_ACTS, title="服务记录", id="log"
        )
        pane.stand_under(heads)
        yield pane

    def on_mount(self) -> None:
        self.reload()
        if (wanted := self.owner.wanted) is not None:
            self.owner.wanted = None
            self.call_after_refresh(self.show, wanted)

    @property
    def _pane(self) -> MarkPane[ServiceRow]:
        return self.query_one("#log", MarkPane)

    def reload(self) -> None:
        self._reader = None
        self._pane.reload()
        self._follow()

    def show(self, service: bytes) -> None:
        """Put the cursor on a service, whichever page it stands on."""
        pane = self._pane
        pane.apply_filter("")
        at = services.place_of(self.owner.view.row.id, service)
        if at is None:
            self.owner.shell.say("这条服务记录已移入回收，不在台账里了。")
            return
        pane.table.goto(at)
        pane.table.focus()

    def history_of(self) -> Row | None:
        row = self._pane.table.row
        return services.service(row.id) if row is not None and self._pane.table.has_focus else self.owner.view.row

    def _rows(self, filter_text: str) -> ServiceList:
        return ServiceList(filter_text, post=self.owner.view.row.id)

    # -- the line -------------------------------------------------------------------------------------------------

    def _reading_lines(self, width: int) -> list[Ink]:
        shell = self.owner.shell
        return reading_lines(self._reading, width, shell.brush.glyphs, shell.now().date())

    def on_input_changed(self, event: Input.Changed) -> None:
        if event.input is self._line:
            event.stop()
            self._follow()

    def _follow(self) -> None:
        """Read the line again, and show what it comes to."""
        typed = self._line.value
        if self._reader is None and typed.strip():
            self._reader = LineReader(self.owner.view.row, self.owner.shell.now())
        self._reading = self._reader.read(typed) if self._reader is not None else Reading()
        self._read.again()

    def _write(self) -> None:
        typed, shell = self._line.value, self.owner.shell
        if not typed.strip():
            shell.say("先写一行：谁 哪天几点到几点 做了什么，再按回车。")
            return
        with self.owner.telling() as done:
            try:
                row = log.log_line(self.owner.read(), typed, now=shell.now())
            except OutsideTermError as error:
                self._follow()
                draft = self._reading.draft
                if draft is None or not forms.ask_volunteer(self, draft, self._clear):
                    raise error
                return
            self._clear()
            done(
                f"已记：{row.member.name} {near_day(row.day, shell.now().date())} {hours_words(row.half_hours)} {row.what}。"
            )

    def _clear(self) -> None:
        """What was typed is written: the line waits for the next."""
        self._line.value = ""
        self.owner.show_head()
        self.reload()
        self._pane.table.goto(0)
        self._line.focus()

    def _paste(self, text: str) -> None:
        if self.owner.may_change():
            self.owner.shell.work.start(forms.paste_job(self, text))

    def _to_list(self) -> None:
        self._pane.table.focus()

    def action_add(self) -> None:
        self._line.focus()

    # -- the rows -------------------------------------------------------------------------------------------------

    def on_window_table_opened(self, message: WindowTable.Opened) -> None:
        message.stop()
        if isinstance(message.row, ServiceRow) and self.owner.may_change():
            with self.owner.telling():
                self.app.push_screen(forms.edit_form(self, services.service(message.row.id)))

    def _chosen(self) -> list[Service]:
        """The marked services, or the one under the cursor, as they are stored now; empty, told why, where there are none."""
        rows = self._pane.chosen
        if not rows:
            self.owner.shell.say(self._pane.nothing())
        elif self.owner.may_change():
            with self.owner.telling():
                return [services.service(row.id) for row in rows]
        return []

    def _one(self) -> Service | None:
        """The service under the cursor."""
        row = self._pane.table.row
        if row is None:
            self.owner.shell.say(self._pane.nothing())
        elif self.owner.may_change():
            with self.owner.telling():
                return services.service(row.id)
        return None

    def acted(self) -> None:
        self._pane.unmark()
        self.owner.show_head()
        self.reload()

    def action_remove(self) -> None:
        if rows := self._chosen():
            with self.owner.telling() as done:
                log.remove(rows)
                self.acted()
                done(f"已删去 {len(rows)} 条服务记录。")

    def action_copy(self) -> None:
        if row := self._one():
            self.app.push_screen(forms.copy_form(self, row))

    def _copy_last(self) -> None:
        row = services.last_of(self.owner.view.row)
        if row is None:
            self.owner.shell.say("还没有服务记录可照抄，请先记一条。")
        elif self.owner.may_change():
            self.app.push_screen(forms.copy_form(self, row))

    def action_verify(self) -> None:
        if rows := self._chosen():
            forms.verify(self, rows)

    def action_settle(self) -> None:
        if rows := self._chosen():
            forms.choose_state(self, rows)

    def action_weekly(self) -> None:
        if row := self._one():
            self.app.push_screen(forms.weekly_form(self, row))

    def action_people(self) -> None:
        from branchtui.ui.rooms.posts.services.sign_ups import SignUpsScreen

        if row := self._one():
            self.app.push_screen(SignUpsScreen(row.id))

    def action_proof(self) -> None:
        from branchtui.ui.rooms.posts.services.proof import ProofScreen

        if row := self._one():
            self.app.push_screen(ProofScreen(row.id))

    def action_lines(self) -> None:
        if self.owner.may_change():
            self.app.push_screen(forms.paste_form(self))

    def action_bring(self) -> None:
        if self.owner.may_change():
            self.app.push_screen(forms.import_form(self))

    def action_plan(self) -> None:
        if self.owner.may_change():
            self.app.push_screen(forms.plan_form(self))
