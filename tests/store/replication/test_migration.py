"""A column added by a later migration: stamps, registry and triggers are right afterwards."""

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from branchtui.store.engine import sql
from branchtui.store.file import schema
from branchtui.store.file.database import close_database, open_database
from branchtui.store.models import Group
from branchtui.store.replication import cells, registry, session, triggers
from branchtui.store.replication.registry import WHOLE_ROW, Table

ADD = """
from peewee import TextField

def up(migrator, db):
    migrator.migrate(migrator.add_column("party_group", "room", TextField(default="")))
    db.execute_sql("UPDATE party_group SET room = name || '活动室'")
"""
REBUILD = """
def up(migrator, db):
    migrator.migrate(migrator.add_not_null("party_group", "name"), migrator.drop_not_null("party_group", "name"))
"""


UNNUMBERED = """
def up(migrator, db):
    db.execute_sql('DROP TABLE "guest"')
    db.execute_sql('CREATE TABLE "guest" ("id" BLOB NOT NULL PRIMARY KEY, "deleted" INTEGER NOT NULL)')
"""


@pytest.fixture
def migrations(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A folder of migrations that can be added to; the schema number follows the number of files."""
    folder = tmp_path / "migrations"
    shutil.copytree(schema.MIGRATIONS, folder, ignore=shutil.ignore_patterns("__pycache__"))
    monkeypatch.setattr(schema, "MIGRATIONS", folder)
    yield folder
    close_database()
    schema.newest.cache_clear()


def add(migrations: Path, name: str, text: str) -> None:
    (migrations / f"{schema.newest() + 1:04}_{name}.py").write_text(text, encoding="utf-8")
    schema.newest.cache_clear()


def test_a_column_added_by_a_migration(tmp_path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "branch.db"
    open_database(path)
    group = Group.create(name="第一党小组")
    group.name = "第二党小组"
    group.save()
    before = (cells.heads(2, group.id), session.clock())
    close_database()

    add(migrations, "room", ADD)
    monkeypatch.setitem(registry.TABLES, "party_group", Table("party_group", 2, ("deleted", "name", "room")))
    monkeypatch.setitem(registry.BY_NUMBER, 2, registry.TABLES["party_group"])
    open_database(path)
    assert (cells.heads(2, group.id), session.clock()) == before, "a migration stamps nothing"
    assert sql.rows("SELECT name, room FROM party_group") == [("第二党小组", "第二党小组活动室")]
    assert triggers.made()
    sql.execute("UPDATE party_group SET room = '302'")
    assert cells.heads(2, group.id)[3] == [(session.writer(), before[1] + 1)]
    entry = cells.history(2, group.id)[-1]
    assert (entry.column, entry.dot, entry.value) == (3, before[0][WHOLE_ROW][0], "第二党小组活动室")
    close_database()
    with closing(sqlite3.connect(path)) as other:
        for statement in ("REPLACE INTO party_group SELECT * FROM party_group", "DELETE FROM party_group"):
            with pytest.raises(sqlite3.IntegrityError, match="同步表"):
                other.execute(statement)


def test_a_column_without_a_number_stops_the_migration(
    tmp_path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "branch.db"
    open_database(path)
    Group.create(name="甲")
    close_database()
    before = path.read_bytes()
    add(migrations, "room", ADD)
    with pytest.raises(ValueError, match=r'registry\.py: Table\("party_group", 2, \(…, "room"\)\),'):
        open_database(path)
    close_database()
    assert path.read_bytes() == before


def test_a_table_whose_rows_have_no_number_stops_the_migration(
    tmp_path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    open_database(tmp_path / "branch.db")
    close_database()
    add(migrations, "guest", UNNUMBERED)
    with pytest.raises(ValueError, match='guest: make the table with "n" INTEGER NOT NULL PRIMARY KEY'):
        open_database(tmp_path / "branch.db")


def test_a_rebuilt_table_has_its_triggers_and_references(
    tmp_path: Path, migrations: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "branch.db"
    open_database(path)
    group = Group.create(name="甲")
    sql.execute("INSERT INTO meeting (id, deleted, kind, ordinal, title, planned_start, place, host_name, recorder_name, "
            "first_topic, requirements, closing, state, reason, group_id) VALUES (x'09', 0, '党课', '', '题', "
            "'2026-03-01', '', '', '', '', '', '', 'planned', '', ?)", group.id)  # fmt: skip
    close_database()
    add(migrations, "rebuild", REBUILD)
    open_database(path)
    assert triggers.made()
    assert sql.rows("PRAGMA foreign_key_check") == []
    assert sql.value("PRAGMA foreign_keys") == 1
    sql.execute("UPDATE party_group SET name = '乙'")
    assert cells.history(2, group.id)[0].value == "甲"
