"""Leaving the branch, and coming back: the backup that is made by itself, and whether the file is still the one that was left.

Every command goes through here: what only some of them need stands elsewhere.
"""

from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from branchtui.store.file import backups, last_seen
from branchtui.store.file.database import close_database, is_open
from branchtui.store.replication import session

_FRESH = timedelta(minutes=10)
_OTHER_FILE = "数据文件不是上次离开时的那一份，可能被别的副本覆盖。"


class Replaced(NamedTuple):
    """The database is not the file that was left: `backup` is what it was then, None where that is gone.

    `whole`: whether the backup holds all of it; commands that follow each other closely are not each backed up.
    """

    words: str
    backup: Path | None
    whole: bool


def leave(*, sparing: bool = False) -> None:
    """Close the database; where something was written since the last backup, make one, and note how the file was left.

    `sparing` makes none within ten minutes of the last one: for commands, of which a script may run hundreds.
    Raises BranchError where the backup can't be made; the database is closed all the same, and nothing is lost.
    """
    if not is_open():
        return
    try:
        edited = session.writer() is not None
        session.end()
        if edited:
            from branchtui.store.replication import packing

            packing.pack()
        noted = last_seen.read()
        if noted is not None and not session.has_seen(noted.dot):
            noted = None  # it tells of another file, and its backup is one of that
        if not edited and (noted is None or session.last_dot() == noted.held):
            return
        if noted is None or not (sparing and _is_fresh(noted.backup)):
            last_seen.note(backups.make(backups.LEAVING).name)
        elif session.last_dot() != noted.dot:
            last_seen.note(noted.backup, noted.held)
    finally:
        close_database()


def _is_fresh(name: str) -> bool:
    """Whether a backup was made within the last ten minutes; one from the future was not."""
    at = backups.made_at(name)
    return at is not None and timedelta(0) <= datetime.now() - at < _FRESH


def replaced() -> Replaced | None:
    """Whether somebody put another file in the place of the one that was left, to be told at the start."""
    noted = last_seen.replaced()
    if noted is None:
        return None
    backup = backups.folder() / noted.backup
    if not noted.backup or not backup.is_file():
        return Replaced(f"{_OTHER_FILE}上次的备份也已不在。", None, False)
    what = "上次的内容在备份里" if noted.whole else "上次的内容在备份里（不含之后几分钟内用命令改的）"
    return Replaced(f"{_OTHER_FILE}{what}，可换回：branchtui restore {backup}", backup, noted.whole)


def keep_this_file() -> None:
    """The person knows of the other file and goes on with this one."""
    last_seen.note("")
