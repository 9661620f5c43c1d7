"""Backups: made on leaving and when asked for, shown before they are put back, offered where the file was replaced."""

import shutil
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from branchtui.files.atomic import write_bytes
from branchtui.rules.errors import BranchError, BusyError
from branchtui.store import backups, difference, left
from branchtui.store.backups import Backup
from branchtui.store.database import check_header, close_database, database_path, is_open, open_database
from branchtui.store.difference import Difference
from branchtui.store.queries import people
from branchtui.store.replication import session
from branchtui.workflows import labels

_SHOWN = 3  # names given of each kind of difference
_WORDS = {"member": "name", "meeting": "title", "report": "title", "post": "name", "agenda_item": "title"}


@dataclass(frozen=True, slots=True)
class Replaced:
    """The database is not the file that was left: `backup` is what it was then, None where that is gone."""

    words: str
    backup: Path | None


def leave() -> None:
    """Close the database; where something was written since the last time, back it up and note how it was left.

    Raises BranchError where the backup can't be made; the database is closed all the same, and nothing is lost.
    """
    if not is_open():
        return
    try:
        edited = session.writer() is not None
        session.end()
        noted = left.read()
        behind = noted is not None and session.has_seen(noted.dot) and session.last_dot() != noted.dot
        if edited or behind:
            left.note(backups.make("离开时").name)
    finally:
        close_database()


def replaced() -> Replaced | None:
    """Whether somebody put another file in the place of the one that was left, to be told at the start."""
    noted = left.replaced()
    if noted is None:
        return None
    backup = backups.folder() / noted.backup
    there = backup.is_file()
    way = f"上次的内容在备份里，可换回：branchtui restore {backup}" if there else "上次的备份也已不在。"
    return Replaced(f"数据文件不是上次离开时的那一份，可能被别的副本覆盖。{way}", backup if there else None)


def keep_this_file() -> None:
    """The person knows of the other file and goes on with this one."""
    noted = left.read()
    left.note(noted.backup if noted else "")


def make(target: Path | None = None) -> Path:
    """A backup now, in the folder of backups or as `target` (a file, or a folder to put it into)."""
    if target is None:
        return backups.make("手动")
    if target.is_dir():
        made = backups.make("手动")
        return backups.write(target / made.name)
    return backups.write(target)


def listed() -> list[Backup]:
    """The backups there are, the newest first."""
    return backups.listed()


def preview(source: Path) -> list[str]:
    """What restoring `source` would change, one line for each kind of thing; empty where nothing.

    Raises BranchError where it is no database of this branch, is newer than this program, or is damaged.
    """
    check(source)
    here = people.branch()
    there = difference.branch_of(source)
    if here is not None and there is not None and here.id != there:
        raise BranchError(f"{source} 是另一个支部的数据，不能恢复到这里。要看它，请用 --home 指定另一个文件夹。")
    return [line for entry in difference.against(source, _WORDS) for line in _lines(entry)]


def check(source: Path) -> None:
    """Raises BranchError where a file is no database of ours, is newer than this program, or is damaged."""
    if not source.is_file():
        raise BranchError(f"没有找到文件 {source}。请检查路径；已有的备份可用 branchtui backup --list 查看。")
    check_header(source)
    if source.with_name(f"{source.name}-journal").exists():
        raise BranchError(f"{source} 旁边有同名的 -journal 文件，它没有正常关闭，不能单独使用。请改用别的备份。")
    wrong = backups.quick_check(source)
    if wrong:
        raise BranchError(f"{source} 已损坏（{wrong}），没有使用它。请改用别的备份。")


def restore(source: Path, target: Path, *, now: datetime) -> Path | None:
    """Put the file `source` in the place of the database `target`, and open it.

    Returns where what was there is kept: a backup, or a copy of a file that could not be read; None where there was
    nothing. Raises BranchError, and leaves everything as it is, where `source` is not fit or the place not writable.
    """
    check(source)
    kept = _keep(target, now) if target.exists() else None
    write_bytes(target, source.read_bytes())
    backups.sync_folder(target.parent)
    open_database(target, create=False)
    left.note(source.name if source.parent == backups.folder() else "")
    return kept


def _keep(target: Path, now: datetime) -> Path:
    """Keep what stands at `target`; afterwards it is closed and no journal belongs to it."""
    try:
        if not is_open() or database_path() != target:
            open_database(target, create=False)
        kept = backups.make("恢复前")
        close_database()
        return kept
    except BusyError:
        raise
    except BranchError:
        close_database()
    kept = target.with_name(f"{target.stem}-打不开-{now:%Y%m%d-%H%M%S}.db")
    journal = target.with_name(f"{target.name}-journal")
    try:
        shutil.copyfile(target, kept)
        if journal.exists():  # it belongs to the old content and would be played into the new
            journal.replace(kept.with_name(f"{kept.name}-journal"))
    except OSError as error:
        raise BranchError(
            f"无法保存原来的数据文件（{error.strerror or error}），没有恢复。请检查文件夹权限。"
        ) from error
    return kept


def _lines(entry: Difference) -> list[str]:
    noun = labels.NOUNS[entry.table][0]
    return [
        f"{noun}{word} {len(names)}{_some(entry.table, names)}"
        for word, names in (("会消失", entry.here), ("会回来", entry.there), ("会变回旧内容", entry.changed))
        if names
    ]


def _some(table: str, names: tuple[str, ...]) -> str:
    if table not in _WORDS:
        return ""
    return f"：{'、'.join(names[:_SHOWN])}{'等' if len(names) > _SHOWN else ''}"
