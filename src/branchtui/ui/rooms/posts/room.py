"""示范岗: the posts left; right the facts and the papers of the one under the cursor."""

from datetime import date
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Vertical
from textual.widget import Widget

from branchtui.rules.posts.chain import PostRules
from branchtui.store.models import Row
from branchtui.store.queries import posts
from branchtui.store.queries.post_view import PostView, view
from branchtui.store.queries.services.figures import Figure
from branchtui.ui.commands import table
from branchtui.ui.rooms.posts import lines
from branchtui.ui.rooms.posts.listing import PostLine, PostLines, by_category, columns_for, read_lines
from branchtui.ui.screens.list_room import ListRoom
from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.frame import Frame
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.workflows.posts.post_rules import post_rules, rules_seen


class PostsScreen(ListRoom[PostLine]):
    """The list of posts."""

    PLACE = ROOM = "posts"
    TABLE = "post"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("posts")]

    def __init__(self) -> None:
        self._seen: tuple[PostView, PostRules, dict[int, int]] | None = None  # of the post under the cursor
        self._what = InkView(self._facts_lines)
        self._facts = Frame(self._what, classes="meeting-facts")
        super().__init__(
            ListPane(
                columns_for(()),
                self._listed,
                title="示范岗",
                empty="还没有示范岗。按 Ctrl+N 新设一个。",
                group=by_category,
            )
        )

    def beside(self, side: Widget) -> ComposeResult:
        with Vertical(classes="right"):
            yield self._facts
            frame = Frame(side)
            frame.stand_under(self._facts)
            yield frame

    @property
    def _today(self) -> date:
        return self.shell.now().date()

    def _listed(self, text: str) -> PostLines:
        found = read_lines(text, post_rules(), self._today)
        self.pane.table.columns = columns_for(found.rows)
        return found

    def stored(self, thing: bytes) -> Row:
        return posts.post(thing)

    def show_beside(self, row: PostLine | None) -> None:
        self._seen = None
        if row is not None:
            self._read(row)
        super().show_beside(row)
        self._facts.title = row.row.name if row is not None else ""
        self._facts.note = lines.state_ink(row.state, self.shell.brush.glyphs) if row is not None else ""
        self._what.again()
        self.show_keys()

    def _read(self, row: PostLine) -> None:
        seen, today = view(row.id), self._today
        hours = Figure("hours", post=row.id, first=date(today.year, 1, 1), last=today).by("month") if row.last else ()
        months = {figure.first.month: total for figure, total in hours if figure.first is not None}
        self._seen = seen, rules_seen(seen.rules), months

    def _facts_lines(self, width: int) -> list[Ink]:
        if self._seen is None:
            return [Ink(), Ink()]
        seen, rules, months = self._seen
        command = next(each for each in self.shell.commands if each.id == "posts.state")
        step = lines.next_line(seen.next_step(rules, self._today), self._today, command)
        return lines.facts_lines(seen, rules, months, self._today, step, self.shell.brush.glyphs, width)

    def show_paper(self, row: PostLine) -> None:
        from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
        from branchtui.workflows.posts.papers import papers_seen

        if self._seen is not None:
            self.paper.show(papers_seen(self._seen[0], self._today), thing=row.id, profile=MEETING_PROFILE)

    async def open_row(self, row: PostLine) -> None:
        self._open(row.id)

    def _open(self, post_id: bytes) -> None:
        from branchtui.ui.rooms.posts.post import PostScreen

        self.app.push_screen(PostScreen(post_id))

    def next_step(self) -> tuple[str, str] | None:
        if self._seen is not None:
            seen, rules, _ = self._seen
            coming = seen.next_step(rules, self._today)
            if coming is not None and not (coming.from_day and coming.from_day > self._today):
                return "posts.state", f"登记{coming.name}"
        return super().next_step()

    def can(self, command_id: str) -> bool:
        if command_id in ("posts.state", "posts.view", "posts.export"):
            return self.pane.table.row is not None
        return super().can(command_id)

    def action_new(self) -> None:
        from branchtui.ui.rooms.posts.forms.post import new_form

        with self.telling():
            self.app.push_screen(new_form(self, self._open))

    def action_state(self) -> None:
        from branchtui.ui.rooms.posts.forms.step import take_next

        if row := self.chosen():
            with self.telling():
                take_next(self, view(row.id))

    def action_remove(self) -> None:
        from branchtui.workflows.posts.posts import remove_post

        if row := self.chosen():
            with self.telling() as done:
                remove_post(posts.post(row.id))
                self.reload()
                done(f"“{row.row.name}”已移入回收。")

    def action_report(self) -> None:
        from branchtui.ui.rooms.posts.services.drafting import choose_stretch

        if row := self.chosen():
            choose_stretch(self, row.id)

    def action_totals(self) -> None:
        from branchtui.ui.rooms.posts.services.all_totals import AllTotalsScreen

        self.app.push_screen(AllTotalsScreen())

    def action_view(self) -> None:
        from branchtui.ui.rooms.posts.papers import PostPapers
        from branchtui.ui.screens.paper_preview import PaperScreen

        if row := self.chosen():
            self.app.push_screen(PaperScreen(PostPapers(row.id, self), self.paper.paper_key))

    def action_export(self) -> None:
        from branchtui.ui.rooms.posts.papers import export

        if row := self.chosen():
            export(self, posts.post(row.id))
