"""Publishing: a sealed copy of the database, as it stands now, laid into the shared folder."""

import getpass
import platform
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from branchtui import __version__, disk
from branchtui.errors import BranchError, DiskFullError
from branchtui.files.exchange import package
from branchtui.files.exchange.folder import SharedFolder, Step
from branchtui.files.exchange.package import Head
from branchtui.store.file import backups, exchange_note
from branchtui.store.file.exchange_note import ExchangeNote
from branchtui.store.file.schema import newest
from branchtui.store.models import Branch
from branchtui.store.replication import device, session
from branchtui.store.replication.merging.vectors import covers


@dataclass(frozen=True, slots=True)
class Prepared:
    """A package to be made: a copy of the database, which `send` removes, and what its head will say."""

    place: SharedFolder
    public: str
    copy: Path
    head: Head
    number: int  # of the last package, as far as this machine remembers


@dataclass(frozen=True, slots=True)
class Sent:
    """A package that lies in the folder."""

    path: Path
    number: int
    vector: dict[int, int]


def is_due(note: ExchangeNote) -> bool:
    """Whether there is something here that this machine has not published."""
    return not covers(note.published, session.vector())


def prepare(place: SharedFolder, public: str, *, now: datetime) -> Prepared:
    """Copy the open database, without what is of this machine only. Raises BranchError."""
    note = exchange_note.read()
    copy, vector = backups.carried_copy()
    try:
        sha, size = _read(copy)
        head = Head(
            branch=Branch.get().id,
            device=device.here(),
            number=0,
            schema=newest(),
            oldest_reader=newest(),
            app=__version__,
            person=person(),
            machine=platform.node(),
            at=int(now.timestamp()),
            vector=vector,
            sha=sha,
            size=size,
        )
    except BaseException:
        disk.discard(copy)
        raise
    return Prepared(place, public, copy, head, note.number if note else 0)


def send(prepared: Prepared, step: Step, *, now: datetime) -> Sent:
    """Seal the copy and lay it into the folder; older packages of this machine are thinned out. It touches no database.

    Raises FolderError, and BranchError where there is no room here. Whatever happens, the copy is gone.
    """
    place, copy = prepared.place, prepared.copy
    sealed: Path | None = None
    try:
        number = max(prepared.number, place.last_number(prepared.head.device)) + 1
        head = _numbered(prepared.head, number)
        sealed = _sealed(head, copy, prepared.public)
        path = place.publish(head.device, number, sealed, step)
        place.thin_out(head.device, path, now.timestamp())
    finally:
        disk.discard(copy)
        if sealed is not None:
            disk.discard(sealed)
    return Sent(path, number, head.vector)


def note_sent(sent: Sent, *, now: datetime) -> None:
    """Keep how far this machine has published. Raises BranchError where that can't be written."""
    note = exchange_note.read()
    if note is not None:
        exchange_note.write(
            note._replace(number=sent.number, package=sent.path.name, published=sent.vector, published_at=now)
        )


def _read(copy: Path) -> tuple[str, int]:
    """The hash and size of the copy that was just made. Raises BranchError where it can't be read again."""
    try:
        return package.sha_and_size(copy)
    except OSError as error:
        raise no_room(copy.parent, error) from error


def _sealed(head: Head, copy: Path, public: str) -> Path:
    """The package as a private file beside the copy."""
    try:
        sealed = disk.claim(copy.parent)
        try:
            with sealed.open("wb") as file:
                package.pack(head, copy, file, public)
        except BaseException:
            disk.discard(sealed)
            raise
    except OSError as error:
        raise no_room(copy.parent, error) from error
    return sealed


def no_room(folder: Path, error: OSError) -> BranchError:
    """What is to be said where a file could not be made beside the database."""
    return DiskFullError(
        f"同步时要在 {folder} 里放临时文件，没有放成（{error.strerror or error}）。请检查磁盘空间和文件夹权限。"
    )


def _numbered(head: Head, number: int) -> Head:
    from dataclasses import replace

    return replace(head, number=number)


def person() -> str:
    """Who is logged in; empty where nobody can tell."""
    with suppress(OSError, ImportError, KeyError):
        return getpass.getuser()
    return ""
