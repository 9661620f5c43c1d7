"""Closing the branch at the end of a command or of the app."""

from branchtui.cli.outcome import tell
from branchtui.rules.errors import BranchError


def leave() -> None:
    """Back up what was written and close; what fails of it is told, what was done stays done."""
    from branchtui.workflows import backup

    try:
        backup.leave()
    except BranchError as error:
        tell(f"注意：离开时没有做成备份。{error}")
