"""The writer of this opening, the clock and what the file has seen.

A writer id lives from the first write after an opening until the file is closed; it is never taken over, so a file
that was copied, cloned or restored can't make a stamp that another file made too (sync.md §5.2).
"""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from branchtui import __version__
from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db
from branchtui.store.replication import device

Dot = tuple[int, int]  # a stamp: writer, number

# A session's writer is made at its first write: an id of 62 random bits, and the number that stands for it here.
MINT = (
    "INSERT INTO stamp_writer (w) SELECT random() & 4611686018427387903 FROM stamp_session WHERE wn IS NULL",
    "UPDATE stamp_session SET wn = coalesce(wn, (SELECT max(n) FROM stamp_writer))",
)
TICK = (MINT[0], f"{MINT[1]}, clock = clock + 1, own = clock + 1")
_SEEN = (
    "SELECT w, s FROM (SELECT w, CASE WHEN n IS (SELECT wn FROM stamp_session) THEN (SELECT own FROM stamp_session) "
    "ELSE seen END AS s FROM stamp_writer) WHERE s > 0"
)


def clock() -> int:
    """The greatest number known in this file."""
    return int(sql.value("SELECT clock FROM stamp_session"))


def writer() -> int | None:
    """The writer of this session, None before its first write."""
    found: int | None = sql.value("SELECT w FROM stamp_writer WHERE n = (SELECT wn FROM stamp_session)")
    return found


def tick() -> None:
    """Take the next number, for stamps that are written past the triggers."""
    for statement in TICK:
        sql.execute(statement)


def end() -> None:
    """End the session: its stamps count as seen, the next write gets a new writer."""
    if writer() is None:
        return
    with db.atomic():
        if sql.value("SELECT own FROM stamp_session"):
            identify()
        _end()


@contextmanager
def between_writers() -> Iterator[None]:
    """A copy of the file is made within: the writer before is ended, another goes on afterwards.

    Versions of a text that is being written are made one only under one writer (`acts`), so none that a copy holds can
    become one that nobody knows.
    """
    writing = writer() is not None
    end()
    try:
        yield
    finally:
        if writing:
            for statement in MINT:
                sql.execute(statement)


def end_left_over() -> None:
    """End a session that a crash, a copy or another program left in the file; who it was may not be known."""
    if writer() is not None:
        with db.atomic():
            _end()


def _end() -> None:
    """What has written nothing leaves no trace."""
    running = "n = (SELECT wn FROM stamp_session)"
    sql.execute(f"DELETE FROM stamp_writer WHERE {running} AND (SELECT own FROM stamp_session) = 0")
    sql.execute(f"UPDATE stamp_writer SET seen = (SELECT own FROM stamp_session) WHERE {running}")
    sql.execute("UPDATE stamp_session SET wn = NULL, own = 0")


def vector() -> dict[int, int]:
    """The greatest number seen of each writer."""
    return dict(sql.rows(_SEEN))


def last_dot() -> Dot | None:
    """The stamp with the greatest number: a file that holds it has everything this one had."""
    found = sql.row(f"{_SEEN} ORDER BY s DESC, w DESC LIMIT 1")
    return (found[0], found[1]) if found else None


def has_seen(dot: Dot) -> bool:
    """Whether this file holds a stamp, or a later one of its writer."""
    return bool(sql.value(f"SELECT count(*) FROM ({_SEEN}) WHERE w = ? AND s >= ?", *dot))


def identify() -> None:
    """Write down who the running writer is: for people, never for a decision."""
    if sql.value("SELECT count(*) FROM stamp_writer WHERE n = (SELECT wn FROM stamp_session) AND at IS NULL"):
        introduce()


def introduce() -> None:
    """The same where it is known that this has not been done."""
    import getpass
    import platform

    try:
        person = getpass.getuser()
    except (OSError, ImportError, KeyError):
        person = ""
    home = device.here()
    sql.execute(
        "UPDATE stamp_writer SET home = ?, device = ?, person = ?, app = ?, at = CAST(strftime('%s', 'now') AS INTEGER) "
        "WHERE n = (SELECT wn FROM stamp_session)",
        home,
        platform.node(),
        person,
        __version__,
    )
    sql.execute("UPDATE stamp_session SET home = ?1 WHERE home IS NOT ?1", home)


def come_home() -> None:
    """Make the file this device's own, where another device had it last: what was done there is not undone from here.

    Texts that were typed there and not handed in are offered as any left-over text. In a file that can't be written
    nothing can be undone either way.
    """
    had = sql.value("SELECT home FROM stamp_session")
    if had is None or had == device.here():
        return
    with suppress(BranchError), db.atomic():
        sql.execute("DELETE FROM undo")
        sql.execute("UPDATE stamp_session SET home = ?", device.here())
