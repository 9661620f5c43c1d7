"""One post: its facts, its log, its figures and its reviews as tabs; beside them, where there is room, the paper."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.rules.posts.chain import STATES
from branchtui.ui.commands import table
from branchtui.ui.rooms.posts.facts import FactsPane
from branchtui.ui.rooms.posts.figures import FiguresPane
from branchtui.ui.rooms.posts.log import LogPane
from branchtui.ui.rooms.posts.owner import PostOwner
from branchtui.ui.rooms.posts.papers import PostPapers, export
from branchtui.ui.rooms.posts.reviews import ReviewsPane
from branchtui.ui.screens.paper_source import Papers
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.ink_view import InkView


class PostScreen(PostOwner):
    """Opened from the list, from 今天, from the search, or by a left-over draft."""

    PLACE = "post"
    ROOM = "posts"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("post")]
    TABS = {"facts": "F2 岗位", "log": "F3 记录", "totals": "F4 数字", "reviews": "考核"}  # noqa: RUF012 (declared above)
    PANES = {"facts": FactsPane, "log": LogPane, "totals": FiguresPane, "reviews": ReviewsPane}  # noqa: RUF012

    def __init__(self, post_id: bytes, tab: str = "facts") -> None:
        super().__init__(PostPapers(post_id, self), tab)
        self._head = InkView(self._head_lines, ground="desk", classes="meeting-head")

    def heads(self) -> ComposeResult:
        yield self._head

    def papers(self) -> Papers:
        from branchtui.workflows.posts.papers import papers_of

        return papers_of(self.view, self.shell.now().date())

    def profile(self) -> str:
        return self.source.profile()

    def show_heads(self) -> None:
        self._head.again()

    def _head_lines(self, width: int) -> list[Ink]:
        state, _ = self.view.since(self.rules, self.shell.now().date())
        return [Ink(STATES[state], bold=True).add(f"  {self.view.row.name}", bold=True)]

    def action_state(self) -> None:
        self.shell.say("没有下一步。")

    def action_step(self) -> None:
        self.shell.say("没有下一步。")

    def action_edit(self) -> None:
        self.shell.say("没有下一步。")

    def action_remove(self) -> None:
        self.shell.say("没有下一步。")

    def action_report(self) -> None:
        from branchtui.ui.rooms.posts.services.drafting import choose_stretch

        if self.commit_all():
            choose_stretch(self, self.view.row.id)

    def action_export(self) -> None:
        if self.commit_all():
            export(self, self.read())
