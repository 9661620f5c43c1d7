"""Reading: the packages of other machines are fetched, looked over, and merged; what can't be is told with a reason.

A package is passed over where one's own file has seen what it has seen, whichever machine made it: homes get cloned.
"""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from branchtui import disk
from branchtui.errors import BranchError, BusyError, DiskFullError, UnreadableError
from branchtui.files.exchange import folder as shared_folder
from branchtui.files.exchange import package
from branchtui.files.exchange.folder import Entry, FolderError, SharedFolder, SlowError
from branchtui.files.exchange.package import Head
from branchtui.files.exchange.sealing import SealError
from branchtui.store.file import arrivals
from branchtui.store.file.arrivals import Heard
from branchtui.store.file.database import check_header, database_path
from branchtui.store.file.other_file import open_other
from branchtui.store.file.schema import newest
from branchtui.store.models import Branch
from branchtui.store.models.exchange import LEFT, MERGED, QUARANTINED, UNDONE, Arrival
from branchtui.store.replication import device, session
from branchtui.store.replication.vectors import Vector, covers, joined
from branchtui.workflows.exchange.publishing import no_room
from branchtui.workflows.progress import Progress, unwatched
from branchtui.workflows.safety import merging
from branchtui.workflows.safety.merging import Merged

# What becomes of a file beside the states of `Arrival`: not to be had yet; a plain database, which is never taken unasked.
WAITING, ASKED = "waiting", "asked"
_NOT_AGAIN = (MERGED, UNDONE, LEFT)
_UPGRADE = "请先升级本机的 branchtui"
_OVERDUE = timedelta(days=3)


@dataclass(frozen=True, slots=True)
class Told:
    """What became of one file, with the reason where it was not merged. `path` is where it lies."""

    name: str
    state: str
    reason: str
    path: Path


@dataclass(frozen=True, slots=True)
class Request:
    """What has to be known of the open file before a folder is read."""

    place: SharedFolder
    key: str
    branch: bytes
    seen: Vector
    beside: Path
    known: dict[tuple[str, int, int], tuple[str, str]]  # name, size, time → state, reason
    not_again: frozenset[str]  # hashes


@dataclass(frozen=True, slots=True)
class Parcel:
    """A package that was taken out of its seal: its database lies at `copy` until `discard`."""

    entry: Entry
    sha: str
    head: Head
    copy: Path


@dataclass(slots=True)
class Fetched:
    """What a folder held. `seen` is what one's own file has seen when every parcel is merged."""

    seen: Vector
    parcels: list[Parcel] = field(default_factory=list)
    refused: list[tuple[Entry, str, str]] = field(default_factory=list)  # with the hash and the reason
    told: list[Told] = field(default_factory=list)
    copies: list[Entry] = field(default_factory=list)
    heads: list[tuple[Entry, Head]] = field(default_factory=list)
    names: list[str] = field(default_factory=list)

    def discard(self) -> None:
        """Remove what was taken out of packages."""
        for parcel in self.parcels:
            disk.discard(parcel.copy)


@dataclass(frozen=True, slots=True)
class Taken:
    """What came in: the merges, in their order, and what became of every file that was looked at."""

    merges: tuple[Merged, ...]
    told: tuple[Told, ...]


def ask(place: SharedFolder, key: str) -> Request:
    """What `fetch` needs."""
    kept = arrivals.known()
    return Request(
        place,
        key,
        Branch.get().id,
        session.vector(),
        database_path().parent,
        {(one.name, one.size, one.modified): (one.state, one.reason) for one in reversed(kept)},
        frozenset(one.sha for one in kept if one.state in _NOT_AGAIN),
    )


def fetch(request: Request, progress: Progress = unwatched) -> Fetched:
    """Look through the folder, and take out of their seals the packages that hold something new. It touches no database.

    Raises FolderError where the folder can't be read, StoppedError, and BranchError where there is no room here.
    """
    entries = request.place.entries()
    fetched = Fetched(request.seen, names=[entry.name for entry in entries])
    with ExitStack() as undoing:
        undoing.callback(fetched.discard)
        for done, entry in enumerate(entries):
            progress(done, len(entries))
            state, reason = request.known.get((entry.name, entry.size, entry.modified), ("", ""))
            if state in _NOT_AGAIN:
                continue
            if state == QUARANTINED and not reason.endswith(_UPGRADE):
                fetched.told.append(Told(entry.name, state, reason, entry.path))
            elif entry.named.kind == "database":
                _look_at_copy(entry, fetched)
            else:
                _Fetching(request, entry, fetched, partial(progress, done, len(entries))).fetch()
        progress(len(entries), len(entries))
        undoing.pop_all()
    return fetched


@dataclass(frozen=True, slots=True)
class _Fetching:
    """One package on its way out of the folder."""

    request: Request
    entry: Entry
    fetched: Fetched
    step: shared_folder.Step

    def fetch(self) -> None:
        entry = self.entry
        try:
            try:
                head = shared_folder.peek(entry, self.request.key)
            except SealError as error:
                self._refuse(self._sha(), str(error))
                return
            self.fetched.heads.append((entry, head))
            if reason := self._unfit(head):
                self._refuse(self._sha(), reason)
            elif not covers(self.fetched.seen, head.vector):
                self._take_out()
        except (SlowError, FileNotFoundError) as error:
            if isinstance(error, FileNotFoundError):
                self._still_there(error)
                return  # its machine has removed it, for there is a newer one
            self.fetched.told.append(Told(entry.name, WAITING, str(error), entry.path))
        except OSError as error:
            self._still_there(error)
            reason = f"读不出（{error.strerror or error}）。请检查磁盘或网络，下次同步会再试"
            self.fetched.told.append(Told(entry.name, WAITING, reason, entry.path))

    def _unfit(self, head: Head) -> str:
        if head.branch != self.request.branch:
            return "是另一个支部的数据"
        if head.oldest_reader > newest():
            return f"由更新的 branchtui（{head.app}）写成，{_UPGRADE}"
        return ""

    def _take_out(self) -> None:
        sealed, copy = self._claim(), None
        try:
            sha = self._copy_out(sealed)
            if sha in self.request.not_again:
                return
            if not sha.startswith(self.entry.named.sha):
                self._refuse(sha, "内容与文件名里的校验不符，可能还没有传完")
                return
            copy = self._claim()
            with sealed.open("rb") as source, copy.open("wb") as target:
                head = package.unpack(source, target, self.request.key)
            self.fetched.parcels.append(Parcel(self.entry, sha, head, copy))
            self.fetched.seen = joined(self.fetched.seen, head.vector)
            copy = None
        except SealError as error:
            self._refuse(sha, str(error))
        finally:
            disk.discard(sealed)
            if copy is not None:
                disk.discard(copy)

    def _sha(self) -> str:
        """The hash of a package that can't be used."""
        sealed = self._claim()
        try:
            return self._copy_out(sealed)
        finally:
            disk.discard(sealed)

    def _copy_out(self, target: Path) -> str:
        return shared_folder.copy_out(self.entry, target, self.step)

    def _claim(self) -> Path:
        try:
            return disk.claim(self.request.beside)
        except OSError as error:
            raise no_room(self.request.beside, error) from error

    def _refuse(self, sha: str, reason: str) -> None:
        if not sha.startswith(self.entry.named.sha):
            reason = "内容与文件名里的校验不符，可能还没有传完"
        self.fetched.refused.append((self.entry, sha, reason))

    def _still_there(self, error: OSError) -> None:
        """Raises FolderError where not this file alone is gone, DiskFullError where there is no room here."""
        if error.errno in shared_folder.FULL:
            raise no_room(self.request.beside, error) from error
        if trouble := self.request.place.trouble():
            raise FolderError(trouble) from error


def _look_at_copy(entry: Entry, fetched: Fetched) -> None:
    """A plain database file is one of ours by its first bytes, or is passed over."""
    try:
        check_header(entry.path)
    except UnreadableError as error:
        if error.args and _UPGRADE in str(error):
            fetched.told.append(Told(entry.name, WAITING, _UPGRADE, entry.path))
        return
    except BranchError:
        return
    fetched.copies.append(entry)


def take_in(fetched: Fetched, *, now: datetime) -> Taken:
    """Merge what was fetched, and keep what became of every file. What was taken out of packages is removed.

    Raises BusyError, and BranchError where no backup can be made; what was merged before stays so.
    """
    merges: list[Merged] = []
    told = list(fetched.told)
    kept: list[Arrival] = []
    try:
        for parcel in fetched.parcels:
            try:
                merged = merging.merge(parcel.copy, today=now.date())
            except (BusyError, DiskFullError):
                raise
            except BranchError as error:
                reason = str(error).replace(str(parcel.copy), parcel.entry.name)
                if not isinstance(error, UnreadableError):
                    told.append(Told(parcel.entry.name, WAITING, reason, parcel.entry.path))
                    continue
                fetched.refused.append((parcel.entry, parcel.sha, reason))
            else:
                merges.append(merged)
                kept.append(_arrival(parcel.entry, parcel.sha, MERGED, now=now, device=parcel.head.device, done=merged))
                told.append(Told(parcel.entry.name, MERGED, "", parcel.entry.path))
    finally:
        fetched.discard()
        since = {one.name: one.at for one in arrivals.known() if one.state == QUARANTINED}
        for entry, sha, reason in fetched.refused:
            at = since.get(entry.name, now)
            kept.append(_arrival(entry, sha, QUARANTINED, now=at, reason=reason))
            told.append(Told(entry.name, QUARANTINED, reason, entry.path))
        arrivals.note(kept, fetched.names)
        _hear(fetched.heads)
    told += [
        Told(entry.name, ASKED, _question(entry), entry.path) for entry in fetched.copies if not _is_covered(entry)
    ]
    return Taken(tuple(merges), tuple(told))


def take_copy(path: Path, *, now: datetime) -> Merged:
    """Merge a plain database file that a person said yes to. Raises BranchError as `merging.merge` does."""
    entry = _entry(path)
    sha, _ = package.sha_and_size(path)
    merged = merging.merge(path, today=now.date())
    arrivals.note([_arrival(entry, sha, MERGED, now=now, done=merged)])
    return merged


def leave_copy(path: Path, *, now: datetime) -> None:
    """A plain database file that is not to be merged, nor asked about again. Raises BranchError where it can't be read."""
    entry = _entry(path)
    arrivals.note([_arrival(entry, package.sha_and_size(path)[0], LEFT, now=now)])


def overdue(now: datetime) -> list[Arrival]:
    """The files that could not be read for days."""
    return [one for one in arrivals.known() if one.state == QUARANTINED and now - one.at >= _OVERDUE]


def _hear(heads: Iterable[tuple[Entry, Head]]) -> None:
    """Keep what the latest package of each other machine told of it."""
    here, branch = device.here(), Branch.get().id
    latest: dict[bytes, tuple[Entry, Head]] = {}
    for entry, head in heads:
        if head.branch == branch and head.device != here:
            there = latest.get(head.device)
            if there is None or there[1].number < head.number:
                latest[head.device] = entry, head
    before = {peer.device: peer for peer in arrivals.peers()}
    arrivals.hear_of(
        Heard(head.device, head.maker, _moment(head.at), entry.path.stem, head.vector)
        for entry, head in latest.values()
        if head.device not in before or covers(head.vector, before[head.device].vector)
    )


def _moment(at: int) -> datetime:
    try:
        return datetime.fromtimestamp(at)
    except (OverflowError, ValueError, OSError):  # a clock that has gone wild
        return datetime.fromtimestamp(0)


def _is_covered(entry: Entry) -> bool:
    """Whether a plain database file of this branch has nothing new, or is of another branch; what can't be read is asked about."""
    try:
        with open_other(entry.path) as other:
            own, seen = Branch.get().id, session.vector()
            with other.reading():
                branch = Branch.select().first()
                return branch is None or branch.id != own or covers(seen, session.vector())
    except (BranchError, OSError):
        return False


def _question(entry: Entry) -> str:
    made = f"像是{entry.named.client}的冲突副本，" if entry.named.client else ""
    return f"{made}是本支部的数据文件，里面有本机没有的内容，没有自动合并。要合并请运行 branchtui merge {entry.path}"


def _entry(path: Path) -> Entry:
    try:
        state = path.stat()
    except OSError as error:
        raise BranchError(f"读不了 {path}（{error.strerror or error}）。请核对路径和权限。") from error
    from branchtui.files.exchange.names import Named

    return Entry(path, Named("database"), state.st_size, state.st_mtime_ns)


def _arrival(
    entry: Entry,
    sha: str,
    state: str,
    *,
    now: datetime,
    device: bytes | None = None,
    reason: str = "",
    done: Merged | None = None,
) -> Arrival:
    return Arrival(
        sha=sha,
        name=entry.name,
        device=device,
        state=state,
        reason=reason,
        size=entry.size,
        modified=entry.modified,
        at=now,
        backup=done.backup.name if done else "",
        new=done.new if done else 0,
        updated=done.updated if done else 0,
    )
