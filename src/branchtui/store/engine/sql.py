"""Plain SQL on the open database, for what has no model: stamps, acts, pragmas."""

import sqlite3
from typing import Any

from branchtui.store.engine.handle import db


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Every row a statement gives."""
    return _asked(statement, values).fetchall()


def row(statement: str, *values: Any) -> tuple[Any, ...] | None:
    """The first row a statement gives."""
    found: tuple[Any, ...] | None = _asked(statement, values).fetchone()
    return found


def value(statement: str, *values: Any) -> Any:
    """The first column of the first row, None where there is none."""
    found = row(statement, *values)
    return found[0] if found else None


def run(statement: str, *values: Any) -> int:
    """Run a statement; the number of rows it changed."""
    return _asked(statement, values).rowcount


def _asked(statement: str, values: tuple[Any, ...]) -> sqlite3.Cursor:
    cursor: sqlite3.Cursor = db.execute_sql(statement, values)
    return cursor
