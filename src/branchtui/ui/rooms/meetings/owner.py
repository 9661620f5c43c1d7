"""The screen of one meeting as its tabs know it."""

from branchtui.errors import BranchError
from branchtui.rules.meetings import HELD, MeetingKind
from branchtui.store.models import Meeting
from branchtui.store.queries.meeting_view import MeetingView, view
from branchtui.ui.screens.tabbed import TabbedScreen, TabPane
from branchtui.workflows.meeting_rules import kind_seen
from branchtui.workflows.meetings.meetings import check_open


class MeetingOwner(TabbedScreen):
    """What a tab may ask of the screen it stands in, besides what every screen has."""

    view: MeetingView  # the meeting as it was read last
    _kind: MeetingKind | None

    def read(self) -> Meeting:
        self.view = view(self.source.id)
        self._kind = None
        self.look_for_conflicts(self.view.row, unsettled=self.view.unsettled)
        return self.view.row

    def kind(self) -> MeetingKind:
        """Its kind by the rules of its day, read once. Raises BranchError where there is no such kind any more."""
        if self._kind is None:
            self._kind = kind_seen(self.view)
        return self._kind

    @property
    def verb(self) -> str:
        """How one says that it takes place."""
        try:
            return self.kind().verb
        except BranchError:
            return "召开"

    def can(self, command_id: str) -> bool:
        state = self.view.row.state
        if command_id == "meeting.cancel":
            return state == "planned"
        if command_id == "meeting.reschedule":
            return state == "planned" or (state in HELD and state != "filed")
        if command_id == "meeting.hold":
            return state != "cancelled"
        if command_id == "meeting.reopen":
            return state == "filed"
        if command_id in ("record.save", "record.agree", "record.exclude") or command_id.startswith("record.ballot."):
            return state in HELD and state != "filed"
        if command_id == "meeting.edit" or command_id.startswith(("agenda.", "files.")):
            return state not in ("cancelled", "filed")
        if command_id == "meeting.report" or command_id.startswith("attendance."):
            return state in HELD
        return super().can(command_id)

    def may_change(self) -> bool:
        """Whether anything of the meeting may be changed still; where not, it is told why."""
        with self.telling():
            check_open(self.read())
            return True
        return False

    def action_edit(self) -> None:
        """Open the form of the meeting's own facts."""
        raise NotImplementedError


class MeetingPane(TabPane[MeetingOwner]):
    """A tab of a meeting."""
