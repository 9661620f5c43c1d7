"""What is different in another database file: for the preview of a restore."""

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from branchtui.store.engine import sql
from branchtui.store.engine.errors import told
from branchtui.store.replication.registry import NUMBER, TABLES


@dataclass(frozen=True, slots=True)
class Difference:
    """Of one table: the words of the rows only here, only there, and in both with other content."""

    table: str
    here: tuple[str, ...]
    there: tuple[str, ...]
    changed: tuple[str, ...]


def against(path: Path, words: Mapping[str, str]) -> list[Difference]:
    """The differences to the file at `path`, trash left out; `words` names the column that tells each table's rows."""
    found = []
    with _attached(path):
        for table in TABLES:
            ours, theirs = _columns("main", table), _columns("other", table)
            if not theirs:
                continue
            name = words.get(table, "id")
            differs = " OR ".join(f'a."{column}" IS NOT b."{column}"' for column in ours if column in theirs) or "0"
            alone = (
                'SELECT a."{name}" FROM {one}."{table}" a WHERE NOT a.deleted AND NOT EXISTS '
                '(SELECT 1 FROM {two}."{table}" b WHERE b.id = a.id AND NOT b.deleted) ORDER BY a.id'
            )
            entry = Difference(
                table,
                _words(alone.format(name=name, table=table, one="main", two="other")),
                _words(alone.format(name=name, table=table, one="other", two="main")),
                _words(
                    f'SELECT a."{name}" FROM main."{table}" a JOIN other."{table}" b ON b.id = a.id '
                    f"WHERE NOT a.deleted AND NOT b.deleted AND ({differs}) ORDER BY a.id"
                ),
            )
            if entry.here or entry.there or entry.changed:
                found.append(entry)
    return found


def branch_of(path: Path) -> bytes | None:
    """The id of the branch a database file holds, None where it holds none yet."""
    with _attached(path):
        found: bytes | None = sql.value("SELECT id FROM other.branch WHERE NOT deleted ORDER BY id")
        return found


@contextmanager
def _attached(path: Path) -> Iterator[None]:
    with told(path):
        sql.run("ATTACH CAST(? AS TEXT) AS other", os.fsencode(path))  # a name need not be UTF-8
        try:
            yield
        finally:
            sql.run("DETACH other")


def _columns(schema: str, table: str) -> set[str]:
    """The columns of a table, without the number of its rows: it means something in its own file only."""
    return {row[1] for row in sql.rows(f'PRAGMA {schema}.table_info("{table}")')} - {NUMBER}


def _words(statement: str) -> tuple[str, ...]:
    return tuple(str(value) for (value,) in sql.rows(statement))
