"""The note beside the database of how this machine stood with the college's server last.

It is of this machine and not of the file's content, which keeps its own (`store.models.Hub`), so it neither travels nor comes
back with a backup.
"""

import json
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from branchtui import disk
from branchtui.store.engine.handle import db
from branchtui.values import NamedTuple


class CollegeNote(NamedTuple):
    """`synced_at` is when all was fetched and sent last, None before the first time.

    `trouble` is the sentence that says why the last sync failed, empty after one that did not; `refused` whether that will
    not pass by itself, as a net that is away does.
    """

    synced_at: datetime | None = None
    trouble: str = ""
    refused: bool = False


def read() -> CollegeNote:
    """The note; an empty one where there is none, or nothing can be read."""
    try:
        words = json.loads(_path().read_text(encoding="utf-8"))
        at = words["synced_at"]
        return CollegeNote(datetime.fromisoformat(at) if at else None, str(words["trouble"]), bool(words["refused"]))
    except (OSError, ValueError, KeyError, TypeError):
        return CollegeNote()


def write(note: CollegeNote) -> None:
    """Keep a note in the place of the one before; where that can't be, the screens say less, and no more is lost."""
    at = note.synced_at.isoformat() if note.synced_at else None
    words = {"synced_at": at, "trouble": note.trouble, "refused": note.refused}
    with suppress(OSError, UnicodeEncodeError):
        disk.write(_path(), json.dumps(words, ensure_ascii=False).encode("utf-8"))


def forget() -> None:
    """No note any more, as when this machine leaves the college: the next one begins anew."""
    disk.discard(_path())


def _path() -> Path:
    return db.own_path.with_name(f"{db.own_path.stem}.college.json")
