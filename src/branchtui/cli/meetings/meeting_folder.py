"""The folder of a meeting follows its day and title."""

from typing import TYPE_CHECKING

from branchtui.cli.exit_codes import tell
from branchtui.cli.session import Session

if TYPE_CHECKING:
    from branchtui.store.models import Meeting


def settle_folder(meeting: "Meeting | None", session: Session) -> None:
    """Let the folder among the exports follow a meeting that was changed, and tell of it; of none, or one gone, nothing."""
    if meeting is None or meeting.deleted:
        return
    from branchtui.workflows.meetings.folders import settle

    if words := settle(meeting, session.exports, photos=session.photos):
        tell(words)
