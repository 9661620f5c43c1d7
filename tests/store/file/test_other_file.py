"""Another file is read beside one's own: neither is changed, and what is wrong with it is told."""

import os
import re
import sqlite3
import stat
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from branchtui import disk
from branchtui.errors import BranchError, BusyError, DiskFullError
from branchtui.paths import home
from branchtui.store import drafts
from branchtui.store.engine import connection, sql
from branchtui.store.engine.handle import db, is_own
from branchtui.store.file import backups, last_seen
from branchtui.store.file.database import act, close_database, database_path, many_acts, open_database
from branchtui.store.file.other_file import open_other
from branchtui.store.file.schema import newest
from branchtui.store.models import SYNCED, Group
from branchtui.store.queries.people import branch as the_branch
from branchtui.store.replication import acts, session
from branchtui.tidying import sweep
from tests.conftest import NOW
from tests.store.older import first_schema


def groups() -> list[str]:
    return [group.name for group in Group.select().order_by(Group.name)]


def state_of(path: Path) -> tuple[object, ...]:
    """What must not change of a file: its bytes, when it was written, and what stands beside it."""
    return path.read_bytes(), path.stat().st_mtime_ns, sorted(entry.name for entry in path.parent.iterdir())


@pytest.fixture
def other(database: Path, tmp_path: Path) -> Path:
    """A file with the group 乙, in a folder of its own; 甲 stands in one's own, which is open."""
    path = tmp_path / "优盘" / "别的 ?#%.db"
    path.parent.mkdir()
    close_database()
    open_database(path)
    with act("加党小组乙"):
        Group.create(name="乙")
    close_database()
    open_database(database)
    with act("加党小组甲"):
        Group.create(name="甲")
    return path


@pytest.fixture
def older(tmp_path: Path) -> Path:
    """A file of the first schema."""
    path = tmp_path / "优盘" / "旧.db"
    path.parent.mkdir(exist_ok=True)
    if not db.is_closed():
        close_database()
    first_schema(path)
    return path


def test_both_are_read_in_turns(database: Path, other: Path) -> None:
    with open_other(other) as there:
        for _ in range(3):
            assert groups() == ["甲"] and database_path() == database
            with there.reading():
                assert groups() == ["乙"] and database_path() == other and not is_own()
                assert sql.value("SELECT name FROM party_group") == "乙"
                step = acts.undoable()
                assert step is not None and step.act.name == "加党小组乙"
            assert is_own()


def test_rows_that_are_being_fetched_stay_with_their_file(other: Path) -> None:
    with open_other(other) as there:
        here = Group.select().execute().iterator()
        with there.reading():
            assert [row.name for row in Group.select().iterator()] == ["乙"]
            assert [row.name for row in here] == ["甲"]


def _all_of_it(path: Path) -> tuple[object, ...]:
    """What must not change of one's own: every table, the line of acts, the clock, the writer, how it was left."""
    tables = [name for (name,) in sql.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    rows = [sql.rows(f'SELECT * FROM "{table}"') for table in tables]
    return rows, session.writer(), session.clock(), acts.line(), last_seen.read(), state_of(path)


def test_reading_changes_neither_file(database: Path, other: Path) -> None:
    before, foreign = _all_of_it(database), state_of(other)
    connection = db.connection()  # type: ignore[no-untyped-call]
    with open_other(other) as there, there.reading():
        assert acts.line() and session.clock() and the_branch() is None
        assert [row for model in SYNCED for row in model.select()]
    assert _all_of_it(database) == before and state_of(other) == foreign
    assert db.connection() is connection  # type: ignore[no-untyped-call]


def test_ones_own_transaction_goes_on(other: Path) -> None:
    with pytest.raises(ZeroDivisionError), act("加党小组丙"):
        Group.create(name="丙")
        with open_other(other) as there, there.reading():
            assert groups() == ["乙"] and db.transaction_depth() == 1
        assert groups() == ["丙", "甲"] and db.in_transaction()
        raise ZeroDivisionError
    assert groups() == ["甲"]


WRITES: list[Callable[[Path], object]] = [
    lambda path: act("加党小组丙").__enter__(),
    lambda path: many_acts().__enter__(),
    lambda path: open_database(path),
    lambda path: close_database(),
    lambda path: backups.make(backups.BY_HAND),
    lambda path: last_seen.note(""),
    lambda path: Group.create(name="丙"),
    lambda path: drafts.save_draft("x", "x", "x", NOW),
    lambda path: sql.execute("DELETE FROM stamp_session"),
]


@pytest.mark.parametrize("write", WRITES, ids=range(len(WRITES)))
def test_nothing_is_written_while_the_other_is_read(
    database: Path, other: Path, write: Callable[[Path], object]
) -> None:
    before, own = state_of(other), database.read_bytes()
    with open_other(other) as there:
        with pytest.raises((AssertionError, BranchError)), there.reading():
            write(database)
        assert groups() == ["甲"]
        with there.reading():
            assert groups() == ["乙"]
    assert state_of(other) == before and database.read_bytes() == own
    with act("加党小组丙"):
        Group.create(name="丙")


def test_a_thread_reads_its_own_while_another_reads_the_other(database: Path, other: Path) -> None:
    turns = threading.Barrier(2, timeout=10)
    found: list[list[str]] = []
    told: list[str] = []

    def run() -> None:
        with there.reading():
            used = db.connection()  # type: ignore[no-untyped-call]
            turns.wait()
            found.append(groups())
            turns.wait()
            turns.wait()
            found.append(groups())
        try:
            used.execute("SELECT 1")
        except sqlite3.ProgrammingError as error:
            told.append(str(error))

    with open_other(other) as there:
        thread = threading.Thread(target=run)
        thread.start()
        turns.wait()
        turns.wait()
        assert found == [["乙"]] and groups() == ["甲"]
        turns.wait()
        thread.join()
        assert found == [["乙"], ["乙"]]
        with there.reading():
            kept = db.connection()  # type: ignore[no-untyped-call]
        with there.reading():
            assert groups() == ["乙"] and db.connection() is kept  # type: ignore[no-untyped-call]
    with pytest.raises(sqlite3.ProgrammingError, match="closed"):
        kept.execute("SELECT 1")
    assert len(told) == 1 and "closed" in told[0]


def test_what_was_left_is_not_read_any_more(other: Path) -> None:
    with open_other(other) as there:
        pass
    with pytest.raises(AssertionError, match="has been left"), there.reading():
        pass
    assert groups() == ["甲"]


def test_two_others_at_once(other: Path, tmp_path: Path) -> None:
    second = backups.write(tmp_path / "二" / "备份.db")
    Group.create(name="丙")
    with open_other(other) as one, open_other(second) as two:
        with one.reading():
            assert groups() == ["乙"]
            with two.reading():
                assert groups() == ["甲"]
            assert groups() == ["乙"]
        assert groups() == ["丙", "甲"]


def test_ones_own_file_can_be_the_other(database: Path, other: Path) -> None:
    with open_other(database) as there, there.reading():
        assert groups() == ["甲"]


def _nothing_left(database: Path) -> None:
    assert not [path.name for path in database.parent.iterdir() if re.fullmatch(disk.LEFT_OVER, path.name)]


@pytest.fixture
def beside(older: Path, database: Path) -> Path:
    """The older file, with one's own open."""
    open_database(database)
    return older


def test_an_older_file_is_read_in_a_copy_that_is_gone_afterwards(database: Path, beside: Path) -> None:
    before = state_of(beside)
    with open_other(beside) as there:
        (copy,) = [path for path in database.parent.iterdir() if re.fullmatch(disk.LEFT_OVER, path.name)]
        if os.name == "posix":
            assert stat.S_IMODE(copy.stat().st_mode) == disk.PRIVATE_FILE
        with there.reading():
            assert groups() == ["第一党小组"] and database_path() == beside
            assert sql.value("PRAGMA user_version") == newest()
            assert session.last_dot() is not None and acts.line() == []
    _nothing_left(database)
    assert state_of(beside) == before
    assert groups() == [] and session.writer() is None
    assert not backups.folder().exists(), "one's own was not upgraded"


def test_the_copy_is_gone_after_an_error_and_after_a_crash(
    database: Path, beside: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(ZeroDivisionError), open_other(beside):
        raise ZeroDivisionError
    _nothing_left(database)
    with monkeypatch.context() as patch:
        patch.setattr(disk, "discard", lambda path: None)  # killed on the way
        with open_other(beside):
            pass
    (copy,) = [path for path in database.parent.iterdir() if re.fullmatch(disk.LEFT_OVER, path.name)]
    os.utime(copy, (0, 0))
    sweep(home(database.parent).data)
    _nothing_left(database)


def _run(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as file:
        for statement in statements:
            file.execute(statement)
        file.commit()


@pytest.mark.parametrize(
    "statement",
    [
        "DROP TABLE report",
        "CREATE TABLE stamp_head (x)",
        "CREATE TRIGGER more AFTER INSERT ON member BEGIN DELETE FROM member; END",
        "ALTER TABLE member ADD COLUMN more TEXT",
    ],
)
def test_an_older_file_that_is_not_as_we_left_it(database: Path, beside: Path, statement: str) -> None:
    _run(beside, statement)
    before = state_of(beside)
    with pytest.raises(BranchError, match=r"旧.db 和 branchtui 写的不一样"), open_other(beside):
        pass
    _nothing_left(database)
    assert state_of(beside) == before and groups() == []


def test_a_full_disk_is_told(database: Path, beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(folder: Path) -> Path:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(disk, "claim", full)
    with pytest.raises(BranchError, match="由旧版的 branchtui 写成.*No space left"), open_other(beside):
        pass
    assert groups() == []


def test_a_disk_that_fills_up_on_the_way_is_told(database: Path, beside: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = sql.execute

    def full(statement: str, *values: object) -> int:
        if statement.startswith("VACUUM INTO"):
            raise sqlite3.OperationalError("database or disk is full")
        return run(statement, *values)

    monkeypatch.setattr(sql, "execute", full)
    with pytest.raises(DiskFullError, match="磁盘已满"), open_other(beside):
        pass
    _nothing_left(database)
    assert groups() == []


def _changed(*statements: str) -> Callable[[Path], None]:
    return lambda path: _run(path, *statements)


def _beside(suffix: str, data: bytes) -> Callable[[Path], None]:
    def make(path: Path) -> None:
        path.with_name(f"{path.name}{suffix}").write_bytes(data)

    return make


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.unlink(), "没有找到文件"),
        (lambda path: path.write_bytes("一篇文章".encode() * 40), "不是 branchtui 的数据文件"),
        (lambda path: path.write_bytes(b""), "是空的"),
        (_changed("PRAGMA application_id = 7"), "不是 branchtui 的数据文件"),
        (_changed(f"PRAGMA user_version = {newest() + 1}"), "请先升级本机的 branchtui"),
        (lambda path: path.write_bytes(path.read_bytes()[:-9000]), "已损坏"),
        (_changed("DROP TABLE report"), "report 缺少"),
        (_changed("CREATE VIEW more AS SELECT 1"), "视图 more"),
        (_beside("-journal", bytes.fromhex("d9d505f920a163d7 00000001") + bytes(500)), "-journal 文件"),
        (_beside("-wal", b"x" * 64), "-wal 文件"),
    ],
)
def test_what_is_wrong_with_it_is_told(database: Path, other: Path, make: Callable[[Path], None], words: str) -> None:
    make(other)
    before = state_of(other) if other.exists() else None
    with pytest.raises(BranchError, match=words), open_other(other):
        pass
    assert before == (state_of(other) if other.exists() else None)
    assert groups() == ["甲"]


@pytest.mark.parametrize(
    "make",
    [
        _beside("-journal", b""),
        _beside("-journal", bytes.fromhex("d9d505f920a163d7 00000000") + bytes(500)),
        _beside("-wal", b""),
        _changed("PRAGMA journal_mode = wal"),
    ],
)
def test_what_is_in_nobodys_way_stays_as_it_is(other: Path, make: Callable[[Path], None]) -> None:
    make(other)
    before = state_of(other)
    with open_other(other) as there, there.reading():
        assert groups() == ["乙"]
        assert state_of(other) == before
    assert state_of(other) == before


@pytest.mark.skipif(sys.platform == "win32" or not hasattr(os, "geteuid"), reason="modes of files")
def test_a_folder_that_cannot_be_written_to(other: Path) -> None:
    other.chmod(0o400)
    other.parent.chmod(0o500)
    try:
        with open_other(other) as there, there.reading():
            assert groups() == ["乙"]
    finally:
        other.parent.chmod(0o700)


def test_one_that_is_in_use_is_told(other: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "PATIENCE", 0.02)
    with open_other(other) as there, closing(sqlite3.connect(other, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyError), there.reading():
            groups()
        assert groups() == ["甲"]
        writer.execute("ROLLBACK")
        with there.reading():
            assert groups() == ["乙"]


def test_ones_own_that_is_in_use_is_not_waited_for_again_because_the_other_is_free(
    database: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_database()
    monkeypatch.setattr(connection, "PATIENCE", 0.03)
    monkeypatch.setattr(connection, "_LITTLE", 0.01)
    open_database(database)
    with open_other(other) as there, closing(sqlite3.connect(database, isolation_level=None)) as writer:
        writer.execute("BEGIN EXCLUSIVE")
        with pytest.raises(BusyError):
            groups()
        with there.reading():
            assert groups() == ["乙"]
        assert sql.value("PRAGMA busy_timeout") == 10
        writer.execute("ROLLBACK")
    assert groups() == ["甲"]


def test_damage_is_told_of_the_file_where_it_is(other: Path) -> None:
    with open_other(other) as there:
        data = other.read_bytes()
        other.write_bytes(data[:4096] + b"\xff" * (len(data) - 4096))
        with pytest.raises(BranchError, match="别的.*已损坏"), there.reading():
            sql.value("SELECT count(*) FROM party_group")
            groups()
        other.write_bytes(data)
    assert groups() == ["甲"]
