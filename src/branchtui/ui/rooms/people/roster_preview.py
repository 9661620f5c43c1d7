"""The difference a roster import would make, shown before anything is written."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.files.sheets.roster import RosterSheet, read_roster
from branchtui.rules.roster import OPEN, STANDINGS
from branchtui.rules.text.chinese_time import chinese_day
from branchtui.rules.text.dates import parse_day
from branchtui.ui.commands import table
from branchtui.ui.jobs import Job
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import ask
from branchtui.ui.screens.hints import day_hint
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.shell import Shell
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows, Source
from branchtui.ui.text.typed_path import read_typed
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.people import roster
from branchtui.workflows.people.roster_diff import RosterDiff, RosterEntry
from branchtui.workflows.people.roster_questions import Question, about, choices
from branchtui.workflows.progress import Progress

_SORTS = {  # the role of each, and what its lines are counted in
    "请您定": ("due", "件"),
    "已定": ("text", "件"),
    "不能导入": ("bad", "行"),
    "待定": ("due", "人"),
    "新增": ("good", "人"),
    "更改": ("info", "人"),
    "略过": ("quiet", "行"),
    "不变": ("quiet", "人"),
    "表里没有": ("info", "人"),
}


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview; `question` is the key of what Enter asks about on it, `missing` who leaves or stays."""

    sort: str
    who: str
    what: str
    question: str = ""
    missing: bytes | None = None


def preview_lines(
    diff: RosterDiff, answers: Mapping[str, str], leaving: Collection[bytes] = (), on: date = OPEN
) -> list[Line]:
    """The difference as lines: what has to be decided and what is refused first, what stays the same last.

    Who is missing from the file stands behind what it changes; those who are `leaving` do so from a day on.
    """
    lines = [
        Line("请您定", f"{len(question.people)} 人", f"{question.about}（{question.names}），按回车选", question.key)
        for question in diff.questions
    ]
    lines += [Line("已定", "", f"{about(key)}：{dict(choices(key))[value]}", key) for key, value in answers.items()]
    for sort, entries in (
        ("不能导入", diff.refused),
        ("待定", diff.asked),
        ("新增", diff.added),
        ("更改", diff.changed),
    ):
        lines += _entries(sort, entries)
    lines += [
        Line(
            "表里没有",
            f"{each.name} {each.staff_no}".strip(),
            f"转出，自{chinese_day(on)}起；再按回车留下"
            if each.member in leaving
            else f"{STANDINGS.get(each.standing, each.standing)}，留在名册上；转出就按回车",
            missing=each.member,
        )
        for each in diff.missing
    ]
    lines += _entries("略过", diff.ignored)
    lines += _entries("不变", diff.unchanged)
    return lines


def _entries(sort: str, entries: Sequence[RosterEntry]) -> list[Line]:
    return [
        Line(
            sort,
            f"{entry.name} {entry.staff_no}".strip() or (f"第 {entry.line} 行" if entry.line else ""),
            "；".join(filter(None, (*entry.lines, entry.reason, *entry.told))),
        )
        for entry in entries
    ]


def preview_groups(source: Source[Line]) -> list[tuple[Ink, int]]:
    """The heading of each sort of lines, with their number, and how many lines it has."""
    found = []
    for sort, lines in groupby(source.page(0, source.count()), lambda line: line.sort):
        role, counted = _SORTS[sort]
        number = len(list(lines))
        found.append((Ink(f"{'! ' * (role == 'bad')}{sort} {number} {counted}", role, bold=True), number))
    return found


class _PreviewPane(ListPane[Line]):
    """The lines in groups; the edge tells how many each has, however far they are scrolled."""

    counts = ""

    def legend(self) -> str:
        return self.counts


def preview_job(shell: Shell, typed: str) -> Job[RosterSheet]:
    """Reads the roster file, then shows what importing it would do. Raises BranchError where there is no such file."""
    data, name = read_typed(typed)
    today = shell.now().date()

    def read(progress: Progress) -> RosterSheet:
        sheet = read_roster(data, name, today, wanted=lambda: progress(0, 1))
        progress(1, 1)
        return sheet

    def show(sheet: RosterSheet) -> str:
        if len(shell.screen_stack) > 1:
            return "名册读好了。请回到“5 人员”再按 Ctrl+L，看有哪些变化。"
        shell.call_later(open_preview, sheet)
        return "请先看有哪些变化，再按 Ctrl+S 写入。"

    async def open_preview(sheet: RosterSheet) -> None:
        await shell.to_room("people")
        await shell.push_screen(RosterPreviewScreen(sheet, name, today))

    return Job("读名册", read, show)


class RosterPreviewScreen(ListScreen[Line]):
    """Ctrl+S asks what is to be decided, once for all whom it concerns, and writes the import; Esc changes nothing.

    Of those whom the file does not name Enter says who leaves, F7 on which day; nobody leaves who was not marked.
    """

    PLACE = "preview"
    ROOM = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("preview")]
    _COLUMNS: ClassVar[Sequence[Column[Line]]] = (
        Column("人员", 20, lambda line: line.who),
        Column("内容", 20, lambda line: line.what, grow=True),
    )

    def __init__(self, sheet: RosterSheet, filename: str, today: date) -> None:
        self._list = _PreviewPane(
            self._COLUMNS, self._lines, title="变化", empty="这张表里没有人。", group=preview_groups, apart=True
        )
        super().__init__(self._list)
        self._told = Static("", markup=False, classes="note")
        self._sheet, self._filename, self._today = sheet, filename, today
        self._answers: dict[str, str] = {}
        self._leaving: set[bytes] = set()
        self._on = today
        self._compare()

    def _compare(self) -> None:
        self._diff = roster.compare_roster(self._sheet, as_of=None, today=self._today, answers=self._answers)
        self._leaving &= {each.member for each in self._diff.missing}

    def heads(self) -> ComposeResult:
        yield Static(Content(f"导入前先看：{self._filename}"), classes="heading")
        yield self._told

    def _lines(self, filter_text: str) -> Rows[Line]:
        lines = preview_lines(self._diff, self._answers, self._leaving, self._on)
        self._list.counts = "  ".join(
            f"{sort} {number}" for sort, number in Counter(line.sort for line in lines).items()
        )
        self._list.counts += f"  转出 {len(self._leaving)}" if self._leaving else ""
        return Rows([line for line in lines if filter_text in f"{line.sort}{line.who}{line.what}"])

    def show_heads(self) -> None:
        self._told.update(Content("\n".join(self._diff.notes)))
        self._told.display = bool(self._diff.notes)

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        if command_id == "list.open":
            return row is not None and (bool(row.question) or row.missing is not None)
        if command_id in ("preview.day", "preview.leave"):
            return bool(self._diff.missing)
        return not self._diff.refused if command_id == "preview.write" else super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        if self._diff.refused:
            return None
        return "preview.write", "逐件定" if self._diff.questions else "写入名册"

    async def open_row(self, row: Line) -> None:
        if row.missing is not None:
            self._leaving ^= {row.missing}
            following = [each.member for each in self._diff.missing]
            following = following[following.index(row.missing) + 1 :] or [row.missing]
            self.reload()
            self.pane.table.seek(lambda line: line.missing == following[0])
        if row.question:
            self._ask(row.question, lambda: None)

    def action_leave(self) -> None:
        everyone = {each.member for each in self._diff.missing}
        if not everyone:
            self.shell.say("名册上的人表里都有。")
            return
        self._leaving = set() if self._leaving == everyone else everyone
        self.reload()

    def action_day(self) -> None:
        def submit(typed: str) -> str:
            self._on = parse_day(typed, self._today) if typed else self._today
            return f"表里没有的人，标为转出的自{chinese_day(self._on)}起转出。"

        self.app.push_screen(
            ask(
                "roster-leaving",
                "从哪天起转出",
                "日期",
                submit,
                placeholder="不填就是今天",
                hint=day_hint(self._today),
                room="people",
            )
        )

    def action_write(self) -> None:
        if self._diff.questions and not self._diff.refused:
            self._ask(self._diff.questions[0].key, self._ask_next)
            return
        with self.telling() as done:
            roster.apply_roster(self._diff, leaving=self._leaving, on=self._on)
            self.dismiss()
            left = f"，转出 {len(self._leaving)} 人" if self._leaving else ""
            counts = f"新增 {len(self._diff.added)} 人，更改 {len(self._diff.changed)} 人{left}"
            done(f"名册已导入：{counts}。")

    def _ask_next(self) -> None:
        if self._diff.questions:
            self._ask(self._diff.questions[0].key, self._ask_next)
        else:
            self.shell.say("都定好了。请再看一遍，按 Ctrl+S 写入。")

    def _ask(self, key: str, then: Callable[[], None]) -> None:
        """Let the user decide one question; Esc leaves it open."""

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                self._answers[key] = option[0]
                self._compare()
                self.reload()
                then()

        question: Question | None = next((one for one in self._diff.questions if one.key == key), None)
        title = question.words if question is not None else about(key)
        self.app.push_screen(pick(title, choices(key)), chosen)
