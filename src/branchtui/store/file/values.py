"""Whether what stands in the rows can have been written by this program: SQLite keeps no checksums of its pages."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

from peewee import BooleanField, DateField, DateTimeField, Field, ForeignKeyField, IntegerField, TextField

from branchtui.errors import UnreadableError
from branchtui.rules import roster
from branchtui.store.engine import sql
from branchtui.store.models import BY_TABLE, SYNCED, RosterEvent, columns
from branchtui.store.models.base import IdField

Ask = Callable[[str], list[tuple[Any, ...]]]  # a statement → its rows

_LENGTH = 16  # bytes of an id


def misfit(path: Path) -> str:
    """What a file of this schema has otherwise than this program makes it; empty where nothing that can be told.

    The file is asked without being opened as ours, so that nothing in it can act. Raises nothing: what can't be asked
    is damaged, and `quick_check` tells of that.
    """
    try:
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as other:

            def ask(statement: str) -> list[tuple[Any, ...]]:
                return other.execute(statement).fetchall()

            return next((words for look in (missing_columns, added_parts) for words in look(ask)), "")
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        return str(error)


def added_parts(ask: Ask = sql.rows) -> Iterator[str]:
    """The triggers and views that another program put into the file: they would act on whatever we write."""
    found = ask(
        "SELECT type, name FROM sqlite_master WHERE type IN ('trigger', 'view') AND name NOT LIKE 'stamp!_%' ESCAPE '!'"
    )
    for kind, name in found:
        yield f"里面有别的程序加的{'触发器' if kind == 'trigger' else '视图'} {name}"


def missing_columns(ask: Ask = sql.rows) -> Iterator[str]:
    """The columns of our tables that are not in the file: then its list of tables is damaged."""
    for model in SYNCED:
        table = model._meta.table_name
        there = {row[1] for row in ask(f'PRAGMA table_info("{table}")')}
        for field in _fields(model):
            if field.column_name not in there:
                yield f"{table} 缺少 {field.column_name} 一栏"


def dangling() -> Iterator[str]:
    """The tables with a reference to a row of any table that is not there; SQLite itself knows only the other kind."""
    for model in SYNCED:
        table = model._meta.table_name
        for whose, which in columns.pairs(model):
            for (other,) in sql.rows(f'SELECT DISTINCT "{whose.column_name}" FROM "{table}"'):
                there = (
                    f'coalesce("{which.column_name}" IN (SELECT id FROM "{other}"), 0)' if other in BY_TABLE else "0"
                )
                sound = there if other else f'"{which.column_name}" IS NULL'
                if sql.rows(f'SELECT 1 FROM "{table}" WHERE "{whose.column_name}" = ? AND NOT {sound} LIMIT 1', other):
                    yield table


def strange() -> Iterator[str]:
    """The columns that hold a value which nothing of this program writes."""
    emptied = sql.value("SELECT EXISTS (SELECT 1 FROM stamp_purge)")  # what tells of a purged person is empty
    for model in SYNCED:
        table = model._meta.table_name
        for field in _fields(model):
            try:
                found = sql.rows(f'SELECT DISTINCT "{field.column_name}" FROM "{table}"')
            except UnreadableError:  # no UTF-8
                found = [(b"",)]
            if field is RosterEvent.value:  # why somebody is away is in words of their own
                away = sql.rows(
                    "SELECT DISTINCT value FROM roster_event WHERE aspect = 'away' AND typeof(value) = 'text'"
                )
                found = [row for row in found if row not in away]
            if not all(_fits(field, value) or (emptied and value == "") for (value,) in found):
                yield f"{table} 的 {field.column_name} 里有读不懂的内容"
    live = RosterEvent.live_in("e")
    standings = sql.rows(f"SELECT DISTINCT value FROM roster_event e WHERE aspect = 'standing' AND {live}")
    if any(value and value not in roster.STANDINGS for (value,) in standings):
        yield "roster_event 的 value 里有读不懂的内容"


def _fits(field: "Field[Any]", value: object) -> bool:
    if value is None:
        return bool(field.null)
    if isinstance(field, ForeignKeyField | IdField):
        return isinstance(value, bytes) and len(value) == _LENGTH
    if isinstance(field, BooleanField):
        return value in (0, 1)
    if isinstance(field, IntegerField):
        return isinstance(value, int)
    if isinstance(field, DateField | DateTimeField):
        read: Callable[[object], object] = field.python_value
        return isinstance(read(value), date)  # it hands on what it can't read
    words = dict(field.choices or ())
    return not isinstance(field, TextField) or (isinstance(value, str) and (not words or value in words))


def _fields(model: Any) -> "list[Field[Any]]":
    return list(model._meta.sorted_fields)
