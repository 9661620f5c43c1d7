"""The difference a roster import would make, shown before anything is written."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.files.sheets.roster import RosterSheet, read_roster
from branchtui.ui.commands import table
from branchtui.ui.jobs import Job
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.shell import Shell
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.text.typed_path import read_typed
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.people import roster
from branchtui.workflows.people.roster_diff import RosterDiff
from branchtui.workflows.people.roster_questions import Question, about, choices
from branchtui.workflows.progress import Progress


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the preview; `question` is the key of what Enter asks about on it."""

    sort: str
    who: str
    what: str
    question: str = ""


def preview_lines(diff: RosterDiff, answers: Mapping[str, str]) -> list[Line]:
    """The difference as lines: what has to be decided and what is refused first, what stays the same last."""
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
        ("略过", diff.ignored),
        ("不变", diff.unchanged),
    ):
        for entry in entries:
            who = f"{entry.name} {entry.staff_no}".strip() or (f"第 {entry.line} 行" if entry.line else "")
            lines.append(Line(sort, who, "；".join(filter(None, (*entry.lines, entry.reason, *entry.told)))))
    return lines


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
    """Ctrl+S asks what is to be decided, once for all whom it concerns, and writes the import; Esc changes nothing."""

    PLACE = "preview"
    ROOM = "people"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("preview")]
    _COLUMNS: ClassVar[Sequence[Column[Line]]] = (
        Column("", 8, lambda line: line.sort),
        Column("人员", 20, lambda line: line.who),
        Column("内容", 20, lambda line: line.what, grow=True),
    )

    def __init__(self, sheet: RosterSheet, filename: str, today: date) -> None:
        super().__init__(ListPane(self._COLUMNS, self._lines, title="变化", empty="这张表里没有人。"))
        self._told = Static("", markup=False, classes="note")
        self._sheet, self._filename, self._today = sheet, filename, today
        self._answers: dict[str, str] = {}
        self._compare()

    def _compare(self) -> None:
        self._diff = roster.compare_roster(self._sheet, as_of=None, today=self._today, answers=self._answers)

    def heads(self) -> ComposeResult:
        yield Static(Content(f"导入前先看：{self._filename}"), classes="heading")
        yield self._told

    def _counts(self) -> str:
        diff = self._diff
        counts = (
            f"新增 {len(diff.added)} 人，更改 {len(diff.changed)} 人，不变 {len(diff.unchanged)} 人，"
            f"略过 {len(diff.ignored)} 行，不能导入 {len(diff.refused)} 行"
        )
        if diff.questions:
            counts += f"；要您定的 {len(diff.questions)} 件，{len(diff.asked)} 人"
        return "\n".join([counts, *diff.notes])

    def _lines(self, filter_text: str) -> Rows[Line]:
        lines = preview_lines(self._diff, self._answers)
        return Rows([line for line in lines if filter_text in f"{line.sort}{line.who}{line.what}"])

    def show_heads(self) -> None:
        self._told.update(Content(self._counts()))

    def can(self, command_id: str) -> bool:
        row = self.pane.table.row
        if command_id == "list.open":
            return row is not None and bool(row.question)
        return not self._diff.refused if command_id == "preview.write" else super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        if self._diff.refused:
            return None
        return "preview.write", "逐件定" if self._diff.questions else "写入名册"

    async def open_row(self, row: Line) -> None:
        if row.question:
            self._ask(row.question, lambda: None)

    def action_write(self) -> None:
        if self._diff.questions and not self._diff.refused:
            self._ask(self._diff.questions[0].key, self._ask_next)
            return
        with self.telling() as done:
            roster.apply_roster(self._diff)
            self.dismiss()
            counts = f"新增 {len(self._diff.added)} 人，更改 {len(self._diff.changed)} 人"
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
