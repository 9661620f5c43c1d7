"""What a newer file of a framework has otherwise: each difference is taken over or left, none before Ctrl+S."""

from collections.abc import Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.frameworks.template import Template
from branchtui.store.models import Framework, Row
from branchtui.ui.commands import table
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.frameworks.files.versions import SORTS, Difference, differences, newer, take_over


def show_newer(screen: PlaceScreen, framework: Framework) -> None:
    """Show what the newer file has otherwise, or say that there is none. Raises BranchError where it can't be read."""
    if (template := newer(framework)) is None:
        screen.shell.say("没有更新的文件。")
        return
    screen.app.push_screen(NewerFileScreen(framework, template))


class NewerFileScreen(ListScreen[Difference]):
    """Enter takes a difference or leaves it; those that take a point away are left at first."""

    PLACE = "newer_file"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("newer_file")]

    def __init__(self, framework: Framework, template: Template) -> None:
        """Raises BranchError where it is the file of another framework."""
        columns: Sequence[Column[Difference]] = (
            Column("取用", 4, lambda row: "取" if row.key in self._taken else "不取"),
            Column("变化", 4, lambda row: SORTS[row.sort], role="quiet"),
            Column("观测点", 24, lambda row: row.title, grow=True),
            Column("改了什么", 24, lambda row: row.words, role="quiet"),
        )
        super().__init__(ListPane(columns, self._rows, title="变化", empty="新文件和现在的没有不同。"))
        self._framework, self._template = framework, template
        self._found = differences(framework, template)
        self._taken = {row.key for row in self._found if row.sort != "gone"}

    def title_room(self) -> str:
        return "frameworks"

    def thing(self) -> Row | None:
        return Framework.get_by_id(self._framework.id)

    def reload(self) -> None:
        self._found = differences(self._framework, self._template)
        super().reload()

    def _rows(self, filter_text: str) -> Rows[Difference]:
        return Rows([row for row in self._found if filter_text in row.title])

    def heads(self) -> ComposeResult:
        words = f"{self._framework.name}：第 {self._template.version} 版的文件。完成情况、佐证都不动；都不取，按 Ctrl+S 以后不再提。"
        yield Static(Content(words), classes="heading")

    def next_step(self) -> tuple[str, str] | None:
        return ("newer_file.write", "写入")

    async def open_row(self, row: Difference) -> None:
        self._taken ^= {row.key}
        self.pane.reload()

    def action_write(self) -> None:
        with self.telling() as done:
            number = take_over(self._framework, self._template, self._taken)
            self.dismiss()
            name, version = self._framework.name, self._template.version
            done(f"已更新“{name}”：{number} 处。" if number else f"“{name}”的第 {version} 版没有取用，不再提。")
