"""A file of an older schema: everything in it is there afterwards, by number."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.files.photos import PhotoStore
from branchtui.store.engine import sql
from branchtui.store.file import health
from branchtui.store.file.database import check_header, close_database, open_database
from branchtui.store.file.schema import newest
from branchtui.store.models import BY_TABLE, Report
from branchtui.store.models.people import PURGED
from branchtui.store.purge import Marks, held_by
from branchtui.store.replication import acts, cells, packing, session
from branchtui.store.replication.registry import TABLES
from branchtui.workflows.safety import backup, doctor, undo
from tests.store.older import CONFLICT, TABLES_THEN, TEXT, WRITERS, first_schema, row_id, second_schema

BODY, TITLE = TABLES["report"].column("body"), TABLES["meeting"].column("title")
PHOTOS = PhotoStore(Path("没有"), Path("没有"))


@pytest.fixture
def old(tmp_path: Path) -> Iterator[Path]:
    path = tmp_path / "branch.db"
    second_schema(path)
    yield path
    close_database()


@pytest.mark.parametrize("make", [first_schema, second_schema])
def test_rows_are_what_they_were(tmp_path: Path, make: Callable[[Path], None]) -> None:
    path = tmp_path / "branch.db"
    make(path)
    shutil.copyfile(path, tmp_path / "before.db")
    open_database(path)
    sql.execute("ATTACH ? AS before", str(tmp_path / "before.db"))
    older = {name for (name,) in sql.rows("SELECT name FROM before.sqlite_master WHERE type = 'table'")}
    for table, model in ((name, model) for name, model in BY_TABLE.items() if name in older):
        kept = {row[1] for row in sql.rows(f'PRAGMA before.table_info("{table}")')} & model._meta.columns.keys()
        columns = ", ".join(f'"{column}"' for column in sorted(kept))
        now, then = (sql.rows(f'SELECT {columns} FROM {room}."{table}" ORDER BY id') for room in ("main", "before"))
        assert now == then
        assert sql.rows(f'SELECT n FROM "{table}"') == [(number,) for number in range(1, len(now) + 1)]
    sql.execute("DETACH before")
    assert sql.value("PRAGMA integrity_check") == "ok"
    close_database()


def test_stamps_acts_and_the_line_are_what_they_were(old: Path) -> None:
    open_database(old)
    assert health.problems() == []
    assert session.vector() == {WRITERS[0]: 20, CONFLICT: 25, WRITERS[1]: 240}, "the crashed session has ended"
    assert session.clock() == 240 and session.writer() is None
    for number, table in enumerate((table for table in TABLES.values() if table.name in TABLES_THEN), 1):
        assert cells.heads(table.number, row_id(table.name))[0] == [(WRITERS[0], number)]
    assert cells.heads(13, row_id("report"))[BODY] == [(WRITERS[1], 240)]
    assert cells.siblings(5, row_id("meeting"), TITLE) == {
        (WRITERS[0], 5): "meeting.title",
        (CONFLICT, 25): "那边的题目",
    }
    found = cells.history(13, row_id("report"))
    assert [entry.value for entry in found] == [f"{s}{TEXT}" for s in range(31, 241)]
    assert (found[0].dot, found[0].by, found[1].dot) == ((WRITERS[0], 13), (WRITERS[1], 31), (WRITERS[1], 31))
    assert sql.rows("SELECT tbl, col, s FROM stamp_purge") == [(4, 0, 4)]
    assert sql.rows("SELECT device, person, at FROM stamp_writer WHERE w = ?", WRITERS[0]) == [
        ("旧电脑", "林知远", 1600000000)
    ]
    act = acts.covering((WRITERS[1], 240))
    assert act is not None and act.name == "修改240" and acts.root(act).name == "修改239"
    assert acts.covering((WRITERS[0], 7)) is None


def test_what_was_done_before_can_be_undone(old: Path) -> None:
    open_database(old)
    assert len(acts.line()) == acts.UNDOABLE
    for s in range(240, 235, -1):
        assert undo.undo_last() == f"已撤销：修改{s}"
    assert Report.get().body == f"236{TEXT}"
    session.end()
    packing.pack()
    for s in range(236, 240):
        assert undo.redo_last() == f"已重做：修改{s}"
    assert Report.get().body == f"240{TEXT}"


@pytest.mark.usefixtures("database")
def test_the_newest_two_hundred_steps_are_kept() -> None:
    from branchtui.store.file.database import act
    from branchtui.store.models import Group

    for number in range(acts.UNDOABLE + acts.SLACK + 1):
        with act(f"新建{number}"):
            Group.create(name=str(number))
    assert [step.act.name for step in acts.line()] == [
        f"新建{n}" for n in range(acts.UNDOABLE + acts.SLACK, acts.SLACK, -1)
    ]


@pytest.mark.parametrize(("make", "version"), [(first_schema, 1), (second_schema, 2)])
def test_the_doctor_says_that_a_file_was_brought_up_to_date(
    tmp_path: Path, make: Callable[[Path], None], version: int
) -> None:
    path = tmp_path / "branch.db"
    make(path)
    found = check_header(path)
    open_database(path)
    told = {one.what: one for one in doctor.examine(datetime.now(), PHOTOS, found=found)}["数据版本"]
    (kept,) = (one.path for one in backup.listed())
    assert told.mark == "ok"
    assert told.words == f"原是 {version}，打开时已升级到 {newest()}，内容不变；升级前的文件在 {kept}"
    close_database()


def test_an_older_file_is_put_back(old: Path, tmp_path: Path) -> None:
    shutil.copyfile(old, tmp_path / "备份.db")
    (tmp_path / "家").mkdir()
    open_database(tmp_path / "家" / "branch.db")
    assert any("会回来" in line for line in backup.preview(tmp_path / "备份.db").lines)
    backup.restore(tmp_path / "备份.db", tmp_path / "家" / "branch.db", now=datetime(2026, 3, 10))
    assert health.problems() == [] and Report.get().body == f"241{TEXT}"


@pytest.mark.parametrize("held", [True, False])
def test_an_older_backup_that_still_holds_a_person_is_named(old: Path, held: bool) -> None:
    with closing(sqlite3.connect(old)) as other:
        other.execute("UPDATE member SET name = ?", (PURGED,))
        if held:
            other.execute("INSERT INTO stamp_history VALUES (3, ?, 2, 3, 3, 3, 4, '旧名')", (row_id("member"),))
        other.commit()
    assert held_by(old, Marks(row_id("member"), (), ())) == held


def test_two_migrated_copies_hold_equal_stamps(old: Path, tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    shutil.copyfile(old, tmp_path / "b" / "branch.db")
    tables = ("stamp_head", "stamp_sibling", "stamp_history", "stamp_purge", "stamp_writer", "act", "stamp_session")
    found = []
    for path in (old, tmp_path / "b" / "branch.db"):
        open_database(path)
        found.append({table: sql.rows(f"SELECT * FROM {table}") for table in tables})
        close_database()
    assert found[0] == found[1]


@pytest.mark.usefixtures("database")
def test_stamps_of_a_table_that_nobody_knows_are_passed_over() -> None:
    """Such as a newer program's, in a file that was damaged or written by hand."""
    from branchtui.store.file.database import act
    from branchtui.store.models import Group

    with act("新建"):
        group = Group.create(name="一")
    with act("改名"):
        group.name = "二"
        group.save()
    w, last = session.writer(), session.clock()
    assert w is not None
    sql.execute("INSERT INTO stamp_history SELECT 99, 1, 2, wn, 1, wn, clock, 'x' FROM stamp_session")
    assert {number for number, _, _ in cells.changed((w, 0, last))} == {TABLES["party_group"].number}
