"""Papers over the whole screen, for reading."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Static

from branchtui.papers.tree import Paper
from branchtui.store.models import Meeting, Report
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.widgets.paper_view import PaperView

if TYPE_CHECKING:
    from branchtui.ui.app import BranchApp

Papers = Sequence[tuple[str, Paper]]


def papers_of_meeting(desk: "BranchApp", meeting: Meeting) -> Papers:
    """The papers of a meeting, by name."""
    from branchtui.workflows.export import meeting_papers

    return meeting_papers(meeting)


def papers_of_report(report: Report) -> Papers:
    """The one paper of a report."""
    from branchtui.workflows.export import report_paper

    return [(report.title, report_paper(report))]


class PaperScreen(PlaceScreen):
    """One or more papers; [ and ] turn to the next, Esc goes back."""

    def __init__(self, room: str, title: str, papers: Papers) -> None:
        super().__init__()
        self._room = room
        self._words = title
        self._papers = papers

    def title_room(self) -> str:
        return self._room

    def body(self) -> ComposeResult:
        yield Static(Content(self._words), classes="heading")
        with Horizontal(classes="box"):
            yield PaperView(id="paper")

    def on_mount(self) -> None:
        view = self.query_one("#paper", PaperView)
        view.show(self._papers)
        view.focus()
