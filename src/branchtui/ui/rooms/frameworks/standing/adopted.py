"""The frameworks that the branch has adopted: how much of each is met, what it lacks, what is due next."""

from collections.abc import Sequence
from datetime import date
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import BindingType

from branchtui.errors import BranchError
from branchtui.rules.text.chinese_time import chinese_days
from branchtui.store.models import Framework, Milestone, Row
from branchtui.store.models.frameworks import FRAMEWORK_KINDS, FRAMEWORK_STATES
from branchtui.store.queries.frameworks import trees
from branchtui.ui.commands import table
from branchtui.ui.rooms.frameworks.standing.due_words import due_words, next_milestone
from branchtui.ui.rooms.people.registers.base import Told, ToldScreen
from branchtui.ui.rooms.registry import show_list
from branchtui.ui.screens.undo_hint import stamps
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.frameworks.adopt import drop
from branchtui.workflows.frameworks.standing import Standing, standing_in_steps
from branchtui.workflows.frameworks.steps import Steps


class Counted(NamedTuple):
    """How many needs of a framework are met, of how many, and how many lack something."""

    met: int
    asked: int
    lacking: int


def _counted(of: Standing) -> Counted:
    needs = of.needs
    return Counted(of.met, len(needs), sum(need.state in ("missing", "part") for need in needs))


class FrameworkRow(NamedTuple):
    """One framework; `counted` is None until it has been looked at, or where it can't be read."""

    framework: Framework
    milestones: tuple[Milestone, ...]
    due: str
    counted: Counted | None

    @property
    def id(self) -> bytes:
        return self.framework.id


def _met(row: FrameworkRow) -> str:
    return f"{row.counted.met}/{row.counted.asked}" if row.counted else ""


def _lacking(row: FrameworkRow) -> str:
    return str(row.counted.lacking or "") if row.counted else ""


_COLUMNS: list[Column[FrameworkRow]] = [
    Column("名称", 20, lambda row: row.framework.name, grow=True, names=True),
    Column("级别", 6, lambda row: row.framework.level),
    Column("状态", 6, lambda row: FRAMEWORK_STATES[row.framework.state], from_width=50, role="quiet"),
    Column("满足", 7, _met, right=True),
    Column("缺", 4, _lacking, right=True, role="due"),
    Column("下一个节点", 22, lambda row: row.due, from_width=66, role="due"),
]


class AdoptedScreen(ToldScreen[FrameworkRow]):
    """The list; Enter opens the matrix of one. What is met is counted once the list stands there, one after the other."""

    PLACE = "adopted"
    ROOM = "frameworks"
    SIDE = "right narrower"
    TABLE = "framework"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("adopted")]

    def __init__(self, thing: bytes | None = None) -> None:
        empty = "还没有采用对标。按 Ctrl+N 采用一个：双创、述职、考核自查、专题教育、支部品牌。"
        super().__init__(ListPane(_COLUMNS, self._rows, title="对标", empty=empty), thing)
        self._counted: dict[bytes, Counted | None] = {}
        self._looking: tuple[bytes, Steps[Standing]] | None = None
        self._as_of: tuple[int | None, date] | None = None

    def reload(self) -> None:
        as_of = (stamps(), self._today)
        if as_of != self._as_of:
            self._as_of = as_of
            self._counted.clear()
            self._looking = None
        super().reload()
        self.call_after_refresh(self._count_next)

    @property
    def _today(self) -> date:
        return self.shell.now().date()

    def _rows(self, filter_text: str) -> Rows[FrameworkRow]:
        rows = []
        for each in trees.frameworks():
            if filter_text in f"{each.name}{each.level}{each.cycle}":
                milestones = tuple(trees.milestones(each))
                due = due_words(next_milestone(milestones), self._today)
                rows.append(FrameworkRow(each, milestones, due, self._counted.get(each.id)))
        return Rows(rows)

    def _count_next(self) -> None:
        """Look a little further at the frameworks that were not looked at since anything was written: keys come between."""
        if not self.is_active:
            return
        if self._looking is None:
            left = next((row for row in self._rows("").rows if row.id not in self._counted), None)
            if left is None:
                return
            self._counted[left.id] = None
            self._looking = left.id, standing_in_steps(left.framework, self._today)
        which, steps = self._looking
        with self.telling():
            try:
                next(steps)
            except StopIteration as end:
                self._looking = None
                self._counted[which] = _counted(end.value)
                self.pane.reload()
            except BranchError:
                self._looking = None
                raise
        self.call_after_refresh(self._count_next)

    def stored(self, thing: bytes) -> Row:
        return Framework.get_by_id(thing)

    def told(self, row: FrameworkRow) -> tuple[str, Sequence[Told]]:
        from branchtui.workflows.frameworks.files.library import own_wording

        framework = row.framework
        return framework.name, [
            Told("类别", FRAMEWORK_KINDS[framework.kind]),
            Told("级别", framework.level),
            Told("状态", FRAMEWORK_STATES[framework.state]),
            Told("周期", chinese_days(framework.starts_on, framework.ends_on)),
            Told("主办单位", framework.organiser),
            Told("依据", framework.basis),
            Told("任务文字", _OUR_WORDING if own_wording(framework.key) else "", "quiet"),
            Told("已满足", _met(row)),
            Told("缺", _lacking(row), "due"),
            Told("节点："),
            *(Told(_milestone_words(each), each.name) for each in row.milestones),
        ]

    def next_step(self) -> tuple[str, str] | None:
        return super().next_step() or ("adopted.new", "采用对标")

    async def open_row(self, row: FrameworkRow) -> None:
        with self.telling():
            self._open(row.id)

    def _open(self, framework: bytes) -> None:
        from branchtui.ui.rooms.frameworks.standing.framework import FrameworkScreen

        self.app.push_screen(FrameworkScreen(framework))

    def action_new(self) -> None:
        from branchtui.ui.rooms.frameworks.standing.forms import adopt_form

        self.app.push_screen(adopt_form(self._today, self._open))

    def action_own(self) -> None:
        from branchtui.ui.rooms.frameworks.standing.forms import own_form

        self.app.push_screen(own_form(self._today, self._open))

    def action_bring(self) -> None:
        from functools import partial

        from branchtui.ui.rooms.frameworks.standing.outline_preview import outline_job
        from branchtui.ui.screens.form import ask

        read = partial(outline_job, self.shell)
        where = "任务书 .xlsx .xls .csv 或通知 .txt 的完整路径"
        self.app.push_screen(ask("import-outline", "导入任务书或通知", "文件", read, placeholder=where, room=self.ROOM))

    def on_paste(self, event: events.Paste) -> None:
        """A notice that is pasted into the list."""
        from branchtui.ui.rooms.frameworks.standing.outline_preview import OutlinePreviewScreen, pasted

        event.stop()
        with self.telling():
            self.app.push_screen(OutlinePreviewScreen(pasted(event.text, self._today), "粘贴的通知"))

    def action_edit(self) -> None:
        if (row := self.chosen()) is not None:
            from branchtui.ui.rooms.frameworks.standing.forms import head_form

            self.app.push_screen(head_form(row.framework))

    def action_remove(self) -> None:
        if (row := self.chosen()) is not None:
            with self.telling() as done:
                drop(row.framework)
                self.reload()
                done(f"已删去“{row.framework.name}”。")

    async def action_tab(self, name: str) -> None:
        await show_list(self.shell, self.ROOM, name)


_OUR_WORDING = "本程序所拟，不是文件原文。本批次的任务指南发下来后，请改成原文。"


def _milestone_words(each: Milestone) -> str:
    if each.done_on is not None:
        return f"{each.done_on:%y-%m-%d}完成"
    return f"{each.due_on:%y-%m-%d}前" if each.due_on else "没有定时限"
