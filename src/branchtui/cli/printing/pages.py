"""`show … --pages`: the pages of a thing's papers before they are printed; and what `export` tells of the pages it wrote."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from branchtui.cli.exit_codes import tell
from branchtui.cli.session import Session, block, data, document
from branchtui.cli.things import find_meeting, find_post, find_report
from branchtui.errors import UsageError
from branchtui.papers.tree import Paper

if TYPE_CHECKING:
    from branchtui.workflows.exporting.export import Export

_Named = tuple[str, Paper, str]  # what it is called, the paper, its profile


def show_pages(thing: str, id_: str, session: Session, *, as_json: bool) -> None:
    """Print the pages of a thing's papers. Raises UsageError for a thing that has none."""
    from branchtui.workflows.preview import preview

    if thing not in _PAPERS:
        raise UsageError("只有新闻稿（report）、会议（meeting）和示范岗（post）有纸面可看，请去掉 --pages。")
    found = [(name, preview(paper, look, photos=session.photos)) for name, paper, look in _PAPERS[thing](id_, session)]
    if as_json:
        document(
            [
                {
                    "paper": name,
                    "profile": shown.look.name,
                    "pages": [[*page.rows, page.foot] for page in shown.pages],
                    "warnings": list(shown.warnings),
                }
                for name, shown in found
            ]
        )
        return
    for name, shown in found:
        for page in shown.pages:
            data(f"—— {name}：第 {page.number} 页，共 {len(shown.pages)} 页（{shown.look.label}） ——")
            block("\n".join([*page.rows, page.foot]))
        for words in shown.warnings:
            tell(f"{name}：{words}")


def tell_objections(ready: "Export") -> None:
    """Say what an editor would object to in the pages that were written."""
    from branchtui.workflows.preview import preview

    for name, paper in ready.papers:
        for words in preview(paper, ready.look.name, photos=ready.photos).objections:
            tell(f"{name}：{words}" if len(ready.papers) > 1 else words)


def _of_report(text: str, session: Session) -> list[_Named]:
    from branchtui.papers.names import NAMES, REPORT
    from branchtui.workflows.report_files import report_paper

    row = find_report(text)
    return [(NAMES[REPORT], report_paper(row), row.profile)]


def _of_meeting(text: str, session: Session) -> list[_Named]:
    from branchtui.papers.names import NAMES
    from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE, meeting_papers

    return [(NAMES[key], paper, MEETING_PROFILE) for key, paper in meeting_papers(find_meeting(text))]


def _of_post(text: str, session: Session) -> list[_Named]:
    from branchtui.store.queries.post_view import view
    from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE
    from branchtui.workflows.posts.papers import papers_of

    return [(name, paper, MEETING_PROFILE) for name, paper in papers_of(view(find_post(text).id), session.today)]


_PAPERS: dict[str, Callable[[str, Session], list[_Named]]] = {
    "report": _of_report,
    "meeting": _of_meeting,
    "post": _of_post,
}
