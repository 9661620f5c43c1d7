"""Opening files that are not ours, and writes that fail: a sentence, and nothing half written."""

import sqlite3
import sys
import time
from pathlib import Path

import peewee
import pytest

from branchtui.errors import BranchError, BusyError, GoneError
from branchtui.store.engine import connection, sql
from branchtui.store.engine.handle import Other, db
from branchtui.store.file import database as room
from branchtui.store.file.database import act, close_database, database_path, many_acts, open_database
from branchtui.store.file.other_file import OtherFile
from branchtui.store.file.schema import newest
from branchtui.store.models import Branch, Member, Row
from branchtui.store.queries.meetings import meeting
from branchtui.store.queries.people import member
from branchtui.store.queries.reports import report


def test_opening_again_finds_what_was_written(database: Path) -> None:
    with act("建立支部"):
        Branch.create(name="办公室党支部")
    close_database()
    open_database(database, create=False)
    assert [row.name for row in Branch.select()] == ["办公室党支部"]
    assert database_path() == database


def _foreign(path: Path) -> None:
    with sqlite3.connect(path) as other:
        other.execute("CREATE TABLE t(x)")


def _newer(path: Path) -> None:
    open_database(path)
    db.pragma("user_version", newest() + 1)
    close_database()


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path: path.write_bytes("这是一篇文章".encode() * 40), "不是 branchtui 的数据文件"),
        (lambda path: path.write_bytes(b"SQLite format 3\0"), "不是 branchtui 的数据文件"),
        (lambda path: path.write_bytes(b""), "是空的"),
        (_foreign, "不是 branchtui 的数据文件"),
        (_newer, "请先升级"),
        (lambda path: None, "请先运行 branchtui init"),
        (lambda path: path.mkdir(), "无法读取"),
    ],
)
def test_files_that_are_not_ours_stay_untouched(tmp_path: Path, make, words: str) -> None:  # type: ignore[no-untyped-def]
    path = tmp_path / "branch.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(BranchError, match=words):
        open_database(path, create=False)
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_damaged_file_is_told(tmp_path: Path) -> None:
    path = tmp_path / "branch.db"
    open_database(path)
    close_database()
    data = bytearray(path.read_bytes())
    data[100:4096] = b"\xff" * (4096 - 100)
    path.write_bytes(data)
    with pytest.raises(BranchError, match="已损坏"):
        open_database(path)
        Branch.select().count()
    close_database()


def test_a_file_in_use_is_busy(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    close_database()
    monkeypatch.setattr(connection, "PATIENCE", 0.02)
    open_database(database)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(BusyError, match="正被另一个程序使用"), act("建立支部"):
        Branch.create(name="办公室党支部")
    other.execute("ROLLBACK")
    other.close()
    with act("建立支部"):
        Branch.create(name="办公室党支部")
    assert Branch.select().count() == 1


@pytest.mark.usefixtures("database")
def test_looking_at_a_file_in_use_is_busy_and_does_not_stand_still_each_time(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    close_database()
    monkeypatch.setattr(connection, "PATIENCE", 0.5)
    monkeypatch.setattr(connection, "_LITTLE", 0.0)
    open_database(database)
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    for look in (lambda: sql.value("SELECT 1 FROM branch"), Branch.select().count, lambda: list(Branch.select())) * 5:
        began = time.monotonic()
        with pytest.raises(BusyError):
            look()
    assert time.monotonic() - began < 0.4, "the second wait would be in vain as well"
    other.execute("ROLLBACK")
    other.close()
    assert Branch.select().count() == 0
    assert sql.value("PRAGMA busy_timeout") == 500, "patient again"


@pytest.mark.usefixtures("database")
def test_rows_that_break_off_on_the_way_are_told(database: Path) -> None:
    """SQLite reads the pages behind the first rows only when those rows are asked for."""
    with act("建立支部"):
        for _ in range(400):
            Branch.create(name="办公室党支部" * 9)
        Branch.create(name="最后一个支部")
    close_database()
    open_database(database)
    data = database.read_bytes()
    page = data.index("最后一个支部".encode()) // 4096 * 4096
    database.write_bytes(data[:page] + b"\xff" * 4096 + data[page + 4096 :])
    found = db.execute_sql("SELECT * FROM branch")  # type: ignore[no-untyped-call]
    assert found.fetchone()
    with pytest.raises(BranchError, match="已损坏"):
        found.fetchall()
    database.write_bytes(data)


def test_a_file_that_was_overwritten_is_damaged(database: Path) -> None:
    data = database.read_bytes()
    for rubbish in (b"junk" * 5000, b""):
        database.write_bytes(rubbish)
        with pytest.raises(BranchError, match="已损坏"):
            Branch.select().count()
    database.write_bytes(data)


@pytest.mark.skipif(sys.platform == "win32", reason="an open file can't be replaced there")
def test_a_file_that_was_replaced_is_told_as_that(database: Path, tmp_path: Path) -> None:
    (tmp_path / "copy.db").write_bytes(database.read_bytes())
    (tmp_path / "copy.db").replace(database)
    with pytest.raises(BranchError, match="已被换成另一份"), act("建立支部"):
        Branch.create(name="甲")


def test_the_file_that_is_meant_is_the_one_that_is_named(database: Path, tmp_path: Path) -> None:
    broken = tmp_path / "备份.db"
    broken.write_bytes(b"junk" * 5000)
    other = Other(broken, broken.as_uri(), {})
    with pytest.raises(BranchError, match="备份.db 已损坏"), OtherFile(broken, other, broken).reading():
        Branch.select().first()


@pytest.mark.usefixtures("database")
def test_what_is_gone_is_a_sentence() -> None:
    for look in (meeting, report, member):
        with pytest.raises(GoneError, match="已不在"):
            look(bytes(16))


def _behind(error: Exception, cause: Exception) -> Exception:
    error.__context__ = cause
    return error


@pytest.mark.usefixtures("database")
@pytest.mark.parametrize(
    ("error", "words"),
    [
        (peewee.OperationalError("database or disk is full"), "磁盘已满"),
        (_behind(peewee.OperationalError("cannot rollback"), sqlite3.OperationalError("disk is full")), "磁盘已满"),
        (peewee.OperationalError("attempt to write a readonly database"), "不可写"),
        (peewee.OperationalError("unable to open database file"), "不可写"),
        (peewee.OperationalError("disk I/O error"), "磁盘出错"),
    ],
)
def test_a_failing_write_keeps_nothing_of_the_act(error: Exception, words: str) -> None:
    with pytest.raises(BranchError, match=words), act("建立支部"):
        Branch.create(name="甲")
        raise error
    assert Branch.select().count() == 0


@pytest.mark.usefixtures("database")
def test_a_mistake_of_ours_is_not_dressed_up() -> None:
    with pytest.raises(peewee.OperationalError, match="no such table"), act("查询"):
        db.execute_sql("SELECT * FROM nowhere")


@pytest.mark.slow
def test_rows_are_only_made_by_create() -> None:
    """`Model(...).save()` with an app-made key inserts nothing and returns 0; nobody may write that."""
    import ast

    import branchtui

    models = {cls.__name__ for cls in _subclasses(Row)}
    for path in Path(branchtui.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        imported = {
            name.name
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("branchtui.store.models")
            for name in node.names
        }
        made = {
            node.func.id for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not made & imported & models, path


@pytest.mark.slow
def test_no_write_goes_past_the_rows() -> None:
    """Whole rows written over others lose what somebody else wrote; rows that are removed can't travel or come back."""
    import ast

    import branchtui

    forbidden = {"replace_many", "bulk_update", "bulk_create", "on_conflict_replace", "delete_instance", "delete_by_id"}
    for path in Path(branchtui.__file__).parent.rglob("*.py"):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        used = {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
        assert not used & forbidden, path


def _subclasses(cls: type) -> set[type]:
    found = set(cls.__subclasses__())
    return found | {deeper for each in found for deeper in _subclasses(each)}


def test_a_database_that_could_not_be_made_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "branch.db"

    def full() -> None:
        db.execute_sql("CREATE TABLE half(x)")
        raise peewee.OperationalError("database or disk is full")

    with monkeypatch.context() as patch:
        patch.setattr(room, "migrate", full)
        with pytest.raises(BranchError, match="磁盘已满"):
            open_database(path)
    assert not path.exists()
    open_database(path)
    close_database()


def test_many_acts_in_one_transaction(database: Path) -> None:
    with many_acts():
        for number in range(3):
            with act(f"加入第{number}人"):
                Member.create(name=f"甲{number}")
                with act("里面的"):
                    Member.create(name=f"乙{number}")
    assert [name for (name,) in sql.rows("SELECT name FROM act ORDER BY first")] == [f"加入第{n}人" for n in range(3)]
    assert Member.select().count() == 6
    with pytest.raises(BranchError, match="不行"), many_acts():
        with act("加入第四人"):
            Member.create(name="丙")
        raise BranchError("不行")
    assert Member.select().count() == 6 and sql.value("SELECT count(*) FROM act") == 3
    with act("之后"):
        Member.create(name="丁")
    assert sql.value("SELECT count(*) FROM act") == 4
