"""Stamps that no person made: for rows and columns that a migration or a repair has put in."""

import hashlib
from collections.abc import Callable

from branchtui.store.engine import sql
from branchtui.store.replication.registry import TABLES, WHOLE_ROW, Table

ADOPTED = "adopted"  # stands for the program of the writer under which rows without stamps were taken in
_NUMBER = 1  # of every adopted stamp: it counts as older than whatever a person writes


def adopt_rows() -> None:
    """Give rows that have no head a default one, under a writer of its own: after a migration or a repair.

    The writer is a hash of what was adopted. So two machines that migrate or repair copies of one file make the same
    stamps, and an edit made on one of them afterwards is no conflict.
    """
    bare = {table: rows for table in TABLES.values() if (rows := _bare_rows(table))}
    if not bare:
        return
    digest = hashlib.blake2b(digest_size=8)
    for table, rows in bare.items():
        for row in rows:
            for value in (table.name, *row):
                digest.update(_framed(value))
    w = int.from_bytes(digest.digest(), "big") >> 2
    for table, rows in bare.items():
        for key, *_ in rows:
            sql.run("INSERT INTO stamp_head VALUES (?, ?, ?, ?, ?)", table.number, key, WHOLE_ROW, w, _NUMBER)
    sql.run("INSERT OR IGNORE INTO stamp_vector VALUES (?, ?)", w, _NUMBER)
    sql.run("INSERT OR IGNORE INTO stamp_writer (w, device, person, app) VALUES (?, '', '', ?)", w, ADOPTED)
    sql.run("UPDATE stamp_session SET clock = max(clock, ?)", _NUMBER)


def inherit(table: str, new: str, source: str, derive: Callable[[object], object] = lambda value: value) -> None:
    """Give a new column, whose value a migration has derived from another column of its row, the stamps of that one.

    To be called by the migration that adds the column, after it has filled it: `inherit("fact", "owner_id", "source",
    owner_of)`. Two machines that migrate at different times then hold equal stamps for equal values, and a merge knows
    who wrote the new cell. Heads are copied; where there are several with values of their own, so are those, each
    turned by `derive`, which has to be the same pure function of the stored value that filled the column. A cell whose
    source has only its row's heads has those already. The history is not copied: it goes on telling of `source`.

    Call it once, while no trigger is in place, as `schema.migrate` runs migrations. Both columns need their numbers in
    the registry.
    """
    known = TABLES[table]
    number, column, origin = known.number, known.column(new), known.column(source)
    sql.run(
        "INSERT INTO stamp_head SELECT tbl, rid, ?, w, s FROM stamp_head WHERE tbl = ? AND col = ?",
        column,
        number,
        origin,
    )
    values: dict[bytes, list[tuple[int, int, object]]] = {}
    for row, w, s, value in sql.rows(
        "SELECT rid, w, s, value FROM stamp_sibling WHERE tbl = ? AND col = ?", number, origin
    ):
        values.setdefault(row, []).append((w, s, derive(value)))
    for row, found in values.items():
        if len({value for *_, value in found}) > 1:  # else all heads have come to say the same
            for w, s, value in found:
                sql.run("INSERT INTO stamp_sibling VALUES (?, ?, ?, ?, ?, ?)", number, row, column, w, s, value)


def _bare_rows(table: Table) -> list[tuple[object, ...]]:
    """The rows of a table that have no head: id, then every column there is by its number."""
    there = {row[1] for row in sql.rows(f'PRAGMA table_info("{table.name}")')}
    columns = ", ".join(f't."{column}"' for column in ("id", *table.columns) if column in there)
    return sql.rows(
        f'SELECT {columns} FROM "{table.name}" t '
        "WHERE NOT EXISTS (SELECT 1 FROM stamp_head h WHERE h.tbl = ? AND h.rid = t.id) ORDER BY t.id",
        table.number,
    )


def _framed(value: object) -> bytes:
    """A stored value as bytes that no other value, nor two others one after the other, can give."""
    raw = value if isinstance(value, bytes) else str(value).encode("utf-8")
    return f"{type(value).__name__}{len(raw)}:".encode() + raw
