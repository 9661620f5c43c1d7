"""Backups: whole copies of the database file beside it, made by SQLite, on the disk and checked before they count."""

import hashlib
import os
import re
import sqlite3
import time
from contextlib import closing, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from branchtui.rules.errors import BranchError
from branchtui.store import sql
from branchtui.store.models import db
from branchtui.store.trouble import told_of_copy

KEPT = 20  # the newest, and one of each month
_HELD = (5, 32, 33)  # Windows: access denied, sharing violation, lock violation
_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8, 1.6, 3.2)  # seconds
_NAME = re.compile(r"(?P<why>.+)-(?P<at>\d{8}-\d{6})-[0-9a-f]{8}\.db")


@dataclass(frozen=True, slots=True)
class Backup:
    """One backup: `why` it was made (离开时, 升级前, 恢复前, 手动) and when."""

    path: Path
    why: str
    at: datetime
    size: int  # bytes


def folder() -> Path:
    """Where the backups of the open database are."""
    return Path(str(db.database)).parent / "backups"


def make(why: str) -> Path:
    """A new backup in the folder. Raises BranchError where it can't be made or does not pass its check."""
    at = sql.value("SELECT strftime('%Y%m%d-%H%M%S', 'now', 'localtime')")
    with told_of_copy(folder()):
        folder().mkdir(exist_ok=True)
        part = folder() / f"{why}-{at}.part"
        _copy(part)
        path = folder() / f"{why}-{at}-{_sha8(part)}.db"
        rename(part, path)
        sync_folder(folder())
        _prune()
    return path


def write(target: Path) -> Path:
    """A backup under a name the user chose. Raises BranchError where something is there already."""
    if target.exists():
        raise BranchError(f"{target} 已经存在，没有改动它。请换一个文件名。")
    part = target.with_name(f"{target.name}.part")
    with told_of_copy(target.parent):
        target.parent.mkdir(parents=True, exist_ok=True)
        _copy(part)
        rename(part, target)
        sync_folder(target.parent)
    return target


def listed() -> list[Backup]:
    """The backups there are, the newest first."""
    found = []
    for path in folder().glob("*.db"):
        match = _NAME.fullmatch(path.name)
        if match:
            state = path.stat()
            at = datetime.strptime(match["at"], "%Y%m%d-%H%M%S")
            found.append((at, state.st_mtime_ns, Backup(path, match["why"], at, state.st_size)))
    return [backup for _, _, backup in sorted(found, key=lambda entry: entry[:2], reverse=True)]


def rename(part: Path, target: Path) -> None:
    """Give a finished file its name. On Windows a virus scanner may hold a new file for a moment."""
    for wait in _WAITS:
        try:
            part.replace(target)
        except PermissionError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(wait)  # nothing tells when the scanner lets go
        else:
            return
    part.replace(target)


def sync_folder(path: Path) -> None:
    """Force a folder's entries to the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def quick_check(path: Path) -> str:
    """What SQLite finds wrong with a file; empty where nothing."""
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as other:
            found = str(other.execute("PRAGMA quick_check(1)").fetchone()[0])
    except sqlite3.DatabaseError as error:
        return str(error)
    return "" if found == "ok" else found


def _copy(part: Path) -> None:
    """Write the open database to `part`: compact, consistent, on the disk and checked."""
    part.unlink(missing_ok=True)
    try:
        sql.run("VACUUM INTO ?", str(part))
        with part.open("rb+") as file:
            os.fsync(file.fileno())
        wrong = quick_check(part)
        if wrong:
            raise BranchError(f"备份没有通过检查（{wrong}），没有保留。请运行 branchtui doctor 检查数据文件。")
    except BaseException:
        with suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def _prune() -> None:
    """Keep the newest twenty and the newest of each month."""
    months = set()
    for place, backup in enumerate(listed()):
        month = (backup.at.year, backup.at.month)
        if place >= KEPT and month in months:
            with suppress(OSError):
                backup.path.unlink()
        months.add(month)


def _sha8(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()[:8]
