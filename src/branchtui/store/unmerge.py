"""Going back behind the last merge: the backup made before it takes the place of the file, which is kept as a backup too."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.engine.errors import translate_errors
from branchtui.store.engine.handle import db
from branchtui.store.file import backups, exchange_note, last_seen, merges
from branchtui.store.file.database import close_database, open_database
from branchtui.store.file.other_file import check
from branchtui.store.file.schema import newest
from branchtui.store.models import Arrival
from branchtui.store.models.local.exchange import UNDONE
from branchtui.store.replication import acts
from branchtui.store.replication.acts import Act

_STAYS = ("arrival", "peer")  # what is known of other machines: going back does not make it unknown


@dataclass(frozen=True, slots=True)
class Going:
    """What going back would do: the merge it takes back, the backup it goes back to, the acts done here since, last first."""

    arrival: Arrival
    backup: Path
    acts: list[Act]


def going() -> Going:
    """What `undo` would do now. Raises BranchError where there is nothing to go back behind, or it must not be done."""
    arrival = merges.last()
    if arrival is None:
        raise BranchError("没有可以撤销的合并：这里没有合并过别的电脑的内容，或者都已撤销。")
    backup = backups.folder() / arrival.backup
    if not backup.exists():
        raise BranchError(
            f"合并“{arrival.name}”以前的备份（{arrival.backup}）已经不在，不能撤销这次合并。别的备份可用 branchtui backup --list 查看。"
        )
    if check(backup) != newest():
        raise BranchError(
            f"合并“{arrival.name}”以后升级过 branchtui，不能直接撤销。要用回合并前的数据，请运行 branchtui restore {backup}。"
        )
    with _attached(backup):
        _check_college()
        return Going(arrival, backup, _since())


def undo(going: Going) -> Path:
    """Go back behind a merge; the backup of what stood here until now, which can be merged again.

    The file is not merged again by itself. Raises BranchError, and leaves everything as it is, where no backup can be
    made or the place is not writable.
    """
    assert not db.in_transaction()
    target = db.own_path
    kept = backups.make(backups.BEFORE_UNMERGE)
    try:
        copy = disk.claim(target.parent)
        try:
            shutil.copyfile(going.backup, copy)
            _carry_over(copy, going.arrival.sha)
            with copy.open("rb+") as file:
                os.fsync(file.fileno())
            exchange_note.withdraw()
            _put_in_place(copy, target)
        finally:
            disk.discard(copy)
    except OSError as error:
        raise BranchError(
            f"没有撤销合并：{target.parent} 里写不下合并前的数据（{error.strerror or error}），数据没有变。请检查磁盘空间和文件夹权限。"
        ) from error
    last_seen.note(going.backup.name)
    return kept


def _put_in_place(copy: Path, target: Path) -> None:
    close_database()
    try:
        disk.replace(copy, target)
        disk.sync_folder(target.parent)
    finally:
        open_database(target, create=False)


def _check_college() -> None:
    """Raises BranchError where the college's server has been given what came: it would come again with the next sync."""
    if sql.value("SELECT EXISTS (SELECT link FROM main.hub WHERE n > 0 EXCEPT SELECT link FROM before.hub)"):
        raise BranchError(
            "合并以后已和学院服务器同步过，退回去的内容下次同步又会回来，不能撤销这次合并。要退回某一处，请用 branchtui revert。"
        )


def _since() -> list[Act]:
    """The acts done here after the backup. Raises BranchError where people were purged since.

    The line of what can be undone holds what was done on this machine alone: a merge adds nothing to it.
    """
    purged, had = (sql.value(f"SELECT count(*) FROM {file}.stamp_purge") for file in ("main", "before"))
    if purged != had:
        raise BranchError(
            "合并时或合并以后彻底清除过个人数据，退回去会把这些数据带回来，不能撤销这次合并。要退回某一处，请用 branchtui revert。"
        )
    newest_there = sql.value("SELECT coalesce(max(n), 0) FROM before.act")
    return [step.act for step in acts.line() if step.act.n > newest_there]


def _carry_over(copy: Path, sha: str) -> None:
    """What is known of other machines stands in the file that is gone back to as it stands here; this merge is undone."""
    with _attached(copy), db.atomic():
        for table in _STAYS:
            sql.execute(f"DELETE FROM before.{table}")
            sql.execute(f"INSERT INTO before.{table} SELECT * FROM main.{table} ORDER BY rowid")
        sql.execute("UPDATE before.arrival SET state = ? WHERE sha = ?", UNDONE, sha)


@contextmanager
def _attached(file: Path) -> Iterator[None]:
    with translate_errors(file):
        sql.execute("ATTACH CAST(? AS TEXT) AS before", os.fsencode(file))
        try:
            yield
        finally:
            sql.execute("DETACH before")
