"""A machine that has nothing yet takes its branch over from the college's server: the newest whole package is where it begins."""

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.store.college import hub_note, names, server
from branchtui.store.file import other_file
from branchtui.store.replication import session
from branchtui.workflows.college import packages
from branchtui.workflows.college.seat import Seat
from branchtui.workflows.safety import backup

if TYPE_CHECKING:
    from psycopg import Connection


def begin(seat: Seat, connection: "Connection[Any]", target: Path, *, now: datetime) -> None:
    """Put the branch as it lies on the server in the place of the database `target`, which holds none, and open it.

    What was pushed since that package comes with the first sync. Raises AwayError, CollegeError, and BranchError where
    nothing lies there yet, or it can't be read.
    """
    assert seat.branch is not None
    pulled = server.pull(connection, seat.branch, 0, b"", 0)
    if not pulled.packages:
        raise BranchError(
            "学院服务器上还没有本支部的数据，这台电脑上也没有。请先在已有数据的电脑上加入学院并同步一次；"
            "都没有的，请运行 branchtui init 建立支部。"
        )
    first = pulled.packages[0]
    parcel = packages.opened(first, None, None, seat.key, target.parent)
    if parcel.file is None:
        raise BranchError(f"学院服务器上本支部的数据读不了：第 {first.n} 个{parcel.wrong}。")
    try:
        other_file.complete(parcel.file)
        backup.restore(parcel.file, target, now=now)
    finally:
        disk.discard(parcel.file)
    state = hub_note.begin(seat.branch, seat.college)._replace(n=first.n, link=first.link)
    hub_note.note(state, session.vector())
    names.choose_first(seat.names)
