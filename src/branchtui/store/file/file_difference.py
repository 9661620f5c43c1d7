"""What a database file holds, and what is different in another: for the preview of a restore."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from branchtui.store.engine import sql
from branchtui.store.file.other_file import OtherFile
from branchtui.store.models import BY_TABLE, Branch, Meeting, Member, Report, Row
from branchtui.store.replication import act_names, authorship, session
from branchtui.store.replication.authorship import Signature
from branchtui.store.replication.registry import TABLES

_COUNTED = (Member, Meeting, Report)


@dataclass(frozen=True, slots=True)
class Content:
    """Of one file: the branch, how many rows stand in the tables that matter, and who changed it last."""

    branch: Branch | None
    counts: dict[str, int]
    last: Signature | None
    act: str  # what was done last, as a person reads it; empty where no act tells


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one table: the words of the rows only here, only there, and in both with other content."""

    table: str
    here: tuple[str, ...]
    there: tuple[str, ...]
    changed: tuple[str, ...]


def content() -> Content:
    """What the file that is read holds, trash left out."""
    dot = session.last_dot()
    last = authorship.of(dot) if dot else None
    return Content(
        Branch.select().where(Branch.live()).order_by(Branch.id).first(),
        {model._meta.table_name: model.select().where(model.live()).count() for model in _COUNTED},
        last,
        act_names.told(last.act) if last and last.act else "",
    )


def against(other: OtherFile, words: Mapping[str, str]) -> list[Difference]:
    """The differences to another file, trash left out; `words` names the column that tells each table's rows."""
    found = []
    for model in (BY_TABLE[table] for table in TABLES):
        table = model._meta.table_name
        names = [field.column_name for field in model._meta.sorted_fields]
        column = names.index(words.get(table, "id"))
        here = _live(model)
        with other.reading():
            there = _live(model)
        entry = Difference(
            table,
            _words(here, here.keys() - there.keys(), column),
            _words(there, there.keys() - here.keys(), column),
            _words(here, (key for key in here.keys() & there.keys() if here[key] != there[key]), column),
        )
        if entry.here or entry.there or entry.changed:
            found.append(entry)
    return found


def _live(model: type[Row]) -> dict[bytes, tuple[Any, ...]]:
    """The rows that are not in the trash, by id: as they are stored, for a damaged value can be compared too."""
    columns = ", ".join(f'"{field.column_name}"' for field in model._meta.sorted_fields)
    return {
        row[0]: row
        for row in sql.rows(f'SELECT {columns} FROM "{model._meta.table_name}" t WHERE {model.live_in("t")}')
    }


def _words(rows: Mapping[bytes, tuple[Any, ...]], keys: Iterable[bytes], column: int) -> tuple[str, ...]:
    return tuple(str(rows[key][column]) for key in sorted(keys))
