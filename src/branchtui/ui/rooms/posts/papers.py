"""The papers of a post on the screen of pages."""

from collections.abc import Sequence
from pathlib import Path

from branchtui.store.models import Post
from branchtui.store.queries import posts
from branchtui.store.queries.post_view import view
from branchtui.ui.jobs import Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.paper_source import Papers, PaperSource


class PostPapers(PaperSource):
    """A post: its register, its public notice, its reviews, as of the day on which they are looked at."""

    ROOM = "posts"
    FIXED = "岗位材料都按公文格式排版，不另选版式。新闻稿才可以换。"

    def __init__(self, thing_id: bytes, screen: PlaceScreen) -> None:
        super().__init__(thing_id)
        self._screen = screen

    def thing(self) -> Post:
        return posts.post(self.id)

    def title(self) -> str:
        return self.thing().name

    def papers(self) -> Papers:
        from branchtui.workflows.posts.papers import papers_of

        return papers_of(view(self.id), self._screen.shell.now().date())

    def profile(self) -> str:
        from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE

        return MEETING_PROFILE

    def export(self, screen: PlaceScreen) -> None:
        export(screen, self.thing())

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        from branchtui.workflows.posts.papers import post_folder, prepare_post

        row, shell = self.thing(), screen.shell
        folder = shell.exports / post_folder(row)
        return prepare_post(row, folder, today=shell.now().date(), photos=shell.photos()).files


def export(screen: PlaceScreen, row: Post) -> None:
    """Write every paper of the post and say where."""
    from branchtui.workflows.posts.papers import post_folder, prepare_post
    from branchtui.workflows.safety.resolving import warning

    shell = screen.shell
    unsettled = warning(row)
    with screen.telling():
        folder = shell.exports / post_folder(row)
        ready = prepare_post(row, folder, today=shell.now().date(), photos=shell.photos())

        def told(paths: Sequence[Path]) -> str:
            return "。".join(filter(None, (f"已写出 {len(paths)} 个文件，在 {folder}", ready.remark, unsettled)))

        shell.work.start(Job("导出", ready.write, told))
