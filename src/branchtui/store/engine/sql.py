"""Plain SQL on the open database, for what has no model: stamps, acts, pragmas."""

import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from branchtui.store.engine.handle import db
from branchtui.values import NamedTuple


class Select(NamedTuple):
    """One select of several that are asked together: its columns, what comes behind them, and the values for its `?`."""

    columns: Sequence[str]
    rest: str  # FROM …
    values: Sequence[Any] = ()


def together(selects: Sequence[Select]) -> list[list[tuple[Any, ...]]]:
    """The rows of each select, all asked in one statement: nothing can be written between one and the next.

    The rows of a select come in no order.
    """
    width = max(len(select.columns) for select in selects)
    parts = []
    for number, select in enumerate(selects):
        columns = ", ".join([str(number), *select.columns, *["NULL"] * (width - len(select.columns))])
        parts.append(f"SELECT {columns} {select.rest}")
    found: list[list[tuple[Any, ...]]] = [[] for _ in selects]
    lengths = [len(select.columns) + 1 for select in selects]
    for row in rows(" UNION ALL ".join(parts), *(value for select in selects for value in select.values)):
        found[row[0]].append(row[1 : lengths[row[0]]])
    return found


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


def execute(statement: str, *values: Any) -> int:
    """Run a statement; the number of rows it changed."""
    return _asked(statement, values).rowcount


def execute_many(statement: str, many: Iterable[Sequence[Any]]) -> None:
    """Run a statement once for each of many sequences of values."""
    file: Any = db
    file.cursor().executemany(statement, many)


def _asked(statement: str, values: tuple[Any, ...]) -> sqlite3.Cursor:
    cursor: sqlite3.Cursor = db.execute_sql(statement, values)
    return cursor
