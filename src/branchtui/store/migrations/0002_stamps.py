"""Stamps: heads, vector, siblings, history, writers, the session, acts and what can be undone.

Rows that are there already get their default head from `schema.migrate`, with those of every later migration.
"""

from typing import Any

STATEMENTS = (
    # Who wrote the shown value of a cell last: writer w, number s. col 0 stands for every column without a row of its own.
    'CREATE TABLE "stamp_head" ("tbl" INTEGER NOT NULL, "rid" BLOB NOT NULL, "col" INTEGER NOT NULL, "w" INTEGER NOT NULL, "s" INTEGER NOT NULL, PRIMARY KEY ("tbl", "rid", "col", "w")) WITHOUT ROWID',
    # The greatest number of each writer that this file has seen; the running session counts in stamp_session.
    'CREATE TABLE "stamp_vector" ("w" INTEGER NOT NULL PRIMARY KEY, "s" INTEGER NOT NULL)',
    # The value of each head of a cell that has heads of different values.
    'CREATE TABLE "stamp_sibling" ("tbl" INTEGER NOT NULL, "rid" BLOB NOT NULL, "col" INTEGER NOT NULL, "w" INTEGER NOT NULL, "s" INTEGER NOT NULL, "value", PRIMARY KEY ("tbl", "rid", "col", "w")) WITHOUT ROWID',
    # The value of stamp (w, s), replaced by stamp (bw, bs).
    'CREATE TABLE "stamp_history" ("tbl" INTEGER NOT NULL, "rid" BLOB NOT NULL, "col" INTEGER NOT NULL, "w" INTEGER NOT NULL, "s" INTEGER NOT NULL, "bw" INTEGER NOT NULL, "bs" INTEGER NOT NULL, "value")',
    'CREATE UNIQUE INDEX "stamp_history_cell" ON "stamp_history" ("tbl", "rid", "col", "w", "s", "bw")',
    'CREATE INDEX "stamp_history_by" ON "stamp_history" ("bw", "bs")',
    # Who a writer was: only for people. "at" is seconds since 1970, never compared with another machine's.
    'CREATE TABLE "stamp_writer" ("w" INTEGER NOT NULL PRIMARY KEY, "device" TEXT NOT NULL, "person" TEXT NOT NULL, "app" TEXT NOT NULL, "at" INTEGER)',
    # One row: the writer of this session (none before its first write), the Lamport clock, the session's last number.
    'CREATE TABLE "stamp_session" ("k" INTEGER NOT NULL PRIMARY KEY CHECK ("k" = 1), "w" INTEGER, "clock" INTEGER NOT NULL, "own" INTEGER NOT NULL, "mute" INTEGER NOT NULL)',
    'INSERT INTO "stamp_session" VALUES (1, NULL, 0, 0, 0)',
    # Rows whose content was removed at a person's request, and the stamp that did it.
    'CREATE TABLE "stamp_purge" ("tbl" INTEGER NOT NULL, "rid" BLOB NOT NULL, "w" INTEGER NOT NULL, "s" INTEGER NOT NULL, PRIMARY KEY ("tbl", "rid")) WITHOUT ROWID',
    # A name for the stamps first..last of a writer; "inverts" is the act it took back.
    'CREATE TABLE "act" ("id" BLOB NOT NULL PRIMARY KEY, "name" TEXT NOT NULL, "w" INTEGER NOT NULL, "first" INTEGER NOT NULL, "last" INTEGER NOT NULL, "at" INTEGER NOT NULL, "inverts" BLOB)',
    'CREATE INDEX "act_span" ON "act" ("w", "first")',
    'CREATE INDEX "act_inverts" ON "act" ("inverts") WHERE "inverts" IS NOT NULL',
    # What this file can undo, in order. Inverting "effect" is the next step: it undoes a done act, redoes an undone one.
    'CREATE TABLE "undo" ("position" INTEGER NOT NULL PRIMARY KEY, "act" BLOB NOT NULL, "effect" BLOB NOT NULL, "state" TEXT NOT NULL)',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
