"""Which rows are parts of which thing, at any depth, as the models say it (`belongs_to`)."""

from collections.abc import Iterator
from typing import Any

from branchtui.store.models import BY_TABLE, SYNCED, Row, columns
from branchtui.store.replication import cells
from branchtui.store.replication.registry import TABLES


def owner(table: str, row: bytes) -> tuple[str, bytes]:
    """The (table, id) of the whole thing that a row is a part of; its own where it is none."""
    model, known = BY_TABLE[table], TABLES[table]
    for name in model.belongs_to:
        field = columns.reference(model, name)
        found = cells.value(known.number, row, known.column(field.column_name))
        if isinstance(found, bytes):
            return owner(field.rel_model._meta.table_name, found)
    return table, row


def rows(thing: Row) -> Iterator[tuple[str, bytes]]:
    """The (table, id) of a thing and then of its parts, and theirs, those in the trash too."""
    yield thing._meta.table_name, thing.id
    yield from _parts(type(thing), thing.id)


def _parts(whole: type[Row], chosen: Any) -> Iterator[tuple[str, bytes]]:
    """The parts of the rows of `whole` that are `chosen`: an id, or a query for ids."""
    for model in SYNCED:
        before: list[Any] = []  # a row belongs to the first it names
        for name in () if model.aside else model.belongs_to:
            field = columns.reference(model, name)
            if field.rel_model is whole:
                inside = field == chosen if isinstance(chosen, bytes) else field << chosen
                found = model.select(model.id).where(inside, *before)
                yield from ((model._meta.table_name, part.id) for part in found)
                yield from _parts(model, found)
            before.append(field.is_null())
