"""Deltas of which each rests on the one before become one file: what one machine would have made that had pushed it all at once.

For whoever made a delta had merged all before it, so its rows stand as they are, with their heads and siblings, in the place
of the same rows there; and what is only collected, as history and acts, is collected. What came of it is looked over and
merged as any delta. That costs little more than one of them, and no more than the last can be wrong with the others: where
anything is, each is merged by itself, as if nothing had been folded.
"""

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from peewee import DatabaseError

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.store.engine import sql
from branchtui.store.engine.handle import Other, bound, db
from branchtui.store.file.schema import newest
from branchtui.store.models import BY_TABLE
from branchtui.store.replication.merging.arriving import tables_in, temporary
from branchtui.store.replication.registry import BY_NUMBER

_QUICK = {
    "journal_mode": "memory",
    "synchronous": "off",
    "foreign_keys": 0,
    "trusted_schema": 0,
}  # the file is nobody's
_ODD = (  # a file of which more is to be said than of rows and what was written of them
    "SELECT EXISTS (SELECT 1 FROM {0}.sqlite_master WHERE type NOT IN ('table', 'index')) "
    "OR EXISTS (SELECT 1 FROM {0}.stamp_purge) "
    "OR coalesce((SELECT wn IS NOT NULL OR mute FROM {0}.stamp_session), 1)"
)
_WHO = ("home", "device", "person", "app", "at")  # of a writer, as one that knows it says
_KNOWN = "stamp_writer.at IS NOT NULL OR excluded.at IS NULL AND stamp_writer.app <> ''"
_ROW = "JOIN temp.row r ON r.tbl = x.tbl AND r.bn = x.n JOIN temp.writer w ON w.bn = x.wn"
_SAME = "m.wn = w.n AND m.first = a.first"


def fold(files: Sequence[Path], folder: Path) -> tuple[Path | None, int]:
    """A file in `folder` of the first so many deltas, which whoever asked for it discards; None where no two can be folded.

    Neither is any of them changed. It may run in any thread, and touches no open file.
    """
    count, place = 0, None
    try:
        place = disk.claim(folder)
        shutil.copyfile(files[0], place)
        with _opened(place):
            count = int(_fits("main"))
            for file in files[1:] if count else ():
                with _attached(file), db.atomic():
                    if not _fits("d"):
                        break
                    _add()
                count += 1
    except (OSError, DatabaseError, BranchError):  # it will be told where that one is merged by itself
        pass
    if count > 1:
        return place, count
    if place is not None:
        disk.discard(place)
    return None, count


@contextmanager
def _opened(place: Path) -> Iterator[None]:
    file = Other(place, f"{place.resolve().as_uri()}?mode=rw", _QUICK)
    with bound(file), file.connection_context():
        sql.execute("PRAGMA temp_store = MEMORY")
        yield


@contextmanager
def _attached(file: Path) -> Iterator[None]:
    sql.execute("ATTACH CAST(? AS TEXT) AS d", os.fsencode(file))
    try:
        yield
    finally:
        with suppress(BranchError, DatabaseError):
            sql.execute("DETACH d")


def _fits(file: str) -> bool:
    return bool(sql.value(f"PRAGMA {file}.user_version") == newest() and not sql.value(_ODD.format(file)))


def _add() -> None:
    """Add what is attached as `d` to the open file, under the numbers that it gets here."""
    _writers()
    temporary("row", "tbl INTEGER, bn INTEGER, n INTEGER, there INTEGER", "tbl, bn")
    for number in tables_in("d.stamp_head"):
        _rows(number)
    for part in ("head", "sibling"):
        sql.execute(f"DELETE FROM main.stamp_{part} WHERE (tbl, n) IN (SELECT tbl, n FROM temp.row WHERE there)")
    sql.execute(f"INSERT INTO main.stamp_head SELECT x.tbl, r.n, x.col, w.n, x.s FROM d.stamp_head x {_ROW}")
    sql.execute(
        f"INSERT INTO main.stamp_sibling SELECT x.tbl, r.n, x.col, w.n, x.s, x.value FROM d.stamp_sibling x {_ROW}"
    )
    sql.execute(
        "INSERT INTO main.stamp_history SELECT x.tbl, r.n, x.col, w.n, x.s, v.n, x.bs, x.value "
        f"FROM d.stamp_history x {_ROW} JOIN temp.writer v ON v.bn = x.bwn"
    )
    sql.execute(
        "INSERT OR IGNORE INTO main.stamp_notice SELECT x.kind, x.tbl, r.n, w.n, x.s, x.tbl2, o.n, x.col2, v.n, x.s2 "
        f"FROM d.stamp_notice x {_ROW} JOIN temp.row o ON o.tbl = x.tbl2 AND o.bn = x.n2 JOIN temp.writer v ON v.bn = x.wn2"
    )
    _acts()
    sql.execute("UPDATE main.stamp_session SET clock = max(clock, (SELECT clock FROM d.stamp_session))")


def _writers() -> None:
    who = ", ".join(_WHO)
    kept = ", ".join(f"{name} = CASE WHEN {_KNOWN} THEN stamp_writer.{name} ELSE excluded.{name} END" for name in _WHO)
    sql.execute(
        f"INSERT INTO main.stamp_writer (w, seen, {who}) SELECT w, seen, {who} FROM d.stamp_writer WHERE true "
        f"ON CONFLICT (w) DO UPDATE SET seen = max(seen, excluded.seen), {kept}"
    )
    temporary("writer", "bn INTEGER, n INTEGER", "bn")
    sql.execute("INSERT INTO temp.writer SELECT o.n, m.n FROM d.stamp_writer o JOIN main.stamp_writer m ON m.w = o.w")


def _rows(number: int) -> None:
    """The rows of a table, in the place of the same rows that are there."""
    name = BY_NUMBER[number].name
    listed = ", ".join(f'"{field.column_name}"' for field in BY_TABLE[name]._meta.sorted_fields)
    sql.execute(
        f'INSERT INTO temp.row SELECT ?, o.n, coalesce(m.n, o.n + (SELECT coalesce(max(n), 0) FROM main."{name}")), '
        f'm.n IS NOT NULL FROM d."{name}" o LEFT JOIN main."{name}" m ON m.id = o.id',
        number,
    )
    sql.execute(f'DELETE FROM main."{name}" WHERE n IN (SELECT n FROM temp.row WHERE tbl = ? AND there)', number)
    sql.execute(
        f'INSERT INTO main."{name}" (n, {listed}) SELECT r.n, {listed} FROM temp.row r CROSS JOIN d."{name}" o '
        "ON o.n = r.bn WHERE r.tbl = ?",
        number,
    )


def _acts() -> None:
    """Acts that are new, or went on since, as `merging.lists` joins them."""
    there = "d.act a JOIN temp.writer w ON w.bn = a.wn"
    sql.execute(f"UPDATE main.act AS m SET last = max(m.last, a.last), at = max(m.at, a.at) FROM {there} WHERE {_SAME}")
    sql.execute(
        f"INSERT INTO main.act (name, wn, first, last, at) SELECT a.name, w.n, a.first, a.last, a.at FROM {there} "
        f"WHERE NOT EXISTS (SELECT 1 FROM main.act m WHERE {_SAME}) ORDER BY a.n"
    )
    sql.execute(
        f"UPDATE main.act AS m SET inverts = y.n FROM {there} JOIN d.act i ON i.n = a.inverts "
        "JOIN temp.writer v ON v.bn = i.wn JOIN main.act y ON y.wn = v.n AND y.first = i.first "
        f"WHERE m.inverts IS NULL AND {_SAME}"
    )
