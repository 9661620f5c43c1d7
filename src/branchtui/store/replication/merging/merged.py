"""Rows that were merged into another one of their table, which goes on for them."""

from collections.abc import Sequence

from branchtui.store.engine import sql
from branchtui.store.models import BY_TABLE
from branchtui.store.models.columns import pairs
from branchtui.store.replication.registry import DELETED, TABLES

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


def meant(
    table: str, row: bytes, group: Sequence[int], stored: Sequence[tuple[object, ...]]
) -> list[tuple[object, ...]]:
    """What these values of columns mean, each once: for a row that was merged into another, the one that goes on."""
    found: list[tuple[object, ...]] = []
    for values in stored:
        one = _meant(table, row, group, values)
        if one not in found:
            found.append(one)
    return found


def _meant(table: str, row: bytes, group: Sequence[int], stored: tuple[object, ...]) -> tuple[object, ...]:
    said = dict(zip((TABLES[table].name_of(column) for column in group if column > DELETED), stored, strict=False))
    if not said:
        return stored
    model = BY_TABLE[table]
    into = {field.column_name: field.rel_model._meta.table_name for field in model._meta.refs}
    into |= {which.column_name: str(said.get(of.column_name)) for of, which in pairs(model)}
    found = []
    for name, value in said.items():
        model_of = BY_TABLE.get(into.get(name, ""))
        if name == MERGED_INTO and value is None:
            value = row
        elif isinstance(value, bytes) and model_of is not None and MERGED_INTO in model_of._meta.columns:
            value = goes_on_for(into[name], value)
        found.append(value)
    return tuple(found)


def refers(table: str, group: Sequence[int]) -> bool:
    """Whether one of these columns names a row that may be merged into another."""
    model = BY_TABLE[table]
    names = {TABLES[table].name_of(column) for column in group if column > DELETED}
    refs = {field.column_name for field in model._meta.refs} | {which.column_name for _, which in pairs(model)}
    return bool(names & refs)
