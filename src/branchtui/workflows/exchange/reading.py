"""Reading: what was fetched is merged; what can't be is told with a reason, and plain database files are asked about."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from branchtui.errors import BranchError, BusyError, DiskFullError, UnreadableError
from branchtui.files.exchange.folder import Entry, SharedFolder
from branchtui.files.exchange.package import Head
from branchtui.store.file import arrivals, exchange_note, merges
from branchtui.store.file.arrivals import Heard
from branchtui.store.file.database import database_path
from branchtui.store.file.exchange_note import Quarantined
from branchtui.store.file.merges import Came
from branchtui.store.file.other_file import open_other
from branchtui.store.models import Branch
from branchtui.store.models.local.exchange import LEFT, MERGED, QUARANTINED, UNDONE, Arrival
from branchtui.store.replication import device, session
from branchtui.store.replication.merging.vectors import covers
from branchtui.workflows.exchange.fetching import WAITING, Fetched, Request, Seen, Told
from branchtui.workflows.safety import merging
from branchtui.workflows.safety.merging import Merged

ASKED = "asked"  # what becomes of a plain database, which is never taken unasked
_NOT_AGAIN = (MERGED, UNDONE, LEFT)
_OVERDUE = timedelta(days=3)


class Taken(NamedTuple):
    """What came in: the merges, in their order, and what became of every file that was looked at."""

    merges: tuple[Merged, ...]
    told: tuple[Told, ...]


def ask(place: SharedFolder, key: str) -> Request:
    """What `fetching.fetch` needs."""
    settled = [one for one in arrivals.known() if one.state in _NOT_AGAIN]
    note, vector = exchange_note.read(), session.vector()
    return Request(
        place,
        key,
        Branch.get().id,
        vector,
        database_path().parent,
        frozenset(Seen(one.name, one.size, one.modified) for one in settled),
        frozenset(one.sha for one in settled),
        {Seen(*one[:3]): one.reason for one in (note.quarantined if note else ())},
        note.package if note is not None and covers(vector, note.published) else "",
        device.here(),
        note.withdrawn if note is not None else 0,
    )


def take_in(fetched: Fetched, *, now: datetime) -> Taken:
    """Merge what was fetched, and keep what became of every file. What was taken out of packages is removed.

    Raises BusyError, and DiskFullError; what was merged before stays so.
    """
    merges: list[Merged] = []
    told, refused = list(fetched.told), list(fetched.refused)
    try:
        for parcel in fetched.parcels:
            entry = parcel.entry
            try:
                came = Came(parcel.sha, entry.name, entry.size, entry.modified, parcel.head.device)
                merged = merging.merge(parcel.copy, today=now.date(), came=came)
            except UnreadableError as error:
                refused.append((entry, str(error).replace(str(parcel.copy), entry.name)))
            except (BusyError, DiskFullError):
                raise
            except BranchError as error:
                told.append(Told(entry.name, WAITING, str(error).replace(str(parcel.copy), entry.name), entry.path))
            else:
                merges.append(merged)
                told.append(Told(entry.name, MERGED, "", entry.path))
    finally:
        fetched.discard()
        _quarantine(refused, fetched.unchanged, now)
    _hear(fetched.heads)
    told += [Told(entry.name, QUARANTINED, reason, entry.path) for entry, reason in refused]
    told += [Told(one.name, ASKED, _question(one), one.path) for one in fetched.copies if not _is_covered(one)]
    return Taken(tuple(merges), tuple(told))


def take_copy(path: Path, *, now: datetime) -> Merged:
    """Merge a plain database file that a person said yes to. Raises BranchError as `merging.merge` does."""
    return merging.merge(path, today=now.date())


def leave_copy(path: Path, *, now: datetime) -> None:
    """A plain database file that is not to be merged, nor asked about again. Raises BranchError where it can't be read."""
    arrivals.note(Arrival(**merges.of_file(path)._asdict(), state=LEFT, at=now))


def overdue(now: datetime) -> list[Quarantined]:
    """The files that could not be used for days."""
    note = exchange_note.read()
    return [one for one in (note.quarantined if note else ()) if now - one.since >= _OVERDUE]


def _quarantine(refused: Iterable[tuple[Entry, str]], unchanged: Iterable[Seen], now: datetime) -> None:
    """Keep what could not be used, in the place of what was kept before. It stands in no database: that stays as it is."""
    note = exchange_note.read()
    if note is None:
        return
    before = {one.name: one for one in note.quarantined}
    kept = [before[one.name] for one in unchanged]
    for entry, reason in refused:
        since = before[entry.name].since if entry.name in before else now
        kept.append(Quarantined(entry.name, entry.size, entry.modified, reason, since))
    if tuple(kept) != note.quarantined:
        exchange_note.write(note._replace(quarantined=tuple(kept)))


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
    for entry, head in latest.values():
        known = before.get(head.device)
        if known is None or (known.package != entry.path.stem and covers(head.vector, known.vector)):
            arrivals.hear_of(Heard(head.device, head.maker, _moment(head.at), entry.path.stem, head.vector))


def _moment(at: int) -> datetime:
    try:
        return datetime.fromtimestamp(at)
    except (OverflowError, ValueError, OSError):  # a clock that has gone wild
        return datetime.fromtimestamp(0)


def _is_covered(entry: Entry) -> bool:
    """Whether a plain database file has nothing new, or is of another branch. What can't be read is asked about."""
    own, vector = Branch.get().id, session.vector()
    try:
        with open_other(entry.path) as other, other.reading():
            branch = Branch.select().first()
            return branch is None or branch.id != own or covers(vector, session.vector())
    except (BranchError, OSError):
        return False


def _question(entry: Entry) -> str:
    made = f"像是{entry.named.client}的冲突副本，" if entry.named.client else ""
    return f'{made}是本支部的数据文件，里面有本机没有的内容，没有自动合并。要合并请运行 branchtui merge "{entry.path}"'
