"""The cohort table of helpers on the screen of pages."""

from collections.abc import Sequence
from pathlib import Path

from branchtui.store.models import Row
from branchtui.store.queries import people
from branchtui.ui.rooms.people.registers.helpers import export_form
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.paper_source import Papers, PaperSource
from branchtui.workflows.export import MEETING_PROFILE


class CohortPapers(PaperSource):
    """One paper of the branch."""

    ROOM = "people"
    FIXED = "届别表用材料的版式，不能另选。"

    def __init__(self, screen: PlaceScreen) -> None:
        super().__init__(people.the_branch().id)
        self._screen = screen

    def thing(self) -> Row:
        return people.the_branch()

    def title(self) -> str:
        return "身边人届别表"

    def papers(self) -> Papers:
        from branchtui.papers.names import COHORTS
        from branchtui.workflows.registers.papers import cohort_paper

        return [(COHORTS, cohort_paper(self._screen.shell.now().date()))]

    def profile(self) -> str:
        return MEETING_PROFILE

    def export(self, screen: PlaceScreen) -> None:
        screen.app.push_screen(export_form(screen))

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        from branchtui.workflows.registers.papers import prepare_cohorts

        shell = screen.shell
        return prepare_cohorts(shell.exports, today=shell.now().date(), photos=shell.photos()).files
