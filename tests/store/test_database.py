"""Opening files that are not ours, and writes that fail: a sentence, and nothing half written."""

import sqlite3
from pathlib import Path

import peewee
import pytest

from branchtui.rules.errors import BranchError, BusyError
from branchtui.store import database as room
from branchtui.store.database import act, close_database, database_path, open_database
from branchtui.store.models import Branch, Row, db
from branchtui.store.schema import SCHEMA


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
    db.pragma("user_version", SCHEMA + 1)
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
    monkeypatch.setitem(room._PRAGMAS, "busy_timeout", 20)
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
