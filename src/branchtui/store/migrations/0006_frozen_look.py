"""What is left to be compared of frozen lists and the roster. Both are empty: everything is compared once."""

from typing import Any

STATEMENTS = (
    'CREATE TABLE "frozen_doubt" ("meeting" BLOB NOT NULL PRIMARY KEY)',
    'CREATE TABLE "frozen_look" ("rules" TEXT NOT NULL PRIMARY KEY, "since" DATE)',
)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
