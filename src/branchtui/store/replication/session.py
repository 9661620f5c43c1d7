"""The writer of this opening, the clock and what the file has seen.

A writer id lives from the first write after an opening until the file is closed; it is never taken over, so a file
that was copied, cloned or restored can't make a stamp that another file made too (sync.md §5.2).
"""

import os

from branchtui import __version__
from branchtui.store.engine import sql
from branchtui.store.engine.handle import db
from branchtui.store.replication.registry import TABLES, WHOLE_ROW

Dot = tuple[int, int]  # a stamp: writer, number

ADOPTED = "adopted"  # stands for the program of the writer under which rows older than the stamps were taken in
_SEEN = "SELECT w, s FROM stamp_vector UNION ALL SELECT w, own FROM stamp_session WHERE own > 0"


def clock() -> int:
    """The greatest number known in this file."""
    return int(sql.value("SELECT clock FROM stamp_session"))


def writer() -> int | None:
    """The writer of this session, None before its first write."""
    found: int | None = sql.value("SELECT w FROM stamp_session")
    return found


def end() -> None:
    """End the session: its stamps enter the vector, the next write gets a new writer."""
    if writer() is None:
        return
    with db.atomic():
        identify()
        sql.run(
            "INSERT INTO stamp_vector SELECT w, own FROM stamp_session WHERE own > 0 "
            "ON CONFLICT (w) DO UPDATE SET s = max(s, excluded.s)"
        )
        sql.run("UPDATE stamp_session SET w = NULL, own = 0")


def end_left_over() -> None:
    """End a session that a crash, a copy or another program left in the file; who it was may not be known."""
    if writer() is None:
        return
    with db.atomic():
        sql.run("INSERT OR IGNORE INTO stamp_writer SELECT w, '', '', '', NULL FROM stamp_session WHERE w IS NOT NULL")
        end()


def vector() -> dict[int, int]:
    """The greatest number seen of each writer."""
    return dict(sql.rows(_SEEN))


def last_dot() -> Dot | None:
    """The stamp with the greatest number: a file that holds it has everything this one had."""
    found = sql.row(f"SELECT w, s FROM ({_SEEN}) ORDER BY s DESC, w DESC LIMIT 1")
    return (found[0], found[1]) if found else None


def has_seen(dot: Dot) -> bool:
    """Whether this file holds a stamp, or a later one of its writer."""
    return bool(sql.value(f"SELECT count(*) FROM ({_SEEN}) WHERE w = ? AND s >= ?", *dot))


def identify() -> None:
    """Write down who the running writer is: for people, never for a decision."""
    if not sql.value("SELECT count(*) FROM stamp_writer JOIN stamp_session USING (w)"):
        introduce()


def introduce() -> None:
    """The same where it is known that this has not been done."""
    import getpass
    import platform

    try:
        person = getpass.getuser()
    except (OSError, ImportError, KeyError):
        person = ""
    sql.run(
        "INSERT INTO stamp_writer SELECT w, ?, ?, ?, CAST(strftime('%s', 'now') AS INTEGER) FROM stamp_session "
        "WHERE w IS NOT NULL",
        platform.node(),
        person,
        __version__,
    )


def adopt_rows() -> None:
    """Give rows that have no head a default one, under a writer of its own: after a migration or a repair."""
    dot = (int.from_bytes(os.urandom(8), "big") >> 2, clock() + 1)
    adopted = 0
    for table in TABLES.values():
        adopted += sql.run(
            f'INSERT INTO stamp_head SELECT {table.number}, id, {WHOLE_ROW}, ?, ? FROM "{table.name}" t '
            f"WHERE NOT EXISTS (SELECT 1 FROM stamp_head h WHERE h.tbl = {table.number} AND h.rid = t.id) ORDER BY id",
            *dot,
        )
    if adopted:
        sql.run("INSERT INTO stamp_vector VALUES (?, ?)", *dot)
        sql.run("INSERT INTO stamp_writer VALUES (?, '', '', ?, NULL)", dot[0], ADOPTED)
        sql.run("UPDATE stamp_session SET clock = ?", dot[1])
