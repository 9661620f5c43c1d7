"""What another program, or a merge, writes into a branch's file past the workflows: one statement, at rows drawn by chance."""

import itertools
import random
import re
import sqlite3
from contextlib import closing, suppress
from datetime import timedelta

from peewee import IntegrityError

from branchtui.store.engine import sql
from branchtui.store.engine.handle import db
from branchtui.store.file.database import database_path
from branchtui.store.ids import new_id
from branchtui.store.replication.registry import TABLES
from tests.conftest import TODAY

Chance = random.Random
_drawn = itertools.count()


def row_of(table: str) -> str:
    """SQL for one row of a table, each by a number of its own: by one number for two rows only some pairs would come."""
    return (
        f"(SELECT id FROM {table} ORDER BY id LIMIT 1 OFFSET :n{next(_drawn)} % (SELECT max(1, count(*)) FROM {table}))"
    )


def day_of(chance: Chance) -> str:
    return str(TODAY - timedelta(days=chance.choice([0, 3, 6, 7, 30, 400, 3000])))


def _values(statement: str, chance: Chance) -> dict[str, object]:
    """A new `:id`, a `:day`, a `:word`, and numbers for `:n` and each `:n…`, as far as the statement asks for them."""
    named = {"id": new_id(), "day": day_of(chance), "word": chance.choice(["甲乙", "校史馆", "Ab", "丙鑫", ""])}
    asked = dict.fromkeys(re.findall(r":([a-z]+\d*)\b", re.sub(r"'[^']*'", "", statement)))
    return {name: named[name] if name in named else chance.randint(0, 10_000) for name in asked}


def by_another(statement: str, chance: Chance, *, mute: bool = False) -> None:
    """One statement of another program; `mute` is how a merge writes."""
    with closing(sqlite3.connect(database_path())) as other, suppress(sqlite3.IntegrityError), other:
        other.execute("PRAGMA synchronous = off")
        other.execute("UPDATE stamp_session SET mute = ?", [mute])
        other.execute(statement, _values(statement, chance))
        if statement.startswith("DELETE"):  # else the next row, which bears the same number, would have its stamps
            table = statement.split()[2]
            gone = f"DELETE FROM stamp_head WHERE tbl = ? AND n NOT IN (SELECT n FROM {table})"
            other.execute(gone, [TABLES[table].number])
        other.execute("UPDATE stamp_session SET mute = 0")


def by_a_merge(chance: Chance, *statements: str, mute: bool = True) -> None:
    """Statements one by one through our own connection, as a merge writes; to be rolled back."""
    for statement in statements:
        with suppress(IntegrityError), db.atomic():
            sql.execute("UPDATE stamp_session SET mute = ?", mute)
            db.execute_sql(statement, _values(statement, chance))
            sql.execute("UPDATE stamp_session SET mute = 0")
