"""What a form was loaded with, so that saving it can tell what has changed under it (sync.md §5.7)."""

from dataclasses import dataclass

from branchtui.store.models import Row
from branchtui.store.replication import cells
from branchtui.store.replication.registry import TABLES, WHOLE_ROW
from branchtui.store.replication.session import Dot


@dataclass(frozen=True, slots=True)
class Token:
    """The heads of one row when it was read: column name → its stamps."""

    table: str
    row: bytes
    heads: dict[str, tuple[Dot, ...]]


def token(row: Row) -> Token:
    """The token of a row as it stands in the database now. Take it when the row is read."""
    return _token(row._meta.table_name, row.id)


def changed(since: Token) -> dict[str, Dot]:
    """The columns written since, with the stamp that stands there now; a row gone to the trash has them all."""
    now = _token(since.table, since.row)
    return {column: heads[-1] for column, heads in now.heads.items() if heads != since.heads[column]}


def _token(table: str, row: bytes) -> Token:
    known = TABLES[table]
    heads = cells.heads(known.number, row)
    return Token(
        table,
        row,
        {name: tuple(heads.get(known.column(name)) or heads[WHOLE_ROW]) for name in known.columns},
    )
