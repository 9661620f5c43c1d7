"""Another database file, read beside one's own by the same models and queries: checked first, never written.

    with open_other(path) as other:
        here = people.branch()
        with other.reading():
            there = people.branch()

One of an older version is brought up to date in a private copy beside one's own file, under a name that is swept up
after a crash. Nothing is played back into the file, and SQLite leaves nothing beside it.
"""

import os
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from peewee import DatabaseError

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.engine.errors import translate_errors
from branchtui.store.engine.handle import Other, bound, db
from branchtui.store.file import backups, values
from branchtui.store.file.database import check_header
from branchtui.store.file.schema import newest, upgrade

_OF_A_COPY = {"journal_mode": "memory", "synchronous": "off", "foreign_keys": 1, "recursive_triggers": 1}
_JOURNAL = bytes.fromhex("d9d505f920a163d7")  # how a journal begins, unless it holds nothing (SQLite file format §3)


class OtherFile:
    """A file that `open_other` has opened. It may be read in turns with one's own, and in any thread.

    `path` is what a person calls it, `place` what is read: the file itself, or a copy of it that is up to date.
    """

    def __init__(self, path: Path, database: Other, place: Path) -> None:
        self.path, self.place = path, place
        self._database = database
        self._open = True

    @contextmanager
    def reading(self) -> Iterator[None]:
        """Models, queries and plain SQL within read this file, as it stands at one moment; nothing can be written.

        Keep it short, and over no `await`: who wants to write to that file waits meanwhile. A row knows no file: what
        it refers to is read from the one that is bound when it is asked for.
        Raises BusyError and BranchError that speak of this file.
        """
        assert self._open, "`open_other` has been left"
        with translate_errors(self.path), bound(self._database):
            ours = self._database.connect(reuse_if_open=True)  # each thread has a connection of its own
            try:
                with self._database.atomic("DEFERRED"):
                    yield
            finally:
                if ours:
                    self._database.close()

    def close(self) -> None:
        """Not to be read any more. Other threads must have left `reading`."""
        self._open = False
        self._database.close()


@contextmanager
def open_other(path: Path) -> Iterator[OtherFile]:
    """The file at `path`, to be read while one's own is open. May be one's own, but not in the midst of an act.

    Raises BranchError as `check` does, or where no copy can be made of an older one, and BusyError.
    """
    if check(path) == newest():
        yield from _opened(path, path)
    else:
        with private_copy(path) as other:
            yield other


@contextmanager
def private_copy(path: Path) -> Iterator[OtherFile]:
    """As `open_other`, but always a copy that nobody else writes: what `place` names can be attached to one's own file."""
    version = check(path)
    with _copied(path, version) as copy:
        yield from _opened(path, copy)


@contextmanager
def own_copy(path: Path) -> Iterator[OtherFile]:
    """As `private_copy` of a file that nobody else has, nor wants again: it is brought up to date where it lies.

    Whether its pages and tables are sound is left to `health.problems`, unless it is of an older version.
    """
    if _version(path) != newest():
        _check_pages(path)
        with translate_errors(path), _alone(Other(path, _uri(path, "rw"), _OF_A_COPY)):
            _upgrade(path)
    yield from _opened(path, path)


def complete(path: Path) -> None:
    """Make the triggers of this program in a file that nobody else has, whichever it had: it is to be one's own.

    A whole package of a college comes without them. Raises BranchError as `check` does.
    """
    check(path)
    with translate_errors(path), _alone(Other(path, _uri(path, "rw"), _OF_A_COPY)):
        _upgrade(path)


def check(path: Path) -> int:
    """The schema number of a file that is fit to be read. It is looked at only; nothing in it can act.

    Raises BranchError where it is none of ours, is newer than this program, is damaged or not whole by itself, or where
    tables are missing or another program has put something in that acts on what is written.
    """
    version = _version(path)
    _check_pages(path)
    if version == newest():  # an older one is brought up to date
        _check_tables(path)
    return version


def _version(path: Path) -> int:
    if not path.is_file():
        raise BranchError(f"没有找到文件 {path}。请检查路径；已有的备份可用 branchtui backup --list 查看。")
    version = check_header(path)
    for suffix in _needed_beside(path):
        raise BranchError(f"{path} 旁边有同名的 {suffix} 文件，它没有正常关闭，不能单独使用。请改用别的备份。")
    return version


def _check_pages(path: Path) -> None:
    if wrong := backups.quick_check(path):
        raise BranchError(f"{path} 已损坏（{wrong}），没有使用它。请改用别的备份。")


def _check_tables(path: Path) -> None:
    if odd := values.misfit(path):
        raise _unlike_ours(path, odd)


def _opened(path: Path, place: Path) -> Iterator[OtherFile]:
    database = Other(path, _uri(place, "ro"), {})
    with translate_errors(path):
        database.connect()
    with closing(OtherFile(path, database, place)) as other:
        yield other


@contextmanager
def _copied(path: Path, version: int) -> Iterator[Path]:
    """A copy of a file of this version, closed to others and brought up to date; it is gone afterwards."""
    folder = db.own_path.parent
    try:
        copy = disk.claim(folder)
    except OSError as error:
        older = "由旧版的 branchtui 写成，" if version != newest() else ""
        raise BranchError(
            f"{path} {older}要在 {folder} 里先做一份副本，"
            f"那里不可写（{error.strerror or error}）。请检查磁盘空间和文件夹权限。"
        ) from error
    try:
        with translate_errors(path):
            with _alone(Other(path, _uri(path, "ro"), {})):
                sql.execute("VACUUM INTO CAST(? AS TEXT)", os.fsencode(copy))  # as `backups` does
            if version != newest():
                with _alone(Other(path, _uri(copy, "rw"), _OF_A_COPY)):
                    _upgrade(path)
        yield copy
    finally:
        disk.discard(copy)


def _upgrade(path: Path) -> None:
    for odd in values.added_parts():  # an upgrade may take them away, and what they have done would stay
        raise _unlike_ours(path, odd)
    try:
        upgrade()
    except (DatabaseError, ValueError) as error:  # not as any version has left one
        raise _unlike_ours(path, str(error)) from error
    for odd in values.missing_columns():
        raise _unlike_ours(path, odd)


@contextmanager
def _alone(database: Other) -> Iterator[None]:
    """Bound, with a connection for this one step."""
    with bound(database), database.connection_context():
        yield


def _uri(path: Path, mode: str) -> str:
    """What SQLite opens. Where something stands beside a file that is whole without it, nobody is waited for.

    For then SQLite would want to clear that away, or to make the files of a write-ahead log.
    """
    path = path.resolve()
    with path.open("rb") as file:
        logged = file.read(20)[18:] == b"\2\2"
    frozen = "&immutable=1" if mode == "ro" and (logged or _beside(path, "-journal").exists()) else ""
    return f"{path.as_uri()}?mode={mode}{frozen}"


def _needed_beside(path: Path) -> Iterator[str]:
    """The endings of the files without which a database is not whole; those that a killed program left may hold nothing."""
    journal, log = _beside(path, "-journal"), _beside(path, "-wal")
    if journal.exists() and _has_to_be_played_back(journal):
        yield "-journal"
    if log.exists() and log.stat().st_size:
        yield "-wal"


def _has_to_be_played_back(journal: Path) -> bool:
    if not journal.is_file():  # a pipe would be waited for for ever
        return True
    try:
        with journal.open("rb") as file:
            head = file.read(12)
    except OSError:
        return True
    return head.startswith(_JOURNAL) and head[8:] != bytes(4)  # the number of pages in it, -1 for as many as there are


def _beside(path: Path, suffix: str) -> Path:
    path = path.resolve()  # there SQLite looks for it
    return path.with_name(f"{path.name}{suffix}")


def _unlike_ours(path: Path, odd: str) -> BranchError:
    return BranchError(f"{path} 和 branchtui 写的不一样（{odd}），没有使用它。请改用别的备份。")
