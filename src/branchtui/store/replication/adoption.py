"""Stamps that no person made: for rows that a migration or a repair has put in."""

from branchtui.store.digests import blake2b
from branchtui.store.engine import sql
from branchtui.store.replication.registry import NUMBER, TABLES, WHOLE_ROW, Table

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
    digest = blake2b(digest_size=8)
    for table, rows in bare.items():
        for row in rows:
            for value in (table.name, *row[1:]):  # the number of a row means nothing elsewhere
                digest.update(_framed(value))
    w = int.from_bytes(digest.digest(), "big") >> 2
    sql.execute("INSERT OR IGNORE INTO stamp_writer (w, seen, app) VALUES (?, ?, ?)", w, _NUMBER, ADOPTED)
    writer = sql.value("SELECT n FROM stamp_writer WHERE w = ?", w)
    for table, rows in bare.items():
        for n, *_ in rows:
            sql.execute("INSERT INTO stamp_head VALUES (?, ?, ?, ?, ?)", table.number, n, WHOLE_ROW, writer, _NUMBER)
    sql.execute("UPDATE stamp_session SET clock = max(clock, ?)", _NUMBER)


def _bare_rows(table: Table) -> list[tuple[object, ...]]:
    """The rows of a table that have no head: its number, its id, then every column there is in the order of the registry."""
    there = {row[1] for row in sql.rows(f'PRAGMA table_info("{table.name}")')}
    columns = ", ".join(f't."{column}"' for column in (NUMBER, "id", *table.columns) if column in there)
    return sql.rows(
        f'SELECT {columns} FROM "{table.name}" t '
        "WHERE NOT EXISTS (SELECT 1 FROM stamp_head h WHERE h.tbl = ? AND h.n = t.n) ORDER BY t.id",
        table.number,
    )


def _framed(value: object) -> bytes:
    """A stored value as bytes that no other value, nor two others one after the other, can give."""
    raw = value if isinstance(value, bytes) else str(value).encode("utf-8")
    return f"{type(value).__name__}{len(raw)}:".encode() + raw
