"""Opening and closing the database file, and the one transaction of an act."""

import contextlib
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import TYPE_CHECKING, Any

from branchtui import disk
from branchtui.errors import BranchError, UnreadableError
from branchtui.store.engine.errors import SQLITE_MAGIC, gone, translate_errors
from branchtui.store.engine.handle import ONLY_READ, db, is_own
from branchtui.store.file.schema import APPLICATION_ID, migrate, newest
from branchtui.store.replication import session

if TYPE_CHECKING:
    from branchtui.store.replication.acts import Step

_PRAGMAS = {
    "journal_mode": "delete",  # a rollback journal: safe to copy, and no write-ahead log on a network drive
    "synchronous": "full",
    "foreign_keys": 1,
    "recursive_triggers": 1,  # else REPLACE slips past delete triggers
    "secure_delete": 1,
}
_AUTOSAVE = ContextVar("autosave", default=False)
_bulk: ContextVar[bool] = ContextVar("bulk", default=False)  # the open transaction is no act: see `many_acts`


def open_database(path: Path, *, create: bool = True) -> None:
    """Open the database at `path`, made or brought up to date where needed.

    Raises BranchError where the file is missing (and not to be made), is no branchtui database, is newer than
    this program, or can't be read or written; BusyError where another program holds it.
    """
    assert is_own(), ONLY_READ
    version = check_header(path, create)
    new = not path.exists() or path.stat().st_size == 0
    if not db.is_closed():
        db.close()
    if new:
        with contextlib.suppress(OSError):  # SQLite will say what is wrong
            disk.make_private(path)
    db.init(str(path), pragmas=_PRAGMAS)
    opened = False
    try:
        with translate_errors(path):
            db.connect()
            if version != newest():
                migrate()
            session.end_left_over()
            session.come_home()
        opened = True
    finally:
        if not opened:
            db.close()
            if new:  # what could not be made must not stand in the way of the next try
                with contextlib.suppress(OSError):
                    path.unlink()


def close_database() -> None:
    """End the session and close this thread's connection, if there is one."""
    assert is_own(), ONLY_READ
    if not db.is_closed():
        try:
            with translate_errors(database_path()):
                session.end()
        finally:
            db.close()


def is_open() -> bool:
    """Whether this thread has a connection."""
    return not db.is_closed()


def written() -> int:
    """Grows with each row that this thread's connection writes; no statement is needed to know it. 0 without a connection."""
    handle: Any = db
    return 0 if db.is_closed() else int(handle.connection().total_changes)


def opening() -> object:
    """What stands for this opening of the file: another object after each, as when a backup has taken its place."""
    handle: Any = db
    return None if db.is_closed() else handle.connection()


def database_path() -> Path:
    """The file that is open, or the other one while that is read."""
    return db.path


def sqlite_version() -> str:
    """The version of the SQLite library."""
    return sqlite3.sqlite_version


@contextmanager
def act(name: str, *, step: "Step | None" = None, for_good: bool = False) -> Iterator[int | None]:
    """One act of the user: everything inside is one transaction and one thing to undo; an act within joins the outer.

    `name` is the Chinese sentence that names it, `step` the undo or redo that it is, if it is one; one
    that is `for_good` can't be undone, nor can anything before it. It gives the number of the last stamp before it, so
    that what was read earlier need not be read again where nothing was written since; an act within gives None.
    Raises BusyError or BranchError where the file can't be written; then nothing of the act is kept.
    """
    assert name
    assert is_own(), ONLY_READ
    from branchtui.store.replication import acts

    with translate_errors(database_path()):
        if db.in_transaction() and not _bulk.get():
            with db.atomic():
                yield None
            return
        outer = _bulk.set(False)
        try:
            with db.atomic():
                before = acts.begin()
                yield before.clock
                acts.record(name, before, step, autosave=_AUTOSAVE.get(), for_good=for_good)
        finally:
            _bulk.reset(outer)


@contextmanager
def many_acts() -> Iterator[None]:
    """Many acts in one transaction, for bulk work: each is its own to undo, but all are kept or none is.

    Raises as `act` does.
    """
    assert is_own(), ONLY_READ
    assert not db.in_transaction()
    with translate_errors(database_path()), db.atomic():
        before = _bulk.set(True)
        try:
            yield
        finally:
            _bulk.reset(before)


@contextmanager
def autosave() -> Iterator[None]:
    """Acts within are an editor's own saves: nobody asked for them, so what was undone can still be redone after them."""
    before = _AUTOSAVE.set(True)
    try:
        yield
    finally:
        _AUTOSAVE.reset(before)


@contextmanager
def own_connection() -> Iterator[None]:
    """A connection of this thread: the one it has, else one that is closed afterwards."""
    if not db.is_closed():
        yield
        return
    if not database_path().exists():  # connecting would make an empty file in its place
        raise BranchError(gone(database_path()))
    with translate_errors(database_path()):
        db.connect()
    try:
        yield
    finally:
        db.close()


def check_header(path: Path, create: bool = False) -> int:
    """The schema number of the file, 0 where there is none yet. Raises BranchError as `open_database` does."""
    try:
        if path.is_fifo() or path.is_char_device():  # it would be waited for for ever
            raise _not_ours(path)
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
    if not head:
        if create:
            return 0
        raise UnreadableError(
            f"{path} 是空的，里面没有支部。请运行 branchtui init 建立，或用 branchtui restore 换回备份。"
        )
    if len(head) < 100 or not head.startswith(SQLITE_MAGIC) or int.from_bytes(head[68:72], "big") != APPLICATION_ID:
        raise _not_ours(path)
    version = int.from_bytes(head[60:64], "big")
    if version > newest():
        raise UnreadableError(
            f"{path} 由更新的 branchtui 写成（数据版本 {version}，本机 {newest()}）。请先升级本机的 branchtui。"
        )
    return version


def _not_ours(path: Path) -> UnreadableError:
    return UnreadableError(f"{path} 不是 branchtui 的数据文件，没有改动它。请检查文件，或用 --home 换一个文件夹。")
