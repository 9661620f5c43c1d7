"""Backups: made on leaving after an edit, kept twenty and one a month, checked, shown before they are put back."""

import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.rules.errors import BranchError
from branchtui.store import backups, left
from branchtui.store.database import close_database, is_open, open_database
from branchtui.store.models import Branch, Group, Meeting
from branchtui.store.queries import meetings as facts
from branchtui.store.replication import session
from branchtui.workflows import backup, meetings, roster
from tests.conftest import NOW, TODAY


def kinds(folder: Path) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in folder.glob("*.db"))


def groups_of(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as other:
        return [name for (name,) in other.execute("SELECT name FROM party_group ORDER BY name")]


def reopen(path: Path) -> None:
    open_database(path, create=False)


def test_leaving_after_an_edit_makes_one(database: Path) -> None:
    Group.create(name="甲")
    backup.leave()
    assert not is_open()
    (path,) = (database.parent / "backups").glob("*.db")
    assert groups_of(path) == ["甲"]
    assert backups.quick_check(path) == ""
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT w FROM stamp_session").fetchone() == (None,)
    for _ in range(2):
        reopen(database)
        Group.select().count()
        backup.leave()
    assert len(kinds(database.parent / "backups")) == 1, "nothing was written since"
    backup.leave()


def test_what_a_crash_left_is_backed_up_at_the_next_leaving(database: Path) -> None:
    Group.create(name="甲")
    backup.leave()
    reopen(database)
    Group.create(name="乙")
    from branchtui.store.models import db

    db.close()  # as after a crash: nothing ended, nothing noted
    reopen(database)
    assert backup.replaced() is None
    backup.leave()
    assert len(kinds(database.parent / "backups")) == 2


def test_twenty_and_one_a_month_are_kept(database: Path) -> None:
    folder = database.parent / "backups"
    folder.mkdir()
    for month in range(1, 7):
        for day in range(1, 6):
            (folder / f"离开时-2025{month:02}{day:02}-090000-0000000{day}.db").write_bytes(b"x")
    (folder / "我的.db").write_bytes(b"x")
    Group.create(name="甲")
    backup.make()
    names = [entry.path.name for entry in backup.listed()]
    assert len(names) == backups.KEPT + 2
    assert names[0].startswith("手动-")
    assert [name[4:12] for name in names[20:]] == ["20250205", "20250105"]
    assert (folder / "我的.db").exists()
    assert backup.listed()[1] == backups.Backup(folder / names[1], "离开时", datetime(2025, 6, 5, 9), 1)


def test_to_a_place_of_ones_own(database: Path, tmp_path: Path) -> None:
    Group.create(name="甲")
    target = tmp_path / "优盘" / "备份.db"
    assert backup.make(target) == target
    assert groups_of(target) == ["甲"]
    with pytest.raises(BranchError, match="已经存在"):
        backup.make(target)
    inside = backup.make(target.parent)
    assert inside.parent == target.parent and groups_of(inside) == ["甲"]


def test_a_backup_that_cannot_be_made_is_told(database: Path) -> None:
    (database.parent / "backups").write_text("不是文件夹", encoding="utf-8")
    Group.create(name="甲")
    with pytest.raises(BranchError, match="备份没有做成"):
        backup.leave()
    assert not is_open()
    assert groups_of(database) == ["甲"]


def test_a_damaged_backup_does_not_count(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(backups, "quick_check", lambda path: "坏页")
    with pytest.raises(BranchError, match="没有通过检查（坏页）"):
        backup.make()
    assert list((database.parent / "backups").iterdir()) == []


def test_restore_shows_and_does(meeting: Meeting, database: Path) -> None:
    old = backup.make()
    meetings.edit_meeting(meeting, title="新题目")
    roster.add_member("顾清和", today=TODAY)
    meetings.remove_item(facts.items(meeting)[1])
    assert backup.preview(old) == [
        "人员会消失 1：顾清和",
        "名册会消失 2",
        "会议会变回旧内容 1：新题目",
        "议程会回来 1：交流研讨",
    ]
    kept = backup.restore(old, database, now=NOW)
    assert facts.meeting(meeting.id).title == "学习全会精神"
    assert kept is not None and kept.name.startswith("恢复前-")
    assert backup.replaced() is None
    assert backup.preview(kept)[0] == "人员会回来 1：顾清和"
    backup.restore(kept, database, now=NOW)
    assert facts.meeting(meeting.id).title == "新题目"
    assert backup.preview(kept) == []


def test_a_restored_file_never_makes_the_same_stamp(database: Path) -> None:
    Group.create(name="甲")
    first = session.last_dot()
    old = backup.make()
    Group.create(name="乙")
    backup.restore(old, database, now=NOW)
    assert session.last_dot() == first
    Group.create(name="丙")
    assert session.writer() != first[0] if first else False


def _foreign(path: Path, database: Path) -> None:
    open_database(path)
    Branch.create(name="别的支部")
    close_database()
    open_database(database)


def _cut(path: Path, database: Path) -> None:
    path.write_bytes(backup.make().read_bytes()[:-3000])


def _with_journal(path: Path, database: Path) -> None:
    shutil.copyfile(backup.make(), path)
    path.with_name(f"{path.name}-journal").write_bytes(b"x")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda path, database: path.write_bytes(b"text" * 100), "不是 branchtui 的数据文件"),
        (lambda path, database: None, "没有找到文件"),
        (_foreign, "是另一个支部的数据"),
        (_cut, "已损坏"),
        (_with_journal, "-journal"),
    ],
)
def test_what_is_not_fit_is_refused(database: Path, tmp_path: Path, make, words: str) -> None:  # type: ignore[no-untyped-def]
    Branch.create(name="办公室党支部")
    other = tmp_path / "other.db"
    make(other, database)
    before = database.read_bytes()
    with pytest.raises(BranchError, match=words):
        backup.preview(other)
    assert database.read_bytes() == before


def test_a_file_that_cannot_be_read_is_kept_and_replaced(database: Path) -> None:
    Group.create(name="甲")
    good = backup.make()
    close_database()
    damaged = bytearray(database.read_bytes())
    damaged[100:8192] = b"\xff" * 8092
    database.write_bytes(damaged)
    journal = database.with_name(f"{database.name}-journal")
    journal.write_bytes(b"old pages")
    kept = backup.restore(good, database, now=NOW)
    assert groups_of(database) == ["甲"]
    assert kept is not None and kept.read_bytes() == damaged
    assert not journal.exists()


def test_into_an_empty_home(database: Path, tmp_path: Path) -> None:
    Group.create(name="甲")
    good = backup.make(tmp_path / "备份.db")
    close_database()
    place = tmp_path / "新家"
    place.mkdir()
    assert backup.restore(good, place / "branch.db", now=NOW) is None
    assert [group.name for group in Group.select()] == ["甲"]


def test_a_file_copied_over_the_live_one_is_noticed(database: Path, tmp_path: Path) -> None:
    Group.create(name="甲")
    backup.leave()
    early = tmp_path / "early.db"
    shutil.copyfile(database, early)
    reopen(database)
    Group.create(name="乙")
    backup.leave()
    reopen(database)
    assert backup.replaced() is None
    close_database()
    shutil.copyfile(early, database)
    for _ in range(2):  # reading alone does not settle it
        reopen(database)
        found = backup.replaced()
        assert found is not None and "不是上次离开时的那一份" in found.words
        backup.leave()
    assert found.backup is not None and groups_of(found.backup) == ["乙", "甲"]
    reopen(database)
    backup.restore(found.backup, database, now=NOW)
    assert backup.replaced() is None
    assert sorted(group.name for group in Group.select()) == ["乙", "甲"]


def test_going_on_with_the_other_file(database: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    shutil.copyfile(database, empty)
    Group.create(name="甲")
    backup.leave()
    shutil.copyfile(empty, database)
    reopen(database)
    Group.create(name="丙")
    backup.keep_this_file()
    assert backup.replaced() is None
    assert left.read() is not None


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"writer": "x"}'])
def test_a_note_that_cannot_be_read_is_none(database: Path, text: str) -> None:
    Group.create(name="甲")
    (database.parent / "branch.left.json").write_text(text, encoding="utf-8")
    assert backup.replaced() is None


class HeldError(PermissionError):
    """What Windows raises while a virus scanner holds a file."""

    winerror = 32


def test_a_file_that_windows_holds_is_waited_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    waited: list[float] = []
    replace = Path.replace

    def held(path: Path, target: Path) -> Path:
        if len(waited) < 3:
            raise HeldError
        return replace(path, target)

    monkeypatch.setattr("time.sleep", waited.append)
    monkeypatch.setattr(Path, "replace", held)
    (tmp_path / "x.part").write_text("x", encoding="utf-8")
    backups.rename(tmp_path / "x.part", tmp_path / "x.db")
    assert (tmp_path / "x.db").exists() and len(waited) == 3
    monkeypatch.setattr(Path, "replace", lambda path, target: (_ for _ in ()).throw(PermissionError))
    with pytest.raises(PermissionError):
        backups.rename(tmp_path / "x.db", tmp_path / "y.db")
    assert len(waited) == 3
