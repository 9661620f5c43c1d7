"""支部: one branch, read only: what it has to do, its meetings, its people."""

from collections.abc import Sequence
from typing import ClassVar, NamedTuple

from textual.binding import BindingType

from branchtui.rules.attendance import head_count
from branchtui.rules.duties.duty import GROUPS
from branchtui.rules.meetings import HELD, STATES
from branchtui.rules.registers.amounts import hours_number
from branchtui.rules.roster import STANDINGS
from branchtui.rules.text.chinese_time import chinese_moment
from branchtui.store.college.board import YearMeeting
from branchtui.ui.commands import table
from branchtui.ui.rooms.college.cells import LOOKS
from branchtui.ui.rooms.college.room import CollegePane, CollegeScreen
from branchtui.ui.rooms.college.source import SeenBranch
from branchtui.ui.text.glyphs import Glyphs
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column
from branchtui.ui.text.wrap import labelled, wrap
from branchtui.workflows.college.hours import PersonHours
from branchtui.workflows.college.organiser import BranchBoard, OneBranch

_TABS = {"board": "要办的事", "meetings": "会议", "people": "人员"}
_EMPTY = {"board": "眼下没有要办的事。", "meetings": "今年没有会议。", "people": "名册里没有人。"}
_NOT_CHOSEN = "还没有选支部：按 Ctrl+K 选一个，或在“今天”里按回车打开。"
_NOT_YET = "还没有取到这个支部。按 F5 再取一次。"


class Line(NamedTuple):
    """A line of one of the tabs: the name of its sign, the role of that, words, what stands right, and all of it."""

    sign: str
    role: str
    words: str
    right: str
    told: tuple[tuple[str, str], ...]


class BranchScreen(CollegeScreen[Line]):
    """Three lists under tabs, of the branch that was opened last."""

    PLACE = ROOM = "college_branch"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("college_branch")]

    def __init__(self) -> None:
        columns: list[Column[Line]] = [
            Column("", 2, lambda row: "", ink=_sign),
            Column("", 24, lambda row: row.words, grow=True),
            Column("", 20, lambda row: row.right, role="quiet", right=True),
            Column("", 0, lambda row: ""),
        ]
        self._tab = "board"
        super().__init__(CollegePane(columns, title="支部", empty=_NOT_CHOSEN, id="one"), "这一行")

    # -- what is shown --------------------------------------------------------------------------------------------

    @property
    def _one(self) -> SeenBranch | None:
        return self.college.ones.get(self.college.chosen)

    def since(self) -> str:
        return f"只读，截至 {self._one.at:%H:%M}" if self._one is not None else "只读"

    def rows(self) -> Sequence[Line]:
        assert isinstance(self.pane, CollegePane)
        name = next((row.head.name for row in self._branches() if row.head.number == self.college.chosen), "")
        if self._one is None:
            waits = "正在取这个支部。" if self.college.looking.busy else _NOT_YET
            self.pane.retitle(_TABS[self._tab], waits if self.college.chosen else _NOT_CHOSEN, name)
            return ()
        self.pane.retitle(_TABS[self._tab], _EMPTY[self._tab], name)
        return {"board": _duties, "meetings": _meetings, "people": _people}[self._tab](self._one.of)

    def words_of(self, row: Line) -> str:
        return f"{row.words} {row.right}"

    def told_of(self, row: Line, width: int) -> Sequence[Ink]:
        lines = [Ink(f" {line}", bold=True) for line in wrap(row.words, width - 2)]
        for label, words in row.told:
            lines += labelled(label, words, width) if words else []
        return lines

    def _branches(self) -> Sequence[BranchBoard]:
        return self.college.seen.boards if self.college.seen is not None else ()

    # -- keys -----------------------------------------------------------------------------------------------------

    def can(self, command_id: str) -> bool:
        if command_id == "college_branch.copy":
            return self.pane.table.row is not None
        if command_id.startswith("college_branch.tab."):
            return bool(self.college.chosen) and not command_id.endswith(self._tab)
        return command_id != "list.open" and super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        return None if self.college.chosen else ("college_branch.choose", "选支部")

    async def open_row(self, row: Line) -> None:
        self.shell.say("这里只看不改。要复制这一行，按 Ctrl+E。")

    def action_tab(self, name: str) -> None:
        self._tab = name
        self.pane.filter_text = ""
        self.pane.table.cursor = 0
        self.reload()
        self.show_keys()

    def action_choose(self) -> None:
        from branchtui.ui.screens.choice import pick

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                self.college.look_at(int(option[0]))
                self.pane.table.cursor = 0
                self.reload()

        branches = self._branches()
        if not branches:
            self.shell.say("还没有取到有哪些支部。按 F5 再取一次。")
            return
        self.app.push_screen(
            pick("看哪个支部", [(str(row.head.number), f"{row.head.number} {row.head.name}") for row in branches]),
            chosen,
        )

    def action_copy(self) -> None:
        if (row := self.chosen()) is not None:
            self.app.copy_to_clipboard("  ".join(filter(None, (row.words, row.right))))
            self.shell.say("这一行已复制到剪贴板。")


def _sign(row: Line, glyphs: Glyphs) -> Ink:
    sign: str = getattr(glyphs, row.sign) if row.sign else " "
    return Ink().add(f" {sign}", row.role, bold=True)


def _duties(one: OneBranch) -> list[Line]:
    lines = []
    for name, duties in one.board.board.groups().items():
        sign, role = LOOKS[name]
        for duty in duties:
            told = (("状态", GROUPS[name]), ("依据", duty.basis or duty.clause), ("近况", duty.known))
            lines.append(Line(sign, role, duty.duty, duty.when, told))
    return lines


def _meetings(one: OneBranch) -> list[Line]:
    return [_meeting(row) for row in reversed(one.meetings)]


def _meeting(row: YearMeeting) -> Line:
    sign, role = ("full", "good") if row.state in HELD else ("half", "info")
    told = [("状态", STATES[row.state]), ("时间", chinese_moment(row.begins)), ("地点", row.place)]
    there = ""
    if row.state in HELD:
        count = head_count((state, False) for state in row.states)
        there = f"实到 {count.present}/{count.expected}"
        lacks = (("请假", count.excused), ("缺席", count.absent), ("免计", count.exempt), ("未点名", count.unmarked))
        told.append(("到会", "，".join([there, *(f"{word} {number}" for word, number in lacks if number)])))
    told += [("主持", row.host), ("记录", row.recorder)]
    told.append(("议程", "；".join(f"{number}. {title}" for number, title in enumerate(row.items, 1))))
    return Line(sign, role, f"{row.begins:%m-%d} {row.kind} {row.title}".strip(), there, tuple(told))


def _people(one: OneBranch) -> list[Line]:
    return [_person(row) for row in one.people]


def _person(row: PersonHours) -> Line:
    standing, offices = STANDINGS[row.standing], "、".join(row.offices)
    hours = hours_number(row.half_hours) if row.asked or row.half_hours else ""
    hours += f"/{hours_number(row.asked)}" if row.asked else ""
    behind = f"{hours}，按今天算还差 {hours_number(row.behind_by_now)}" if row.behind_by_now else hours
    told = (("类别", standing), ("职务", offices), ("小组", row.group), ("学时", behind))
    sign, role = ("open", "due") if row.behind_by_now else ("", "text")
    words = "  ".join(filter(None, (row.name, standing, offices)))
    return Line(sign, role, words, f"学时 {hours}" if hours else "", told)
