"""What the organiser may read of a branch: the columns that the models name as `published`, as tables of the server.

Each has the number of the branch before the id of the row. There are no foreign keys: SQLite has checked them.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from datetime import date, datetime
from functools import cache
from typing import Any, NamedTuple

from branchtui.errors import BranchError
from branchtui.store.models import BY_TABLE, SYNCED, Row, columns
from branchtui.store.short_ids import short_id

Values = dict[str, Any]  # a row as JSON takes it
Mask = Callable[[str, Values], None]  # table, row: what is not to leave the branch is hidden in it

_TYPES = {
    "BLOB": "bytea",
    "BOOL": "boolean",
    "INT": "integer",
    "BIGINT": "bigint",
    "TEXT": "text",
    "DATE": "date",
    "DATETIME": "timestamp",
}
_LEAST, _MOST = "0001-01-01", "9999-12-31 23:59:59.999999"  # what Python, and so the program, can read again
_MOMENT = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d(:\d\d(\.\d{1,6})?)?", re.ASCII)  # of the many that Python reads
_INDEXES = (
    ("meeting", "(starts_at, branch) WHERE starts_at IS NOT NULL"),
    ("meeting", "(state, branch) WHERE state IN ('planned', 'held')"),
    ("meeting", "(branch, kind, starts_at)"),
    ("meeting", "(branch) WHERE reason <> ''"),
    ("attendance", "(branch, meeting_id)"),
    ("agenda_item", "(branch, meeting_id)"),
    ("station", "(branch, meeting_id)"),
    ("report", "(branch, about_id)"),
    ("report", "(branch) WHERE state IN ('draft', 'review', 'returned')"),
    ("report", "(submitted_on, branch) WHERE submitted_on IS NOT NULL"),
    ("roster_event", "(branch, member_id)"),
)


class Column(NamedTuple):
    """A published column: its name here and there, and its type there."""

    name: str
    type: str


@cache
def published() -> dict[str, tuple[Column, ...]]:
    """The columns by table, in the order of the schema; the id and the trash mark come first."""
    return {model._meta.table_name: tuple(_columns(model)) for model in SYNCED if model.published}


def chosen(table: str) -> str:
    """The condition by which the rows of a table, called `t`, leave the branch readable."""
    begins = BY_TABLE[table].published_keys
    return " OR ".join(f"substr(t.key, 1, {len(begin)}) = '{begin}'" for begin in begins) or "1"


def definitions() -> Iterator[str]:
    """Statements that make the tables where they are missing, and add the columns that are."""
    for table, listed in published().items():
        yield f'CREATE TABLE IF NOT EXISTS college."{table}" (branch integer NOT NULL, id bytea NOT NULL, PRIMARY KEY (branch, id))'
        for column in listed[1:]:
            yield f'ALTER TABLE college."{table}" ADD COLUMN IF NOT EXISTS "{column.name}" {column.type}{_check(column)}'
        yield (
            f"CALL college.let_read('{table}', $$(SELECT college.sees_all()) OR branch = ANY "
            "((SELECT college.mine('{secretary,member,organiser}'))::int[])$$)"
        )
        yield f'GRANT SELECT ON college."{table}" TO college_login'
    for number, (table, on) in enumerate(_INDEXES, 1):
        yield f"CREATE INDEX IF NOT EXISTS {table}_{number} ON college.{table} {on}"
    yield "CREATE TABLE IF NOT EXISTS college.publishable (published text PRIMARY KEY)"
    for table in published():
        yield f"INSERT INTO college.publishable VALUES ('{table}') ON CONFLICT DO NOTHING"


def row(table: str, values: Sequence[Any]) -> Values:
    """A row of the file as JSON takes it, its values in the order of `published`.

    Raises BranchError that names the row where a value is none that the server's types take.
    """
    found = {}
    for column, value in zip(published()[table], values, strict=True):
        if value is not None:
            kind = _KINDS[column.type]
            if not kind.fits(value):
                raise _misfit(table, column, values)
            value = kind.plain(value)
        found[column.name] = value
    return found


def _misfit(table: str, column: Column, values: Sequence[Any]) -> BranchError:
    model = BY_TABLE[table]
    value = values[published()[table].index(column)]
    caption = columns.caption(model, column.name) if column.name != "deleted" else "回收标记"
    return BranchError(
        f"{model.noun or table} {short_id(bytes(values[0]))} 的“{caption}”里有学院服务器收不下的内容"
        f"（{_shortly(value)}），这次没有推送，本机数据没有变。请改好这一处再同步。"
    )


def _columns(model: type[Row]) -> Iterator[Column]:
    wanted = {"id", "deleted", *model.published}
    for field in model._meta.sorted_fields:
        if field.column_name in wanted:
            yield Column(field.column_name, _TYPES[field.field_type])
            wanted.remove(field.column_name)
    assert not wanted, f"{model.__name__}.published names what is no column: {wanted}"


def _is_text(value: Any) -> bool:
    if not isinstance(value, str) or "\0" in value:
        return False
    try:
        value.encode("utf-8")  # half a character is none
    except ValueError:
        return False
    return True


def _is_date(value: Any) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_moment(value: Any) -> bool:
    try:
        return isinstance(value, str) and bool(_MOMENT.fullmatch(value)) and bool(datetime.fromisoformat(value))
    except ValueError:
        return False


class _Kind(NamedTuple):
    """Whether a stored value is one that the server's type takes, and that can be read again; and how JSON takes it."""

    fits: Callable[[Any], bool]
    plain: Callable[[Any], Any] = lambda value: value


_KINDS = {
    "bytea": _Kind(lambda value: isinstance(value, bytes), lambda value: f"\\x{value.hex()}"),
    "boolean": _Kind(lambda value: value in (0, 1), bool),
    "integer": _Kind(lambda value: isinstance(value, int) and abs(value) < 1 << 31),
    "bigint": _Kind(lambda value: isinstance(value, int) and abs(value) < 1 << 63),
    "text": _Kind(_is_text),
    "date": _Kind(_is_date),
    "timestamp": _Kind(_is_moment),
}


def _shortly(value: object) -> str:
    return ascii(value)[:40] if not isinstance(value, str) else value.encode("unicode_escape").decode("ascii")[:40]


def _check(column: Column) -> str:
    if column.type in ("date", "timestamp"):
        return f" CHECK (\"{column.name}\" BETWEEN '{_LEAST}' AND '{_MOST}')"
    return ""
