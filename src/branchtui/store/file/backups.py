"""Backups: whole copies of the database file beside it, made by SQLite, on the disk and checked before they count."""

import hashlib
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, nullcontext
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from branchtui import disk
from branchtui.errors import BranchError, UnreadableError
from branchtui.store.engine import sql
from branchtui.store.engine.errors import told_of_copy
from branchtui.store.engine.handle import db
from branchtui.store.replication import session

LEAVING, BEFORE_UPGRADE, BEFORE_RESTORE, BY_HAND = "离开时", "升级前", "恢复前", "手动"
BEFORE_MERGE, BEFORE_UNMERGE = "合并前", "撤销合并前"
KEPT = {
    LEAVING: 20,
    BEFORE_UPGRADE: 10,
    BEFORE_RESTORE: 10,
    BEFORE_MERGE: 10,
    BEFORE_UNMERGE: 10,
}  # the newest of each kind; those by hand are the person's
_THINNED, _MONTHS = LEAVING, 12  # of this kind the newest of so many months, and of each year, stay as well
# What was not handed in, is not to be undone elsewhere, is derived.
_SPARE = 20  # one page of so many may be empty in a copy
OF_THIS_MACHINE = ("draft_buffer", "undo", "name_index", "search_sign", "arrival", "peer")
_NAME = re.compile(r"(?P<why>.+?)-(?:(?P<number>\d{6,})-)?(?P<at>\d{8}-\d{6})-[0-9a-f]{8}\.db")


class Backup(NamedTuple):
    """One backup: `why` it was made and when, by the clock of that moment. `number` tells which is newer, 0 in old names."""

    path: Path
    why: str
    at: datetime
    size: int  # bytes
    number: int = 0


def folder() -> Path:
    """Where the backups of the open database are."""
    return db.own_path.parent / "backups"


def make(why: str) -> Path:
    """A new backup in the folder of backups. Raises BranchError where it can't be made or is not sound."""
    place = folder()
    upgrading = why == BEFORE_UPGRADE  # the stamps are not those of this program yet, and nothing was written
    with nullcontext() if upgrading else session.between_writers(), told_of_copy(place):
        disk.make_folder(place)
        with _copied(place, carried=False) as part:
            number = max((backup.number for backup in listed()), default=0) + 1
            path = place / f"{why}-{number:06}-{datetime.now():%Y%m%d-%H%M%S}-{_sha8(part)}.db"
            disk.replace(part, path, disk.LONG_WAITS)
        disk.sync_folder(place)
        _prune(why)
    return path


def write(target: Path) -> Path:
    """A backup under a name the user chose, to be carried away. Raises BranchError where something is there already."""
    if target.exists():
        raise BranchError(f"{target} 已经存在，没有改动它。请换一个文件名。")
    with session.between_writers(), told_of_copy(target.parent):
        disk.make_folder(target.parent, shared=True)
        with _copied(target.parent, carried=True) as part:
            disk.replace(part, target, disk.LONG_WAITS)
        disk.sync_folder(target.parent)
    return target


def carried_copy() -> tuple[Path, dict[int, int]]:
    """The open database as a file beside it, without what is of this machine only, and what it has seen.

    It is swept up after a crash; who asked for it discards it. Raises BranchError where it can't be made.
    """
    place = db.own_path.parent
    with session.between_writers(), told_of_copy(place):
        return _copy(place, carried=True), session.vector()


def listed() -> list[Backup]:
    """The backups there are, the newest first: by their running number, for a clock may go wrong."""
    found = []
    for path in folder().glob("*.db"):
        backup = _backup(path)
        if backup is not None:
            found.append(backup)
    return [backup for _, backup in sorted(found, key=lambda entry: entry[0], reverse=True)]


def made_at(name: str) -> datetime | None:
    """When the backup of this name in the folder was made; None where it is not there, or not named by us."""
    found = _backup(folder() / name)
    return found[1].at if found else None


def quick_check(path: Path) -> str:
    """What SQLite finds wrong with a file; empty where nothing."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as other:
            found = str(other.execute("PRAGMA quick_check(1)").fetchone()[0])
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return str(error)
    return "" if found == "ok" else found


@contextmanager
def _copied(place: Path, *, carried: bool) -> Iterator[Path]:
    """A copy in `place` that waits for its name, and is gone afterwards."""
    part = _copy(place, carried=carried)
    try:
        yield part
    finally:
        disk.discard(part)


def _copy(place: Path, *, carried: bool) -> Path:
    """The open database as a file in `place`: compact, consistent, on the disk and checked."""
    part = disk.claim(place)
    try:
        # As bytes: SQLite's driver takes no name that is not UTF-8, SQLite itself does.
        sql.execute("VACUUM INTO CAST(? AS TEXT)", os.fsencode(part))
        if carried:
            _strip(part)
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        wrong = quick_check(part)
        if wrong:
            raise UnreadableError(f"备份没有通过检查（{wrong}），没有保留。请运行 branchtui doctor 检查数据文件。")
    except BaseException:
        disk.discard(part)
        raise
    return part


def _strip(part: Path) -> None:
    """Empty in a copy what is of this machine only; it is written anew where much of it is empty then."""
    sql.execute("ATTACH CAST(? AS TEXT) AS copy", os.fsencode(part))
    try:
        sql.execute("PRAGMA copy.journal_mode = MEMORY")  # it is nobody's yet, and waits for the disk once it is whole
        sql.execute("PRAGMA copy.synchronous = OFF")
        sql.execute("PRAGMA copy.secure_delete = ON")
        for table in OF_THIS_MACHINE:
            sql.execute(f"DELETE FROM copy.{table}")
        if sql.value("PRAGMA copy.freelist_count") * _SPARE > sql.value("PRAGMA copy.page_count"):
            sql.execute("VACUUM copy")
    finally:
        sql.execute("DETACH copy")


def _backup(path: Path) -> tuple[tuple[int, datetime, int], Backup] | None:
    """A backup and what tells its age: number, then date, then the moment it was written. None where it is none."""
    match = _NAME.fullmatch(path.name)
    if match is None:
        return None
    try:
        state, at = path.stat(), datetime.strptime(match["at"], "%Y%m%d-%H%M%S")
    except (OSError, ValueError):  # taken away meanwhile; a day that no calendar has
        return None
    number = int(match["number"] or 0)
    return (number, at, state.st_mtime_ns), Backup(path, match["why"], at, state.st_size, number)


def kept(made: Sequence[Backup], why: str) -> list[Backup]:
    """Those of the backups of one kind, the newest first, that stay; all of those made by hand.

    Of the kind made on leaving also the newest of each of the last twelve months that have any, and of each year: the
    dates in the names are counted, not compared with the clock, so that a wrong one costs a place at most.
    """
    if why not in KEPT:
        return list(made)
    months: set[tuple[int, int]] = set()
    years: set[int] = set()
    stay = []
    for place, backup in enumerate(made):
        month, year = (backup.at.year, backup.at.month), backup.at.year
        first_of_month = month not in months and len(months) < _MONTHS
        if place < KEPT[why] or (why == _THINNED and (first_of_month or year not in years)):
            stay.append(backup)
        if first_of_month:
            months.add(month)
        years.add(year)
    return stay


def _prune(why: str) -> None:
    made = [one for one in listed() if one.why == why]
    staying = {backup.path for backup in kept(made, why)}
    for backup in made:
        if backup.path not in staying:
            disk.discard(backup.path)


def _sha8(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:8]
