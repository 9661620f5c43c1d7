"""How far the file has exchanged with the college's server."""

from typing import Any

STATEMENTS = (
    'CREATE TABLE "hub" ("branch" INTEGER NOT NULL PRIMARY KEY, "college" BLOB NOT NULL, "n" INTEGER NOT NULL, "link" BLOB NOT NULL, "request" INTEGER NOT NULL, "purged" INTEGER NOT NULL)',
    'CREATE TABLE "hub_seen" ("w" INTEGER NOT NULL PRIMARY KEY, "s" INTEGER NOT NULL)',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
