"""The papers of a meeting on the screen of pages."""

from collections.abc import Sequence
from pathlib import Path

from branchtui.store.models import Meeting
from branchtui.store.queries import meetings
from branchtui.ui.rooms.meetings import actions
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.paper_source import Papers, PaperSource


class MeetingPapers(PaperSource):
    """A meeting: notice, agenda, sign-in sheet, minutes, resolution."""

    ROOM = "meetings"
    FIXED = "会议材料都按公文格式排版，不另选版式。新闻稿才可以换。"

    def thing(self) -> Meeting:
        return meetings.meeting(self.id)

    def title(self) -> str:
        return self.thing().title

    def papers(self) -> Papers:
        from branchtui.workflows.exporting.meeting_papers import meeting_papers

        return meeting_papers(self.thing())

    def profile(self) -> str:
        from branchtui.workflows.exporting.meeting_papers import MEETING_PROFILE

        return MEETING_PROFILE

    def export(self, screen: PlaceScreen) -> None:
        actions.export(screen, self.thing())

    def files(self, screen: PlaceScreen) -> Sequence[Path]:
        from branchtui.workflows.exporting.meeting_papers import meeting_folder
        from branchtui.workflows.exporting.preparing import prepare_meeting

        row, shell = self.thing(), screen.shell
        return prepare_meeting(row, shell.exports / meeting_folder(row), photos=shell.photos()).files
