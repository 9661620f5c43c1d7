"""A delta: a small database file of what is news to the college's server, made from the open one and merged as any other.

It has the tables of the open file at their schema, without triggers and views, which would be most of its bytes: a merge
needs none, and an upgrade makes them. Of the indexes it has those of the stamps, by which a merge looks for them: each of
the others would be read, and looked over, wherever it is merged, and is worth nothing to a few rows. In it are

    the rows with a head that is news, and those of which a purge or an entry of the history is
    the rows that stand with one of these in a notice, and all rows that any of these refers to, so that every reference
      holds; and what is shown of a row that another machine threw away hangs on its parts, so it comes with them
    of all these the heads, the siblings and the purges, so that they can be taken over whole
    history and acts that are news, the acts that these take back, and whoever wrote any of it, with what was seen of them

What the state has not seen that the file rests on (`hub_seen`) is news.
"""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, contextmanager
from functools import cache
from itertools import compress
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple

from branchtui import disk
from branchtui.store.college import names, publication
from branchtui.store.college.publication import Mask
from branchtui.store.engine import sql
from branchtui.store.engine.errors import told_of_copy, translate_errors
from branchtui.store.engine.handle import db
from branchtui.store.file import backups
from branchtui.store.file.schema import APPLICATION_ID, newest
from branchtui.store.models import BY_TABLE, columns
from branchtui.store.replication import session
from branchtui.store.replication.merging import showing, texts
from branchtui.store.replication.merging.arriving import columns_of, temporary
from branchtui.store.replication.registry import BY_NUMBER, TABLES

_PAGE = 512  # bytes: of many tables most are empty, and each takes one at least
_NEWS = (
    "SELECT m.n, coalesce(h.s, 0) AS base FROM main.stamp_writer m CROSS JOIN main.stamp_session k LEFT JOIN main.hub_seen h "
    "ON h.w = m.w WHERE CASE WHEN m.n IS k.wn THEN k.own ELSE m.seen END > coalesce(h.s, 0)"
)
_OF_A_DELTA = "type = 'table' OR tbl_name = 'act' OR tbl_name LIKE 'stamp!_%' ESCAPE '!'"  # tables, and their indexes
_OURS = "sql IS NOT NULL AND name NOT LIKE 'sqlite!_%' ESCAPE '!'"
_PURGED = "FROM main.stamp_purge p JOIN temp.news v ON v.n = p.wn WHERE p.s > v.base"
_OF_WRITERS = (
    ("stamp_head", "wn"),
    ("stamp_sibling", "wn"),
    ("stamp_history", "wn"),
    ("stamp_history", "bwn"),
    ("stamp_purge", "wn"),
    ("stamp_notice", "wn"),
    ("stamp_notice", "wn2"),
    ("act", "wn"),
)


class Delta(NamedTuple):
    """A delta, or a whole copy of the file: `file` lies beside the open one, and whoever asked for it discards it.

    `news` is what it has seen of the writers of whom the server knows less; of a whole one that is all. `rows` are those
    of the publication by table, with them all that hold names where it is news how these are shown. `purges` tells that it empties what older packages still hold, and other rows of the
    publication: then a whole one has to follow.
    """

    file: Path
    whole: bool
    news: dict[int, int]
    rows: dict[str, list[dict[str, Any]]]
    purges: bool


def is_due() -> bool:
    """Whether the open file has seen more than the state that it rests on."""
    return bool(sql.value(f"SELECT EXISTS ({_NEWS})"))


def waits_since(moment: float) -> int | None:
    """When the oldest act since a moment was done that the state has not seen, in seconds; None where it has seen all."""
    found: int | None = sql.value(
        f"SELECT min(a.at) FROM ({_NEWS}) v CROSS JOIN main.act a ON a.wn = v.n AND a.last > v.base AND a.at >= ?",
        moment,
    )
    return found


def make(mask: Mask) -> Delta | None:
    """What is news to the server; None where nothing is. The running writer ends: its numbers are final.

    Raises BranchError where no file can be made, or a value can't be published as it stands.
    """
    if not is_due():
        return None
    with told_of_copy(db.own_path.parent):
        file = disk.claim(db.own_path.parent)
        try:
            file.write_bytes(_empty(_definitions(_OF_A_DELTA), newest(), _PAGE))
            with translate_errors(db.own_path), _attached(file), db.atomic(), _between_writers():
                sql.execute("PRAGMA defer_foreign_keys = ON")  # a row may come before the one it refers to
                _settle()
                _look()
                _gather()
                _fill()
                purges = bool(sql.value(f"SELECT EXISTS (SELECT 1 {_PURGED})"))
                rows = dict(_published("d", mask, publication.published()))
                anew = names.to_renew("d", _is_news)
                for table, more in _published("main", mask, anew, anew):
                    rows[table] = list({row["id"]: row for row in (*rows.get(table, ()), *more)}.values())
                news = dict(sql.rows("SELECT m.w, m.seen FROM temp.news v JOIN main.stamp_writer m ON m.n = v.n"))
        except BaseException:
            disk.discard(file)
            raise
    return Delta(file, False, news, rows, purges)


def whole(mask: Mask) -> Delta:
    """All of the open file but what is of this machine only; `other_file.complete` makes a database of it.

    Raises as `make` does.
    """
    with told_of_copy(db.own_path.parent):
        file = disk.claim(db.own_path.parent)
        try:
            file.write_bytes(_empty(_definitions(), newest(), sql.value("PRAGMA main.page_size")))
            with (
                translate_errors(db.own_path),
                _attached(file),
                _references_unlooked_at(),
                db.atomic(),
                session.between_writers(),
            ):
                for table in _filled():
                    sql.execute(f'INSERT INTO d."{table}" SELECT * FROM main."{table}"')
                rows = dict(_published("d", mask, publication.published()))
                news = dict(sql.rows("SELECT w, seen FROM d.stamp_writer WHERE seen > 0"))
        except BaseException:
            disk.discard(file)
            raise
    return Delta(file, True, news, rows, False)


@contextmanager
def _between_writers() -> Iterator[None]:
    """The same where the running writer has written nothing: then nothing of it is in the delta, and no byte is changed."""
    if sql.value("SELECT own FROM stamp_session"):
        with session.between_writers():
            yield
    else:
        yield


@contextmanager
def _attached(file: Path) -> Iterator[None]:
    """A file that nobody else has is part of the open one within."""
    sql.execute("ATTACH CAST(? AS TEXT) AS d", os.fsencode(file))
    try:
        sql.execute("PRAGMA d.journal_mode = MEMORY")
        sql.execute("PRAGMA d.synchronous = OFF")
        yield
    finally:
        sql.execute("DETACH d")


@contextmanager
def _references_unlooked_at() -> Iterator[None]:
    """Within, a table may be copied before those it refers to: what is copied whole is as sound as the open file."""
    sql.execute("PRAGMA foreign_keys = 0")
    try:
        yield
    finally:
        sql.execute("PRAGMA foreign_keys = 1")


def _filled() -> Iterator[str]:
    """The tables of the open file that hold something and are not of this machine only."""
    found = sql.rows(f"SELECT name FROM main.sqlite_master WHERE type = 'table' AND {_OURS}")
    names = [name for (name,) in found if name not in backups.OF_THIS_MACHINE]
    asked = ", ".join(f'EXISTS (SELECT 1 FROM main."{name}")' for name in names)
    return compress(names, sql.rows(f"SELECT {asked}")[0])


def _definitions(which: str = "true") -> tuple[str, ...]:
    """What makes the tables and indexes of the open file, those of `which`."""
    found = sql.rows(
        f"SELECT sql FROM main.sqlite_master WHERE type IN ('table', 'index') AND {_OURS} AND ({which}) "
        "ORDER BY type DESC, rowid"
    )
    return tuple(text for (text,) in found)


@cache
def _empty(definitions: tuple[str, ...], version: int, page: int) -> bytes:
    """The bytes of a file of so large pages with these tables and indexes, and nothing in them."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as made:
        made.execute(f"PRAGMA page_size = {page}")
        made.execute("BEGIN")
        for statement in definitions:
            made.execute(statement)
        made.execute("COMMIT")
        made.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        made.execute(f"PRAGMA user_version = {version}")
        return made.serialize()


def _settle() -> None:
    """Show what every merge would show here: others come to show the same. Where nothing clashes that is so already."""
    if not sql.value("SELECT EXISTS (SELECT 1 FROM stamp_notice) OR EXISTS (SELECT 1 FROM stamp_sibling)"):
        return
    sql.execute("UPDATE stamp_session SET mute = 1")
    showing.settle()
    texts.settle_closed()
    sql.execute("UPDATE stamp_session SET mute = 0")


def _look() -> None:
    """Fill `news`: the writers of whom there is more here, by their numbers, and what was seen of them."""
    temporary("news", "n INTEGER, base INTEGER", "n")
    sql.execute(f"INSERT INTO temp.news {_NEWS}")


def _gather() -> None:
    """Fill `sent`, the rows that go into the delta."""
    temporary("sent", "tbl INTEGER, n INTEGER", "tbl, n")
    _send(f"SELECT {TABLES['branch'].number}, n FROM main.branch")
    _send(f"SELECT p.tbl, p.n {_PURGED}")
    _send("SELECT h.tbl, h.n FROM temp.news v CROSS JOIN main.stamp_head h ON h.wn = v.n AND h.s > v.base")
    _send("SELECT h.tbl, h.n FROM temp.news v CROSS JOIN main.stamp_history h ON h.bwn = v.n AND h.bs > v.base")
    _follow()
    while _send_noticed():
        _follow()


def _send(which: str) -> int:
    """Add rows to `sent`; how many were not there."""
    return sql.execute(f"INSERT OR IGNORE INTO temp.sent {which}")


def _send_noticed() -> int:
    """Add what stands in a notice with a row that is sent; how many rows were not there."""
    there = "EXISTS (SELECT 1 FROM temp.sent s WHERE s.tbl = x.tbl{0} AND s.n = x.n{0})"
    of = f"{there.format('')} OR {there.format('2')}"
    return _send(f"SELECT x.tbl, x.n FROM main.stamp_notice x WHERE {of}") + _send(
        f"SELECT x.tbl2, x.n2 FROM main.stamp_notice x WHERE {of}"
    )


def _follow() -> None:
    """Add every row that one of `sent` refers to, and those that these refer to."""
    looked_at: dict[int, int] = {}
    while grown := {
        number: rows
        for number, rows in sql.rows("SELECT tbl, count(*) FROM temp.sent GROUP BY tbl")
        if looked_at.get(number) != rows
    }:
        looked_at |= grown
        for number in grown:
            for column, table, only in _references(number):
                _send(
                    f'SELECT {TABLES[table].number}, o.n FROM temp.sent s CROSS JOIN main."{BY_NUMBER[number].name}" t '
                    f'ON t.n = s.n JOIN main."{table}" o ON o.id = t."{column}" WHERE s.tbl = {number}{only}'
                )


def _references(number: int) -> Iterator[tuple[str, str, str]]:
    """What the rows of a table refer to: the column, the table there, and what has to be said of the row besides."""
    model = BY_TABLE[BY_NUMBER[number].name]
    for field in model._meta.refs:
        yield field.column_name, field.rel_model._meta.table_name, ""
    for whose, which in columns.pairs(model):
        for (table,) in sql.rows(
            f'SELECT DISTINCT t."{whose.column_name}" FROM temp.sent s CROSS JOIN '
            f'main."{BY_NUMBER[number].name}" t ON t.n = s.n WHERE s.tbl = {number}'
        ):
            if table in TABLES:
                yield which.column_name, table, f" AND t.\"{whose.column_name}\" = '{table}'"


def _fill() -> None:
    """Write everything into the delta, under the numbers that it has here."""
    for (number,) in sql.rows("SELECT DISTINCT tbl FROM temp.sent"):
        name, listed = BY_NUMBER[number].name, ", ".join(f'"{column}"' for column in ("n", "id", *columns_of(number)))
        sql.execute(
            f'INSERT INTO d."{name}" ({listed}) SELECT {listed} FROM main."{name}" '
            f"WHERE n IN (SELECT n FROM temp.sent WHERE tbl = {number}) ORDER BY n"
        )
    for part in ("head", "sibling", "purge"):
        sql.execute(
            f"INSERT INTO d.stamp_{part} SELECT h.* FROM temp.sent s CROSS JOIN main.stamp_{part} h "
            "ON h.tbl = s.tbl AND h.n = s.n"
        )
    sql.execute(
        "INSERT INTO d.stamp_history SELECT h.* FROM temp.news v CROSS JOIN main.stamp_history h "
        "ON h.bwn = v.n AND h.bs > v.base"
    )
    sql.execute(
        "INSERT INTO d.stamp_notice SELECT x.* FROM main.stamp_notice x JOIN temp.sent s ON s.tbl = x.tbl AND s.n = x.n "
        "JOIN temp.sent o ON o.tbl = x.tbl2 AND o.n = x.n2"
    )
    sql.execute("INSERT INTO d.act SELECT a.* FROM temp.news v CROSS JOIN main.act a ON a.wn = v.n AND a.last > v.base")
    sql.execute("INSERT OR IGNORE INTO d.act SELECT i.* FROM main.act i WHERE i.n IN (SELECT inverts FROM d.act)")
    used = " UNION ".join(f"SELECT {column} FROM d.{table}" for table, column in _OF_WRITERS)
    sql.execute(
        f"INSERT INTO d.stamp_writer SELECT m.* FROM main.stamp_writer m WHERE m.n IN ({used} UNION SELECT n FROM temp.news)"
    )
    for table in ("stamp_session", "schema_migration"):  # a newer program has to bring the file up to date
        sql.execute(f"INSERT INTO d.{table} SELECT * FROM main.{table}")
    sql.execute("UPDATE d.stamp_session SET wn = NULL, own = 0")


def _is_news(table: str, row: str) -> str:
    """The condition by which a row of the delta, called `row`, has a head that is news."""
    return (
        "EXISTS (SELECT 1 FROM d.stamp_head x JOIN temp.news v ON v.n = x.wn AND x.s > v.base "
        f"WHERE x.tbl = {TABLES[table].number} AND x.n = {row}.n)"
    )


def _published(
    file: str, mask: Mask, tables: Iterable[str], which: Mapping[str, str] = MappingProxyType({})
) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """The rows of tables of the publication, of the open file (`main`) or the one attached; by `which` only some of them."""
    for table in tables:
        columns_ = ", ".join(f't."{column.name}"' for column in publication.published()[table])
        found = sql.rows(
            f'SELECT {columns_} FROM {file}."{table}" t WHERE ({publication.chosen(table)}) AND ({which.get(table, 1)}) ORDER BY t.n'
        )
        rows = [publication.row(table, values) for values in found]
        for row in rows:
            mask(table, row)
        if rows:
            yield table, rows
