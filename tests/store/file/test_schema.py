"""A new database is made by running all migrations, and equals the models."""

import re
from pathlib import Path
from typing import Any

import pytest
from peewee import SqliteDatabase
from playhouse.migrations import run

from branchtui.store.engine.handle import db
from branchtui.store.file.schema import APPLICATION_ID, MIGRATIONS, newest
from branchtui.store.models import LOCAL, SYNCED
from branchtui.store.replication.registry import NUMBER

NUMBERED = {model._meta.table_name for model in SYNCED}
TABLES = [model._meta.table_name for model in (*SYNCED, *LOCAL)]


def test_migrated_tables_equal_the_models() -> None:
    """By name: a column that a migration adds may stand anywhere, and has no default that the model does not have."""
    migrated, wanted = SqliteDatabase(":memory:"), SqliteDatabase(":memory:")
    run(migrated, str(MIGRATIONS))
    with wanted.bind_ctx([*SYNCED, *LOCAL], bind_refs=False, bind_backrefs=False):
        wanted.create_tables([*SYNCED, *LOCAL])
    for table in TABLES:
        there, needed = columns(migrated, table), columns(wanted, table)
        if table in NUMBERED:
            first = next(iter(there), None)
            assert first == NUMBER and there.pop(NUMBER)[:2] == ("INTEGER", 1), (
                f'{table}: the first column is "{NUMBER}" INTEGER NOT NULL PRIMARY KEY'
            )
            assert ["id"] in unique(migrated, table), f'{table}: the second column is "id" BLOB NOT NULL UNIQUE'
            there["id"] = needed["id"]  # that it is the key is said otherwise in a numbered table
        where = f"store/migrations/{newest() + 1:04}_….py"
        assert there, (
            f"no migration makes the table {table} that the models have: write {where} with {made(wanted, table)}"
        )
        missing, surplus = sorted(needed.keys() - there.keys()), sorted(there.keys() - needed.keys())
        assert not missing, f"no migration adds to {table} what its model has: write {where} that adds {missing}"
        assert not surplus, f"a migration makes columns of {table} that its model has not: {surplus}"
        for name, column in needed.items():
            assert there[name] == column, f"{table}.{name} is {there[name]} by the migrations and {column} by the model"
        assert keys(migrated, table) == keys(wanted, table), f"the references of {table} are not those of its model"
        made_, declared = indexes(migrated, table), indexes(wanted, table)
        forgotten = [declared[name] for name in sorted(declared.keys() - made_.keys())]
        assert not forgotten, (
            f"no migration makes these indexes of {table} (or a rebuild lost them): add to {where} {forgotten}"
        )
        unsaid = sorted(made_.keys() - declared.keys())
        assert not unsaid, (
            f"{table} has indexes that its model does not declare: {unsaid}; say index(…) below the model"
        )
        for name, statement in declared.items():
            assert made_[name] == statement, (
                f"the index {name} of {table} is another by the migrations than by the model"
            )
    unknown = {name for name in migrated.get_tables() if not name.startswith("stamp_")} - set(TABLES) - OTHERS
    assert not unknown, f"a migration makes tables that no model has: {unknown}"


@pytest.mark.parametrize("path", sorted(MIGRATIONS.glob("[0-9]*.py")), ids=lambda path: path.stem)
def test_a_migration_goes_without_indexes(path: Path) -> None:
    """What a college's server holds between machines has none, and is brought up to date as every file."""
    dropped = re.findall(r"DROP INDEX (?!IF EXISTS)\S+", path.read_text(encoding="utf-8"))
    assert not dropped, f"{path.name}: write DROP INDEX IF EXISTS in place of {dropped}"


OTHERS = {"act", "undo", "schema_migration"}  # written by statements of replication, and by Peewee


def test_migrations_are_numbered_without_a_gap() -> None:
    """The schema number is that of the last; two of one number would leave a file that stopped between them."""
    numbers = sorted(int(path.name[:4]) for path in MIGRATIONS.glob("[0-9]*.py"))
    assert numbers == list(range(1, newest() + 1)), "each migration has the next number, and no two have the same"


def columns(database: SqliteDatabase, table: str) -> dict[str, tuple[Any, ...]]:
    """(type, not null, default, part of the key, hidden) of each column, by its name."""
    return {row[1]: row[2:] for row in database.execute_sql(f'PRAGMA table_xinfo("{table}")')}


def unique(database: SqliteDatabase, table: str) -> list[list[str]]:
    """The columns that must not hold one value twice."""
    found = database.execute_sql(f"SELECT name FROM pragma_index_list('{table}') WHERE \"unique\" AND origin = 'u'")
    return [[row[2] for row in database.execute_sql(f'PRAGMA index_info("{name}")')] for (name,) in found.fetchall()]


def keys(database: SqliteDatabase, table: str) -> list[tuple[Any, ...]]:
    """The references of a table, but for their numbers, which follow the order of the columns."""
    return sorted(row[2:] for row in database.execute_sql(f'PRAGMA foreign_key_list("{table}")'))


def indexes(database: SqliteDatabase, table: str) -> dict[str, str]:
    """The statement that makes each index of a table, by its name; those that SQLite makes by itself left out."""
    found = database.execute_sql("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = ?", [table])
    return {name: statement for name, statement in found if statement}


def made(database: SqliteDatabase, table: str) -> str:
    """The statement that makes a table."""
    return str(database.execute_sql("SELECT sql FROM sqlite_master WHERE name = ?", [table]).fetchone()[0])


@pytest.mark.disk
@pytest.mark.usefixtures("database")
def test_file_is_marked_as_ours_and_safe() -> None:
    assert db.pragma("application_id") == APPLICATION_ID
    assert db.pragma("user_version") == newest()
    assert db.pragma("journal_mode") == "delete"
    assert db.pragma("synchronous") == 2
    assert db.pragma("foreign_keys") == 1
    assert db.pragma("recursive_triggers") == 1
