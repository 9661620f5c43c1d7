"""Whether what stands in the rows can have been written by this program: SQLite keeps no checksums of its pages."""

import sqlite3
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, suppress
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from peewee import BooleanField, DateField, DateTimeField, Field, ForeignKeyField, IntegerField, TextField

from branchtui.errors import UnreadableError
from branchtui.rules import roster
from branchtui.store.engine import sql
from branchtui.store.models import BY_TABLE, SYNCED, RosterEvent, columns
from branchtui.store.models.base import IdField, Row
from branchtui.store.replication.registry import TABLES

Ask = Callable[[str], list[tuple[Any, ...]]]  # a statement → its rows

_LENGTH = 16  # bytes of an id
_FEW = 300  # rows of a table that are read with one statement; of more each column is asked what is in it
_WHOLE: deque[frozenset[tuple[str, str]]] = deque(maxlen=4)  # definitions of tables that lack no column, the last ones


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
    """The columns of our tables that are not in the file: then its list of tables is damaged.

    What defines its tables tells that alone, so the same definitions are looked through once.
    """
    defined: frozenset[Any] = frozenset(ask("SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view')"))
    if defined in _WHOLE:
        return
    lacking = list(_missing_columns(ask))
    if not lacking:
        _WHOLE.append(defined)
    yield from lacking


def _missing_columns(ask: Ask) -> Iterator[str]:
    there = set(
        ask(
            "SELECT t.name, c.name FROM sqlite_master t JOIN pragma_table_info(t.name) c WHERE t.type IN ('table', 'view')"
        )
    )
    for model in SYNCED:
        table = model._meta.table_name
        for field in _fields(model):
            if (table, field.column_name) not in there:
                yield f"{table} 缺少 {field.column_name} 一栏"


def bare(filled: Sequence[type[Row]]) -> Iterator[tuple[str, int]]:
    """The tables with rows of which no stamp is known, and how many these are."""
    asked = ", ".join(
        f'(SELECT count(*) FROM "{name}" t WHERE NOT EXISTS '
        f"(SELECT 1 FROM stamp_head h WHERE h.tbl = {TABLES[name].number} AND h.n = t.n))"
        for name in (model._meta.table_name for model in filled)
    )
    counts = sql.row(f"SELECT {asked}") if asked else None
    yield from ((model._meta.table_name, count) for model, count in zip(filled, counts or (), strict=True) if count)


def dangling(filled: Sequence[type[Row]]) -> Iterator[str]:
    """The tables with a reference to a row of any table that is not there; SQLite itself knows only the other kind."""
    for model in filled:
        table = model._meta.table_name
        for whose, which in columns.pairs(model):
            for (other,) in sql.rows(f'SELECT DISTINCT "{whose.column_name}" FROM "{table}"'):
                there = (
                    f'coalesce("{which.column_name}" IN (SELECT id FROM "{other}"), 0)' if other in BY_TABLE else "0"
                )
                sound = there if other else f'"{which.column_name}" IS NULL'
                if sql.rows(f'SELECT 1 FROM "{table}" WHERE "{whose.column_name}" = ? AND NOT {sound} LIMIT 1', other):
                    yield table


def strange(filled: Sequence[type[Row]]) -> Iterator[str]:
    """The columns that hold a value which nothing of this program writes."""
    emptied = sql.value("SELECT EXISTS (SELECT 1 FROM stamp_purge)")  # what tells of a purged person is empty
    for model in filled:
        table = model._meta.table_name
        for (field, sound), found in zip(_columns(table), _each_once(model), strict=True):
            if field is RosterEvent.value:  # why somebody is away is in words of their own
                found -= _column(
                    "SELECT DISTINCT value FROM roster_event WHERE aspect = 'away' AND typeof(value) = 'text'"
                )
            if set(map(type, found)) <= sound:
                continue
            if not all(_fits(field, value) or (emptied and value == "") for value in found):
                yield f"{table} 的 {field.column_name} 里有读不懂的内容"
    live = RosterEvent.live_in("e")
    standings = sql.rows(f"SELECT DISTINCT value FROM roster_event e WHERE aspect = 'standing' AND {live}")
    if any(value and value not in roster.STANDINGS for (value,) in standings):
        yield "roster_event 的 value 里有读不懂的内容"


def filled() -> list[type[Row]]:
    """The tables that hold something: of many files few do, and each column of the others would be asked for nothing."""
    asked = ", ".join(f'EXISTS (SELECT 1 FROM "{model._meta.table_name}")' for model in SYNCED)
    found = sql.row(f"SELECT {asked}") or ()
    return [model for model, filled in zip(SYNCED, found, strict=True) if filled]


@cache
def _columns(table: str) -> "list[tuple[Field[Any], frozenset[type]]]":
    """The fields of a table, each with the types of which it takes every value."""
    found = []
    for field in _fields(BY_TABLE[table]):
        sound: set[type] = {type(None)} if field.null else set()
        if isinstance(field, IntegerField):
            sound.add(int)
        if isinstance(field, TextField) and not field.choices:
            sound.add(str)
        found.append((field, frozenset(sound)))
    return found


def _each_once(model: type[Row]) -> Iterator[set[object]]:
    """The values of each column of a table that holds something; bytes where a text is no UTF-8."""
    table, names = model._meta.table_name, [field.column_name for field in _fields(model)]
    listed = ", ".join(f'"{name}"' for name in names)
    rows: list[tuple[Any, ...]] = []
    with suppress(UnreadableError):  # which column that is, is told below
        rows = sql.rows(f'SELECT {listed} FROM "{table}" LIMIT {_FEW + 1}')
    if 0 < len(rows) <= _FEW:
        yield from map(set, zip(*rows, strict=True))
        return
    for name in names:
        try:
            yield _column(f'SELECT DISTINCT "{name}" FROM "{table}"')
        except UnreadableError:  # no UTF-8
            yield {b""}


def _column(statement: str) -> set[object]:
    return {value for (value,) in sql.rows(statement)}


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
