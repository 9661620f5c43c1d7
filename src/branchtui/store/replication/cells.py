"""Reading stamps: the heads of a row, the values and what replaced what.

Stamps are kept by the numbers that rows and writers have in this file; whoever asks here gets and gives ids.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from branchtui.store.engine import sql
from branchtui.store.models import BY_TABLE
from branchtui.store.replication import packing
from branchtui.store.replication.registry import BY_NUMBER, DELETED, WHOLE_ROW
from branchtui.store.replication.session import Dot

Cell = tuple[int, bytes, int]  # table, row, column
Span = tuple[int, int, int]  # the stamps first..last of a writer: writer, first, last

_ROW = '(SELECT n FROM "{0}" WHERE id = ?)'
_WRITER = "(SELECT n FROM stamp_writer WHERE w = ?)"
_NEWEST = " UNION ALL ".join(f'SELECT {number}, max(n) FROM "{table.name}"' for number, table in BY_NUMBER.items())


def sent_to_trash(entry: str, head: str = "stamp_head") -> str:
    """SQL: whether the stamp that made an entry of the history sent its row to the trash.

    It replaced `deleted` = 0; or, where another machine had deleted the row already, it stands for the whole row.
    """
    whole = (
        f"SELECT 1 FROM {head} w WHERE w.tbl = {entry}.tbl AND w.n = {entry}.n AND w.col = {WHOLE_ROW} "
        f"AND w.wn = {entry}.bwn AND w.s = {entry}.bs"
    )
    return f"({entry}.col = {DELETED} AND ({entry}.value = 0 OR EXISTS ({whole})))"


@dataclass(frozen=True, slots=True)
class Replaced:
    """One entry of the history: `value` of stamp `dot` stood in `column` until stamp `by`."""

    column: int
    dot: Dot
    by: Dot
    value: object


def policy(number: int, column: int) -> str:
    """How concurrent values of a column are merged: keep, text3, auto or final."""
    table = BY_NUMBER[number]
    model, name = BY_TABLE[table.name], table.name_of(column)
    named = {"text3": model.text3, "auto": model.auto, "final": model.final}
    return next((policy for policy, columns in named.items() if name in columns), "keep")


def heads(number: int, row: bytes) -> dict[int, list[Dot]]:
    """The heads of a row by column; column 0 stands for the columns that have none of their own."""
    found: dict[int, list[Dot]] = {}
    for column, w, s in sql.rows(
        "SELECT h.col, v.w, h.s FROM stamp_head h JOIN stamp_writer v ON v.n = h.wn "
        f"WHERE h.tbl = ? AND h.n = {_row(number)} ORDER BY h.s, v.w",
        number,
        row,
    ):
        found.setdefault(column, []).append((w, s))
    return found


def siblings(number: int, row: bytes, column: int) -> dict[Dot, object]:
    """The value of each head of a cell that has heads of different values; empty for any other cell."""
    found = sql.rows(
        "SELECT v.w, b.s, b.value FROM stamp_sibling b JOIN stamp_writer v ON v.n = b.wn "
        f"WHERE b.tbl = ? AND b.n = {_row(number)} AND b.col = ?",
        number,
        row,
        column,
    )
    return {(w, s): value for w, s, value in found}


def value(number: int, row: bytes, column: int) -> object:
    """What a cell shows, as stored."""
    table = BY_NUMBER[number]
    return sql.value(f'SELECT "{table.name_of(column)}" FROM "{table.name}" WHERE id = ?', row)


def write(number: int, row: bytes, values: Mapping[int, object]) -> None:
    """Write cells of one row as they are stored. Part of an act."""
    table = BY_NUMBER[number]
    columns = ", ".join(f'"{table.name_of(column)}" = ?' for column in values)
    sql.execute(f'UPDATE "{table.name}" SET {columns} WHERE id = ?', *values.values(), row)


def history(number: int, row: bytes) -> list[Replaced]:
    """Every value of a row that was replaced, in the order of the stamps that did it."""
    found = sql.rows(
        "SELECT h.n, h.col, h.wn, h.s, v.w, b.w, h.bs, h.value FROM stamp_history h JOIN stamp_writer v ON v.n = h.wn "
        f"JOIN stamp_writer b ON b.n = h.bwn WHERE h.tbl = ? AND h.n = {_row(number)} ORDER BY h.bs, b.w, h.s, v.w",
        number,
        row,
    )
    written = _Written()
    return [
        Replaced(column, (w, s), (by, by_s), written((number, n, column), (wn, s), stored))
        for n, column, wn, s, w, by, by_s, stored in found
    ]


def replaced(cell: Cell, span: Span) -> list[Dot]:
    """The stamps of a cell from before a span of stamps that replaced them; the whole row's where it had none of its own.

    The columns of a group are stamped as one, so where the cell has no past of its own that of its mates tells it.
    """
    for some in ((cell[2],), mates(*cell, span[1]), (WHOLE_ROW,)):
        found: list[Dot] = [
            (w, s)
            for w, s in sql.rows(
                "SELECT DISTINCT v.w, h.s FROM stamp_history h JOIN stamp_writer v ON v.n = h.wn "
                f"WHERE h.tbl = ? AND h.n = {_row(cell[0])} AND h.col IN ({', '.join(map(str, some))}) "
                f"AND h.bwn = {_WRITER} AND h.bs BETWEEN ? AND ? AND NOT (h.wn = h.bwn AND h.s >= ?)",
                *cell[:2],
                *span,
                span[1],
            )
        ]
        if found:
            return found
    return []


def mates(number: int, row: bytes, column: int, before: int) -> tuple[int, ...]:
    """The other columns that are stamped as one with a cell, where only they tell of what stamp number `before` replaced.

    A cell that was only stamped with its group has no entries in the history until its own value changes first.
    """
    first = sql.value(
        f"SELECT min(bs) FROM stamp_history WHERE tbl = ? AND n = {_row(number)} AND col = ?", number, row, column
    )
    if first is not None and first <= before:
        return ()
    table = BY_NUMBER[number]
    groups = (tuple(map(table.column, group)) for group in BY_TABLE[table.name].together)
    return tuple(mate for group in groups if column in group for mate in group if mate != column)


def changed(span: Span, *, most: int = -1) -> set[Cell]:
    """The cells in which a span of stamps replaced something, column 0 among them; `most` of them where that is enough."""
    found = sql.rows(
        f"SELECT DISTINCT tbl, n, col FROM stamp_history WHERE bwn = {_WRITER} AND bs BETWEEN ? AND ? LIMIT ?",
        *span,
        most,
    )
    ids = _ids((number, n) for number, n, _ in found)
    return {(number, ids[number, n], column) for number, n, column in found if (number, n) in ids}


def before(span: Span) -> dict[Cell, object]:
    """The value that each cell had before a span of stamps replaced it, whole rows left out.

    That is the one that was shown: of several the last that was written, and none that only stands there because another
    machine has deleted the row; of such a row itself, that it was there.
    """
    deleting = (
        "EXISTS (SELECT 1 FROM stamp_history d WHERE d.tbl = h.tbl AND d.n = h.n "
        f"AND d.bwn = h.wn AND d.bs = h.s AND {sent_to_trash('d')})"
    )
    found = sql.rows(
        "SELECT h.tbl, h.n, h.col, h.wn, h.s, h.value, h.bwn, h.bs FROM stamp_history h JOIN stamp_writer v ON v.n = h.wn "
        f"WHERE h.bwn = {_WRITER} AND h.bs BETWEEN ? AND ? AND h.col > 0 ORDER BY h.bs DESC, {deleting} DESC, h.s, v.w",
        *span,
    )
    ids, written = _ids((number, n) for number, n, *_ in found), _Written()
    oldest = {(number, n, column): (wn, s, stored, (bwn, bs)) for number, n, column, wn, s, stored, bwn, bs in found}
    return {
        (place[0], ids[place[:2]], place[2]): 0
        if place[2] == DELETED and stored and _was_there(place[:2], by)
        else written(place, (wn, s), stored)
        for place, (wn, s, stored, by) in oldest.items()
        if place[:2] in ids
    }


def _was_there(row: tuple[int, int], by: tuple[int, int]) -> bool:
    """Whether a row was shown when a stamp replaced its mark of deletion: such a stamp deletes it anew, or keeps it by
    writing another cell. What takes a row out of the trash writes its mark alone.
    """
    return bool(
        sql.value(
            f"SELECT EXISTS (SELECT 1 FROM stamp_head WHERE tbl = ?1 AND n = ?2 AND col = {WHOLE_ROW} AND wn = ?3 AND s = ?4) "
            f"OR EXISTS (SELECT 1 FROM stamp_history WHERE tbl = ?1 AND n = ?2 AND col > {DELETED} AND bwn = ?3 AND bs = ?4)",
            *row,
            *by,
        )
    )


def made(span: Span) -> set[tuple[int, bytes]]:
    """The (table number, row id) whose first stamp is one of a span: a whole-row stamp that replaced none.

    No index leads to such stamps. Those that replaced something are counted first: as many as are left are looked for
    among the newest rows of each table, and only where they are not all there among all rows.
    """
    w, first, last = span
    writer = sql.value("SELECT n FROM stamp_writer WHERE w = ?", w)
    replacing = "SELECT bs FROM stamp_history WHERE bwn = ?1 AND bs BETWEEN ?2 AND ?3"
    wanted = last - first + 1 - int(sql.value(f"SELECT count(DISTINCT bs) FROM ({replacing})", writer, first, last))
    if not wanted:
        return set()
    of_row = f"col = {WHOLE_ROW} AND wn = ?1 AND s BETWEEN ?2 AND ?3 AND s NOT IN ({replacing})"
    found = sql.rows(
        f"WITH newest (tbl, n) AS ({_NEWEST}) SELECT h.tbl, h.n FROM newest t CROSS JOIN stamp_head h "
        f"ON h.tbl = t.tbl AND h.n > t.n - ?4 WHERE {of_row}",
        *(writer, first, last, 4 * wanted + 100),
    )
    if len(found) < wanted:
        heads_, past = (f"SELECT tbl, n FROM {table} WHERE {of_row}" for table in ("stamp_head", "stamp_history"))
        found = sql.rows(f"{heads_} UNION {past}", writer, first, last)
    ids = _ids(found)
    return {(number, ids[number, n]) for number, n in found if (number, n) in ids}


def old_texts(number: int, column: int) -> Iterator[tuple[bytes, str]]:
    """(row id, text) for every text that once stood in a column of a table."""
    found = sql.rows(
        "SELECT n, wn, s, value FROM stamp_history WHERE tbl = ? AND col = ? AND value IS NOT NULL", number, column
    )
    ids, written = _ids((number, n) for n, *_ in found), _Written()
    for n, wn, s, stored in found:
        text = written((number, n, column), (wn, s), stored)
        if isinstance(text, str) and (number, n) in ids:
            yield ids[number, n], text


class _Written:
    """Values of the history as they were written; the versions of a cell are read once, and only where one is packed."""

    def __init__(self) -> None:
        self._versions: dict[packing.Place, packing.Versions] = {}

    def __call__(self, place: packing.Place, stamp: packing.Stamp, stored: object) -> object:
        if not packing.is_packed(place, stored):
            return stored
        if place not in self._versions:
            self._versions[place] = packing.Versions(place)
        return self._versions[place].of(stamp)


def _row(number: int) -> str:
    return _ROW.format(BY_NUMBER[number].name)


def _ids(rows: Iterable[tuple[int, int]]) -> dict[tuple[int, int], bytes]:
    """The ids of rows by (table number, row number); of those there are, for a number may be a damaged one."""
    by_table: dict[int, set[int]] = {}
    for number, n in rows:
        if number in BY_NUMBER:
            by_table.setdefault(number, set()).add(n)
    return {
        (number, n): row
        for number, wanted in by_table.items()
        for n, row in sql.rows(
            f'SELECT n, id FROM "{BY_NUMBER[number].name}" WHERE n IN ({", ".join(map(str, sorted(wanted)))})'
        )
    }
