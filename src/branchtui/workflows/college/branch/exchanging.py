"""An exchange with the college's server as a machine of a branch does it by itself, over a connection that is kept.

    one = Exchange(place, line, photos, now=now)
    one.connect()
    one.begin()
    while one.goes_on:
        one.fetch()
        one.take_in()
        one.send()
        done = one.end()

`connect`, `fetch` and `send` wait for the network and touch no database, so that they may run in a thread beside the
screens. The others are quick, and go where the database is open.
"""

from collections.abc import Sequence
from contextlib import ExitStack
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from branchtui.errors import BranchError, BusyError
from branchtui.files.photos import PhotoStore
from branchtui.paths import Home
from branchtui.store.college import answers, server
from branchtui.store.college.connection import CollegeError, connected
from branchtui.store.college.server import Request
from branchtui.store.file.database import opening
from branchtui.store.queries import people
from branchtui.workflows.college import seat, starting
from branchtui.workflows.college.branch import requests
from branchtui.workflows.college.branch.done import Done
from branchtui.workflows.college.seat import NO_BRANCH, Seat
from branchtui.workflows.college.syncing import CollegeSync

if TYPE_CHECKING:
    from psycopg import Connection


_NO_SEAT = "这台电脑没有学院服务器的席位。请用管理员给的加入码运行 branchtui college join 加入码。"


class Line:
    """The connection of this machine's seat: opened when it is wanted, and kept until `close`."""

    def __init__(self, place: Home) -> None:
        self._place = place
        self._open = ExitStack()
        self._connection: Connection[Any] | None = None

    def connection(self, here: Seat) -> "Connection[Any]":
        """It, open. Raises AwayError, CollegeError."""
        if self._connection is None or self._connection.closed:
            self.close()
            self._connection = self._open.enter_context(connected(seat.address(self._place, here)))
            if here.branch is not None:
                server.listen(self._connection, here.branch)
        return self._connection

    def heard(self) -> bool:
        """Whether there may be something new on the server since this was asked last; nobody is waited for."""
        if self._connection is None or self._connection.closed:
            return False
        try:
            return server.heard(self._connection)
        except CollegeError:  # lost: the next exchange opens another one, or tells
            self.close()
            return False

    def close(self) -> None:
        """Give it up, if there is one."""
        self._connection = None
        self._open.close()


def take_over(place: Home, line: Line, *, now: datetime) -> None:
    """Begin with the branch as it lies on the server, on a machine that holds none. Raises AwayError, CollegeError, BranchError."""
    here = seat.read(place)
    if here is None:
        raise BranchError(_NO_SEAT)
    if here.branch is None:
        raise BranchError(NO_BRANCH)
    starting.begin(here, line.connection(here), place.database, now=now)


class Received:
    """Writes down what the college asks for, and tells the college afterwards that it has come.

    `withdrawn` are the titles of what the college has withdrawn since, `changed` those of what it has changed.
    """

    def __init__(self, here: Seat, today: date) -> None:
        self._seat, self._today = here, today
        self._numbers: list[int] = []
        self.withdrawn: list[str] = []
        self.changed: list[str] = []

    def __call__(self, asked: Sequence[Request]) -> int:
        taken = requests.take_in(asked, self._seat.college, self._today, unit=self._seat.name)
        self._numbers = [one.number for one in asked if one.answered is None and not one.withdrawn]
        self.withdrawn += taken.withdrawn
        self.changed += taken.changed
        return len(taken.new)

    def tell(self, connection: "Connection[Any]") -> None:
        """Say so, once. Raises AwayError, CollegeError."""
        if self._numbers and self._seat.branch is not None:
            answers.received(connection, self._seat.branch, self._numbers)
            self._numbers = []


class Exchange:
    """One exchange in its steps. What fails before `fetch` has changed nothing."""

    def __init__(self, place: Home, line: Line, photos: PhotoStore, *, now: datetime) -> None:
        """Raises BranchError where this machine has no seat, or it can't be read."""
        here = seat.read(place)
        if here is None:
            raise BranchError(_NO_SEAT)
        self._place, self._seat, self._line, self._photos, self._now = place, here, line, photos, now
        self._received = Received(here, now.date())
        self._connection: Connection[Any] | None = None
        self._sync: CollegeSync | None = None
        self._opening: object = None

    def connect(self) -> None:
        """Open the line, where it is not. Raises AwayError, CollegeError."""
        self._connection = self._line.connection(self._seat)

    def begin(self) -> None:
        """Look where the file stands. Raises BranchError where there is no branch yet, or it does not belong to the seat."""
        assert self._connection is not None
        people.the_branch()
        self._opening = opening()
        self._sync = CollegeSync(self._seat, self._photos, self._connection, self._received, now=self._now)

    @property
    def _begun(self) -> CollegeSync:
        assert self._sync is not None
        return self._sync

    @property
    def goes_on(self) -> bool:
        """Whether the steps from `fetch` on are to be taken, again after `end`."""
        return self._begun.goes_on

    @property
    def has_turn(self) -> bool:
        """Whether other machines wait between `fetch` and the end of `send`."""
        return self._begun.has_turn

    def fetch(self) -> None:
        """Pull what is new. Raises AwayError, CollegeError, BranchError."""
        self._begun.fetch()

    def take_in(self) -> None:
        """Merge it, and make ready what is to be pushed. Raises BusyError, BranchError."""
        self._check_file()
        self._begun.take_in()

    def send(self) -> None:
        """Push, and say that requests have come. Raises AwayError, CollegeError."""
        self._begun.send()
        assert self._connection is not None
        self._received.tell(self._connection)

    def end(self) -> Done:
        """Keep how far it went; what was done. Raises BusyError, BranchError."""
        self._check_file()
        done = self._begun.end()
        self._seat = seat.under(self._place, self._seat, self._begun.college)
        done.withdrawn, done.changed = self._received.withdrawn, self._received.changed
        return done

    def _check_file(self) -> None:
        """Raises BusyError where a backup has taken the place of the file meanwhile: it rests on another state.

        What was sent all the same comes back from the server, as any package of another machine.
        """
        if opening() is not self._opening:
            raise BusyError("同步时换了数据文件（恢复了备份，或撤销了合并），这一次不算，稍后重新同步。")

    def discard(self) -> None:
        """Remove what was made ready and is not wanted any more."""
        if self._sync is not None:
            self._sync.discard()
