"""What the screens of one framework share: how it stands, read anew whenever they come to the front, and its neighbours."""

from datetime import date
from typing import ClassVar, TypeVar

from textual.app import ComposeResult
from textual.widget import Widget

from branchtui.store.models import Framework, Milestone, Row
from branchtui.store.queries.frameworks import trees
from branchtui.ui.rooms.frameworks.standing.due_words import due_words, next_milestone
from branchtui.ui.rooms.frameworks.standing.matrix import head_ink
from branchtui.ui.screens.list_room import ListScreen
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.frameworks.standing import Standing, standing

RowT = TypeVar("RowT")


class StandingScreen(ListScreen[RowT]):
    """A list about one framework, with a line above it that tells how that stands."""

    ROOM: ClassVar[str] = "frameworks"
    SIDE: ClassVar[str] = "right narrower"
    of: Standing

    def __init__(self, framework: bytes, pane: ListPane[RowT], side: Widget | None = None) -> None:
        """Raises BranchError where it is gone."""
        super().__init__(pane, side)
        self.framework_id = framework
        self._read: Framework | None = Framework.get_by_id(framework)  # until it is shown for the first time
        self.milestone: Milestone | None = None  # the next
        self._head = InkView(self.head_lines, ground="desk", classes="meeting-head")

    @property
    def today(self) -> date:
        return self.shell.now().date()

    def on_mount(self) -> None:
        self.pane.table.focus()

    def heads(self) -> ComposeResult:
        yield self._head

    def thing(self) -> Row | None:
        return self._read or Framework.get_by_id(self.framework_id)

    def reload(self) -> None:
        framework, self._read = self._read or Framework.get_by_id(self.framework_id), None
        self.of = standing(framework, self.today)
        self.milestone = next_milestone(self.of.milestones)
        super().reload()

    def show_heads(self) -> None:
        self._head.again()

    def head_lines(self, width: int) -> list[Ink]:
        """The lines above the list."""
        glyphs = self.shell.brush.glyphs
        if not hasattr(self, "of"):
            return [Ink()]
        return [head_ink(self.of, due_words(self.milestone, self.today), width).cut(width, glyphs.more)]

    def action_turn(self, way: str) -> None:
        """Show the next of the frameworks, or the one before."""
        ids = [row.id for row in trees.frameworks()]
        if len(ids) < 2 or self.framework_id not in ids:
            self.shell.say("只采用了这一个对标。")
            return
        self.framework_id = ids[(ids.index(self.framework_id) + (1 if way == "next" else -1)) % len(ids)]
        self.pane.table.cursor = 0
        with self.telling():
            self.reload()
