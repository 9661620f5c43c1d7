"""Which rows are parts of which thing, at any depth, as the models say it (`belongs_to`)."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from peewee import Field

from branchtui.store.engine import sql
from branchtui.store.models import BY_TABLE, SYNCED, Row, columns
from branchtui.store.replication import cells
from branchtui.store.replication.registry import BY_NUMBER, TABLES

_AT_ONCE = 500  # rows in one statement: SQLite takes 999 values at least


def owner(table: str, row: bytes) -> tuple[str, bytes]:
    """The (table, id) of the whole thing that a row is a part of; its own where it is none."""
    model, known = BY_TABLE[table], TABLES[table]
    for name in model.belongs_to:
        whole, which = _points(model, name)
        found = cells.value(known.number, row, known.column(which.column_name))
        if isinstance(found, bytes):
            named = whole if isinstance(whole, str) else cells.value(known.number, row, known.column(whole.column_name))
            return owner(str(named), found)
    return table, row


def owners(places: Iterable[tuple[int, int]]) -> dict[tuple[int, int], tuple[bytes, tuple[str, bytes]]]:
    """The id, and the `owner`, of each of many rows by (table number, row number): one statement for a table and level.

    Rows that there are not are left out.
    """
    ids: dict[tuple[int, int], bytes] = {}
    at: dict[tuple[int, int], tuple[str, bytes]] = {}  # how far up each has been followed
    waiting: dict[str, dict[bytes, list[tuple[int, int]]]] = {}  # table → row → the places that have come to it
    by_table: dict[int, set[int]] = {}
    for number, n in places:
        by_table.setdefault(number, set()).add(n)
    for number, numbers in by_table.items():
        for n, row in _in_pieces(f'SELECT n, id FROM "{BY_NUMBER[number].name}" WHERE n', sorted(numbers)):
            ids[number, n] = row
            waiting.setdefault(BY_NUMBER[number].name, {}).setdefault(row, []).append((number, n))
    while waiting:
        table, rows_ = waiting.popitem()
        for row, *pointed in _in_pieces(f'SELECT {", ".join(_pointing(table))} FROM "{table}" WHERE id', [*rows_]):
            above = _first(table, pointed)
            for place in rows_[row]:
                at[place] = (table, row)
                if above is not None:
                    waiting.setdefault(above[0], {}).setdefault(above[1], []).append(place)
    return {place: (ids[place], whole) for place, whole in at.items()}


def _pointing(table: str) -> list[str]:
    """The columns of a table that may tell what its rows belong to: of each field the table, if it is told, and the id."""
    found = ["id"]
    for name in BY_TABLE[table].belongs_to:
        whole, which = _points(BY_TABLE[table], name)
        found += ["NULL" if isinstance(whole, str) else f'"{whole.column_name}"', f'"{which.column_name}"']
    return found


def _first(table: str, pointed: Sequence[Any]) -> tuple[str, bytes] | None:
    """What a row with these values belongs to: the first that it names."""
    for name, told, row in zip(BY_TABLE[table].belongs_to, pointed[::2], pointed[1::2], strict=True):
        if isinstance(row, bytes):
            whole, _ = _points(BY_TABLE[table], name)
            return (whole if isinstance(whole, str) else str(told)), row
    return None


def _in_pieces(select: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
    """The rows of a select that ends with a column, for those of the values that it has."""
    for start in range(0, len(values), _AT_ONCE):
        some = values[start : start + _AT_ONCE]
        yield from sql.rows(f"{select} IN ({', '.join('?' * len(some))})", *some)


def whole_of(row: bytes) -> tuple[str, bytes] | None:
    """The (table, id) of the thing that a row with this id, of whatever table, is or is a part of; None for no row."""
    found = (table for table, known in BY_TABLE.items() if known.select().where(known.id == row).exists())
    return next((owner(table, row) for table in found), None)


def rows(thing: Row) -> Iterator[tuple[str, bytes]]:
    """The (table, id) of a thing and then of its parts, and theirs, those in the trash too."""
    yield thing._meta.table_name, thing.id
    yield from _parts(type(thing), thing.id)


def _points(model: type[Row], name: str) -> "tuple[str | Field[Any], Field[Any]]":
    """Where a field of `belongs_to` points: the table, or the column that names it; and the column that holds the id."""
    if name in model.refers:
        return columns.pair(model, name)
    field = columns.reference(model, name)
    return field.rel_model._meta.table_name, field


def _parts(whole: type[Row], chosen: Any) -> Iterator[tuple[str, bytes]]:
    """The parts of the rows of `whole` that are `chosen`: an id, or a query for ids."""
    for model in SYNCED:
        before: list[Any] = []  # a row belongs to the first it names
        for name in () if model.aside else model.belongs_to:
            to, field = _points(model, name)
            if to == whole._meta.table_name or not isinstance(to, str):
                inside = field == chosen if isinstance(chosen, bytes) else field << chosen
                of_whole = (inside,) if isinstance(to, str) else (inside, to == whole._meta.table_name)
                found = model.select(model.id).where(*of_whole, *before)
                parts = [(model._meta.table_name, part.id) for part in found]
                yield from parts
                if parts:
                    yield from _parts(model, found)
            before.append(field.is_null())
