"""Backups: made on leaving after an edit, kept twenty and one a month, checked, shown before they are put back."""

import errno
import json
import multiprocessing
import os
import re
import shutil
import sqlite3
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime, timedelta, tzinfo
from pathlib import Path

import pytest

from branchtui.errors import BranchError, UnreadableError
from branchtui.store import drafts
from branchtui.store.engine import sql
from branchtui.store.file import backups, last_seen
from branchtui.store.file.database import act, close_database, is_open, open_database
from branchtui.store.models import Arrival, Branch, Group, Meeting, Peer, Report
from branchtui.store.queries import meetings as facts
from branchtui.store.queries import people
from branchtui.store.queries.finding.search_signs import make_signs
from branchtui.store.replication import cells, session
from branchtui.store.replication.registry import TABLES
from branchtui.store.writes import assign
from branchtui.workflows.meetings import meetings
from branchtui.workflows.people import roster
from branchtui.workflows.safety import backup, leaving, undo
from tests.conftest import NOW, TODAY
from tests.store.older import first_schema


def kinds(folder: Path) -> list[str]:
    return sorted(path.name.partition("-")[0] for path in folder.glob("*.db"))


def groups_of(path: Path) -> list[str]:
    with closing(sqlite3.connect(path)) as other:
        return [name for (name,) in other.execute("SELECT name FROM party_group ORDER BY name")]


def reopen(path: Path) -> None:
    open_database(path, create=False)


def test_leaving_after_an_edit_makes_one(database: Path) -> None:
    Group.create(name="甲")
    leaving.leave()
    assert not is_open()
    (path,) = (database.parent / "backups").glob("*.db")
    assert groups_of(path) == ["甲"]
    assert backups.quick_check(path) == ""
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("SELECT wn FROM stamp_session").fetchone() == (None,)
    for _ in range(2):
        reopen(database)
        Group.select().count()
        leaving.leave()
    assert len(kinds(database.parent / "backups")) == 1, "nothing was written since"
    leaving.leave()


def test_what_a_crash_left_is_backed_up_at_the_next_leaving(database: Path) -> None:
    Group.create(name="甲")
    leaving.leave()
    reopen(database)
    Group.create(name="乙")
    from branchtui.store.engine.handle import db

    db.close()  # as after a crash: nothing ended, nothing noted
    reopen(database)
    assert leaving.replaced() is None
    leaving.leave()
    assert len(kinds(database.parent / "backups")) == 2


def test_twenty_and_one_a_month_are_kept(database: Path) -> None:
    folder = database.parent / "backups"
    folder.mkdir()
    for month in range(1, 7):
        for day in range(1, 6):
            (folder / f"离开时-2025{month:02}{day:02}-090000-0000000{day}.db").write_bytes(b"x")
    (folder / "我的.db").write_bytes(b"x")
    (folder / "离开时-20259999-090000-00000001.db").write_bytes(b"x")
    Group.create(name="甲")
    leaving.leave()
    reopen(database)
    names = [entry.path.name for entry in backup.listed()]
    assert len(names) == backups.KEPT["离开时"] + 2
    assert names[0].startswith("离开时-000001-")
    assert [name[4:12] for name in names[20:]] == ["20250205", "20250105"]
    assert (folder / "我的.db").exists()
    assert backup.listed()[1] == backups.Backup(folder / names[1], "离开时", datetime(2025, 6, 5, 9), 1)


@pytest.mark.slow
def test_each_kind_has_places_of_its_own(database: Path) -> None:
    by_hand = backup.make()
    before = [backups.make(why) for why in ("恢复前", "升级前") for _ in range(11)]
    leaving = [backups.make("离开时") for _ in range(backups.KEPT["离开时"] + 3)]
    assert by_hand.exists()
    assert [path.exists() for path in before] == [False, *[True] * 10] * 2
    assert [path.exists() for path in leaving] == [False] * 3 + [True] * 20
    assert [one.path for one in backup.listed()[:20]] == leaving[:2:-1], "made within one second or two"


@pytest.mark.slow
def test_what_is_newer_is_told_by_the_number_not_by_the_clock(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Clock(datetime):
        ahead = timedelta(0)

        @classmethod
        def now(cls, tz: tzinfo | None = None) -> "Clock":
            return cls.fromtimestamp(datetime.now(tz).timestamp()) + cls.ahead

    monkeypatch.setattr(backups, "datetime", Clock)
    early = [backups.make("离开时") for _ in range(2)]
    Clock.ahead = timedelta(days=60)
    ahead = [backups.make("离开时") for _ in range(21)]
    Clock.ahead = timedelta(0)
    late = [backups.make("离开时") for _ in range(12)]
    kept = [one.path for one in backup.listed()]
    assert kept[:12] == late[::-1], "the clock was put right: they are the newest all the same"
    assert kept[12:20] == ahead[:12:-1] and early[0] not in kept
    assert len({one.at.month for one in backup.listed()[20:]} & {one.at.month for one in backup.listed()[:20]}) == 0


def _make_one(path: Path) -> str:
    open_database(path)
    try:
        return backups.make("手动").name
    finally:
        close_database()


@pytest.mark.slow
def test_many_at_once(database: Path) -> None:
    Group.create(name="甲")
    close_database()
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        names = pool.map(_make_one, [database] * 8)
    reopen(database)
    assert {one.path.name for one in backup.listed()} == set(names)
    assert all(groups_of(one.path) == ["甲"] for one in backup.listed())
    assert all(path.suffix == ".db" for path in backups.folder().iterdir())


def test_a_file_of_somebody_else_beside_it_stays(database: Path, tmp_path: Path) -> None:
    other = tmp_path / "备份.db.part"
    other.write_text("珍贵", encoding="utf-8")
    backup.make(tmp_path / "备份.db")
    assert other.read_text(encoding="utf-8") == "珍贵"


def test_to_a_place_of_ones_own(database: Path, tmp_path: Path) -> None:
    Group.create(name="甲")
    target = tmp_path / "优盘" / "备份.db"
    assert backup.make(target) == target
    assert groups_of(target) == ["甲"]
    with pytest.raises(BranchError, match="已经存在"):
        backup.make(target)


@pytest.mark.parametrize("where", ["here", "file"])
def test_a_version_that_a_copy_holds_stays_known(database: Path, tmp_path: Path, where: str) -> None:
    """Saves of one sitting become one version, but none that has left in a copy: a merge would find it in no history."""
    report = Report.create(title="题", body="旧。")
    place = {"here": None, "file": tmp_path / "优盘" / "备份.db"}[where]
    texts = [f"{'长文。' * 1000}{number}" for number in range(4)]
    for number, text in enumerate(texts):
        with act("修改新闻稿"):
            assign(report, {"body": text})
        if number == 1:
            copy = backup.make(place)
    with closing(sqlite3.connect(copy)) as other:
        held = other.execute("SELECT body FROM report").fetchone()[0]
        assert other.execute("SELECT wn, own FROM stamp_session").fetchone() == (None, 0)
    assert held == texts[1]
    kept = [entry.value for entry in cells.history(TABLES["report"].number, report.id)]
    assert kept == ["旧。", held], "those after the copy are one version again"


def test_what_was_written_before_a_copy_is_backed_up_on_leaving(database: Path, tmp_path: Path) -> None:
    Group.create(name="甲")
    backup.make(tmp_path / "备份.db")
    leaving.leave()
    assert kinds(database.parent / "backups") == ["离开时"]
    reopen(database)
    Group.create(name="乙")
    leaving.leave()
    reopen(database)
    assert len(sql.rows("SELECT w FROM stamp_writer")) == 2, "nobody is noted who wrote nothing"


def test_a_copy_to_carry_holds_nothing_that_is_of_this_machine_only(database: Path, tmp_path: Path) -> None:
    roster.add_member("林知远")
    drafts.save_draft("a", "记录", "没有交上的话", NOW)
    Report.create(title="报道")
    make_signs()
    Arrival.create(sha="0", name="办公室.db", state="merged", size=1, modified=1, at=NOW)
    Peer.create(device=bytes(16), name="办公室", at=NOW, package="1", vector="{}")
    tables = ("draft_buffer", "undo", "name_index", "search_sign", "arrival", "peer")
    for path, kept in (
        (backup.make(), 1),
        (backup.make(tmp_path / "备份.db"), 0),
    ):
        with closing(sqlite3.connect(path)) as other:
            found = [other.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in tables]
        assert found == [kept] * len(tables), path
        assert ("没有交上的话".encode() in path.read_bytes()) == bool(kept)
    assert [sql.value(f"SELECT count(*) FROM {table}") for table in tables] == [1] * len(tables)
    backup.restore(tmp_path / "备份.db", database, now=NOW)
    assert [member.name for member in people.MemberList(TODAY, "lzy").page(0, 9)] == ["林知远"], "derived anew"


def test_a_backup_that_cannot_be_made_is_told(database: Path) -> None:
    (database.parent / "backups").write_text("不是文件夹", encoding="utf-8")
    Group.create(name="甲")
    with pytest.raises(BranchError, match="备份没有做成：.*backups 应当是文件夹，却是一个文件。请把它移走或改名"):
        leaving.leave()
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
    roster.add_member("顾清和")
    meetings.remove_item(facts.items(meeting)[1])
    assert backup.preview(old).lines == [
        "人员会消失 1：顾清和",
        "名册会消失 2",
        "会议会变回旧内容 1：新题目",
        "议程会回来 1：交流研讨",
    ]
    kept = backup.restore(old, database, now=NOW)
    assert facts.meeting(meeting.id).title == "学习全会精神"
    assert kept is not None and kept.name.startswith("恢复前-")
    assert leaving.replaced() is None
    assert backup.preview(kept).lines[0] == "人员会回来 1：顾清和"
    backup.restore(kept, database, now=NOW)
    assert facts.meeting(meeting.id).title == "新题目"
    assert backup.preview(kept).lines == []


def test_a_preview_tells_what_both_hold_and_changes_nothing(meeting: Meeting, database: Path) -> None:
    old = backup.make()
    roster.add_member("顾清和")
    meetings.edit_meeting(meeting, title="新题目")
    undo.undo_last()
    step, dot, data, before = undo.listed(), session.last_dot(), database.read_bytes(), old.read_bytes()
    found = backup.preview(old)
    assert found.here.startswith("现在：海州大学办公室党支部，人员 6、会议 1、新闻稿 0，最后一次修改 ")
    assert found.here.endswith("：撤销：修改主题党日：学习全会精神")
    assert found.there.startswith("恢复后：海州大学办公室党支部，人员 5、会议 1、新闻稿 0，最后一次修改 ")
    assert found.there.endswith("：计划主题党日：学习全会精神")
    assert (undo.listed(), session.last_dot(), database.read_bytes(), old.read_bytes()) == (step, dot, data, before)
    undo.redo_last()


def test_a_backup_of_an_older_version_is_shown_as_it_will_be(database: Path, tmp_path: Path) -> None:
    close_database()
    older = tmp_path / "旧.db"
    first_schema(older)
    reopen(database)
    Group.create(name="甲")
    found = backup.preview(older)
    assert found.there == "恢复后：还没有支部，人员 1、会议 0、新闻稿 0"
    assert found.lines == ["党小组会消失 1", "党小组会回来 1", "人员会回来 1：林知远"]


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
    path.with_name(f"{path.name}-journal").write_bytes(bytes.fromhex("d9d505f920a163d7 00000001") + bytes(500))


def _altered(statement: str) -> Callable[[Path, Path], None]:
    def make(path: Path, database: Path) -> None:
        shutil.copyfile(backup.make(), path)
        with closing(sqlite3.connect(path)) as other:
            other.executescript(statement)

    return make


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_altered("CREATE TRIGGER more AFTER INSERT ON act BEGIN DELETE FROM act; END"), "触发器 more"),
        (_altered("ALTER TABLE member RENAME TO m; CREATE VIEW member AS SELECT * FROM m"), "视图 member"),
        (_altered("DROP TABLE report"), "report 缺少"),
        (_altered("ALTER TABLE meeting RENAME COLUMN title TO titel"), "meeting 缺少 title 一栏"),
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
    leaving.leave()
    early = tmp_path / "early.db"
    shutil.copyfile(database, early)
    reopen(database)
    Group.create(name="乙")
    leaving.leave()
    reopen(database)
    assert leaving.replaced() is None
    close_database()
    shutil.copyfile(early, database)
    for _ in range(2):  # reading alone does not settle it
        reopen(database)
        found = leaving.replaced()
        assert found is not None and "不是上次离开时的那一份" in found.words
        leaving.leave()
    assert found.backup is not None and groups_of(found.backup) == ["乙", "甲"]
    reopen(database)
    backup.restore(found.backup, database, now=NOW)
    assert leaving.replaced() is None
    assert sorted(group.name for group in Group.select()) == ["乙", "甲"]


def test_going_on_with_the_other_file(database: Path, tmp_path: Path) -> None:
    empty = tmp_path / "empty.db"
    shutil.copyfile(database, empty)
    Group.create(name="甲")
    leaving.leave()
    shutil.copyfile(empty, database)
    reopen(database)
    Group.create(name="丙")
    leaving.keep_this_file()
    assert leaving.replaced() is None
    assert last_seen.read() is not None
    Group.create(name="丁")
    leaving.leave(sparing=True)
    assert len(kinds(database.parent / "backups")) == 2, "the fresh one is of the other file"


@pytest.mark.parametrize("text", ["", "{}", "[]", '{"writer": "x"}'])
def test_a_note_that_cannot_be_read_is_none(database: Path, text: str) -> None:
    Group.create(name="甲")
    (database.parent / "branch.left.json").write_text(text, encoding="utf-8")
    assert leaving.replaced() is None


def _age(database: Path, minutes: int) -> None:
    """Make the last backup some minutes older."""
    reopen(database)
    noted = last_seen.read()
    assert noted is not None
    (made,) = [one for one in backup.listed() if one.path.name == noted.backup]
    at = datetime.now() - timedelta(minutes=minutes)
    older = made.path.with_name(f"离开时-{made.number:06}-{at:%Y%m%d-%H%M%S}-00000000.db")
    made.path.rename(older)
    note = database.parent / "branch.left.json"
    note.write_text(json.dumps(json.loads(note.read_text(encoding="utf-8")) | {"backup": older.name}), encoding="utf-8")


def test_a_command_makes_one_only_every_ten_minutes(database: Path) -> None:
    folder = database.parent / "backups"
    for number, name in enumerate("甲乙丙"):
        reopen(database)
        Group.create(name=name)
        leaving.leave(sparing=True)
        assert len(kinds(folder)) == 1, number
    _age(database, 11)
    leaving.leave(sparing=True)
    assert len(kinds(folder)) == 2, "what was written since is backed up, be it by the next command that only reads"
    assert groups_of(max(folder.iterdir())) == ["丙", "乙", "甲"]
    reopen(database)
    Group.create(name="丁")
    leaving.leave(sparing=True)
    _age(database, -60 * 24)
    leaving.leave(sparing=True)
    assert len(kinds(folder)) == 3, "one of tomorrow is not fresh"
    reopen(database)
    Group.create(name="戊")
    leaving.leave(sparing=True)
    reopen(database)
    leaving.leave()
    assert len(kinds(folder)) == 4, "leaving the app backs up what a command wrote"
    for _ in range(2):
        reopen(database)
        leaving.leave()
    assert len(kinds(folder)) == 4


def test_a_replaced_file_is_noticed_though_the_last_command_made_no_backup(database: Path, tmp_path: Path) -> None:
    Group.create(name="甲")
    leaving.leave(sparing=True)
    early = tmp_path / "early.db"
    shutil.copyfile(database, early)
    reopen(database)
    Group.create(name="乙")
    leaving.leave(sparing=True)
    shutil.copyfile(early, database)
    reopen(database)
    found = leaving.replaced()
    assert found is not None and found.backup is not None and not found.whole and "不含之后" in found.words
    Group.create(name="丙")
    leaving.leave(sparing=True)
    assert len(kinds(database.parent / "backups")) == 2, "the fresh one does not hold what is written here"
    reopen(database)
    assert leaving.replaced() is None


def test_a_full_disk_does_not_make_a_sound_database_unreadable(
    database: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    Group.create(name="甲")
    good = backup.make(tmp_path / "备份.db")
    Group.create(name="乙")
    run = sql.execute

    def full(statement: str, *values: bytes) -> int:
        if statement.startswith("VACUUM INTO"):
            Path(os.fsdecode(values[0])).write_bytes(b"half")
            raise sqlite3.OperationalError("database or disk is full")
        return run(statement, *values)

    monkeypatch.setattr(sql, "execute", full)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(BranchError, match="磁盘已满"):
        backup.restore(good, database, now=NOW)
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == before
    close_database()
    reopen(database)
    assert groups_of(database) == ["乙", "甲"]


def test_what_could_not_be_replaced_stays_with_its_journal(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Group.create(name="甲")
    good = backup.make()
    close_database()
    database.write_bytes(b"junk" * 5000)
    journal = database.with_name(f"{database.name}-journal")
    journal.write_bytes(b"old pages")
    real = os.replace

    def full(source: Path, target: Path) -> None:
        if Path(target) == database:
            raise OSError(errno.ENOSPC, "No space left on device")
        real(source, target)

    monkeypatch.setattr(os, "replace", full)
    with pytest.raises(BranchError, match="磁盘已满"):
        backup.restore(good, database, now=NOW)
    assert database.read_bytes() == b"junk" * 5000 and journal.read_bytes() == b"old pages"
    assert not list(database.parent.glob("*打不开*"))


@pytest.mark.parametrize("journal", [b"", bytes(512), bytes.fromhex("d9d505f920a163d7 00000000") + bytes(500)])
def test_a_journal_that_holds_nothing_is_in_nobodys_way(database: Path, tmp_path: Path, journal: bytes) -> None:
    Group.create(name="甲")
    good = backup.make(tmp_path / "备份.db")
    Group.create(name="乙")
    (tmp_path / "备份.db-journal").write_bytes(journal)
    backup.restore(good, database, now=NOW)
    assert [group.name for group in Group.select()] == ["甲"]


@pytest.mark.skipif(sys.platform != "linux", reason="names of files are bytes there")
def test_names_that_are_not_utf_8(database: Path, tmp_path: Path) -> None:
    place = tmp_path / os.fsdecode("神".encode("gb18030"))
    place.mkdir()
    Group.create(name="甲")
    good = backup.make(place / os.fsdecode("备份.db".encode("gb18030")))
    assert groups_of(good) == ["甲"]
    Group.create(name="乙")
    assert backup.preview(good).lines == ["党小组会消失 1"]
    backup.restore(good, database, now=NOW)
    close_database()
    shutil.copyfile(good, place / "branch.db")
    reopen(place / "branch.db")
    Group.create(name="丙")
    leaving.leave()
    assert kinds(place / "backups") == ["离开时"]


def test_what_is_wrong_with_the_database_is_not_said_of_the_folder(
    database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for i in range(400):
        Group.create(name=f"{i}" * 30)
    close_database()
    data = database.read_bytes()
    database.write_bytes(data[:-8192] + b"\xff" * 8192)
    reopen(database)
    with pytest.raises(UnreadableError, match=re.escape(f"{database} 已损坏")):
        backup.make()
    close_database()


def test_a_file_that_breaks_off_on_the_way_can_be_replaced(database: Path) -> None:
    Group.create(name="甲" * 50)
    good = backup.make()
    sql.execute("UPDATE party_group SET name = CAST(x'ff' AS TEXT)")
    with pytest.raises(UnreadableError) as broken_off:
        list(Group.select())
    kept = backup.restore(good, database, now=NOW)
    assert broken_off.traceback and kept is not None and kept.name.startswith("恢复前-"), (
        "nothing that was begun stood in the way of a copy"
    )
    assert groups_of(database) == ["甲" * 50]


def test_sqlite_calls_the_disk_full_where_the_file_is_damaged(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    Group.create(name="甲")
    good = backup.make()
    monkeypatch.setattr(backups, "make", lambda why: (_ for _ in ()).throw(BranchError("磁盘已满")))
    with pytest.raises(BranchError, match="磁盘已满"):
        backup.restore(good, database, now=NOW)
    checked = backups.quick_check
    monkeypatch.setattr(backups, "quick_check", lambda path: "坏页" if path == database else checked(path))
    kept = backup.restore(good, database, now=NOW)
    assert kept is not None and "打不开" in kept.name
