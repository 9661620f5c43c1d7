"""The tree that a pasted notice or a task book would become, shown and put right before anything is written."""

from collections.abc import Sequence
from datetime import date
from itertools import starmap
from typing import ClassVar, NamedTuple

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.errors import BranchError
from branchtui.rules.frameworks.outline import NoticeDay, OutlinePoint, read_notice, shifted
from branchtui.store.models import Framework
from branchtui.store.queries.frameworks import trees
from branchtui.ui.commands import table
from branchtui.ui.jobs import Job
from branchtui.ui.rooms.file_preview import preview_of
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.shell import Shell
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.frameworks.files.outlines import (
    OutlineVerdict,
    compare_outline,
    left_over,
    likely,
    outline_words,
    write_outline,
)

_NEW, _POINTS, _BOTH = "new", "points", "both"


class Outline(NamedTuple):
    """What was read: the points, the days a notice names, and what was left out, in words."""

    points: Sequence[OutlinePoint]
    days: Sequence[NoticeDay] = ()
    remark: str = ""


class _Line(NamedTuple):
    place: int
    verdict: OutlineVerdict

    @property
    def point(self) -> OutlinePoint:
        return self.verdict.point


def pasted(text: str, today: date) -> Outline:
    """What a notice says. Raises BranchError where nothing in it is numbered."""
    notice = read_notice(text, today)
    before = len(notice.before.splitlines())
    return Outline(notice.points, notice.days, f"第一个编号之前的 {before} 行不写进观测点。" if before else "")


def outline_job(shell: Shell, typed: str) -> Job[Outline]:
    """Reads a task book, or a notice (.txt), and shows its tree. Raises BranchError where there is no such file."""
    today = shell.now().date()
    return preview_of(
        shell,
        "读文件",
        typed,
        lambda data, name: _read(data, name, today),
        OutlinePreviewScreen,
        "请先看分级对不对，再按 Ctrl+S 写入。",
    )


def _read(data: bytes, name: str, today: date) -> Outline:
    if name.lower().endswith(".txt"):
        from branchtui.files.incoming import decode

        if (text := decode(data)) is None:
            raise BranchError(f"“{name}”不是文本文件。请把通知的文字另存为 .txt，或复制后直接粘贴。")
        return pasted(text, today)
    from branchtui.workflows.frameworks.files.task_book import read_task_book

    points, unread = read_task_book(data, name)
    return Outline(points, remark=f"没有读的栏目：{'、'.join(unread)}。" if unread else "")


class OutlinePreviewScreen(ListScreen[_Line]):
    """Ctrl+S asks where it goes and writes it; Esc changes nothing."""

    PLACE = "outline_preview"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("outline_preview")]
    _COLUMNS: ClassVar[Sequence[Column[_Line]]] = (
        Column("变化", 4, lambda row: row.verdict.sort, role="quiet"),
        Column("级", 2, lambda row: str(row.point.depth + 1), role="quiet"),
        Column("编号", 6, lambda row: row.point.key, role="quiet"),
        Column("观测点", 20, lambda row: f"{'  ' * row.point.depth}{row.point.title}", grow=True),
        Column("改了什么", 16, lambda row: row.verdict.words, from_width=70, role="due"),
        Column("要求", 20, lambda row: _in_line(row.point.demand), from_width=150, role="quiet"),
        Column("承诺目标", 16, lambda row: _in_line(row.point.promised), from_width=90, role="quiet"),
        Column("佐证材料", 12, lambda row: _in_line(row.point.asks), from_width=130, role="quiet"),
        Column("责任", 8, lambda row: row.point.owner, from_width=110, role="quiet"),
        Column("时限", 8, lambda row: f"{row.point.due_on:%y-%m-%d}" if row.point.due_on else "", from_width=110),
    )

    def __init__(self, outline: Outline, called: str) -> None:
        """Raises BranchError where a point can't be stored."""
        super().__init__(ListPane(self._COLUMNS, self._rows, title="观测点", empty="没有观测点。"))
        self._points, self._days = list(outline.points), outline.days
        self._called, self._remark = called, outline.remark
        self._into = likely(self._points)
        self._verdicts = compare_outline(self._into, self._points)
        self._heading, self._note = (
            Static("", markup=False, classes="heading"),
            Static("", markup=False, classes="note"),
        )

    def title_room(self) -> str:
        return "frameworks"

    def _rows(self, filter_text: str) -> Rows[_Line]:
        lines = list(starmap(_Line, enumerate(self._verdicts)))
        return Rows([each for each in lines if filter_text in f"{each.point.key}{each.point.title}"])

    def heads(self) -> ComposeResult:
        yield self._heading
        yield self._note

    def show_heads(self) -> None:
        where = f"和“{self._into.name}”比：{outline_words(self._verdicts)}" if self._into is not None else ""
        self._heading.update(Content("。".join(filter(None, (f"写入前先看：{self._called}", where)))))
        left = left_over(self._into, self._points) if self._into is not None else 0
        told = self._remark + "".join(f"{each.day.isoformat()} {each.words}。" for each in self._days)
        told += f"任务书里没有了的 {left} 个观测点留着不动。" if left else ""
        self._note.update(Content(told))
        self._note.display = bool(told)

    def can(self, command_id: str) -> bool:
        return command_id != "list.open" and super().can(command_id)

    def next_step(self) -> tuple[str, str] | None:
        return ("outline_preview.write", "写入")

    async def open_row(self, row: _Line) -> None:
        """Nothing stands behind a row."""

    def action_shift(self, way: str) -> None:
        if (row := self.pane.table.row) is None:
            return
        points = shifted(self._points, row.place, 1 if way == "in" else -1)
        if points is None:
            self.shell.say("不能再降了。" if way == "in" else "已是最上一级。")
            return
        self._points = points
        self._compare(self._into)

    def _compare(self, into: Framework | None) -> None:
        """Show what writing it into a framework would do."""
        self._verdicts = compare_outline(into, self._points)
        self._into = into
        self.reload()

    def action_write(self) -> None:
        """Ask into which framework, and of a notice with days whether they become milestones.

        Where something of it stands in that framework already, what would change is shown before it is written.
        """
        there = {row.id.hex(): row for row in trees.frameworks()}
        here = self._into.id.hex() if self._into is not None else ""
        options = [(key, f"{row.name} {row.level}".strip()) for key, row in there.items()]
        options = [*sorted(options, key=lambda each: each[0] != here), (_NEW, "新建一个对标")]

        def chosen(option: tuple[str, str] | None) -> None:
            if option is None:
                return
            into = there.get(option[0])
            with self.telling():
                if option[0] not in (here, _NEW) and any(each.row for each in compare_outline(into, self._points)):
                    self._compare(into)
                    self.shell.say("已换成和它比的变化，看过再按 Ctrl+S 写入。")
                    return
                self._ask_days(into)

        self.app.push_screen(pick("写进哪个对标？", options), chosen)

    def _ask_days(self, into: Framework | None) -> None:
        if not self._days:
            self._write(into, ())
            return

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None:
                self._write(into, self._days if option[0] == _BOTH else ())

        options = [(_POINTS, "只写观测点"), (_BOTH, f"{len(self._days)} 个日期也写成节点")]
        self.app.push_screen(pick("通知里的日期怎么办？", options), chosen)

    def _write(self, into: Framework | None, days: Sequence[NoticeDay]) -> None:
        if into is None:
            from branchtui.ui.rooms.frameworks.standing.forms import own_form

            today = self.shell.now().date()
            self.app.push_screen(own_form(today, self._opened, lambda made: write_outline(made, self._points, days)))
            return
        with self.telling() as done:
            number = write_outline(into, self._points, days)
            self._opened(into.id)
            done(f"已写入“{into.name}”：新增和更改 {number} 个观测点。")

    def _opened(self, framework: bytes) -> None:
        from branchtui.ui.rooms.frameworks.standing.framework import FrameworkScreen

        self.dismiss()
        self.app.push_screen(FrameworkScreen(framework))


def _in_line(words: str) -> str:
    return words.replace("\n", " ")
