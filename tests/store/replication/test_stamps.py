"""What each kind of write leaves in heads, history and vector; by whatever path it comes."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from branchtui.store.engine import sql
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.file.schema import newest
from branchtui.store.models import DraftBuffer, Group, Meeting, Member, NameIndex, Plan, Setting
from branchtui.store.replication import cells, session, triggers
from branchtui.store.replication.registry import DELETED, TABLES, WHOLE_ROW
from tests.store.older import first_schema

GROUP, PLAN = TABLES["party_group"], TABLES["plan"]
NAME = GROUP.column("name")


def heads(row: Group) -> dict[int, list[tuple[int, int]]]:
    return cells.heads(GROUP.number, row.id)


OTHER = (7, 9)  # a stamp of another machine


def leave_in_conflict(row: Group, column: int, values: tuple[object, object]) -> list[tuple[int, int]]:
    """A cell (or, by column 0, the name under two whole-row heads) as merging will leave it; its two heads."""
    mine = heads(row)[WHOLE_ROW][0]
    n = sql.value("SELECT n FROM party_group WHERE id = ?", row.id)
    sql.execute("INSERT OR IGNORE INTO stamp_writer (w, seen) VALUES (?, ?)", *OTHER)
    for dot, value in zip((mine, OTHER), values, strict=True):
        stamp = (GROUP.number, n, column, sql.value("SELECT n FROM stamp_writer WHERE w = ?", dot[0]), dot[1])
        sql.execute("INSERT OR IGNORE INTO stamp_head VALUES (?, ?, ?, ?, ?)", *stamp)
        sql.execute(
            "INSERT INTO stamp_sibling VALUES (?, ?, ?, ?, ?, ?)", *stamp[:2], column or NAME, *stamp[3:], value
        )
    return [mine, OTHER]


@pytest.mark.usefixtures("database")
def test_a_new_row_has_one_head_for_all_its_columns() -> None:
    group = Group.create(name="第一党小组")
    w, s = session.writer(), session.clock()
    assert heads(group) == {WHOLE_ROW: [(w, s)]}
    assert session.vector() == {w: s}
    assert cells.history(GROUP.number, group.id) == []


@pytest.mark.usefixtures("database")
def test_a_changed_cell_keeps_what_stood_there() -> None:
    group = Group.create(name="旧")
    made = heads(group)[WHOLE_ROW][0]
    group.name = "新"
    group.save()
    assert heads(group) == {WHOLE_ROW: [made], NAME: [(session.writer(), made[1] + 1)]}
    entry = cells.history(GROUP.number, group.id)[0]
    assert (entry.column, entry.dot, entry.by, entry.value) == (NAME, made, heads(group)[NAME][0], "旧")
    sql.execute("UPDATE party_group SET name = name")
    assert session.clock() == made[1] + 1


@pytest.mark.usefixtures("database")
def test_going_to_the_trash_writes_every_cell_and_coming_back_one() -> None:
    group = Group.create(name="甲")
    group.name = "乙"
    group.save()
    group.deleted = True
    group.save()
    gone = (session.writer(), session.clock())
    assert heads(group) == {WHOLE_ROW: [gone]}
    assert {(entry.column, entry.value) for entry in cells.history(GROUP.number, group.id) if entry.by == gone} == {
        (WHOLE_ROW, None),
        (DELETED, 0),
        (NAME, "乙"),
    }
    group.deleted = False
    group.save()
    assert heads(group) == {WHOLE_ROW: [gone], DELETED: [(gone[0], gone[1] + 1)]}


@pytest.mark.usefixtures("database")
def test_what_a_span_made_is_found_among_the_newest_rows_and_among_old_ones() -> None:
    first = session.clock() + 1
    groups = [Group.create(name=name) for name in ("一", "二")]
    groups[0].name = "三"
    groups[0].save()
    span = (session.writer(), first, session.clock())
    made = {(GROUP.number, group.id) for group in groups}
    assert cells.made(span) == made
    assert cells.made((span[0], span[2], span[2])) == set()  # the edit alone
    for number in range(200):
        Group.create(name=f"{number}")
    assert cells.made(span) == made


@pytest.mark.usefixtures("database")
def test_columns_that_belong_together_share_a_stamp() -> None:
    plan = Plan.create(title="春季", first_day="2026-03-01", last_day="2026-07-01")
    plan.first_day = "2026-03-02"
    plan.save()
    found = cells.heads(PLAN.number, plan.id)
    assert found[PLAN.column("first_day")] == found[PLAN.column("last_day")] == [(session.writer(), session.clock())]
    assert PLAN.column("title") not in found


@pytest.mark.usefixtures("database")
def test_an_edit_ends_a_conflict_and_keeps_both_values() -> None:
    group = Group.create(name="这边")
    mine = heads(group)[WHOLE_ROW][0]
    leave_in_conflict(group, NAME, ("那边", "这边"))
    group.name = "定下来"
    group.save()
    assert len(heads(group)[NAME]) == 1
    assert sql.value("SELECT count(*) FROM stamp_sibling") == 0
    assert {(entry.dot, entry.value) for entry in cells.history(GROUP.number, group.id)} == {
        (mine, "那边"),
        (OTHER, "这边"),
    }


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize("column", [WHOLE_ROW, DELETED, NAME])
def test_a_row_with_two_heads_in_any_cell_goes_to_the_trash_and_keeps_both_values(column: int) -> None:
    group = Group.create(name="这边")
    values = (0, 1) if column == DELETED else ("这边", "那边")
    both = leave_in_conflict(group, column, values)
    group.deleted = True
    group.save()
    gone = (session.writer(), session.clock())
    assert heads(group) == {WHOLE_ROW: [gone]}
    assert sql.value("SELECT count(*) FROM stamp_sibling") == 0
    kept = {
        (entry.column, entry.dot, entry.value) for entry in cells.history(GROUP.number, group.id) if entry.by == gone
    }
    assert {(column or NAME, dot, value) for dot, value in zip(both, values, strict=True)} <= kept
    group.deleted = False
    group.save()
    assert group.name == "这边"


@pytest.mark.usefixtures("database")
def test_editing_a_row_deleted_elsewhere_keeps_it() -> None:
    group = Group.create(name="这边")
    both = leave_in_conflict(group, DELETED, (0, 1))
    group.name = "改名"
    group.save()
    edited = (session.writer(), session.clock())
    assert heads(group)[DELETED] == heads(group)[NAME] == [edited]
    assert sql.value("SELECT count(*) FROM stamp_sibling") == 0
    assert {(entry.dot, entry.value) for entry in cells.history(GROUP.number, group.id) if entry.column == DELETED} == {
        (both[0], 0),
        (both[1], 1),
    }
    group.name = "又改"
    group.save()
    assert heads(group)[DELETED] == [edited], "nobody else has deleted it since"


def test_another_program_is_stamped_too(database: Path) -> None:
    group = Group.create(name="甲")
    ours = session.writer()
    close_database()
    with closing(sqlite3.connect(database)) as other:
        other.execute("UPDATE party_group SET name = '别的程序'")
        other.execute("INSERT INTO party_group (id, deleted, name) VALUES (x'0A', 0, '新的')")
        other.commit()
    open_database(database)
    writer = heads(group)[NAME][0][0]
    assert writer != ours
    assert set(session.vector()) == {ours, writer}
    assert cells.heads(GROUP.number, b"\n")[WHOLE_ROW][0][0] == writer


@pytest.mark.parametrize(
    "statement",
    [
        "REPLACE INTO party_group (id, deleted, name) VALUES (x'01', 0, '覆盖')",
        "REPLACE INTO party_group (n, id, deleted, name) VALUES (1, x'02', 0, '覆盖')",
        "INSERT OR REPLACE INTO party_group (id, deleted, name) VALUES (x'01', 0, '覆盖')",
        "INSERT INTO party_group (id, deleted, name) VALUES (x'01', 0, '覆盖') ON CONFLICT (id) DO UPDATE SET name = excluded.name",
        "DELETE FROM party_group",
        "UPDATE party_group SET id = x'02'",
        "UPDATE party_group SET n = 2",
    ],
)
@pytest.mark.parametrize("recursive", ["on", "off"])
def test_rows_are_not_replaced_removed_or_renumbered(database: Path, statement: str, recursive: str) -> None:
    with closing(sqlite3.connect(database)) as other:
        other.execute("INSERT INTO party_group (id, deleted, name) VALUES (x'01', 0, '甲')")
        other.commit()
        other.execute(f"PRAGMA recursive_triggers = {recursive}")
        with pytest.raises(sqlite3.IntegrityError, match="同步表"):
            other.execute(statement)
        other.rollback()
        assert other.execute("SELECT * FROM party_group").fetchall() == [(1, b"\x01", 0, "甲")]


def test_each_opening_for_writing_has_its_own_writer(database: Path) -> None:
    writers = []
    for number in range(3):
        Group.create(name=str(number))
        writers.append(session.writer())
        close_database()
        open_database(database)
        assert session.writer() is None
    assert len(set(writers)) == 3
    assert set(session.vector()) == set(writers)


def test_opening_without_a_write_leaves_the_file_alone(database: Path) -> None:
    Group.create(name="甲")
    close_database()
    before = database.read_bytes()
    open_database(database)
    Group.select().count()
    close_database()
    assert database.read_bytes() == before


def test_a_copy_of_an_open_file_never_makes_the_same_stamp(database: Path, tmp_path: Path) -> None:
    group = Group.create(name="甲")
    copy = tmp_path / "copy.db"
    shutil.copyfile(database, copy)
    group.name = "原件"
    group.save()
    original = heads(group)[NAME]
    close_database()
    open_database(copy)
    there = Group.get_by_id(group.id)
    there.name = "副本"
    there.save()
    assert heads(there)[NAME] != original
    assert heads(there)[NAME][0][0] != original[0][0]


@pytest.mark.usefixtures("database")
def test_who_wrote_is_noted_for_people() -> None:
    with act("新建党小组"):
        Group.create(name="甲")
    assert sql.rows("SELECT w, app <> '' FROM stamp_writer") == [(session.writer(), 1)]


@pytest.mark.usefixtures("database")
def test_local_tables_are_not_stamped() -> None:
    NameIndex.create(id=b"x", name="林知远", pinyin="linzhiyuan", initials="lzy")
    DraftBuffer.insert(place="a", label="b", text="c", at="2026-03-10").on_conflict_replace().execute()
    NameIndex.delete().execute()
    assert session.clock() == 0
    assert session.writer() is None


def test_an_old_database_gets_stamps_and_keeps_its_rows(tmp_path: Path) -> None:
    path = tmp_path / "old.db"
    first_schema(path)
    open_database(path)
    try:
        assert sql.value("PRAGMA user_version") == newest()
        assert [group.name for group in Group.select()] == ["第一党小组"]
        head = cells.heads(GROUP.number, b"\x01")
        assert head == cells.heads(TABLES["member"].number, b"\x02")
        assert dict(head[WHOLE_ROW]) == session.vector()
        assert session.writer() is None
        sql.execute("UPDATE party_group SET name = '改名'")
        assert cells.history(GROUP.number, b"\x01")[0].value == "第一党小组"
        assert [path.name.partition("-")[0] for path in (tmp_path / "backups").iterdir()] == ["升级前"]
    finally:
        close_database()


@pytest.mark.usefixtures("database")
def test_every_synced_table_stamps_and_the_triggers_are_ours() -> None:
    member = Member.create(name="林知远")
    meeting = Meeting.create(kind="党课", title="题", planned_start="2026-03-01 09:00:00", host=member)
    Setting.ensure(key="k", values={"value": "1"})
    assert triggers.made()
    for table, row in ((TABLES["member"], member), (TABLES["meeting"], meeting)):
        for number, column in enumerate(table.columns[1:], 2):
            if not column.endswith("_id"):
                before = session.clock()
                cells.write(table.number, row.id, {number: "2030-01-01"})
                assert session.clock() == before + 1, column
                assert cells.heads(table.number, row.id)[number] == [(session.writer(), before + 1)]
    sql.execute('DROP TRIGGER "stamp_member_2"')
    assert not triggers.made()
