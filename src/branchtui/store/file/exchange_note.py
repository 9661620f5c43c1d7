"""The note beside the database of the shared folder that this machine exchanges through, and of how far that went.

It is of this machine and folder and not of the file's content, so it neither travels nor comes back with a backup.
"""

import json
from datetime import datetime
from pathlib import Path

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.store.engine.handle import db
from branchtui.store.replication.merging.vectors import Vector, from_json, to_json
from branchtui.values import NamedTuple


class Quarantined(NamedTuple):
    """A file of the folder that could not be used, and why: it is looked at again when size or time change.

    `size` is in bytes, `modified` in nanoseconds, `since` when it was first found so.
    """

    name: str
    size: int
    modified: int
    reason: str
    since: datetime


class ExchangeNote(NamedTuple):
    """The folder, the half of its key that seals, whether to publish without being asked, and the last exchange.

    `lock` is the hash of the locked key, which changes with the passphrase. `number` and `package`, its name, are those of
    the last package, `published` is what the file had seen by then. `synced_at` is when all others'
    packages were last read and everything of one's own was there. One's own packages up to the number `withdrawn` hold what
    was taken back here since.
    """

    folder: Path
    public: str
    lock: str
    automatic: bool = True
    number: int = 0
    package: str = ""
    published: Vector = {}  # noqa: RUF012  # never changed
    published_at: datetime | None = None
    synced_at: datetime | None = None
    quarantined: tuple[Quarantined, ...] = ()
    withdrawn: int = 0


def read() -> ExchangeNote | None:
    """The note; None where no folder has been set up, or nothing can be read."""
    try:
        words = json.loads(_path().read_text(encoding="utf-8"))
        return ExchangeNote(
            Path(words["folder"]),
            str(words["public"]),
            str(words["lock"]),
            bool(words["automatic"]),
            int(words["number"]),
            str(words["package"]),
            from_json(words["published"]),
            _moment(words["published_at"]),
            _moment(words["synced_at"]),
            tuple(_quarantined(*entry) for entry in words["quarantined"]),
            int(words["withdrawn"]),
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def write(note: ExchangeNote) -> None:
    """Keep a note in the place of the one before. Raises BranchError where it can't be written."""
    words = {
        **note._asdict(),
        "folder": str(note.folder),
        "published": to_json(note.published),
        "published_at": note.published_at.isoformat() if note.published_at else None,
        "synced_at": note.synced_at.isoformat() if note.synced_at else None,
        "quarantined": [[*one[:-1], one.since.isoformat()] for one in note.quarantined],
    }
    try:
        disk.write(_path(), json.dumps(words, ensure_ascii=False).encode("utf-8"))
    except (OSError, UnicodeEncodeError) as error:
        why = getattr(error, "strerror", None) or "路径里有不是 UTF-8 的字符"
        raise BranchError(f"记不下同步文件夹（{_path()}：{why}）。请检查磁盘空间和文件夹权限。") from error


def withdraw() -> None:
    """What this machine has published holds what is taken back now: it is not read again here, and published anew.

    Raises BranchError where that can't be written.
    """
    note = read()
    if note is not None:
        write(note._replace(withdrawn=note.number, published={}))


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)


def _quarantined(name: str, size: int, modified: int, reason: str, since: str) -> Quarantined:
    return Quarantined(str(name), int(size), int(modified), str(reason), datetime.fromisoformat(since))


def _path() -> Path:
    return db.own_path.with_name(f"{db.own_path.stem}.exchange.json")
