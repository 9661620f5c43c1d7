"""What came from other machines, and how far these have been heard of."""

from typing import Any

STATEMENTS = (
    'CREATE TABLE "arrival" ("sha" TEXT NOT NULL PRIMARY KEY, "name" TEXT NOT NULL, "device" BLOB, "state" TEXT NOT NULL, "reason" TEXT NOT NULL, "size" INTEGER NOT NULL, "modified" INTEGER NOT NULL, "at" DATETIME NOT NULL, "backup" TEXT NOT NULL, "new" INTEGER NOT NULL, "updated" INTEGER NOT NULL)',
    'CREATE TABLE "peer" ("device" BLOB NOT NULL PRIMARY KEY, "name" TEXT NOT NULL, "at" DATETIME NOT NULL, "package" TEXT NOT NULL, "vector" TEXT NOT NULL)',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
