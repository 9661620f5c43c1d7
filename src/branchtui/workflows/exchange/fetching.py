"""Fetching: the packages of a folder that hold something new are taken out of their seals. No database is touched.

A package is passed over where one's own file has seen what it has seen, whichever machine made it: homes get cloned.
"""

from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import NamedTuple

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.files.exchange import folder as shared_folder
from branchtui.files.exchange import package
from branchtui.files.exchange.folder import Entry, FolderError, SharedFolder, SlowError
from branchtui.files.exchange.package import Head
from branchtui.files.exchange.sealing import SealError
from branchtui.store.file.database import check_header
from branchtui.store.file.schema import newest
from branchtui.store.models.local.exchange import QUARANTINED
from branchtui.store.replication.merging.vectors import Vector, covers, joined
from branchtui.workflows.exchange.publishing import no_room
from branchtui.workflows.progress import Progress, unwatched

WAITING = "waiting"  # what becomes of a file that is not to be had yet, beside the states of `Arrival`
UPGRADE = "请先升级本机的 branchtui"
_CUT = "内容与文件名里的校验不符，可能还没有传完"


class Seen(NamedTuple):
    """A file of the folder as it was when it was looked at: size in bytes, time in nanoseconds."""

    name: str
    size: int
    modified: int


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one file, with the reason where it was not merged. `path` is where it lies."""

    name: str
    state: str
    reason: str
    path: Path


@dataclass(frozen=True, slots=True)
class Request:
    """What has to be known of the open file before a folder is read.

    `done_with` are files that a merge or a person has settled, `settled` their hashes; `quarantined` the reasons of those
    that could not be used before; `own` is the name of the last package from here, where it holds nothing new; packages
    from here, from `device`, up to the number `withdrawn` are passed over. What comes is put `beside` the open file.
    """

    place: SharedFolder
    key: str
    branch: bytes
    vector: Vector
    beside: Path
    done_with: frozenset[Seen]
    settled: frozenset[str]
    quarantined: dict[Seen, str]
    own: str
    device: bytes
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Parcel:
    """A package that was taken out of its seal: its database lies at `copy` until `discard`."""

    entry: Entry
    sha: str
    head: Head
    copy: Path


@dataclass(slots=True)
class Fetched:
    """What a folder held. `vector` is what one's own file has seen when every parcel is merged.

    `refused` has the reasons; `unchanged` are refused ones of before that were not looked at again; `copies` are plain
    databases.
    """

    vector: Vector
    parcels: list[Parcel] = field(default_factory=list)
    refused: list[tuple[Entry, str]] = field(default_factory=list)
    unchanged: list[Seen] = field(default_factory=list)
    told: list[Told] = field(default_factory=list)
    copies: list[Entry] = field(default_factory=list)
    heads: list[tuple[Entry, Head]] = field(default_factory=list)
    names: frozenset[str] = frozenset()  # of all files that were looked at

    def discard(self) -> None:
        """Remove what was taken out of packages."""
        for parcel in self.parcels:
            disk.discard(parcel.copy)


def seen(entry: Entry) -> Seen:
    """A file as it is now."""
    return Seen(entry.name, entry.size, entry.modified)


def fetch(request: Request, progress: Progress = unwatched) -> Fetched:
    """Look through the folder.

    Raises FolderError where it can't be read, StoppedError, and BranchError where there is no room here.
    """
    entries = request.place.entries()
    fetched = Fetched(request.vector, names=frozenset(entry.name for entry in entries))
    with ExitStack() as undoing:
        undoing.callback(fetched.discard)
        for done, entry in enumerate(entries):
            progress(done, len(entries))
            if seen(entry) in request.done_with or entry.name == request.own:
                continue
            if 0 < entry.named.number <= request.withdrawn and request.place.is_of(request.device, entry):
                continue
            reason = request.quarantined.get(seen(entry), "")
            if reason and not reason.endswith(UPGRADE):
                fetched.told.append(Told(entry.name, QUARANTINED, reason, entry.path))
                fetched.unchanged.append(seen(entry))
            elif entry.named.kind == "database":
                _look_at_copy(entry, fetched)
            else:
                _Package(request, entry, fetched, partial(progress, done, len(entries))).fetch()
        progress(len(entries), len(entries))
        undoing.pop_all()
    return fetched


def _look_at_copy(entry: Entry, fetched: Fetched) -> None:
    """A plain database file is one of ours by its first bytes, or is passed over."""
    try:
        check_header(entry.path)
    except BranchError as error:
        if UPGRADE in str(error):
            fetched.told.append(Told(entry.name, WAITING, UPGRADE, entry.path))
    else:
        fetched.copies.append(entry)


@dataclass(frozen=True, slots=True)
class _Package:
    """One package on its way out of the folder."""

    request: Request
    entry: Entry
    fetched: Fetched
    step: shared_folder.Step

    def fetch(self) -> None:
        try:
            self._fetch()
        except SlowError as error:
            self._wait(str(error))
        except FileNotFoundError as error:
            self._still_there(error)  # its machine has removed it, for there is a newer one
        except OSError as error:
            self._still_there(error)
            self._wait(f"读不出（{error.strerror or error}）。请检查磁盘或网络，下次同步会再试")

    def _fetch(self) -> None:
        try:
            head = shared_folder.peek(self.entry, self.request.key)
        except SealError as error:
            self._refuse(str(error))
            return
        if head.branch != self.request.branch:
            self._refuse("是另一个支部的数据")
        elif head.oldest_reader > newest():
            self._refuse(f"由更新的 branchtui（{head.app}）写成，{UPGRADE}")
        else:
            self.fetched.heads.append((self.entry, head))
            if not covers(self.fetched.vector, head.vector):
                self._take_out()

    def _take_out(self) -> None:
        sealed, copy = self._claim(), None
        try:
            sha = shared_folder.copy_out(self.entry, sealed, self.step)
            if sha in self.request.settled:
                return
            if not sha.startswith(self.entry.named.sha):
                self.fetched.refused.append((self.entry, _CUT))
                return
            copy = self._claim()
            with sealed.open("rb") as source, copy.open("wb") as target:
                head = package.unpack(source, target, self.request.key)
            self.fetched.parcels.append(Parcel(self.entry, sha, head, copy))
            self.fetched.vector = joined(self.fetched.vector, head.vector)
            copy = None
        except SealError as error:
            self.fetched.refused.append((self.entry, str(error)))
        finally:
            disk.discard(sealed)
            if copy is not None:
                disk.discard(copy)

    def _refuse(self, reason: str) -> None:
        """Say so, unless it is not even what its name says: then that is the reason."""
        sealed = self._claim()
        try:
            whole = shared_folder.copy_out(self.entry, sealed, self.step).startswith(self.entry.named.sha)
        finally:
            disk.discard(sealed)
        self.fetched.refused.append((self.entry, reason if whole else _CUT))

    def _wait(self, reason: str) -> None:
        self.fetched.told.append(Told(self.entry.name, WAITING, reason, self.entry.path))

    def _claim(self) -> Path:
        try:
            return disk.claim(self.request.beside)
        except OSError as error:
            raise no_room(self.request.beside, error) from error

    def _still_there(self, error: OSError) -> None:
        """Raises FolderError where not this file alone is gone, DiskFullError where there is no room here."""
        if error.errno in shared_folder.FULL:
            raise no_room(self.request.beside, error) from error
        if trouble := self.request.place.trouble():
            raise FolderError(trouble) from error
