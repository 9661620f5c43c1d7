"""What a paper screen shows: the papers of a meeting, or the one of a report, with what can be done with them."""

from abc import ABC, abstractmethod
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from branchtui.errors import BranchError
from branchtui.papers.tree import Paper
from branchtui.store.models import Meeting, Report, Row
from branchtui.store.queries import meetings, reports
from branchtui.ui.screens.base import PlaceScreen

Papers = Sequence[tuple[str, Paper]]


class PaperSource(ABC):
    """One meeting or report. Everything is read anew at each call; all may raise BranchError."""

    ROOM: ClassVar[str]
    FIXED: ClassVar[str] = ""  # why the profile can't be chosen; empty where it can

    def __init__(self, thing_id: bytes) -> None:
        self._id = thing_id

    @abstractmethod
    def thing(self) -> Row:
        """The meeting or report."""

    @abstractmethod
    def title(self) -> str: ...

    @abstractmethod
    def papers(self) -> Papers:
        """The papers by name."""

    @abstractmethod
    def profile(self) -> str:
        """The name of the profile they are printed under."""

    def use(self, profile: str) -> None:
        """Print under another profile from now on."""
        raise BranchError(self.FIXED)

    @abstractmethod
    def export(self, screen: PlaceScreen) -> None:
        """Write the Word files, or ask where to."""

    @abstractmethod
    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        """Where each paper was exported to, or would be without being told otherwise."""


class MeetingPapers(PaperSource):
    """A meeting: notice, agenda, sign-in sheet, minutes, resolution."""

    ROOM = "study"
    FIXED = "会议材料都按公文格式排版，不另选版式。新闻稿才可以换。"

    def thing(self) -> Meeting:
        return meetings.meeting(self._id)

    def title(self) -> str:
        return self.thing().title

    def papers(self) -> Papers:
        from branchtui.workflows.export import meeting_papers

        return meeting_papers(self.thing())

    def profile(self) -> str:
        from branchtui.workflows.export import MEETING_PROFILE

        return MEETING_PROFILE

    def export(self, screen: PlaceScreen) -> None:
        from branchtui.ui.rooms.meetings.actions import export

        export(screen, self.thing())

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        from branchtui.workflows.export import meeting_folder, prepare_meeting

        row, desk = self.thing(), screen.desk
        return prepare_meeting(row, desk.exports / meeting_folder(row), photos=desk.photos()).files


class ReportPapers(PaperSource):
    """A news report."""

    ROOM = "news"

    def __init__(self, thing_id: bytes) -> None:
        super().__init__(thing_id)
        self._written: Sequence[Path] = ()

    def thing(self) -> Report:
        return reports.report(self._id)

    def title(self) -> str:
        return self.thing().title

    def papers(self) -> Papers:
        from branchtui.workflows.export import report_paper

        return [("新闻稿", report_paper(self.thing()))]

    def profile(self) -> str:
        return self.thing().profile

    def use(self, profile: str) -> None:
        from branchtui.workflows.reports.reports import edit_report

        edit_report(self.thing(), profile=profile)

    def export(self, screen: PlaceScreen) -> None:
        from branchtui.ui.rooms.reports.actions import export_form

        def written(paths: Sequence[Path]) -> None:
            self._written = paths[:1]

        screen.app.push_screen(export_form(screen, self.thing(), written))

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        from branchtui.workflows.export import prepare_report
        from branchtui.workflows.meetings.folders import report_folder

        row, desk = self.thing(), screen.desk
        return self._written or prepare_report(row, report_folder(row, desk.exports), photos=desk.photos()).files
