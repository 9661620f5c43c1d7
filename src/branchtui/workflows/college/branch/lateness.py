"""How this machine stands with the college's server, as it is known without the network."""

from datetime import datetime, timedelta

from branchtui.paths import Home
from branchtui.store.file import college_note
from branchtui.store.file.college_note import CollegeNote
from branchtui.workflows.college import seat

_LATE = timedelta(hours=1)
_DAY = timedelta(days=1)


def syncs(place: Home) -> bool:
    """Whether this machine exchanges with a server: an organiser's seat has no branch to exchange. Raises BranchError."""
    here = seat.read(place)
    return here is not None and here.branch is not None


def late(now: datetime) -> str:
    """Such as `学院未同步 2 小时`, for a title line: nothing was exchanged for an hour or more, or the server refuses. Else empty."""
    note = college_note.read()
    if note.refused:
        return "学院不能同步"
    if note.synced_at is None:
        return "学院还没有同步过"
    since = now - note.synced_at
    if since >= _DAY:
        return f"学院未同步 {since.days} 天"
    return f"学院未同步 {since // _LATE} 小时" if since >= _LATE else ""


def refused() -> bool:
    """Whether the last sync failed in a way that does not pass by itself: somebody has to look at it."""
    return college_note.read().refused


def note_synced(now: datetime, left: str = "") -> None:
    """Everything was fetched and sent but what is `left`: why something could not be read, or was not sent."""
    if left:
        college_note.write(college_note.read()._replace(trouble=left, refused=True))
    else:
        college_note.write(CollegeNote(now))


def note_trouble(words: str, *, refused: bool) -> None:
    """A sync failed; `refused` where that does not pass by itself."""
    college_note.write(college_note.read()._replace(trouble=words, refused=refused))
