"""Rows that were merged into another one of their table, which goes on for them."""

from branchtui.store.engine import sql

MERGED_INTO = "merged_into_id"


def goes_on_for(table: str, row: bytes) -> bytes:
    """The id of the row that goes on for one, its own where it was merged into none.

    Where two were merged into each other, unknown to each other, it is the smallest id of them.
    """
    way = [row]
    while (into := sql.value(f'SELECT {MERGED_INTO} FROM "{table}" WHERE id = ?', way[-1])) is not None:
        if into in way:
            return bytes(min(way[way.index(into) :]))
        way.append(into)
    return way[-1]
