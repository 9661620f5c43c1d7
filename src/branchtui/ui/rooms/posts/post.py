"""One post: its facts, its log, its figures and its reviews as tabs; beside them, where there is room, the paper."""

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType

from branchtui.rules.posts.chain import course
from branchtui.rules.text.chinese_time import near_day
from branchtui.ui.commands import table
from branchtui.ui.rooms.posts import lines
from branchtui.ui.rooms.posts.facts import FactsPane
from branchtui.ui.rooms.posts.figures import FiguresPane
from branchtui.ui.rooms.posts.forms.post import edit_form
from branchtui.ui.rooms.posts.forms.step import choose, take_next
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

    TAB_OF = {  # noqa: RUF012 (declared above)
        **dict.fromkeys(("post", "post_step", "post_holder", "pledge"), "facts"),
        **dict.fromkeys(("service", "sign_up"), "log"),
        **dict.fromkeys(("review", "review_score"), "reviews"),
    }

    def __init__(self, post_id: bytes, tab: str = "facts") -> None:
        super().__init__(PostPapers(post_id, self), tab)
        self._head = InkView(self._head_lines, ground="desk", classes="meeting-head")

    def heads(self) -> ComposeResult:
        yield self._head

    def papers(self) -> Papers:
        from branchtui.workflows.posts.papers import papers_seen

        return papers_seen(self.view, self.shell.now().date())

    def profile(self) -> str:
        return self.source.profile()

    @property
    def paper_of_tab(self) -> str:
        reviews = self._tabs.current == "reviews"
        return next((key for key, _ in self.papers() if key.startswith("考核表")), "") if reviews else ""

    def show_heads(self) -> None:
        self._head.again()

    def _head_lines(self, width: int) -> list[Ink]:
        view, today, glyphs = self.view, self.shell.now().date(), self.shell.brush.glyphs
        state, since = view.since(self.rules, today)
        head = lines.state_ink(state, glyphs)
        head.add(f"  {near_day(since, today)}起" if since else "", "quiet")
        head.add(f"  {view.row.category}  {view.row.number}".rstrip(), "quiet").add(f"  {view.row.name}", bold=True)
        command = next(each for each in self.shell.commands if each.id == "post.state")
        step = lines.next_line(view.next_step(self.rules, today), today, command)
        chain = lines.chain_lines(course(view.dated, self.rules, today), glyphs, width)
        told = [line.cut(width, glyphs.more) for line in (head, *chain, step)]
        return [*told, *self.conflict_lines(width)]

    def next_step(self) -> tuple[str, str] | None:
        today = self.shell.now().date()
        coming = self.view.next_step(self.rules, today)
        if coming is None or (coming.from_day is not None and coming.from_day > today):
            return None
        return "post.state", f"登记{coming.name}"

    def action_state(self) -> None:
        if self.commit_all() and self.may_change():
            with self.telling():
                take_next(self, self.view)

    def action_step(self) -> None:
        if self.commit_all() and self.may_change():
            with self.telling():
                choose(self, self.view)

    def action_edit(self) -> None:
        if self.commit_all() and self.may_change():
            self.app.push_screen(edit_form(self.view, self.read_view))

    def action_report(self) -> None:
        from branchtui.ui.rooms.posts.services.drafting import choose_stretch

        if self.commit_all():
            choose_stretch(self, self.view.row.id)

    def action_export(self) -> None:
        if self.commit_all():
            export(self, self.read())
