"""The paper of a year's study hours on the screen of pages."""

from collections.abc import Sequence
from pathlib import Path

from branchtui.store.models import Row
from branchtui.store.queries import people
from branchtui.ui.rooms.people.hours.forms import export_form
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.paper_source import Papers, PaperSource
from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE


class HoursPapers(PaperSource):
    """One paper of the branch."""

    ROOM = "people"
    FIXED = "学时表用材料的版式，不能另选。"

    def __init__(self, screen: PlaceScreen, year: int) -> None:
        super().__init__(people.the_branch().id)
        self._screen, self._year = screen, year

    def thing(self) -> Row:
        return people.the_branch()

    def title(self) -> str:
        return f"{self._year} 年学时表"

    def papers(self) -> Papers:
        from branchtui.papers.names import HOURS
        from branchtui.workflows.year.hours_papers import hours_paper
        from branchtui.workflows.year.ledgers import year_of_hours

        return [(HOURS, hours_paper(year_of_hours(self._year, self._screen.shell.now().date())))]

    def profile(self) -> str:
        return MEETING_PROFILE

    def export(self, screen: PlaceScreen) -> None:
        screen.app.push_screen(export_form(screen, self._year))

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        from branchtui.workflows.year.hours_papers import prepare_hours

        shell = screen.shell
        today = shell.now().date()
        return prepare_hours(self._year, shell.exports, today=today, photos=shell.photos()).files
