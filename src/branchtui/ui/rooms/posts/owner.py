"""The screen of one post as its tabs know it."""

from branchtui.errors import BranchError
from branchtui.rules.posts.chain import PostRules
from branchtui.store.models import Post
from branchtui.store.queries.post_view import PostView, Scored, view
from branchtui.ui.screens.tabbed import TabbedScreen, TabPane
from branchtui.workflows.posts.post_rules import rules_seen
from branchtui.workflows.posts.posts import check_there


class PostOwner(TabbedScreen):
    """What a tab may ask of the screen it stands in, besides what every screen has."""

    view: PostView  # the post as it was read last
    rules: PostRules  # as the branch had them then
    wanted: bytes | None = None  # the service that the log is to begin with

    def read(self) -> Post:
        self.view = view(self.source.id)
        self.rules = rules_seen(self.view.rules)
        self.look_for_conflicts(self.view.row, unsettled=self.view.unsettled)
        return self.view.row

    def read_view(self) -> PostView:
        """The post as it is stored now."""
        self.read()
        return self.view

    def scored(self, review_id: bytes) -> Scored:
        """A review as it is stored now. Raises BranchError where it was removed."""
        self.read()
        found = next((each for each in self.view.reviews if each.row.id == review_id), None)
        if found is None:
            raise BranchError("这次考核已移入回收，没有保存。可先撤销那次删除，再保存。")
        return found

    def may_change(self) -> bool:
        """Whether anything of the post may be changed still; where not, it is told why."""
        with self.telling():
            check_there(self.read())
            return True
        return False

    def show_change(self) -> None:
        """Read again and show all of it: something of the post was changed."""
        self.read()
        self.reload()

    def action_edit(self) -> None:
        """Open the form of the post's own facts."""
        raise NotImplementedError


class PostPane(TabPane[PostOwner]):
    """A tab of a post."""


class ActingPane(PostPane):
    """A tab that forms stand above."""

    def acted(self) -> None:
        """What a form asked for has been done: show it."""
        raise NotImplementedError
