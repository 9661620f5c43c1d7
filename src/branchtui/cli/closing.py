"""Closing the branch at the end of a command or of the app."""

from branchtui.cli.exit_codes import tell
from branchtui.errors import BranchError


def leave(*, sparing: bool = False) -> None:
    """Back up what was written and close, as `leaving.leave` does; what fails is told, what was done stays done."""
    from branchtui.workflows.safety import leaving

    try:
        leaving.leave(sparing=sparing)
    except BranchError as error:
        tell(f"注意：离开时没有做成备份。{error}")
