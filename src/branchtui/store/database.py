"""Opening and closing the database file, and the one transaction of an act."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from branchtui.rules.errors import BranchError, BusyError
from branchtui.store.models import db
from branchtui.store.schema import APPLICATION_ID, SCHEMA, migrate

_PRAGMAS = {
    "journal_mode": "delete",  # a rollback journal: safe to copy, and no write-ahead log on a network drive
    "synchronous": "full",
    "foreign_keys": 1,
    "recursive_triggers": 1,  # else REPLACE slips past delete triggers
    "busy_timeout": 5000,
    "secure_delete": 1,
}
_HEADER = b"SQLite format 3\0"


def open_database(path: Path, *, create: bool = True) -> None:
    """Open the database at `path`, made or brought up to date where needed.

    Raises BranchError where the file is missing (and not to be made), is no branchtui database, is newer than
    this program, or can't be read or written; BusyError where another program holds it.
    """
    version = _check_header(path, create)
    if not db.is_closed():
        db.close()
    db.init(str(path), pragmas=_PRAGMAS, timeout=5)
    with _told(path):
        db.connect()
        if version != SCHEMA:
            migrate()


def close_database() -> None:
    """Close this thread's connection, if there is one."""
    if not db.is_closed():
        db.close()


def database_path() -> Path:
    """The file that is open."""
    return Path(str(db.database))


@contextmanager
def act(name: str) -> Iterator[None]:
    """One act of the user: everything inside is one transaction. `name` is the Chinese sentence that names it.

    Raises BusyError or BranchError where the file can't be written; then nothing of the act is kept.
    """
    assert name
    with _told(database_path()), db.atomic():
        yield


@contextmanager
def own_connection() -> Iterator[None]:
    """A connection of this thread: the one it has, else one that is closed afterwards."""
    if not db.is_closed():
        yield
        return
    with db.connection_context():
        yield


def _check_header(path: Path, create: bool) -> int:
    """The schema number of the file, 0 where there is none yet."""
    try:
        with path.open("rb") as file:
            head = file.read(100)
    except FileNotFoundError:
        if create:
            return 0
        raise BranchError(
            f"还没有支部数据（{path}）。请先运行 branchtui init，或直接运行 branchtui 按提示建立。"
        ) from None
    except OSError as error:
        raise BranchError(f"无法读取数据文件 {path}（{error.strerror or error}）。") from error
    if not head and create:
        return 0
    if len(head) < 100 or not head.startswith(_HEADER) or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise BranchError(f"{path} 不是 branchtui 的数据文件，没有改动它。请检查文件，或用 --home 换一个文件夹。")
    version = int.from_bytes(head[60:64], "big")
    if version > SCHEMA:
        raise BranchError(
            f"{path} 由更新的 branchtui 写成（数据版本 {version}，本机 {SCHEMA}）。请先升级本机的 branchtui。"
        )
    return version


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """Turn SQLite's errors into sentences."""
    from peewee import DatabaseError

    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        words = str(error).lower()
        if "locked" in words or "busy" in words:
            raise BusyError(
                "数据文件正被另一个程序使用，请稍候再试；若开着另一个 branchtui 窗口，请先关闭它。"
            ) from error
        if "full" in words:
            raise BranchError("磁盘已满，这一步没有保存，已有内容未受影响。请腾出空间后重试。") from error
        if "readonly" in words or "unable to open" in words:
            raise BranchError(f"数据文件 {path} 不可写，这一步没有保存。请检查文件夹权限或换一个位置。") from error
        if "malformed" in words or "not a database" in words:
            raise BranchError(f"数据文件 {path} 已损坏，没有改动它。请从备份恢复。") from error
        raise
