"""How the exchange stands: what is not published, what other machines have not seen, what could not be read."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from branchtui.store.file import arrivals, exchange_note
from branchtui.store.file.exchange_note import Quarantined
from branchtui.store.replication import act_names, session
from branchtui.store.replication.merging.vectors import Vector, acts_beyond, covers, latest_beyond
from branchtui.workflows.exchange import publishing, setting_up

_LATE = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Machine:
    """Another machine: when it last published, by its own clock, and how many acts of this file it had not seen by then.

    `vector` is what it had seen.
    """

    name: str
    at: datetime
    vector: Vector
    unseen: int
    behind: bool  # it had not seen all, be it acts or what other programs wrote


@dataclass(frozen=True, slots=True)
class Status:
    """How it stands. `folder` is None where none is set up; `unpublished` counts the acts since the last package."""

    folder: Path | None
    automatic: bool
    published_at: datetime | None
    synced_at: datetime | None
    due: bool  # there is something to publish, be it acts or what other programs wrote
    unpublished: int
    machines: tuple[Machine, ...]
    quarantined: tuple[Quarantined, ...]


def status() -> Status:
    """What this machine knows by itself: no folder is looked at, which may take long (see `trouble`)."""
    note, seen = exchange_note.read(), session.vector()
    return Status(
        note.folder if note else None,
        note.automatic if note else False,
        note.published_at if note else None,
        note.synced_at if note else None,
        note is not None and publishing.is_due(note),
        acts_beyond(note.published) if note else 0,
        tuple(
            Machine(peer.name, peer.at, peer.vector, acts_beyond(peer.vector), not covers(peer.vector, seen))
            for peer in arrivals.peers()
        ),
        note.quarantined if note else (),
    )


def unseen_by(machine: Machine, most: int = 200) -> list[tuple[datetime, str]]:
    """What was done here that another machine has not seen, the last first: when, and the name of the act."""
    found = latest_beyond(machine.vector, most)
    return [(datetime.fromtimestamp(act.at), act_names.told(act)) for act in found]


def trouble() -> str:
    """What is wrong with the folder that is set up, in a sentence; empty where nothing is. It may wait for a network."""
    return setting_up.shared().trouble()


def late(now: datetime) -> str:
    """Such as `未同步 3 天`, for a title line: since a day or more nothing was read, though a folder is set up. Else empty."""
    note = exchange_note.read()
    if note is None:
        return ""
    if note.synced_at is None:
        return "还没有同步过"
    since = now - note.synced_at
    return f"未同步 {since.days} 天" if since >= _LATE else ""
