"""Cells whose content one side has removed for good, unknown to the other: there the purged side stands.

emptied (tbl, n, col, side)  by the numbers of this file; col 0 is the whole row; side 0 is ours, 1 theirs
"""

from branchtui.store.engine import sql
from branchtui.store.replication.merging.arriving import LEAVE, TAKE_OVER, temporary
from branchtui.store.replication.registry import BY_NUMBER, WHOLE_ROW

OURS, THEIRS = 0, 1


def look() -> None:
    """Fill `emptied`, and say of rows that were purged whole which side stands. A purge on both sides is joined."""
    temporary("emptied", "tbl INTEGER, n INTEGER, col INTEGER, side INTEGER", "tbl, n, col")
    ours = sql.rows(
        "SELECT p.tbl, p.n, p.col FROM main.stamp_purge p LEFT JOIN temp.writers v ON v.n = p.wn "
        "WHERE p.s > coalesce(v.theirs, 0)"
    )
    theirs = sql.rows(
        "SELECT r.tbl, r.n, p.col FROM b.stamp_purge p JOIN temp.writers v ON v.bn = p.wn JOIN temp.touched r "
        "ON r.tbl = p.tbl AND r.bn = p.n WHERE p.s > v.ours AND NOT r.new"
    )
    both = set(ours) & set(theirs)
    for side, found in ((OURS, ours), (THEIRS, theirs)):
        sql.execute_many(
            "INSERT INTO temp.emptied VALUES (?, ?, ?, ?)", [(*cell, side) for cell in found if cell not in both]
        )
    for side, way in ((OURS, LEAVE), (THEIRS, TAKE_OVER)):
        sql.execute(
            f"UPDATE temp.touched SET way = {way} WHERE (tbl, n) IN "
            f"(SELECT tbl, n FROM temp.emptied WHERE col = {WHOLE_ROW} AND side = {side})"
        )


def of_row() -> dict[tuple[int, int], dict[int, int]]:
    """The columns that only one side has purged, with that side, by row."""
    found: dict[tuple[int, int], dict[int, int]] = {}
    for number, n, column, side in sql.rows(f"SELECT tbl, n, col, side FROM temp.emptied WHERE col <> {WHOLE_ROW}"):
        found.setdefault((number, n), {})[column] = side
    return found


def empty() -> None:
    """Forget the past of what the other side has purged."""
    sql.execute(
        "DELETE FROM main.stamp_history WHERE (tbl, n) IN "
        f"(SELECT tbl, n FROM temp.emptied WHERE side = {THEIRS} AND col = {WHOLE_ROW})"
    )
    sql.execute(
        f"DELETE FROM main.stamp_history WHERE (tbl, n, col) IN (SELECT tbl, n, col FROM temp.emptied WHERE side = {THEIRS})"
    )


def purged_here(table: str) -> set[bytes]:
    """The ids of the rows of a table that are purged whole, as this file knows."""
    number = next(number for number, known in BY_NUMBER.items() if known.name == table)
    return {
        key
        for (key,) in sql.rows(
            f'SELECT t.id FROM stamp_purge p JOIN "{table}" t ON t.n = p.n WHERE p.tbl = ? AND p.col = {WHOLE_ROW}',
            number,
        )
    }
