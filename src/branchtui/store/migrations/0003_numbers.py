"""Stamps ready for two machines: notices, purges of one column, the device of a writer."""

from typing import Any

STATEMENTS = (
    # Two cells that were written without knowing of each other and need a person: kind, the stamp of one, of the other.
    'CREATE TABLE "stamp_notice" ("kind" INTEGER NOT NULL, "tbl" INTEGER NOT NULL, "rid" BLOB NOT NULL, "w" INTEGER NOT NULL, "s" INTEGER NOT NULL, "tbl2" INTEGER NOT NULL, "rid2" BLOB NOT NULL, "col2" INTEGER NOT NULL, "w2" INTEGER NOT NULL, "s2" INTEGER NOT NULL, PRIMARY KEY ("kind", "tbl", "rid", "w", "s", "tbl2", "rid2", "col2", "w2", "s2")) WITHOUT ROWID',
    # Cells whose content was removed at a person's request, and the stamp that did it; col 0 stands for the whole row.
    'CREATE TABLE "stamp_purge_new" ("tbl" INTEGER NOT NULL, "rid" BLOB NOT NULL, "col" INTEGER NOT NULL, "w" INTEGER NOT NULL, "s" INTEGER NOT NULL, PRIMARY KEY ("tbl", "rid", "col")) WITHOUT ROWID',
    'INSERT INTO "stamp_purge_new" SELECT "tbl", "rid", 0, "w", "s" FROM "stamp_purge"',
    'DROP TABLE "stamp_purge"',
    'ALTER TABLE "stamp_purge_new" RENAME TO "stamp_purge"',
    # The device a writer wrote on, and the one that had this file last.
    'ALTER TABLE "stamp_writer" ADD COLUMN "home" BLOB',
    'ALTER TABLE "stamp_session" ADD COLUMN "home" BLOB',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
