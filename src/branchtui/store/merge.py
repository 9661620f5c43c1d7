"""Merging another database file into the open one: checked, with a backup before, in one transaction, looked over after."""

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from branchtui.errors import BranchError, UnreadableError
from branchtui.store import purge
from branchtui.store.engine import sql
from branchtui.store.engine.errors import translate_errors
from branchtui.store.engine.handle import db
from branchtui.store.file import backups, health, merges
from branchtui.store.file.merges import Came
from branchtui.store.file.other_file import OtherFile, own_copy, private_copy
from branchtui.store.models import Contact, Member
from branchtui.store.name_index import reindex
from branchtui.store.purge import Marks
from branchtui.store.replication import session
from branchtui.store.replication.merging import engine
from branchtui.store.replication.merging.engine import Joined
from branchtui.store.replication.merging.purges import purged_here

_TOO_FAR = 1 << 40  # numbers ahead of ours that no branch writes in a thousand years


@dataclass(frozen=True, slots=True)
class Merged:
    """What was merged, and the backup of how things stood before. `purged` counts the people emptied here by it."""

    joined: Joined
    backup: Path
    purged: int


def merge(path: Path, came: Came | None = None) -> Merged:
    """Take in everything that the file at `path` knows. It is not changed, and nothing is decided by a clock.

    What came and was merged is written down as an arrival: `came`, where that is another file than this one, as a
    package is that holds it.

    Raises BranchError, and leaves the open file as it was, where the other is none of this branch, newer, damaged, not
    whole by itself, or numbered by a clock that has gone wild; or where no backup can be made.
    """
    assert not db.in_transaction()
    with private_copy(path) as other:
        _check(other)
        came = came or merges.of_file(path)
        backup = backups.make(backups.BEFORE_MERGE)
        with translate_errors(db.own_path):
            joined, purged = take_in(other, came, backup)
            if purged:
                purge.vacuum()
        return Merged(joined, backup, purged)


def take_in(other: OtherFile, came: Came | None = None, backup: Path | None = None) -> tuple[Joined, int]:
    """Merge a private copy in one transaction; how many people were emptied by it too. Raises BranchError, as `merge`.

    With it goes the note of the arrival, where one `came`.
    """
    marks, gone = _marks_of_purged(other)
    with _attached(other.place), db.atomic():
        joined = _join(marks)
        if wrong := health.problems():
            raise UnreadableError(f"合并后的数据没有通过检查（{wrong[0]}），已全部放弃，现有数据没有变。")
        if came is not None and backup is not None:
            made = backups.made_at(backup.name)
            assert made is not None
            merges.note(came, at=made, backup=backup.name, new=joined.new, updated=joined.updated, emptied=gone)
    return joined, gone


def take_in_part(path: Path, before: Callable[[], None]) -> tuple[Joined, int]:
    """Merge the file at `path` that holds but a part, or all, of what its maker knows; how many people were emptied too.

    Nobody else has the file, nor wants it again. `before` runs in the same transaction, while it is attached as `b`: it
    says there what the file has seen. No backup is made, and the open file is not looked over afterwards: what comes is looked at before, the merge
    checks the rows that it joins, and SQLite every reference when the transaction ends. Raises BranchError, as `merge`.
    """
    with translate_errors(db.own_path), own_copy(path) as other:
        _check(other, delta=True)
        marks, gone = _marks_of_purged(other)
        with _attached(other.place):
            sql.execute("PRAGMA b.journal_mode = MEMORY")  # that file is nobody's: it need not survive a crash
            sql.execute("PRAGMA b.synchronous = OFF")
            with db.atomic():
                before()
                joined = _join(marks)
    if gone:
        purge.vacuum()
    return joined, gone


def _join(marks: list[Marks]) -> Joined:
    """Join what is attached as `b`, and settle what hangs on it. Part of the merge."""
    sql.execute("PRAGMA defer_foreign_keys = ON")
    joined = engine.join()
    purge.empty_what_came(purged_here("member"))
    for one in marks:
        purge.forget(one)
    reindex([row for table, row in joined.rows if table == "member"])
    return joined


def _check(other: OtherFile, *, delta: bool = False) -> None:
    here, clock = _branches(), session.clock()
    writer, own = session.writer(), sql.value("SELECT own FROM stamp_session")
    with other.reading():
        wrong = health.problems(delta=delta)
        there, seen, numbers = _branches(), session.vector(), session.clock()
    if wrong:
        raise UnreadableError(
            f"{other.path} 没有通过检查（{wrong[0]}），没有合并。请在那台电脑上运行 branchtui doctor，或改用别的备份。"
        )
    if here and here != there:
        raise BranchError(f"{other.path} 是另一个支部的数据，不能合并到这里。要看它，请用 --home 指定另一个文件夹。")
    if min([0, numbers, *seen.values()]) < 0 or max([numbers, *seen.values()]) > clock + _TOO_FAR:
        raise UnreadableError(f"{other.path} 里的修改编号不合常理，多半是文件损坏，没有合并。请改用别的备份。")
    if writer is not None and seen.get(writer, 0) > own:
        raise BranchError(
            f"{other.path} 是本机打开着的时候被复制走的，那边又接着写了，没有合并。请先退出本机的 branchtui，再重新合并。"
        )


def _branches() -> set[bytes]:
    return {row for (row,) in sql.rows("SELECT id FROM branch")}


def _marks_of_purged(other: OtherFile) -> tuple[list[Marks], int]:
    """The marks of the people who are purged on one side only; and how many of them are not yet purged here."""
    marks: list[Marks] = []
    count = 0
    for model in (Member, Contact):
        table = model._meta.table_name
        here = purged_here(table)
        with other.reading():
            there = purged_here(table)
            marks += _marks(model, here - there)
        ours = _marks(model, there - here)
        marks += ours
        count += len(ours)
    return marks, count


def _marks(model: type[Member] | type[Contact], rows: set[bytes]) -> list[Marks]:
    return [purge.marks_of(row) for row in model.of_ids(sorted(rows))]


@contextmanager
def _attached(copy: Path) -> Iterator[None]:
    sql.execute("PRAGMA temp_store = MEMORY")
    sql.execute("ATTACH CAST(? AS TEXT) AS b", os.fsencode(copy))
    try:
        yield
    finally:
        sql.execute("DETACH b")
