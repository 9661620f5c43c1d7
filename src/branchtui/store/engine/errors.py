"""SQLite's and the disk's errors, turned into sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from branchtui.errors import BranchError, BusyError, DiskFullError, UnreadableError

_DAMAGED = ("malformed", "not a database", "corrupt")
SQLITE_MAGIC = b"SQLite format 3\0"  # what every database file begins with
_blamed: ContextVar[Path | None] = ContextVar("blamed", default=None)


def gone(path: Path) -> str:
    """The sentence for a database that was taken away while it was open."""
    return f"数据文件 {path} 不见了，这一步没有保存。请把它放回原处（如回收站、U 盘）；写的文字还在屏幕上。"


def damaged(path: Path) -> UnreadableError:
    """The sentence for a database whose content is not what was written."""
    return UnreadableError(
        f"数据文件 {path} 已损坏，没有改动它。请从备份恢复：branchtui backup --list 列出，branchtui restore 换回。"
    )


def sentence(error: BaseException, path: Path) -> BranchError | None:
    """The BranchError or BusyError that tells of an error of SQLite; None where the mistake is ours.

    It speaks of the database at `path`, or of the file that `told` names; where that is a folder, of the copy for it.
    """
    words, blamed = _all_words(error), _blamed.get()
    copying = blamed is not None and blamed.is_dir()
    if blamed is not None and not copying:
        path = blamed
    if "locked" in words or "busy" in words:
        return BusyError("数据文件正被另一个程序使用，请稍候再试；若开着另一个 branchtui 窗口，请先关闭它。")
    if copying and ("full" in words or "unable to open" in words):
        why = "磁盘已满" if "full" in words else "不可写"
        return BranchError(f"备份没有做成：{blamed} {why}。已有的内容未受影响，请检查磁盘空间和文件夹权限后再做。")
    if "full" in words:
        return DiskFullError("磁盘已满，这一步没有保存，已有内容未受影响。请腾出空间后重试。")
    if "readonly" in words and not path.exists():
        return BranchError(gone(path))
    if "readonly" in words and _code(error) == sqlite3.SQLITE_READONLY_DBMOVED:
        return BranchError(
            f"数据文件 {path} 已被换成另一份，这一步没有保存。请退出后重新打开；没有存的文字，退出时会另存为文本文件。"
        )
    if "readonly" in words or "unable to open" in words:
        return BranchError(f"数据文件 {path} 不可写，这一步没有保存。请检查文件夹权限或换一个位置。")
    garbled = isinstance(error, UnicodeDecodeError) or "could not decode" in words  # SQLite itself checks no text
    if garbled or any(word in words for word in _DAMAGED) or ("no such table" in words and _overwritten(path)):
        return damaged(path)
    if "disk i/o error" in words:
        return BranchError(
            f"读写数据文件 {path} 时磁盘出错，这一步没有完成。请检查磁盘（U 盘、网络盘是否还连着）后重试。"
        )
    return None


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """What goes wrong with the database at `path` is raised as a BranchError or BusyError that speaks of it."""
    from peewee import DatabaseError

    before = _blamed.set(path)
    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        told_so = sentence(error, path)
        if told_so is None:
            raise
        raise told_so from error
    finally:
        _blamed.reset(before)


def _all_words(error: BaseException | None) -> str:
    """The messages of an error and of those behind it: a failed COMMIT hides behind the ROLLBACK that then fails."""
    words = []
    while error is not None:
        words.append(str(error).lower())
        error = error.__context__
    return " ".join(words)


def _code(error: BaseException | None) -> int | None:
    """SQLite's own number of an error, which Peewee's wrapping hides."""
    while error is not None:
        code: int | None = getattr(error, "sqlite_errorcode", None)
        if code is not None:
            return code
        error = error.__context__
    return None


def _overwritten(path: Path) -> bool:
    """Whether the file is no database any more."""
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE_MAGIC)) != SQLITE_MAGIC
    except OSError:
        return True


@contextmanager
def told_of_copy(folder: Path) -> Iterator[None]:
    """The same for a backup that is being written into `folder`."""
    try:
        with translate_errors(folder):
            yield
    except OSError as error:
        if folder.exists() and not folder.is_dir():
            raise BranchError(
                f"备份没有做成：{folder} 应当是文件夹，却是一个文件。请把它移走或改名，再做备份。"
            ) from error
        raise BranchError(
            f"备份没有做成：{folder} 不可写（{error.strerror or error}）。请检查磁盘空间和文件夹权限。"
        ) from error
