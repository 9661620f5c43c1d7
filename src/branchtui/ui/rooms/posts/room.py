"""示范岗: the posts left; right the facts and the papers of the one under the cursor."""

from typing import ClassVar

from textual.binding import BindingType

from branchtui.store.models import Row
from branchtui.store.queries import posts
from branchtui.store.queries.posts import PostList, PostRow
from branchtui.ui.commands import table
from branchtui.ui.screens.list_room import ListRoom
from branchtui.ui.text.rows import Column
from branchtui.ui.widgets.list_pane import ListPane

_COLUMNS: list[Column[PostRow]] = [
    Column("编号", 6, lambda row: row.number, role="quiet"),
    Column("名称", 20, lambda row: row.name, grow=True),
]


class PostsScreen(ListRoom[PostRow]):
    """The list of posts."""

    PLACE = ROOM = "posts"
    TABLE = "post"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("posts")]

    def __init__(self) -> None:
        super().__init__(ListPane(_COLUMNS, PostList, title="示范岗", empty="还没有示范岗。按 Ctrl+N 新设一个。"))

    def stored(self, thing: bytes) -> Row:
        return posts.post(thing)

    def show_paper(self, row: PostRow) -> None:
        from branchtui.store.queries.post_view import view
        from branchtui.workflows.export import MEETING_PROFILE
        from branchtui.workflows.posts.papers import papers_of

        papers = papers_of(view(row.id), self.shell.now().date())
        self.paper.show(papers, thing=row.id, profile=MEETING_PROFILE)

    async def open_row(self, row: PostRow) -> None:
        self._open(row.id)

    def _open(self, post_id: bytes, tab: str = "facts") -> None:
        from branchtui.ui.rooms.posts.post import PostScreen

        self.app.push_screen(PostScreen(post_id, tab))

    def action_new(self) -> None:
        self.shell.say("没有下一步。")

    def action_state(self) -> None:
        self.shell.say("没有下一步。")

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
