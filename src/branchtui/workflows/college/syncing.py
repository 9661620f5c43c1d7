"""One sync with the college's server: pull, merge, push. The server takes only what rests on its last package.

It goes in steps, of which `fetch` and `send` wait for the network and touch no database, so that they may run in a thread
beside the screens; `take_in` and `end` are quick, and go where the database is open:

    one = CollegeSync(seat, photos, connection, write_down, now=now)
    while one.goes_on:
        one.fetch(progress)
        one.take_in()
        one.send(progress)
        done = one.end()

It goes on where another machine has pushed meanwhile, and where what was purged is to be forgotten there. Whatever stops
it between two steps, the file is as before or after a step, and the server as before or after a push.
"""

import math
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from datetime import datetime, timedelta
from functools import partial
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

from branchtui import disk
from branchtui.errors import BranchError, BusyError, DiskFullError
from branchtui.files.exchange import sealing
from branchtui.files.photos import PhotoStore
from branchtui.store import merge
from branchtui.store.college import delta, hub_note, names, server
from branchtui.store.college.connection import AwayError, CollegeError
from branchtui.store.college.delta import Delta
from branchtui.store.college.hub_note import State
from branchtui.store.college.publication import Mask
from branchtui.store.college.server import Answer, Package, Pulled, Request, ServerFiles
from branchtui.store.file import arrivals, backups
from branchtui.store.file.database import database_path
from branchtui.store.models.local.exchange import QUARANTINED, Arrival
from branchtui.store.queries import people
from branchtui.store.replication.merging import flags, unsettled
from branchtui.store.replication.merging.vectors import covers
from branchtui.workflows.college import packages
from branchtui.workflows.college.branch.done import Done
from branchtui.workflows.college.packages import Parcel, Prepared
from branchtui.workflows.college.seat import NO_BRANCH, Seat
from branchtui.workflows.exchange import stored_files
from branchtui.workflows.exchange.stored_files import Carried
from branchtui.workflows.progress import Progress, unwatched
from branchtui.workflows.safety import merging

if TYPE_CHECKING:
    from psycopg import Connection

WriteDown = Callable[[Sequence[Request]], int]  # how requests become documents of the branch; how many are new

_REFUSALS = 1  # after so many the turn is taken, in which nobody else pushes
_CROWDED: "WeakSet[Connection[Any]]" = WeakSet()  # where others pushed between: there the turn is taken at once
_MOST_ROUNDS = 8
_DELTAS, _DAYS = 200, 30  # after either there is a snapshot
_BACKUP = 3600  # seconds: so long something lies here alone, without a backup, before a merge waits for one
_AGAIN = 20  # requests that are asked for once more: they may be changed
_OVERDUE = timedelta(days=3)
_NAMED = "学院同步包"


class CollegeSync:
    """One sync in its steps. Raises CollegeError where this file and this seat don't belong together."""

    def __init__(
        self, seat: Seat, photos: PhotoStore, connection: "Connection[Any]", write_down: WriteDown, *, now: datetime
    ) -> None:
        if seat.branch is None or not seat.key:
            raise CollegeError(NO_BRANCH)
        branch = people.branch_id()
        if branch is None:
            raise CollegeError("这台电脑上还没有支部的数据，没有可同步的。请先建立支部，或把支部的数据接过来。")
        state = hub_note.read()
        if state is not None and (state.college, state.branch) != (seat.college, seat.branch):
            raise CollegeError(
                "这份数据已经同步到另一个学院服务器，或那里的另一个支部，没有同步，什么都没有变。"
                "确实要换的，请先运行 branchtui college leave，再用新的加入码加入。"
            )
        self._seat, self._photos, self._connection, self._write_down = seat, photos, connection, write_down
        self._now = now
        self._number = seat.branch
        if state is None:  # it joined before it held a branch
            names.choose_first(seat.names)
        self._state = state or hub_note.begin(seat.branch, seat.college)
        self._branch = branch
        self._beside = database_path().parent
        self._turn = ExitStack()
        self._refused = _REFUSALS if connection in _CROWDED and delta.is_due() else 0
        self._backs_up = self._refused > 0 and _wants_backup()
        self._rounds = 0
        self._from = self._state
        self._pulled: Pulled | None = None
        self._parcels: list[Parcel] = []
        self._prepared: Prepared | None = None
        self._sent: Delta | None = None
        self._keep: set[str] | None = None  # files that stay where what was purged is to be forgotten
        self._restarts = False
        self._wanted: set[str] | None = None
        self._answer: Answer | None = None
        self._done = Done()
        self.goes_on = True

    @property
    def college(self) -> str:
        """What the college is called, from `fetch` on."""
        assert self._pulled is not None
        return self._pulled.head.name

    @property
    def has_turn(self) -> bool:
        """Whether the branch's other machines wait for this one between `fetch` and the end of `send`.

        Not as long as a backup is to be made: they would wait for that, too.
        """
        return self._refused >= _REFUSALS and not self._backs_up

    def fetch(self, progress: Progress = unwatched) -> None:
        """Pull what is new, and take it out of its seals. Raises StoppedError, AwayError, CollegeError, BranchError."""
        self._rounds += 1
        if self.has_turn:
            self._turn.enter_context(server.turn(self._connection, self._number))
        try:
            self._pulled = self._pull(self._state)
            if not self._pulled.packages:
                _CROWDED.discard(self._connection)
            if self._pulled.head.fork:
                self._from = self._state._replace(n=0, link=b"", purged=0)
                self._pulled = self._pull(self._from)
            else:
                self._from = self._state
            self._open(self._pulled.packages, progress)
        except BaseException:
            self.discard()
            raise

    def take_in(self) -> None:
        """Merge it, write requests down, and make ready what is to be pushed. Raises BusyError, BranchError.

        Then a turn is still to be given back, by `discard`: that would wait for the network.
        """
        assert self._pulled is not None
        head = self._pulled.head
        try:
            if self._from != self._state:
                self._state = hub_note.start_again(self._state)
            if self._parcels and not self.has_turn:
                self._backs_up = _wants_backup()
            before, rows = self._done.purged, self._merge()
            self._done.purged += merging.settle(rows, self._now.date()) if rows else 0
            if self._done.purged > before:
                self._photos.forget_packs(stored_files.wanted())
            behind, self._done.closed = self._state.n != head.n, head.closed
            if self._seat.role == "secretary" and not head.closed:  # a closed one is asked nothing, and may not answer
                self._take_requests()
            if behind or self._seat.role != "secretary" or head.closed:
                self._done.waiting = delta.is_due()
            else:
                self._prepare()
            news = rows or self._prepared is not None or self._done.carried.missing or self._rounds == 1
            self._wanted = stored_files.wanted() if head.photos and news else None
        except BaseException:
            self._remove()
            raise

    def send(self, progress: Progress = unwatched) -> None:
        """Push, and then carry pictures, which may take long. Raises StoppedError, AwayError, CollegeError."""
        try:
            if self._prepared is not None:
                one, self._sent = packages.sealed(self._prepared), self._prepared.delta
                self._answer = server.push(self._connection, self._number, self._state.n, self._state.link, one)
            elif self._keep is not None:
                self._done.forgotten = server.forget(self._connection, self._number, self._keep) > 0
            self._turn.close()  # nobody waits for pictures
            if self._wanted is not None:
                self._carry(self._wanted, progress)
        finally:
            self.discard()

    def end(self) -> Done:
        """Keep how far it went; what was done. Raises BusyError, BranchError."""
        answer, self._answer = self._answer, None
        self.goes_on, self._restarts = self._restarts, False
        if answer is not None and answer.ok:
            sent = self._sent
            assert sent is not None
            purged = answer.n if sent.purges else self._state.purged
            self._state = self._state._replace(n=answer.n, link=answer.link, purged=purged)
            hub_note.note(self._state, sent.news)
            self._done.pushed += 1
            self._refused = 0
            self.goes_on = purged != 0 and self._rounds < _MOST_ROUNDS
        elif answer is not None:
            self._refused += 1
            self._backs_up = _wants_backup()
            _CROWDED.add(self._connection)
            self.goes_on = self._rounds < _MOST_ROUNDS
            if not self.goes_on:
                raise AwayError("同一支部的别的电脑一直在推送，这次没有轮到，稍后会再同步。本机的改动都在。")
        self._done.n = self._state.n
        self._done.conflicts = flags.count() if unsettled.may_be_any() else 0
        return self._done

    def discard(self) -> None:
        """Remove what was made ready and is not wanted any more, and give the turn back.

        That waits for the network, unless the connection is closed before: with it the turn is over.
        """
        self._remove()
        self._turn.close()

    def _remove(self) -> None:
        for parcel in self._parcels:
            parcel.discard()
        self._parcels = []
        if self._prepared is not None:
            disk.discard(self._prepared.delta.file)
            self._prepared = None

    def _pull(self, state: State) -> Pulled:
        asked = max(0, state.request - _AGAIN)
        pulled = server.pull(self._connection, self._number, state.n, state.link, asked)
        if pulled.head.college != self._seat.college:
            raise CollegeError(
                "这台服务器不是加入时的那个学院（可能重新装过），没有同步，什么都没有变。"
                "请向学院管理员要新的加入码，先运行 branchtui college leave，再加入。"
            )
        return pulled

    def _open(self, many: Sequence[Package], progress: Progress) -> None:
        state = self._from
        link: bytes | None = state.link if state.n else None
        for done, one in enumerate(many):
            progress(done, len(many))
            parcel = packages.opened(one, link, self._branch, self._seat.key, self._beside)
            self._parcels.append(parcel)
            if parcel.wrong:
                break
            link = one.link
        self._parcels = packages.folded(self._parcels, self._beside)

    def _merge(self) -> set[tuple[str, bytes]]:
        """Merge what was fetched, one after the other, up to the first that can't be; the rows that came."""
        assert self._pulled is not None
        rows: set[tuple[str, bytes]] = set()
        self._done.unread = ""
        waiting = deque(self._parcels)
        while waiting:
            parcel = waiting.popleft()
            one = parcel.package
            state = self._state._replace(n=one.n, link=one.link)
            if parcel.wrong:
                self._leave(parcel, parcel.wrong)
                break
            if parcel.file is None:
                hub_note.note(state)
            else:
                if self._backs_up:
                    backups.make(backups.BEFORE_MERGE)
                    self._backs_up = False
                try:
                    joined, purged = merge.take_in_part(
                        parcel.file, partial(hub_note.came, state, follows=self._from.n > 0)
                    )
                except (BusyError, DiskFullError):
                    raise
                except BranchError as error:
                    if parcel.parts:  # which of them it was, and what goes before it
                        waiting.extendleft(reversed(parcel.parts))
                        continue
                    self._leave(parcel, str(error).replace(str(parcel.file), "它"))
                    break
                rows |= joined.rows
                self._done.new += joined.new
                self._done.updated += joined.updated
                self._done.purged += purged
            found = hub_note.read()
            assert found is not None
            self._state = found
        self._done.away = self._pulled.head.n - self._state.n
        if self._parcels and not self._done.away:
            arrivals.forget_unread(_NAMED)
        return rows

    def _leave(self, parcel: Parcel, reason: str) -> None:
        """A package that can't be read: nothing of it is merged, nor what follows on it, unless a later one is whole."""
        assert self._pulled is not None
        one = parcel.package
        self._done.unread = f"第 {one.n} 个{reason}"
        if parcel.late:
            return
        if one.sha not in {each.sha for each in _unread()}:
            arrivals.note(
                Arrival(
                    sha=one.sha,
                    name=f"{_NAMED} {one.n}（{one.device}）",
                    state=QUARANTINED,
                    reason=reason,
                    size=len(one.bytes or b""),
                    modified=0,
                    at=self._now,
                )
            )
        whole = self._pulled.head.snapshot
        if whole > one.n or (whole == one.n and self._from.n):  # that is it, and what led to it is gone
            self._state, self._restarts = hub_note.start_again(self._state), self._rounds < _MOST_ROUNDS

    def _take_requests(self) -> None:
        assert self._pulled is not None
        found = self._pulled.requests
        if not found:
            return
        self._done.requests += self._write_down(found)
        last = max(one.number for one in found)
        if last > self._state.request:
            self._state = self._state._replace(request=last)
            hub_note.note(self._state)

    def _prepare(self) -> None:
        """What is to be pushed: what is new here; else all, where that is due; else what was purged is to be forgotten."""
        assert self._pulled is not None
        head = self._pulled.head
        forget = 0 < head.oldest < self._state.purged
        self._keep = None
        made = delta.make(_mask()) if self._state.n and delta.is_due() else None
        if made is None and self._state.n and forget and head.snapshot == head.n:
            self._keep = stored_files.wanted()
            return
        old = head.n - head.snapshot >= _DELTAS or (head.days >= _DAYS and head.n > head.snapshot)
        if made is None and (self._state.n == 0 or forget or old):
            made = delta.whole(_mask())
            if self._state.n and not covers(hub_note.seen(), made.news):  # another program has written meanwhile
                disk.discard(made.file)
                made = delta.make(_mask())
        if made is None:
            return
        self._prepared = packages.prepare(made, self._branch, self._seat.key, n=self._state.n + 1, now=self._now)

    def _carry(self, wanted: set[str], progress: Progress) -> None:
        place = ServerFiles(self._connection, self._number)
        sends = self._seat.role == "secretary" and not self._done.closed  # the server takes nothing else
        public = sealing.public_of(self._seat.key) if sends else None
        one = stored_files.carry(wanted, self._photos, place, public, self._seat.key, progress)
        had = self._done.carried
        self._done.carried = Carried(had.sent + one.sent, had.fetched + one.fetched, one.missing, one.too_large)


def sync(
    seat: Seat,
    photos: PhotoStore,
    connection: "Connection[Any]",
    write_down: WriteDown,
    *,
    now: datetime,
    progress: Progress = unwatched,
) -> Done:
    """All steps of a sync until nothing is left to do. Raises as they do; what was done by then stays done."""
    one = CollegeSync(seat, photos, connection, write_down, now=now)
    done = Done()
    try:
        while one.goes_on:
            one.fetch(progress)
            one.take_in()
            one.send(progress)
            done = one.end()
    finally:
        one.discard()
    return done


def _mask() -> Mask:
    """What hides names, by the choice of the branch."""
    return names.mask(names.chosen() or names.LEAST)


def _wants_backup() -> bool:
    """Whether something has been waiting here for an hour that is neither on the server nor in a backup.

    All else lies there; and a backup takes long after twenty years.
    """
    now = datetime.now()
    age = next(((now - one.at).total_seconds() for one in backups.listed()), -1)
    if 0 <= age < _BACKUP:
        return False
    since = delta.waits_since(now.timestamp() - age if age >= 0 else -math.inf)  # a clock that was ahead tells nothing
    return since is not None and not 0 <= now.timestamp() - since < _BACKUP


def overdue(now: datetime) -> list[Arrival]:
    """The packages that could not be read for days."""
    return [one for one in _unread() if now - one.at >= _OVERDUE]


def _unread() -> list[Arrival]:
    return [one for one in arrivals.known() if one.state == QUARANTINED and one.name.startswith(_NAMED)]
