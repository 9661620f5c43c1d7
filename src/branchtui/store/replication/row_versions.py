"""What a form was loaded with, so that saving it can tell what has changed under it (sync.md §5.7)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from branchtui.store.models import Row
from branchtui.store.replication import cells
from branchtui.store.replication.registry import TABLES, WHOLE_ROW
from branchtui.store.replication.session import Dot


@dataclass(frozen=True, slots=True)
class Token:
    """The heads of one row when it was read: column name → its stamps; and whether it was in the trash then."""

    table: str
    row: bytes
    heads: dict[str, tuple[Dot, ...]]
    deleted: bool


def token(row: Row) -> Token:
    """The token of a row as it stands in the database now. Take it when the row is read."""
    return made_token(row, cells.heads(TABLES[row._meta.table_name].number, row.id))


def made_token(row: Row, heads: Mapping[int, Sequence[Dot]]) -> Token:
    """The token of a row whose heads were read with it: by the number of their column, in the order of their own."""
    known = TABLES[row._meta.table_name]
    own = {name: tuple(heads.get(known.column(name)) or heads[WHOLE_ROW]) for name in known.columns}
    return Token(known.name, row.id, own, row.deleted)


def changed(since: Token, now: Token) -> dict[str, Dot]:
    """The columns written between two tokens of a row, with the stamp of the later; one gone to the trash has them all.

    What a merge has brought stands beside what was there, whichever of them has the greater number.
    """
    found = {}
    for column, heads in now.heads.items():
        if heads != (before := since.heads[column]):
            found[column] = next((dot for dot in reversed(heads) if dot not in before), heads[-1])
    return found
