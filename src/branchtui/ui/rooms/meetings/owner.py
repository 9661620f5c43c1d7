"""The screen of one meeting as its tabs know it."""

from branchtui.store.models import Meeting
from branchtui.ui.screens.tabbed import TabbedScreen, TabPane


class MeetingOwner(TabbedScreen):
    """What a tab may ask of the screen it stands in, besides what every screen has."""

    @property
    def meeting(self) -> Meeting:
        """The meeting as it is stored now."""
        raise NotImplementedError

    def action_edit(self) -> None:
        """Open the form of the meeting's own facts."""
        raise NotImplementedError


class MeetingPane(TabPane[MeetingOwner]):
    """A tab of a meeting."""
