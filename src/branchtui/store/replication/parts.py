"""Which rows are parts of which thing, at any depth, as the models say it (`belongs_to`)."""

from collections.abc import Iterator
from typing import Any

from peewee import Field

from branchtui.store.models import BY_TABLE, SYNCED, Row, columns
from branchtui.store.replication import cells
from branchtui.store.replication.registry import TABLES


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
