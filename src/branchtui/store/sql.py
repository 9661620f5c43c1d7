"""Plain SQL on the open database, for what has no model: stamps, acts, pragmas."""

from typing import Any

from branchtui.store.models import db


def rows(statement: str, *values: Any) -> list[tuple[Any, ...]]:
    """Every row a statement gives."""
    found: list[tuple[Any, ...]] = db.execute_sql(statement, values).fetchall()  # type: ignore[no-untyped-call]
    return found


def row(statement: str, *values: Any) -> tuple[Any, ...] | None:
    """The first row a statement gives."""
    found: tuple[Any, ...] | None = db.execute_sql(statement, values).fetchone()  # type: ignore[no-untyped-call]
    return found


def value(statement: str, *values: Any) -> Any:
    """The first column of the first row, None where there is none."""
    found = row(statement, *values)
    return found[0] if found else None


def run(statement: str, *values: Any) -> int:
    """Run a statement; the number of rows it changed."""
    return int(db.execute_sql(statement, values).rowcount)  # type: ignore[no-untyped-call]
