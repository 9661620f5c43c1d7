"""A news report on the screen of pages."""

from collections.abc import Sequence
from pathlib import Path

from branchtui.store.models import Report
from branchtui.store.queries import reports
from branchtui.ui.rooms.reports.actions import export_form
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.paper_source import Papers, PaperSource


class ReportPapers(PaperSource):
    """A news report."""

    ROOM = "reports"

    def __init__(self, thing_id: bytes) -> None:
        super().__init__(thing_id)
        self._written: Sequence[Path] = ()

    def thing(self) -> Report:
        return reports.report(self.id)

    def title(self) -> str:
        return self.thing().title

    def papers(self) -> Papers:
        from branchtui.papers.names import REPORT
        from branchtui.workflows.report_files import report_paper

        return [(REPORT, report_paper(self.thing()))]

    def profile(self) -> str:
        return self.thing().profile

    def use(self, profile: str) -> None:
        from branchtui.workflows.reports.reports import edit_report

        edit_report(self.thing(), profile=profile)

    def export(self, screen: PlaceScreen) -> None:
        def written(paths: Sequence[Path]) -> None:
            self._written = paths[:1]

        screen.app.push_screen(export_form(screen, self.thing(), written))

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        from branchtui.workflows.exporting.preparing import prepare_report
        from branchtui.workflows.meetings.folders import report_folder

        row, shell = self.thing(), screen.shell
        return self._written or prepare_report(row, report_folder(row, shell.exports), photos=shell.photos()).files
