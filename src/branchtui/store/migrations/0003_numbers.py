"""Rows, writers and acts by number, so that a stamp is short; stamps ready for two machines.

Every synced table gets `n`, a number of its own that never leaves the file: stamps are kept by it. A writer's number
stands for its id in the same way; what this file has seen of it is in its row. New are the notices, purges of one
column, and the device of a writer. Rows without any stamp get one that is made of their content, so that copies of one
file are migrated to equal stamps.
"""

import hashlib
from typing import Any

# The synced tables of this schema, in the order of their numbers.
TABLES = (
    *("branch", "party_group", "member", "roster_event", "meeting", "agenda_item", "attendance", "guest", "station"),
    *("plan", "plan_item", "material", "report", "fact", "photo", "figure", "byline", "post", "post_holder", "setting"),
)
ID = '("id" BLOB NOT NULL PRIMARY KEY,'
NUMBERED = '("n" INTEGER NOT NULL PRIMARY KEY, "id" BLOB NOT NULL UNIQUE,'

NEW = (
    # A writer: w is its id on every machine, n stands for it in this file, seen is its greatest number known here (the
    # running session counts in stamp_session). The rest is for people; "at" is seconds since 1970, never compared with
    # another machine's. packed: what it replaced in the history has been made small.
    'CREATE TABLE "new_writer" ("n" INTEGER NOT NULL PRIMARY KEY, "w" INTEGER NOT NULL UNIQUE, "seen" INTEGER NOT NULL DEFAULT 0, "home" BLOB, "device" TEXT NOT NULL DEFAULT \'\', "person" TEXT NOT NULL DEFAULT \'\', "app" TEXT NOT NULL DEFAULT \'\', "at" INTEGER, "packed" INTEGER NOT NULL DEFAULT 0)',
    # Who wrote the shown value of a cell last: writer, number. col 0 stands for every column without a row of its own.
    'CREATE TABLE "new_head" ("tbl" INTEGER NOT NULL, "n" INTEGER NOT NULL, "col" INTEGER NOT NULL, "wn" INTEGER NOT NULL, "s" INTEGER NOT NULL, PRIMARY KEY ("tbl", "n", "col", "wn")) WITHOUT ROWID',
    # The value of each head of a cell that has heads of different values.
    'CREATE TABLE "new_sibling" ("tbl" INTEGER NOT NULL, "n" INTEGER NOT NULL, "col" INTEGER NOT NULL, "wn" INTEGER NOT NULL, "s" INTEGER NOT NULL, "value", PRIMARY KEY ("tbl", "n", "col", "wn")) WITHOUT ROWID',
    # The value of stamp (wn, s), replaced by stamp (bwn, bs).
    'CREATE TABLE "new_history" ("tbl" INTEGER NOT NULL, "n" INTEGER NOT NULL, "col" INTEGER NOT NULL, "wn" INTEGER NOT NULL, "s" INTEGER NOT NULL, "bwn" INTEGER NOT NULL, "bs" INTEGER NOT NULL, "value")',
    # One row: the writer of this session (none before its first write), the Lamport clock, the session's last number,
    # the device that had this file last.
    'CREATE TABLE "new_session" ("k" INTEGER NOT NULL PRIMARY KEY CHECK ("k" = 1), "wn" INTEGER, "clock" INTEGER NOT NULL, "own" INTEGER NOT NULL, "mute" INTEGER NOT NULL, "home" BLOB)',
    # Cells whose content was removed at a person's request, and the stamp that did it; col 0 stands for the whole row.
    'CREATE TABLE "new_purge" ("tbl" INTEGER NOT NULL, "n" INTEGER NOT NULL, "col" INTEGER NOT NULL, "wn" INTEGER NOT NULL, "s" INTEGER NOT NULL, PRIMARY KEY ("tbl", "n", "col")) WITHOUT ROWID',
    # Two cells that were written without knowing of each other and need a person: kind, the stamp of one, of the other.
    'CREATE TABLE "stamp_notice" ("kind" INTEGER NOT NULL, "tbl" INTEGER NOT NULL, "n" INTEGER NOT NULL, "wn" INTEGER NOT NULL, "s" INTEGER NOT NULL, "tbl2" INTEGER NOT NULL, "n2" INTEGER NOT NULL, "col2" INTEGER NOT NULL, "wn2" INTEGER NOT NULL, "s2" INTEGER NOT NULL, PRIMARY KEY ("kind", "tbl", "n", "wn", "s", "tbl2", "n2", "col2", "wn2", "s2")) WITHOUT ROWID',
    # A name for the stamps first..last of a writer; "inverts" is the act it took back.
    'CREATE TABLE "new_act" ("n" INTEGER NOT NULL PRIMARY KEY, "name" TEXT NOT NULL, "wn" INTEGER NOT NULL, "first" INTEGER NOT NULL, "last" INTEGER NOT NULL, "at" INTEGER NOT NULL, "inverts" INTEGER)',
    # What this file can undo, in order. Inverting "effect" is the next step: it undoes a done act, redoes an undone one.
    'CREATE TABLE "new_undo" ("position" INTEGER NOT NULL PRIMARY KEY, "act" INTEGER NOT NULL, "effect" INTEGER NOT NULL, "state" TEXT NOT NULL)',
)
FILL = (
    'INSERT INTO "new_writer" ("w", "seen", "device", "person", "app", "at") '
    "SELECT k.w, k.s, coalesce(o.device, ''), coalesce(o.person, ''), coalesce(o.app, ''), o.at FROM (SELECT w, max(s) AS s FROM ("
    "SELECT w, s FROM stamp_vector UNION ALL SELECT w, 0 FROM stamp_writer UNION ALL SELECT w, 0 FROM stamp_session "
    "WHERE w IS NOT NULL UNION ALL SELECT w, 0 FROM stamp_head UNION ALL SELECT w, 0 FROM stamp_sibling UNION ALL "
    "SELECT w, 0 FROM stamp_history UNION ALL SELECT bw, 0 FROM stamp_history UNION ALL SELECT w, 0 FROM act"
    ") GROUP BY w) k LEFT JOIN stamp_writer o ON o.w = k.w ORDER BY k.w",
    'INSERT INTO "new_session" SELECT k, (SELECT n FROM new_writer v WHERE v.w = o.w), clock, own, mute, NULL FROM stamp_session o',
    'INSERT INTO "new_act" SELECT a.rowid, a.name, v.n, a.first, a.last, a.at, (SELECT i.rowid FROM act i WHERE i.id = a.inverts) '
    "FROM act a JOIN new_writer v ON v.w = a.w ORDER BY a.rowid",
    # The newest two hundred steps stay.
    'INSERT INTO "new_undo" SELECT u.position, a.rowid, e.rowid, u.state FROM undo u JOIN act a ON a.id = u.act '
    "JOIN act e ON e.id = u.effect ORDER BY u.position DESC LIMIT 200",
)
# The stamps of one table's rows; ?1 is its number.
OF_TABLE = (
    'INSERT INTO "new_head" SELECT ?1, t.n, o.col, v.n, o.s FROM stamp_head o JOIN "{0}" t ON t.id = o.rid '
    "JOIN new_writer v ON v.w = o.w WHERE o.tbl = ?1",
    'INSERT INTO "new_sibling" SELECT ?1, t.n, o.col, v.n, o.s, o.value FROM stamp_sibling o JOIN "{0}" t ON t.id = o.rid '
    "JOIN new_writer v ON v.w = o.w WHERE o.tbl = ?1",
    'INSERT INTO "new_history" SELECT ?1, t.n, o.col, v.n, o.s, b.n, o.bs, o.value FROM stamp_history o '
    'JOIN "{0}" t ON t.id = o.rid JOIN new_writer v ON v.w = o.w JOIN new_writer b ON b.w = o.bw WHERE o.tbl = ?1 ORDER BY o.rowid',
    'INSERT INTO "new_purge" SELECT ?1, t.n, 0, v.n, o.s FROM stamp_purge o JOIN "{0}" t ON t.id = o.rid '
    "JOIN new_writer v ON v.w = o.w WHERE o.tbl = ?1",
)
OLD = (
    *("stamp_head", "stamp_sibling", "stamp_history", "stamp_vector", "stamp_writer", "stamp_session", "stamp_purge"),
    *("act", "undo"),
)
RENAMED = (
    *(("new_writer", "stamp_writer"), ("new_head", "stamp_head"), ("new_sibling", "stamp_sibling")),
    *(("new_history", "stamp_history"), ("new_session", "stamp_session"), ("new_purge", "stamp_purge")),
    *(("new_act", "act"), ("new_undo", "undo")),
)
INDEXES = (
    'CREATE INDEX "stamp_history_row" ON "stamp_history" ("tbl", "n")',
    'CREATE INDEX "stamp_history_by" ON "stamp_history" ("bwn", "bs")',
    'CREATE INDEX "act_span" ON "act" ("wn", "first")',
    'CREATE INDEX "act_inverts" ON "act" ("inverts") WHERE "inverts" IS NOT NULL',
)


def up(migrator: Any, db: Any) -> None:
    for table in TABLES:
        number_rows(db, table)
    for statement in (*NEW, *FILL):
        db.execute_sql(statement)
    for number, table in enumerate(TABLES, 1):
        for statement in OF_TABLE:
            db.execute_sql(statement.format(table), (number,))
    for table in OLD:
        db.execute_sql(f'DROP TABLE "{table}"')
    for now, then in RENAMED:
        db.execute_sql(f'ALTER TABLE "{now}" RENAME TO "{then}"')
    for statement in INDEXES:
        db.execute_sql(statement)
    adopt(db)


def number_rows(db: Any, table: str) -> None:
    """Make a table anew with the row's number, the one it has had without a name, and with its indexes."""
    found = db.execute_sql(
        "SELECT sql FROM sqlite_master WHERE tbl_name = ? AND type IN ('table', 'index') AND sql IS NOT NULL ORDER BY type DESC",
        (table,),
    )
    made, *indexes = (sql for (sql,) in found.fetchall())
    begin = f'CREATE TABLE "{table}" {ID}'
    assert made.startswith(begin), made
    db.execute_sql(f'CREATE TABLE "new_{table}" {NUMBERED}{made.removeprefix(begin)}')
    db.execute_sql(f'INSERT INTO "new_{table}" SELECT rowid, * FROM "{table}" ORDER BY rowid')
    db.execute_sql(f'DROP TABLE "{table}"')
    db.execute_sql(f'ALTER TABLE "new_{table}" RENAME TO "{table}"')
    for index in indexes:
        db.execute_sql(index)


def adopt(db: Any) -> None:
    """A stamp for all rows that have none: its writer is a hash of their content, its number 1."""
    digest, bare = hashlib.blake2b(digest_size=8), []
    for number, table in enumerate(TABLES, 1):
        without = "NOT EXISTS (SELECT 1 FROM stamp_head h WHERE h.tbl = ? AND h.n = t.n)"
        for n, *values in db.execute_sql(
            f'SELECT * FROM "{table}" t WHERE {without} ORDER BY id', (number,)
        ).fetchall():
            bare.append((number, n))
            for value in (table, *values):
                raw = value if isinstance(value, bytes) else str(value).encode("utf-8")
                digest.update(f"{type(value).__name__}{len(raw)}:".encode() + raw)
    if not bare:
        return
    w = int.from_bytes(digest.digest(), "big") >> 2
    writer = db.execute_sql("INSERT INTO stamp_writer (w, seen, app) VALUES (?, 1, 'adopted')", (w,)).lastrowid
    for row in bare:
        db.execute_sql("INSERT INTO stamp_head VALUES (?, ?, 0, ?, 1)", (*row, writer))
    db.execute_sql("UPDATE stamp_session SET clock = max(clock, 1)")
