"""One whole sync: read what others have published, publish what is new here, and carry pictures both ways.

It goes in steps, of which `fetch` and `send` take long and touch no database, so that they may run beside the screens:

    sync = Sync(place, photos, key, now=now)
    sync.fetch(progress)
    sync.take_in()
    sync.send(progress)
    done = sync.end()
"""

from dataclasses import dataclass, field, replace
from datetime import datetime

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.files.exchange.folder import SharedFolder
from branchtui.files.exchange.sealing import KeyChangedError
from branchtui.files.photos import PhotoStore
from branchtui.store.file import exchange_note
from branchtui.store.models.local.exchange import QUARANTINED
from branchtui.workflows.exchange import fetching, publishing, reading, setting_up, stored_files
from branchtui.workflows.exchange.fetching import WAITING, Fetched, Told
from branchtui.workflows.exchange.publishing import Prepared, Sent
from branchtui.workflows.exchange.reading import ASKED, Taken
from branchtui.workflows.exchange.stored_files import Carried
from branchtui.workflows.progress import Progress, unwatched
from branchtui.workflows.safety import merging
from branchtui.workflows.safety.merging import Merged


@dataclass(frozen=True, slots=True)
class Synced:
    """What a sync did. `conflicts` are open now; `published` whether a package was made; `read` whether others' were read."""

    merges: tuple[Merged, ...] = ()
    files: tuple[Told, ...] = ()
    conflicts: int = 0
    published: bool = False
    read: bool = True
    carried: Carried = field(default_factory=lambda: Carried(0, 0, 0))

    @property
    def new(self) -> int:
        """How many rows are new here."""
        return sum(one.new for one in self.merges)

    @property
    def updated(self) -> int:
        """How many rows have changed here."""
        return sum(one.updated for one in self.merges)

    @property
    def words(self) -> str:
        """The sentence that says so."""
        parts = []
        if self.merges:
            parts.append(f"合并了 {len(self.merges)} 份数据（{merging.brought(self.new, self.updated)}）")
        elif self.read:
            parts.append("别的电脑没有新内容")
        parts.append("已发布本机的改动" if self.published else "本机没有要发布的改动")
        said = f"{'已同步' if self.read else '已发布'}：{'，'.join(parts)}。"
        if purged := sum(one.purged for one in self.merges):
            said += f"别的电脑彻底清除了 {purged} 人的个人数据，这里也已清除，合并前的备份里还有。"
        if self.carried.sent or self.carried.fetched:
            said += f"照片和附件：传出 {self.carried.sent} 个，取回 {self.carried.fetched} 个。"
        if self.conflicts:
            said += f"有 {self.conflicts} 处两边写得不一样，两份都留着。"
        if unread := sum(one.state in (QUARANTINED, WAITING) for one in self.files):
            said += f"有 {unread} 个文件没有读入。"
        if asked := sum(one.state == ASKED for one in self.files):
            said += f"有 {asked} 份数据文件副本等您决定要不要合并。"
        return said


class Sync:
    """One sync in its steps. Without the key nothing is read, only published: for that, what stands beside the database will do.

    Raises BranchError where the folder or this machine can't take part; what was done by then stays done.
    """

    def __init__(self, place: SharedFolder, photos: PhotoStore, key: str | None, *, now: datetime) -> None:
        self._place, self._photos, self._key, self._now = place, photos, key, now
        note = exchange_note.read()
        if note is None:
            raise BranchError("还没有设同步文件夹。")
        self._public, self._lock, self._package = note.public, note.lock, note.package
        self._request = reading.ask(place, key) if key else None
        self._fetched: Fetched | None = None
        self._lost = False  # the last package of this machine is not in the folder any more
        self._taken = Taken((), ())
        self._prepared: Prepared | None = None
        self._wanted: set[str] = set()
        self._carried = Carried(0, 0, 0)
        self._sent: Sent | None = None

    def fetch(self, progress: Progress = unwatched) -> None:
        """Take what is new out of the folder; no database is touched.

        Raises StoppedError, KeyChangedError, BranchError.
        """
        if setting_up.lock_of(self._place) != self._lock:
            raise KeyChangedError("同步文件夹的口令换过了。请用新的口令再同步一次；本机的数据没有变。")
        if self._request is not None:
            self._fetched = fetching.fetch(self._request, progress)
            self._lost = self._package not in self._fetched.names

    def take_in(self) -> None:
        """Merge it, and make ready what is to be published. Raises BusyError, BranchError."""
        if self._fetched is not None:
            self._taken = reading.take_in(self._fetched, now=self._now)
        note = exchange_note.read()
        if note is not None and (self._lost or publishing.is_due(note)):
            self._prepared = publishing.prepare(self._place, self._public, now=self._now)
        self._wanted = stored_files.wanted()
        if any(one.purged for one in self._taken.merges):
            self._photos.forget_packs(self._wanted)

    def send(self, progress: Progress = unwatched) -> None:
        """Carry pictures and lay the package into the folder; no database is touched. Raises StoppedError, BranchError."""
        try:
            self._carried = stored_files.carry(
                self._wanted, self._photos, self._place, self._public, self._key, progress
            )
            if self._prepared is not None:
                self._sent = publishing.send(self._prepared, lambda: progress(0, 1), now=self._now)
        finally:
            self.discard()

    def end(self) -> Synced:
        """Keep how far it went; what was done."""
        if self._sent is not None:
            publishing.note_sent(self._sent, now=self._now)
        note = exchange_note.read()
        if note is not None and self._fetched is not None:
            exchange_note.write(note._replace(synced_at=self._now))
        return Synced(
            self._taken.merges,
            self._taken.told,
            len(merging.conflicts()),
            self._sent is not None,
            self._fetched is not None,
            self._carried,
        )

    def discard(self) -> None:
        """Remove what was made ready and is not wanted any more."""
        if self._fetched is not None:
            self._fetched.discard()
        if self._prepared is not None:
            disk.discard(self._prepared.copy)


def sync(place: SharedFolder, photos: PhotoStore, key: str, *, now: datetime, progress: Progress = unwatched) -> Synced:
    """All steps of a sync, one after the other. Raises as they do."""
    return _run(Sync(place, photos, key, now=now), progress)


def change_passphrase(place: SharedFolder, photos: PhotoStore, key: str, passphrase: str, *, now: datetime) -> Synced:
    """Sync, give the folder another key under another passphrase, and lay everything down anew; what both syncs did.

    Raises BranchError, and leaves the key, where something in the folder has not been read: it would be lost with it.
    """
    first = sync(place, photos, key, now=now)
    check_all_read(first)
    key = setting_up.join(place, "", setting_up.change_passphrase(place, passphrase))
    second = sync(place, photos, key, now=now)
    return replace(second, merges=(*first.merges, *second.merges), files=(*first.files, *second.files))


def check_all_read(done: Synced) -> None:
    """Raises BranchError where a sync has not read all of the folder, so that its key must not be changed."""
    unread = [one.name for one in done.files if one.state in (QUARANTINED, WAITING)]
    if unread or done.carried.missing:
        what = f"{unread[0]} 等 {len(unread)} 个文件" if unread else f"{done.carried.missing} 个照片或附件"
        raise BranchError(f"同步文件夹里有 {what}还没有取到，换口令会把它们丢掉，没有换。请等它们传完，或删掉，再换。")


def publish(place: SharedFolder, photos: PhotoStore, *, now: datetime) -> Synced:
    """Publish what is new here, without reading: no passphrase is needed. Raises BranchError."""
    return _run(Sync(place, photos, None, now=now), unwatched)


def publish_if_wanted(place: SharedFolder, photos: PhotoStore, *, now: datetime) -> Synced | None:
    """On leaving and every while: what is new here, where that is set so; None where nothing was to be done.

    Raises BranchError where it could not be; then nothing here has changed.
    """
    note = exchange_note.read()
    if note is None or not note.automatic or not publishing.is_due(note):
        return None
    return publish(place, photos, now=now)


def _run(one: Sync, progress: Progress) -> Synced:
    one.fetch(progress)
    one.take_in()
    one.send(progress)
    return one.end()
