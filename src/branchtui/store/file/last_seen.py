"""The note beside the database of how it was left: tells a file that somebody copied over it (sync.md §5.9)."""

import json
from pathlib import Path

from branchtui import disk
from branchtui.store.engine.errors import told_of_copy
from branchtui.store.engine.handle import db
from branchtui.store.replication import session
from branchtui.store.replication.session import Dot
from branchtui.values import NamedTuple


class Left(NamedTuple):
    """The last stamp of the file as it was left, the name of the last backup, and the last stamp that this one holds."""

    dot: Dot
    backup: str
    held: Dot

    @property
    def whole(self) -> bool:
        """Whether the backup holds all that the file held when it was left."""
        return self.held == self.dot


def read() -> Left | None:
    """The note, None where there is none that can be read."""
    try:
        data = json.loads(_path().read_text(encoding="utf-8"))
        dot = int(data["writer"]), int(data["number"])
        writer, number = data.get("held", dot)  # a note of an older program was made with the backup
        return Left(dot, str(data["backup"]), (int(writer), int(number)))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def note(backup: str, held: Dot | None = None) -> None:
    """Note how the open file stands now; `held` is the last stamp in the backup, where that is not all of it.

    Raises BranchError where the note can't be written.
    """
    dot = session.last_dot()
    if dot is None:
        return
    data = {"writer": dot[0], "number": dot[1], "backup": backup, "held": held or dot}
    with told_of_copy(_path().parent):
        disk.write(_path(), json.dumps(data).encode("ascii"))


def replaced() -> Left | None:
    """The note, where the open file does not hold what was there when it was left: then it is another file."""
    left = read()
    return None if left is None or session.has_seen(left.dot) else left


def _path() -> Path:
    return db.own_path.with_name(f"{db.own_path.stem}.left.json")
