"""出勤: one line takes initials; those who are not simply present are named, the rest follow with one key."""

from collections.abc import Sequence
from typing import ClassVar

from textual import events
from textual.actions import SkipAction
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Input, Static

from branchtui.rules.attendance import NEEDS_REASON, STATES, UNMARKED, bare_reason
from branchtui.rules.meetings import HELD
from branchtui.rules.text.names import first_names, matches
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.meeting_view import ExpectedPerson
from branchtui.ui.commands import table as commands
from branchtui.ui.rooms.meetings.owner import MeetingPane
from branchtui.ui.rooms.meetings.roll.lines import Group, count_lines, grouped
from branchtui.ui.rooms.meetings.roll.view import RollView
from branchtui.ui.screens.choice import pick
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.editors import LineInput
from branchtui.ui.widgets.frame import LEAST_ROWS, Frame
from branchtui.ui.widgets.ink_view import InkView
from branchtui.workflows.input_checks import line
from branchtui.workflows.meetings.attendance import add_guest, mark_rest_present, set_states
from branchtui.workflows.safety.undo import Coming

_NONE = "不写原因"
_LAST_DIGIT = 9
_BECAUSE = ":"


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


class AttendancePane(MeetingPane):
    """The line, what just happened and how many came; then everyone expected, those who were away on top."""

    def __init__(self) -> None:
        super().__init__()
        self._line = AttendanceLine(
            classes="top-line", placeholder="姓名或拼音首字母，再按回车（到/缺席）或 Tab（其他情况）"
        )
        self._told = Static("", markup=False, classes="note")
        self._counts = InkView(self._count_lines, classes="roll-counts")
        self._roll = RollView()
        self._people: list[ExpectedPerson] = []
        self._happened = ""  # what the last key changed
        self._left: list[ExpectedPerson] = []  # how it left everybody
        self._just: frozenset[bytes] = frozenset()  # whom it marked
        self._chosen = False  # one of several was chosen with the arrows, or offered and confirmed

    def compose(self) -> ComposeResult:
        yield (heads := Frame(self._line, self._told, self._counts, classes="roll-heads"))
        names = Frame(self._roll, title="应到名单")
        names.stand_under(heads)
        names.thumb_of(self._roll)
        yield names

    def on_mount(self) -> None:
        self.reload()

    def on_resize(self) -> None:
        self._counts.again()  # the window may have become too low for large figures

    def reload(self) -> None:
        self._people = self.owner.view.expected(self.owner.kind())
        if self._people != self._left:  # undone, or changed elsewhere
            self._happened = ""
        self._filter()
        self._show_words()
        self._counts.again()

    def _show_words(self) -> None:
        """What just happened, or what to do."""
        view, typed = self.owner.view, self._line.value.strip()
        heads = view.head_count
        if view.row.state not in HELD:
            words = f"应到 {len(self._people)} 人（按会议那天的名册）。先按 F5 登记{self.owner.verb}，再点名。"
        else:
            words = f"{self._happened}Ctrl+Z 撤销  " if self._happened else ""
            words += "点名完毕。" if heads.roll_taken else f"未点名 {heads.unmarked}（Ctrl+S 其余都到）"
        if marked := len(self._roll.marked):
            words = f"已标记 {marked} 人：回车记缺席或到，Tab 记其他情况，Esc 取消标记"
        if typed and not self._roll.count:
            words = f"应到名单里没有“{typed}”。Esc 清掉重来；不在名单上的人按 Tab 加为列席。"
        self._told.update(Content(words))

    def _count_lines(self, width: int) -> list[Ink]:
        if self.owner.view.row.state not in HELD:
            return []
        large = self.screen.size.height >= LEAST_ROWS
        return count_lines(self.owner.view.head_count, width, self.owner.shell.brush.glyphs, large=large)

    def _filter(self, *, anew: bool = False) -> None:
        """Show those who fit what is typed, those whom it names exactly first; without it everyone, in groups."""
        typed = self._line.value.strip()
        if not typed:
            self._roll.show(grouped(self._people), anew=anew)
            return
        found = [p for p in self._people if matches(typed, p.name, p.pinyin, p.initials)]
        exact = [p for p in found if typed.lower() in p.initials or typed == p.name]
        self._roll.show([Group("", "", [*exact, *(p for p in found if p not in exact)], True)], anew=anew)

    def on_input_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._chosen = False
        self._filter(anew=True)
        self._show_words()

    def on_roll_view_chosen(self) -> None:
        self._chosen = True

    def move(self, where: str) -> None:
        """Move the cursor among those offered."""
        self._chosen = True
        self._roll.move(1 if where == "down" else -1)

    def pick(self, how: str) -> None:
        """Mark the person under the cursor, or everyone listed."""
        roll = self._roll
        if how == "all":
            roll.mark(roll.people, on=any(person.member not in roll.marked for person in roll.people))
        elif roll.row is not None:
            roll.mark([roll.row], on=roll.row.member not in roll.marked)
            roll.move(1)
        self._show_words()

    def unmark(self) -> bool:
        """Take every mark away; False where there was none."""
        had = bool(self._roll.marked)
        self._roll.unmark()
        self._show_words()
        return had

    def _those(self) -> list[ExpectedPerson]:
        """The marked people, or the one meant; empty where that is not clear, which is told."""
        if not self._roll.marked:
            person = self._the_one()
            return [person] if person is not None else []
        if self.owner.read().state not in HELD:
            self.owner.shell.say(f"会议还没有登记{self.owner.verb}。先按 F5 登记，再点名。", bad=True)
            return []
        return [person for person in self._people if person.member in self._roll.marked]

    def _the_one(self) -> ExpectedPerson | None:
        """The person meant. Where several fit and none was chosen they are offered, and None is returned."""
        typed = self._line.value.strip()
        row = self._roll.row
        if self.owner.read().state not in HELD:
            self.owner.shell.say(f"会议还没有登记{self.owner.verb}。先按 F5 登记，再点名。", bad=True)
            return None
        if row is None:
            self.owner.shell.say(f"应到名单里没有“{typed}”。请核对，或按 Tab 加为列席。", bad=True)
            return None
        if self._chosen:
            return row
        exact = [p for p in self._people if typed and (typed.lower() in p.initials or typed == p.name)]
        if len(exact) == 1 or (not exact and self._roll.count == 1):
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
        """Everyone still 未点名 came; but a name that is typed and not marked yet was meant for something else."""
        if begun := self._line.value.strip():
            self.owner.shell.say(f"“{begun}”还没有记：按回车记缺席，按 Tab 选别的，或者删去，再按 Ctrl+S。", bad=True)
            return
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
        self._just = frozenset(person.member for person in people)

    def _written(self, words: str) -> None:
        self._line.value = ""
        self._just = frozenset()
        self._roll.unmark()
        self.owner.show_head()
        self.reload()
        self._happened, self._left = words, self._people
        self._show_words()
        self._line.focus()

    def _set_told(self, people: Sequence[ExpectedPerson], state: str, reason: str) -> None:
        with self.owner.telling():
            self._set(people, state, reason)

    def _just_marked(self) -> list[ExpectedPerson]:
        """Those whom the last key marked, while nobody else is typed, chosen or marked."""
        elsewhere = self._line.value.strip() or self._chosen or self._roll.marked or not self._happened
        return [] if elsewhere else [person for person in self._people if person.member in self._just]

    def ask_state(self) -> None:
        """Offer the other states, then the reasons, the first of 请假 at once; right behind a mark it is about whom that marked."""
        if self._line.value.strip() and not self._roll.count and not self._roll.marked:
            self._ask_guest(self._line.value.strip())
            return
        people = self._just_marked() or self._those()
        if not people:
            return

        def chosen(option: tuple[str, str] | None) -> None:
            if option is None:
                return
            state, at_once, reason = option[0].partition(_BECAUSE)
            if state in NEEDS_REASON and not at_once:
                self._ask_reason(people, state)
            else:
                self._set_told(people, state, reason)

        states = [(state, word) for state, word in STATES.items() if state != UNMARKED]
        often = suggestions.reasons("excused")[: _LAST_DIGIT - len(states)]
        states += [(f"excused{_BECAUSE}{reason}", f"{STATES['excused']}：{reason}") for reason in often]
        self.app.push_screen(pick(_names(people), states), chosen)

    def _ask_guest(self, typed: str) -> None:
        """Offer to add somebody who is not expected: former guests and contacts whom that names, or as it is typed."""
        known = [each for each in suggestions.guests() if matches(typed, each.words, each.pinyin, each.initials)]
        options = [(each.words, f"{each.words}  {each.note}".strip()) for each in known[: _LAST_DIGIT - 1]]
        if all(words != typed for words, _ in options) and not typed.isascii():
            options.append((typed, typed))
        if not options:
            self.owner.shell.say(f"应到名单和往来里都没有“{typed}”。请核对，或写全姓名再按 Tab。", bad=True)
            return

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                with self.owner.telling():
                    guest = add_guest(self.owner.read(), option[0])
                    self._written(f"已加列席：{guest.name}{f'（{guest.position}）' if guest.position else ''}。")

        self.app.push_screen(pick(f"应到名单里没有“{typed}”，加为列席", options), chosen)

    def _ask_reason(self, people: Sequence[ExpectedPerson], state: str) -> None:
        """Offer the usual reasons; what is typed and is none of them is the reason."""

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                self._set_told(people, state, option[0])

        usual = [(word, word) for word in suggestions.reasons(state)]
        if state != "exempt":
            usual.insert(_LAST_DIGIT - 1, ("", _NONE))  # where a digit still picks it
        title = f"{_names(people)}：{STATES[state]}，原因（也可以直接写）"
        self.app.push_screen(pick(title, usual, own=lambda typed: (line(typed, "原因"), typed)), chosen)
