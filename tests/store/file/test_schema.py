"""A new database is made by running all migrations, and equals the models."""

import pytest
from peewee import SqliteDatabase

from branchtui.store.engine.handle import db
from branchtui.store.file.schema import APPLICATION_ID, SCHEMA
from branchtui.store.models import LOCAL, SYNCED
from branchtui.store.replication.registry import NUMBER


@pytest.mark.usefixtures("database")
def test_migrated_tables_equal_the_models() -> None:
    models = [*SYNCED, *LOCAL]
    names = {model._meta.table_name for model in models}
    synced = {model._meta.table_name for model in SYNCED}

    def columns(database: SqliteDatabase, name: str) -> list[tuple[object, ...]]:
        """Name, type, whether it may be empty, default; that the id is the key is said otherwise in a numbered table."""
        found = database.execute_sql(f'PRAGMA table_xinfo("{name}")').fetchall()  # type: ignore[no-untyped-call]
        return [row[1:5] if name in synced else row[1:] for row in found]

    def unique(name: str) -> list[list[str]]:
        made = db.execute_sql(f"SELECT name FROM pragma_index_list('{name}') WHERE \"unique\" AND origin = 'u'")  # type: ignore[no-untyped-call]
        return [[row[2] for row in db.execute_sql(f'PRAGMA index_info("{index}")')] for (index,) in made.fetchall()]  # type: ignore[no-untyped-call]

    foreign = {name: sorted(db.execute_sql(f'PRAGMA foreign_key_list("{name}")').fetchall()) for name in names}
    fresh = SqliteDatabase(":memory:")
    with fresh.bind_ctx(models, bind_refs=False, bind_backrefs=False):
        fresh.create_tables(models)
        for name in names:
            migrated = columns(db, name)
            if name in synced:
                assert migrated.pop(0) == (NUMBER, "INTEGER", 1, None)
                assert unique(name) == [["id"]]
            assert migrated == columns(fresh, name)
            assert foreign[name] == sorted(fresh.execute_sql(f'PRAGMA foreign_key_list("{name}")').fetchall())
    assert names <= set(db.get_tables())


@pytest.mark.disk
@pytest.mark.usefixtures("database")
def test_file_is_marked_as_ours_and_safe() -> None:
    assert db.pragma("application_id") == APPLICATION_ID
    assert db.pragma("user_version") == SCHEMA
    assert db.pragma("journal_mode") == "delete"
    assert db.pragma("synchronous") == 2
    assert db.pragma("foreign_keys") == 1
    assert db.pragma("recursive_triggers") == 1
