"""出勤: one line takes initials; those who are not simply present are named, the rest follow with one key."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from branchtui.rules.attendance import NEEDS_REASON, REASONS, STATES, UNMARKED, HeadCount, bare_reason
from branchtui.rules.meetings import HELD
from branchtui.rules.roster import STANDINGS
from branchtui.rules.text.names import first_names, matches
from branchtui.store.queries.meeting_view import ExpectedPerson
from branchtui.ui.commands import table as commands
from branchtui.ui.rooms.meetings.owner import MeetingPane
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import ask
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.editors import LineInput
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.window_table import WindowTable
from branchtui.workflows.meetings.attendance import mark_rest_present, set_states
from branchtui.workflows.safety.undo import Coming

_COLUMNS: list[Column[ExpectedPerson]] = [
    Column("姓名", 14, lambda p: p.name),
    Column("工号", 10, lambda p: p.staff_no, from_width=50),
    Column("类别", 10, lambda p: STANDINGS.get(p.standing, p.standing)),
    Column("状态", 6, lambda p: STATES.get(p.state, "")),
    Column("原因", 8, lambda p: p.reason, grow=True),
]
_OWN, _NONE = "自己写", "不写原因"


def _names(people: Sequence[ExpectedPerson]) -> str:
    """The people in a few words."""
    return first_names([person.name for person in people])


def _told(people: Sequence[ExpectedPerson], state: str, reason: str) -> str:
    """Who was marked as what, and why."""
    why = bare_reason(state, reason)
    return f"{_names(people)}：{STATES[state]}{f'（{why}）' if why else ''}"


class AttendanceLine(LineInput):
    """Where initials are typed. Digits pick in the dialog of reasons, so they never fight the room digits."""

    PLACE = "attendance"
    BINDINGS: ClassVar[list[BindingType]] = [*commands.bindings("attendance")]

    @property
    def _pane(self) -> "AttendancePane":
        return next(node for node in self.ancestors if isinstance(node, AttendancePane))

    def on_key(self, event: events.Key) -> None:
        """A space or an asterisk begins no name: while the line is empty they mark people."""
        how = {"space": "one", "asterisk": "all", "fullwidth_asterisk": "all"}.get(event.key)
        if how and not self.value:
            event.stop()
            event.prevent_default()
            self.action_pick(how)

    def action_clear(self) -> None:
        if self.value:
            self.value = ""
        elif not self._pane.unmark():
            raise SkipAction

    def reaches(self, coming: Coming | None) -> bool:
        """The marks of this meeting were made by typing here."""
        here = self._pane.owner.view.row.id
        return coming is not None and coming.tables == {"attendance"} and all(t.id == here for t in coming.things)

    def action_pick(self, how: str) -> None:
        self._pane.pick(how)

    def action_mark(self) -> None:
        self._pane.toggle()

    def action_reasons(self) -> None:
        self._pane.ask_state()

    def action_rest(self) -> None:
        self._pane.mark_rest()

    def action_move(self, where: str) -> None:
        self._pane.move(where)


def _counts(heads: HeadCount) -> str:
    """The head count in one line; while somebody is 未点名 that comes first, with the key that ends it."""
    exempt = f" 免计 {heads.exempt}" if heads.exempt else ""
    counts = f"应到 {heads.expected} 实到 {heads.present} 请假 {heads.excused} 缺席 {heads.absent}{exempt}"
    return counts if heads.roll_taken else f"未点名 {heads.unmarked}（Ctrl+S 其余都到） {counts}"


class AttendancePane(MeetingPane):
    """The line, what just happened, and everyone expected."""

    def __init__(self) -> None:
        super().__init__()
        self._line = AttendanceLine(
            classes="top-line", placeholder="姓名或拼音首字母，再按回车（到/缺席）或 Tab（其他情况）"
        )
        self._told = Static("", markup=False, classes="note")
        self._table: WindowTable[ExpectedPerson] = WindowTable(_COLUMNS)
        self._table.can_focus = False
        self._table.mark_of = lambda person: person.member
        self._people: list[ExpectedPerson] = []
        self._happened = ""  # what the last key changed
        self._chosen = False  # one of several was chosen with the arrows, or offered and confirmed

    def compose(self) -> ComposeResult:
        with Frame() as frame:
            yield self._line
            yield self._told
            yield self._table
        frame.thumb_of(self._table)

    def on_mount(self) -> None:
        self.reload()

    def reload(self) -> None:
        view = self.owner.view
        row = view.row
        self._people = view.expected(self.owner.kind())
        self._filter()
        typed = self._line.value.strip()
        if row.state not in HELD:
            words = f"应到 {len(self._people)} 人（按会议那天的名册）。先按 F5 登记{self.owner.verb}，再点名。"
        else:
            counts = _counts(view.head_count)
            words = f"{self._happened}Ctrl+Z 撤销  {counts}" if self._happened else counts
        if marked := len(self._table.marked):
            words = f"已标记 {marked} 人：回车记缺席或到，Tab 记其他情况，Esc 取消标记"
        if typed and not self._table.count:
            words = f"应到名单里没有“{typed}”。Esc 清掉重来；不在名单上的人按 F2 加为列席。"
        self._told.update(Content(words))

    def _filter(self) -> None:
        typed = self._line.value.strip()
        found = [p for p in self._people if matches(typed, p.name, p.pinyin, p.initials)]
        exact = [p for p in found if typed and (typed.lower() in p.initials or typed == p.name)]
        self._table.show(Rows([*exact, *(p for p in found if p not in exact)]))

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._chosen = False
        self._table.cursor = 0
        self.reload()

    def move(self, where: str) -> None:
        """Move the cursor among those offered."""
        self._chosen = True
        self._table.action_move(where)

    def pick(self, how: str) -> None:
        """Mark the person under the cursor, or everyone listed."""
        table = self._table
        if how == "all":
            rows = table.rows_between(0, table.count - 1)
            table.mark(rows, on=any(person.member not in table.marked for person in rows))
        elif table.row is not None:
            table.mark([table.row])
            table.action_move("down")
        self.reload()

    def unmark(self) -> bool:
        """Take every mark away; False where there was none."""
        had = bool(self._table.marked)
        self._table.unmark()
        self.reload()
        return had

    def _those(self) -> list[ExpectedPerson]:
        """The marked people, or the one meant; empty where that is not clear, which is told."""
        if not self._table.marked:
            person = self._the_one()
            return [person] if person is not None else []
        if self.owner.read().state not in HELD:
            self.owner.shell.say(f"会议还没有登记{self.owner.verb}。先按 F5 登记，再点名。", bad=True)
            return []
        return [person for person in self._people if person.member in self._table.marked]

    def _the_one(self) -> ExpectedPerson | None:
        """The person meant. Where several fit and none was chosen they are offered, and None is returned."""
        typed = self._line.value.strip()
        row = self._table.row
        if self.owner.read().state not in HELD:
            self.owner.shell.say(f"会议还没有登记{self.owner.verb}。先按 F5 登记，再点名。", bad=True)
            return None
        if row is None:
            self.owner.shell.say(f"应到名单里没有“{typed}”。请核对，或按 F2 在议程里加为列席。", bad=True)
            return None
        if self._chosen:
            return row
        exact = [p for p in self._people if typed and (typed.lower() in p.initials or typed == p.name)]
        if len(exact) == 1 or (not exact and self._table.count == 1):
            return exact[0] if exact else row
        if not typed:
            self._told.update(Content("先输入姓名首字母，或用上下键选人。"))
        else:
            fits = exact or [p for p in self._people if matches(typed, p.name, p.pinyin, p.initials)]
            names = "、".join(p.name for p in fits[:4]) + ("等" if len(fits) > 4 else "")
            self._told.update(Content(f"“{typed}”有 {len(fits)} 位：{names}。用上下键选定，再按回车。"))
            self._chosen = True
        return None

    def toggle(self) -> None:
        """Present and 未点名 become absent, everything else present."""
        people = self._those()
        if people:
            absent = all(person.state in ("present", UNMARKED) for person in people)
            self._set_told(people, "absent" if absent else "present", "")

    def mark_rest(self) -> None:
        """Everyone still 未点名 came."""
        with self.owner.telling() as done:
            count = mark_rest_present(self.owner.read())
            if not count:
                self.owner.shell.say("都已点过名了。")
                return
            self._written(f"其余 {count} 人都到。")
            done(f"点名完毕，其余 {count} 人都记为到。")

    def _set(self, people: Sequence[ExpectedPerson], state: str, reason: str) -> None:
        """Raises BranchError, as where a reason is needed and none is given."""
        set_states(self.owner.view.row, {person.member: (state, reason) for person in people})
        self._written(f"{_told(people, state, reason)}。")

    def _written(self, words: str) -> None:
        self._line.value = ""
        self._table.unmark()
        self._happened = words
        self.owner.show_head()
        self.reload()
        self._line.focus()

    def _set_told(self, people: Sequence[ExpectedPerson], state: str, reason: str) -> None:
        with self.owner.telling():
            self._set(people, state, reason)

    def ask_state(self) -> None:
        """Offer the other states, then the reasons."""
        people = self._those()
        if not people:
            return

        def chosen(option: tuple[str, str] | None) -> None:
            if option is None:
                return
            if option[0] in NEEDS_REASON:
                self._ask_reason(people, option[0])
            else:
                self._set_told(people, option[0], "")

        states = [(state, word) for state, word in STATES.items() if state != UNMARKED]
        self.app.push_screen(pick(_names(people), states), chosen)

    def _ask_reason(self, people: Sequence[ExpectedPerson], state: str) -> None:
        words = f"{_names(people)}：{STATES[state]}"

        def written(typed: str) -> str:
            self._set(people, state, typed)
            return f"{_told(people, state, typed)}。"

        def chosen(option: tuple[str, str] | None) -> None:
            if option is None:
                return
            if option[0] == _OWN:
                name = f"reason-{self.owner.view.row.id.hex()}-{'-'.join(person.member.hex() for person in people)}"
                self.app.push_screen(ask(name, words, "原因", written, room="meetings"))
            else:
                self._set_told(people, state, "" if option[0] == _NONE else option[0])

        others = (_OWN,) if state == "exempt" else (_OWN, _NONE)
        self.app.push_screen(pick(f"{words}，原因", [(word, word) for word in (*REASONS[state], *others)]), chosen)
