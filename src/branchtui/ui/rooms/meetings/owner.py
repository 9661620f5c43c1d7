"""The screen of one meeting as its tabs know it."""

from branchtui.store.models import Meeting
from branchtui.store.queries.meeting_view import MeetingView, view
from branchtui.ui.screens.tabbed import TabbedScreen, TabPane


class MeetingOwner(TabbedScreen):
    """What a tab may ask of the screen it stands in, besides what every screen has."""

    view: MeetingView  # the meeting as it was read last

    def read(self) -> Meeting:
        self.view = view(self.source.id)
        return self.view.row

    def action_edit(self) -> None:
        """Open the form of the meeting's own facts."""
        raise NotImplementedError


class MeetingPane(TabPane[MeetingOwner]):
    """A tab of a meeting."""
