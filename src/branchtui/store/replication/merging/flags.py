"""Where conflicts are open, without their values: for signs in lists, heads and the title line.

It costs a look into two small tables; where they are empty, nothing more. `conflicts.found` reads what people choose from.
"""

from collections.abc import Iterable
from typing import NamedTuple

from branchtui.store.engine import sql
from branchtui.store.models import BY_TABLE
from branchtui.store.replication import cells, parts
from branchtui.store.replication.merging import notices
from branchtui.store.replication.merging.merged import meant, refers
from branchtui.store.replication.registry import BY_NUMBER, DELETED

Group = tuple[int, ...]
Place = tuple[int, int, Group, bool]  # table, row number, columns, whether it was closed while a text of it was written
_AUTO = ", ".join(
    f"({number}, {table.column(name)})" for number, table in BY_NUMBER.items() for name in BY_TABLE[table.name].auto
)
# A value that only sent the row to the trash is none to choose; NULL counts as a value.
_CHOICE = (
    f"(b.col = {DELETED} OR NOT EXISTS (SELECT 1 FROM stamp_history h WHERE h.tbl = b.tbl AND h.n = b.n "
    f"AND h.bwn = b.wn AND h.bs = b.s AND {cells.sent_to_trash('h')}))"
)
_CELLS = (
    f"SELECT tbl, n, col FROM (SELECT b.tbl, b.n, b.col, b.value, {_CHOICE} AS choice FROM stamp_sibling b "
    f"WHERE (b.tbl, b.col) NOT IN (VALUES {_AUTO})) GROUP BY tbl, n, col HAVING col = {DELETED} "
    "OR count(DISTINCT CASE WHEN choice THEN value END) + max(choice AND value IS NULL) > 1 ORDER BY tbl, n, col"
)


class Flag(NamedTuple):
    """One conflict: the row, its columns, and the thing that the row is or is a part of, as (table, id)."""

    table: str
    row: bytes
    columns: Group
    closed: bool
    whole: tuple[str, bytes]


def group_of(number: int, column: int) -> Group:
    """The columns that are stamped as one with a column, in their order."""
    table = BY_NUMBER[number]
    groups = (tuple(map(table.column, group)) for group in BY_TABLE[table.name].together)
    return next((group for group in groups if column in group), (column,))


def places() -> list[Place]:
    """Every conflict there is, each once."""
    listed = ((number, n, group_of(number, column)) for number, n, column in sql.rows(_CELLS))
    found = {(*place, False): None for place in listed if not _means_one(*place)}
    for number, n, _ in notices.closed():
        found[number, n, group_of(number, BY_NUMBER[number].column("state")), True] = None
    return list(found)


def _means_one(number: int, n: int, group: Group) -> bool:
    """Whether the values name rows of which one goes on for all."""
    table = BY_NUMBER[number]
    if not refers(table.name, group):
        return False
    names = ", ".join(f'"{table.name_of(column)}"' for column in group)
    row, *shown = sql.rows(f'SELECT id, {names} FROM "{table.name}" WHERE n = ?', n)[0]
    stamps: dict[tuple[int, int], dict[int, object]] = {}
    for column, wn, s, value in sql.rows(
        f"SELECT b.col, b.wn, b.s, b.value FROM stamp_sibling b WHERE b.tbl = ? AND b.n = ? "
        f"AND b.col IN ({', '.join(map(str, group))}) AND {_CHOICE}",
        number,
        n,
    ):
        stamps.setdefault((wn, s), {})[column] = value
    values = [
        tuple(written.get(one, now) for one, now in zip(group, shown, strict=True)) for written in stamps.values()
    ]
    return len(meant(table.name, row, group, values)) == 1


def count() -> int:
    """How many conflicts there are."""
    return len(places())


def flags() -> list[Flag]:
    """Every conflict with the thing that it is in."""
    found = places()
    wholes = parts.owners((number, n) for number, n, *_ in found)
    return [
        Flag(BY_NUMBER[number].name, wholes[number, n][0], columns, closed, wholes[number, n][1])
        for number, n, columns, closed in found
        if (number, n) in wholes
    ]


def by_thing(table: str) -> dict[bytes, list[Flag]]:
    """The conflicts of the things of a table, by their ids; those of their parts are theirs."""
    return grouped(flag for flag in flags() if flag.whole[0] == table)


def grouped(flags: Iterable[Flag]) -> dict[bytes, list[Flag]]:
    """The conflicts by the ids of the things that they are in."""
    found: dict[bytes, list[Flag]] = {}
    for flag in flags:
        found.setdefault(flag.whole[1], []).append(flag)
    return found


def of_thing(table: str, row: bytes) -> list[Flag]:
    """The conflicts of one thing and its parts."""
    return by_thing(table).get(row, [])
