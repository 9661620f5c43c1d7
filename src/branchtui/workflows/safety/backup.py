"""Backups: made when asked for, shown before they are put back. `leaving` makes those that nobody has to ask for."""

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from branchtui import disk
from branchtui.atomic_file import write_bytes
from branchtui.errors import BranchError, BusyError, UnreadableError
from branchtui.store.file import backups, file_difference, last_seen
from branchtui.store.file.backups import Backup
from branchtui.store.file.database import close_database, database_path, is_open, open_database
from branchtui.store.file.file_difference import Content, Difference
from branchtui.store.file.other_file import check, open_other
from branchtui.store.models import BY_TABLE
from branchtui.store.replication import captions

_SHOWN = 3  # names given of each kind of difference
_NAMED = ("member", "meeting", "report", "post", "agenda_item")  # of the others only the number is told


@dataclass(frozen=True, slots=True)
class Preview:
    """What restoring a file would bring: what both hold, in a line each, and one line for each kind of difference."""

    here: str
    there: str
    lines: list[str]


def make(target: Path | None = None) -> Path:
    """A backup of the database alone, now: in the folder of backups, or as the file `target`. See `archives` for all."""
    return backups.make(backups.BY_HAND) if target is None else backups.write(target)


def listed() -> list[Backup]:
    """The backups there are, the newest first."""
    return backups.listed()


def preview(source: Path) -> Preview:
    """What restoring `source` would change.

    Raises BranchError where it is no database of this branch, is newer than this program, or is damaged.
    """
    with open_other(source) as other:
        here = file_difference.content()
        with other.reading():
            there = file_difference.content()
        if here.branch is not None and there.branch is not None and here.branch.id != there.branch.id:
            raise BranchError(f"{source} 是另一个支部的数据，不能恢复到这里。要看它，请用 --home 指定另一个文件夹。")
        words = {table: BY_TABLE[table].named_by[0] for table in _NAMED}
        lines = [line for entry in file_difference.against(other, words) for line in _lines(entry)]
    return Preview(f"现在：{_content(here)}", f"恢复后：{_content(there)}", lines)


def restore(source: Path, target: Path, *, now: datetime) -> Path | None:
    """Put the file `source` in the place of the database `target`, and open it.

    Returns where what was there is kept: a backup, or a copy of a file that could not be read; None where there was
    nothing. Raises BranchError, and leaves everything as it is, where `source` is not fit or the place not writable.
    """
    check(source)
    content = source.read_bytes()
    backup = _backed_up(target) if target.exists() else None
    keeping: AbstractContextManager[Path | None] = nullcontext(backup)
    if backup is None and target.exists():
        keeping = _set_aside(target, now)
    with keeping as kept:
        write_bytes(target, content)
    disk.sync_folder(target.parent)
    open_database(target, create=False)
    last_seen.note(source.name if source.parent == backups.folder() else "")
    return kept


def _backed_up(target: Path) -> Path | None:
    """A backup of what stands at `target`, None where that can't be read; afterwards it is closed.

    Raises BranchError where no backup can be made of a file that may well be sound: the disk is full, or it is in use.
    """
    try:
        if not is_open() or database_path() != target:
            open_database(target, create=False)
        kept = backups.make(backups.BEFORE_RESTORE)
        close_database()
        return kept
    except BusyError:
        raise
    except BranchError as error:
        if not isinstance(error, UnreadableError) and not backups.quick_check(target):
            raise  # of a damaged file SQLite may say that the disk is full
        with suppress(BranchError):
            close_database()
        return None


@contextmanager
def _set_aside(target: Path, now: datetime) -> Iterator[Path]:
    """Keep a copy of a file that can't be read, and its journal; what is done within takes both away if it fails."""
    stem = f"{target.stem}-打不开-{now:%Y%m%d-%H%M%S}"
    names = (target.with_name(f"{stem}{number}.db") for number in ("", *(f"-{n}" for n in range(2, 100))))
    kept = next(path for path in names if not path.exists())
    try:
        write_bytes(kept, target.read_bytes())
        if _journal_of(target).exists():  # it belongs to the old content and would be played into the new
            disk.replace(_journal_of(target), _journal_of(kept))
    except OSError as error:
        raise BranchError(
            f"无法保存原来的数据文件（{error.strerror or error}），没有恢复。请检查文件夹权限。"
        ) from error
    try:
        yield kept
    except BaseException:
        if _journal_of(kept).exists():
            disk.replace(_journal_of(kept), _journal_of(target))
        disk.discard(kept)
        raise


def _journal_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-journal")


def _content(content: Content) -> str:
    """Such as `办公室党支部，人员 5、会议 1、新闻稿 0，最后一次修改 2026-03-10 09:00 某人（某台电脑）：计划主题党日`."""
    parts = [content.branch.name if content.branch else "还没有支部"]
    parts.append("、".join(f"{captions.noun(table)} {count}" for table, count in content.counts.items()))
    last = content.last
    if last is not None and last.at is not None:
        words = f"最后一次修改 {last.at:%Y-%m-%d %H:%M} {last.who}"
        parts.append(f"{words}：{content.act}" if content.act else words)
    return "，".join(parts)


def _lines(entry: Difference) -> list[str]:
    noun = captions.noun(entry.table)
    return [
        f"{noun}{word} {len(names)}{_some(entry.table, names)}"
        for word, names in (("会消失", entry.here), ("会回来", entry.there), ("会变回旧内容", entry.changed))
        if names
    ]


def _some(table: str, names: tuple[str, ...]) -> str:
    if table not in _NAMED:
        return ""
    return f"：{'、'.join(names[:_SHOWN])}{'等' if len(names) > _SHOWN else ''}"
