"""The note beside the database of how it was left: tells a file that somebody copied over it (sync.md §5.9)."""

import json
import os
from dataclasses import asdict, dataclass
from pathlib import Path

from branchtui.store import backups
from branchtui.store.models import db
from branchtui.store.replication import session
from branchtui.store.replication.session import Dot


@dataclass(frozen=True, slots=True)
class Left:
    """The last stamp of the file as it was left, and the name of the backup made then."""

    writer: int
    number: int
    backup: str

    @property
    def dot(self) -> Dot:
        return self.writer, self.number


def read() -> Left | None:
    """The note, None where there is none that can be read."""
    try:
        data = json.loads(_path().read_text(encoding="utf-8"))
        return Left(int(data["writer"]), int(data["number"]), str(data["backup"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None


def note(backup: str) -> None:
    """Note how the open file stands now."""
    dot = session.last_dot()
    if dot is None:
        return
    part = _path().with_suffix(".part")
    with part.open("w", encoding="utf-8") as file:
        json.dump(asdict(Left(*dot, backup)), file)
        file.flush()
        os.fsync(file.fileno())
    backups.rename(part, _path())


def replaced() -> Left | None:
    """The note, where the open file does not hold what was there when it was left: then it is another file."""
    left = read()
    return None if left is None or session.has_seen(left.dot) else left


def _path() -> Path:
    path = Path(str(db.database))
    return path.with_name(f"{path.stem}.left.json")
