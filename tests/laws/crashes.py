"""What the crash tests do in a process of its own, until they are killed."""

from collections.abc import Callable
from multiprocessing.connection import Connection
from pathlib import Path

from branchtui.files.exchange import sealing
from branchtui.files.exchange.folder import SharedFolder
from branchtui.files.photos import PhotoStore
from branchtui.store.file import exchange_note
from branchtui.store.file.database import open_database
from branchtui.store.file.exchange_note import ExchangeNote
from branchtui.store.models import Branch, Meeting
from branchtui.workflows.exchange import setting_up, syncing
from branchtui.workflows.meetings import meetings
from branchtui.workflows.safety import archives, backup, leaving, merging, undo, unmerging
from tests.conftest import NOW, TODAY


def _workflow(path: Path) -> None:
    meetings.hold(Meeting.get(), now=NOW)


def _undo(path: Path) -> None:
    undo.undo_last()


def _backup(path: Path) -> None:
    backup.make()


def _leave(path: Path) -> None:
    """What stood there before is long, and is packed now."""
    meetings.edit_meeting(Meeting.get(), requirements="带笔记本和笔。" * 2000)
    leaving.leave()


def _archive(path: Path) -> None:
    photos = PhotoStore(path.with_name("photos"), path.with_name("cache"))
    archives.prepare(path.parent / "out" / "backup.zip", photos, now=NOW).write()


def _restore_archive(path: Path) -> None:
    photos = PhotoStore(path.with_name("received"), path.with_name("cache"))
    with archives.open_incoming(path.with_name("other.zip"), path.parent, photos) as incoming:
        incoming.restore(path, now=NOW)


def _restore(path: Path) -> None:
    backup.restore(path.with_name("other.db"), path, now=NOW)


def _merge(path: Path) -> None:
    merging.merge(path.with_name("there.db"), today=TODAY)


def shared_folder(path: Path) -> SharedFolder:
    """The folder that lies beside a database, so that it is copied with it."""
    return SharedFolder(path.with_name("云"), Branch.get().id)


def key_of(path: Path) -> str:
    """The key of that folder, whose lock would take longer than all the rest."""
    return path.with_name("key").read_text(encoding="ascii")


def _sync(path: Path) -> None:
    exchange_note.write(_note(path))
    syncing.sync(shared_folder(path), _photos(path), key_of(path), now=NOW)


def _publish(path: Path) -> None:
    exchange_note.write(_note(path))
    syncing.publish(shared_folder(path), _photos(path), now=NOW)


def _note(path: Path) -> ExchangeNote:
    return ExchangeNote(path.with_name("云"), sealing.public_of(key_of(path)), setting_up.lock_of(shared_folder(path)))


def _photos(path: Path) -> PhotoStore:
    return PhotoStore(path.with_name("photos"), path.with_name("cache"))


def _unmerge(path: Path) -> None:
    unmerging.undo(unmerging.preview())


def _migration(path: Path) -> None:
    open_database(path)


ACTS: dict[str, Callable[[Path], None]] = {
    "workflow": _workflow,
    "undo": _undo,
    "backup": _backup,
    "leave": _leave,
    "archive": _archive,
    "restore": _restore,
    "restore archive": _restore_archive,
    "merge": _merge,
    "publish": _publish,
    "sync": _sync,
    "unmerge": _unmerge,
    "migration": _migration,
}


def run(name: str, path: Path, line: Connection) -> None:
    """Open the database where the act works on an open one, say so, then act and say that it is done."""
    if name not in ("migration", "restore", "restore archive"):
        open_database(path)
    line.send("go")
    ACTS[name](path)
    line.send("done")
