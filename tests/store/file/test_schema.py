"""A new database is made by running all migrations, and equals the models."""

import pytest
from peewee import SqliteDatabase

from branchtui.store.engine.handle import db
from branchtui.store.file.schema import APPLICATION_ID, SCHEMA
from branchtui.store.models import LOCAL, SYNCED


@pytest.mark.usefixtures("database")
def test_migrated_tables_equal_the_models() -> None:
    models = [*SYNCED, *LOCAL]
    names = {model._meta.table_name for model in models}
    migrated = {name: db.execute_sql(f'PRAGMA table_xinfo("{name}")').fetchall() for name in names}
    foreign = {name: sorted(db.execute_sql(f'PRAGMA foreign_key_list("{name}")').fetchall()) for name in names}
    fresh = SqliteDatabase(":memory:")
    with fresh.bind_ctx(models, bind_refs=False, bind_backrefs=False):
        fresh.create_tables(models)
        for name in names:
            assert migrated[name] == fresh.execute_sql(f'PRAGMA table_xinfo("{name}")').fetchall()
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
