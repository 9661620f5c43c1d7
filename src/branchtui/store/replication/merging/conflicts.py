"""What a merge has left to people: cells with several values, and things closed or thrown away while others wrote them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from branchtui.store.engine import sql
from branchtui.store.ids import pair_id
from branchtui.store.replication import cells
from branchtui.store.replication.merging import notices, showing
from branchtui.store.replication.merging.flags import Flag, Group, group_of
from branchtui.store.replication.merging.joining import Stamp, effective
from branchtui.store.replication.merging.merged import meant
from branchtui.store.replication.registry import BY_NUMBER, DELETED, TABLES
from branchtui.store.replication.session import Dot


@dataclass(frozen=True, slots=True)
class Value:
    """One of the values: of each column of the conflict, as stored, and the stamp that wrote it.

    A value that nobody wrote (a text that was joined by the program) has no stamp.
    """

    stored: tuple[object, ...]
    dot: Dot | None
    shown: bool


@dataclass(frozen=True, slots=True)
class Conflict:
    """A cell, or columns that are stamped as one, with its values: those written last first, on every machine alike."""

    table: str
    row: bytes
    columns: Group
    values: tuple[Value, ...]
    closed: bool = False  # one value only: it was closed while a text of it was written

    @property
    def names(self) -> list[str]:
        """The names of the columns."""
        return [TABLES[self.table].name_of(column) for column in self.columns]

    @property
    def id(self) -> bytes:
        """What names it on every machine."""
        return pair_id("conflict", self.table, self.row, str(self.columns[0]), "closed" if self.closed else "")


def found() -> list[Conflict]:
    """Every conflict there is, in the order of tables and rows."""
    places: dict[tuple[int, int, Group], None] = {}
    for number, n, column in sql.rows("SELECT DISTINCT tbl, n, col FROM stamp_sibling ORDER BY tbl, n, col"):
        if cells.policy(number, column) != "auto":
            places[number, n, group_of(number, column)] = None
    ids = dict(sql.rows("SELECT n, w FROM stamp_writer"))
    many = (_conflict(*place, ids) for place in places)
    return [conflict for conflict in (*many, *_closed(ids)) if conflict is not None]


def of(flags: Iterable[Flag]) -> list[Conflict]:
    """The conflicts that these flags stand for, with their values; those settled since are left out."""
    ids = dict(sql.rows("SELECT n, w FROM stamp_writer"))
    wanted = list(flags)
    closed = {(one.table, one.row): one for one in _closed(ids)} if any(flag.closed for flag in wanted) else {}
    read = (
        closed.get((flag.table, flag.row))
        if flag.closed
        else _conflict(
            TABLES[flag.table].number,
            sql.value(f'SELECT n FROM "{flag.table}" WHERE id = ?', flag.row),
            flag.columns,
            ids,
        )
        for flag in wanted
    )
    return [conflict for conflict in read if conflict is not None]


def settle(conflict: Conflict, stored: tuple[object, ...]) -> None:
    """Write the values that a person chose, even where they stand there already: the stamp tells that it was decided.

    Part of an act.
    """
    table = TABLES[conflict.table]
    old = tuple(cells.value(table.number, conflict.row, column) for column in conflict.columns)
    if old != stored:
        cells.write(table.number, conflict.row, dict(zip(conflict.columns, stored, strict=True)))
        return
    n = sql.value(f'SELECT n FROM "{table.name}" WHERE id = ?', conflict.row)
    for place, (column, value) in enumerate(zip(conflict.columns, old, strict=True)):
        sql.execute(
            "INSERT INTO stamp_edit VALUES (?, ?, ?, ?, ?, ?)", table.number, n, column, value, not place, bool(place)
        )


def _conflict(number: int, n: int, columns: Group, ids: dict[int, int]) -> Conflict | None:
    table = BY_NUMBER[number]
    listed = ", ".join(f'"{table.name_of(column)}"' for column in columns)
    row, *shown = sql.rows(f'SELECT id, {listed} FROM "{table.name}" WHERE n = ?', n)[0]
    written = {
        (column, (wn, s)): value
        for column, wn, s, value in sql.rows(
            f"SELECT col, wn, s, value FROM stamp_sibling WHERE tbl = ? AND n = ? AND col IN ({', '.join(map(str, columns))})",
            number,
            n,
        )
    }
    sent = set() if columns == (DELETED,) else showing.gone(number, n)
    heads = showing.heads_of(number, n)
    stamps = set().union(*(effective(heads, column) for column in columns)) - sent
    known: dict[tuple[object, ...], Stamp] = {}
    for stamp in sorted(stamps, key=lambda stamp: (stamp[1], ids[stamp[0]]), reverse=True):
        value = tuple(written.get((column, stamp), now) for column, now in zip(columns, shown, strict=True))
        known.setdefault(value, stamp)
    values = [Value(value, (ids[stamp[0]], stamp[1]), value == tuple(shown)) for value, stamp in known.items()]
    if not any(value.shown for value in values):
        dot = _kept_by(number, n, ids) if columns == (DELETED,) else None
        values.append(Value(tuple(shown), dot, True))
    of_one = meant(table.name, row, columns, [value.stored for value in values])
    return Conflict(table.name, row, columns, tuple(values)) if len(of_one) > 1 else None


def _kept_by(number: int, n: int, ids: dict[int, int]) -> Dot | None:
    """The stamp on whose account a row is still there that another machine has sent to the trash."""
    sent = showing.gone(number, n)
    heads = showing.heads_of(number, n)
    stamps = {stamp for column, found in heads.items() if column > DELETED and found & sent for stamp in found - sent}
    stamps |= set(
        sql.rows(f"SELECT wn2, s2 FROM stamp_notice WHERE kind = {notices.TRASHED} AND tbl = ? AND n = ?", number, n)
    )
    return max(((ids[wn], s) for wn, s in stamps), key=lambda dot: (dot[1], dot[0]), default=None)


def _closed(ids: dict[int, int]) -> Iterator[Conflict]:
    """Things that were closed on one machine while a text of theirs was written on another."""
    for number, n, (wn, s) in notices.closed():
        table = BY_NUMBER[number]
        columns = group_of(number, table.column("state"))
        listed = ", ".join(f'"{table.name_of(column)}"' for column in columns)
        row, *stored = sql.rows(f'SELECT id, {listed} FROM "{table.name}" WHERE n = ?', n)[0]
        yield Conflict(table.name, row, columns, (Value(tuple(stored), (ids[wn], s), True),), closed=True)
