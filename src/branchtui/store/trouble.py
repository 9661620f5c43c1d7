"""SQLite's and the disk's errors, turned into sentences."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from branchtui.rules.errors import BranchError, BusyError


def gone(path: Path) -> str:
    """The sentence for a database that was taken away while it was open."""
    return f"数据文件 {path} 不见了，这一步没有保存。请把它放回原处（如回收站、U 盘）；写的文字还在屏幕上。"


@contextmanager
def told(path: Path) -> Iterator[None]:
    """What goes wrong with the database at `path` is raised as a BranchError or BusyError."""
    from peewee import DatabaseError

    try:
        yield
    except (DatabaseError, sqlite3.DatabaseError) as error:
        words = _all_words(error)
        if "locked" in words or "busy" in words:
            raise BusyError(
                "数据文件正被另一个程序使用，请稍候再试；若开着另一个 branchtui 窗口，请先关闭它。"
            ) from error
        if "full" in words:
            raise BranchError("磁盘已满，这一步没有保存，已有内容未受影响。请腾出空间后重试。") from error
        if "readonly" in words and not path.exists():
            raise BranchError(gone(path)) from error
        if "readonly" in words or "unable to open" in words:
            raise BranchError(f"数据文件 {path} 不可写，这一步没有保存。请检查文件夹权限或换一个位置。") from error
        if "malformed" in words or "not a database" in words:
            raise BranchError(f"数据文件 {path} 已损坏，没有改动它。请从备份恢复。") from error
        raise


def _all_words(error: BaseException | None) -> str:
    """The messages of an error and of those behind it: a failed COMMIT hides behind the ROLLBACK that then fails."""
    words = []
    while error is not None:
        words.append(str(error).lower())
        error = error.__context__
    return " ".join(words)


@contextmanager
def told_of_copy(folder: Path) -> Iterator[None]:
    """The same for a backup that is being written into `folder`."""
    try:
        with told(folder):
            yield
    except OSError as error:
        raise BranchError(
            f"备份没有做成：{folder} 不可写（{error.strerror or error}）。请检查磁盘空间和文件夹权限。"
        ) from error
