"""The signs by which a search leaves out what can't hold a word. Empty: everything is looked at until they are made."""

from typing import Any

STATEMENTS = ('CREATE TABLE "search_sign" ("id" BLOB NOT NULL PRIMARY KEY, "sign" BLOB NOT NULL)',)


def up(migrator: Any, db: Any) -> None:
    for statement in STATEMENTS:
        db.execute_sql(statement)
