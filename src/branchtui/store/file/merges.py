"""The files that were merged into this one, by the sha256 of their bytes as they came, and how to go back behind them."""

import hashlib
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from peewee import SQL

from branchtui.errors import BranchError
from branchtui.store.models import Arrival
from branchtui.store.models.local.exchange import MERGED


class Came(NamedTuple):
    """A file as it came: `sha` of its bytes, the device that made it where that is known."""

    sha: str
    name: str
    size: int  # bytes
    modified: int  # nanoseconds
    device: bytes | None = None


def of_file(path: Path) -> Came:
    """A file as it lies there now. Raises BranchError where it can't be read."""
    try:
        with path.open("rb") as file:
            sha = hashlib.file_digest(file, "sha256").hexdigest()
        state = path.stat()
    except OSError as error:
        raise BranchError(f"无法读取 {path}（{error.strerror or error}），没有合并。") from error
    return Came(sha, path.name, state.st_size, state.st_mtime_ns)


def note(came: Came, *, at: datetime, backup: str, new: int, updated: int, emptied: int) -> None:
    """Write down that a file was merged. One that brought nothing has no backup to go back to.

    What was known of it stays where it had been merged before and has brought nothing this time.
    """
    brought = bool(new or updated or emptied)
    if brought or not Arrival.select().where(Arrival.sha == came.sha, Arrival.state == MERGED).exists():
        values = {"state": MERGED, "at": at, "backup": backup if brought else "", "new": new, "updated": updated}
        Arrival.delete().where(Arrival.sha == came.sha).execute()
        Arrival.insert(**came._asdict(), **values).execute()


def last() -> Arrival | None:
    """The file that was merged last of those that brought something, None where there is none.

    Which is the last is told by the order in which they were noted: a clock may go wrong.
    """
    merged = Arrival.select().where(Arrival.state == MERGED, Arrival.backup != "")
    found: Arrival | None = merged.order_by(SQL("rowid DESC")).first()
    return found
