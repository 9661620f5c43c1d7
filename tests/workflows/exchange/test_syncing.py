"""Two desks and a folder: what is written at one comes to the other, and what can't be used harms nothing."""

import errno
import io
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from datetime import timedelta
from hashlib import sha256
from pathlib import Path

import pytest
from PIL import Image

from branchtui import disk
from branchtui.errors import BranchError, DiskFullError
from branchtui.files.archive import packs
from branchtui.files.exchange import folder as shared_folder
from branchtui.files.exchange import names, package, sealing
from branchtui.files.exchange.folder import FolderError
from branchtui.files.exchange.sealing import KeyChangedError, PassphraseError, SealError
from branchtui.store.drafts import save_draft
from branchtui.store.file import arrivals, backups, exchange_note
from branchtui.store.file.schema import newest
from branchtui.store.models import Contact, Submission
from branchtui.store.models.local.exchange import LEFT, MERGED, QUARANTINED
from branchtui.workflows.exchange import reading, setting_up, status, syncing
from branchtui.workflows.exchange.fetching import WAITING
from branchtui.workflows.frameworks.adopt import adopt
from branchtui.workflows.frameworks.files.library import template
from branchtui.workflows.frameworks.standing import standing
from branchtui.workflows.frameworks.submitting import Listed, pack_of, submit
from branchtui.workflows.people.contacts import add_contact
from branchtui.workflows.progress import StoppedError
from branchtui.workflows.reports import reports
from branchtui.workflows.safety import purge, unmerging
from tests.conftest import NOW
from tests.store.older import second_schema
from tests.workflows.exchange.conftest import PASSPHRASE, Desk


def meet(desk: Desk, name: str) -> None:
    with desk.at():
        add_contact(name, unit="学院党委")


def met(desk: Desk) -> set[str]:
    with desk.at():
        return {contact.name for contact in Contact.select().where(Contact.live())}


def test_a_merge_that_was_taken_back_does_not_come_again_with_what_was_published_here(one: Desk, other: Desk) -> None:
    meet(one, "王芳")
    one.sync()
    other.sync()
    with other.at():
        unmerging.undo(unmerging.preview())
    assert met(other) == set()
    assert other.sync().published and met(other) == set()
    meet(one, "李强")
    one.sync()
    other.sync()
    assert met(other) == {"王芳", "李强"}, "who has it brings it back with what is new there"


def states(done: syncing.Synced) -> list[tuple[str, str]]:
    return [(one.state, one.reason) for one in done.files]


def test_what_one_writes_the_other_gets_and_then_nothing_more_happens(one: Desk, other: Desk) -> None:
    meet(one, "王芳")
    meet(other, "李强")
    first = one.sync()
    assert (first.merges, first.published) == ((), True)
    assert first.words == "已同步：别的电脑没有新内容，已发布本机的改动。"
    second = other.sync()
    assert (second.new, second.published, [state for state, _ in states(second)]) == (1, True, [MERGED])
    assert one.sync().new == 1
    assert met(one) == met(other) == {"王芳", "李强"}
    for desk in (other, one):
        desk.sync()
    for desk in (one, other):
        before, packages = desk.path.read_bytes(), desk.packages()
        done = desk.sync()
        assert (done.merges, done.published, done.files) == ((), False, ())
        assert desk.path.read_bytes() == before and desk.packages() == packages
        assert desk.left_over() == []


def test_of_several_packages_only_the_latest_is_taken(one: Desk, other: Desk) -> None:
    for name in ("王芳", "李强", "赵敏"):
        meet(one, name)
        one.sync()
    done = other.sync()
    assert (done.new, len(done.merges), len(done.files)) == (3, 1, 1)


def test_a_package_holds_data_and_nothing_of_its_machine(one: Desk) -> None:
    with one.at():
        add_contact("王芳", unit="学院党委")
        save_draft("member:00:phone", "电话", "13900004444", NOW)
    one.sync()
    with one.at():
        key = one.key()
    content = io.BytesIO()
    (made,) = one.packages()
    with made.open("rb") as file:
        head = package.unpack(file, content, key)
    assert head.schema == newest() and head.machine and head.number == 1
    assert b"13900004444" not in content.getvalue()
    unpacked = one.folder / "看看.db"
    unpacked.write_bytes(content.getvalue())
    with closing(sqlite3.connect(unpacked)) as file:
        assert file.execute("SELECT count(*) FROM contact").fetchone() == (1,)
        for table in backups.OF_THIS_MACHINE:
            assert file.execute(f"SELECT count(*) FROM {table}").fetchone() == (0,), table
    assert "王芳".encode() not in made.read_bytes()


def test_homes_that_were_cloned_are_told_apart_by_what_they_hold(one: Desk, shared: Path) -> None:
    meet(one, "王芳")
    one.sync()
    clone = Desk(one.folder.with_name("克隆"), shared)
    shutil.copytree(one.folder, clone.folder)
    meet(clone, "李强")
    meet(one, "赵敏")
    for desk in (clone, one, clone, one):
        desk.sync()
    assert met(one) == met(clone) == {"王芳", "李强", "赵敏"}
    with one.at():
        assert [machine.behind for machine in status.status().machines] == [False]


def test_who_has_not_seen_what_is_told(one: Desk, other: Desk) -> None:
    meet(one, "王芳")
    one.sync()
    other.sync()
    meet(one, "李强")
    with one.at():
        found = status.status()
        assert (found.due, found.unpublished, found.machines) == (True, 1, ())
        assert status.trouble() == ""
    one.sync()
    with one.at():
        found = status.status()
        assert (found.due, found.unpublished) == (False, 0)
        (machine,) = found.machines
        assert (machine.unseen, machine.behind) == (1, True)
        assert status.late(NOW) == ""
        assert status.late(NOW + timedelta(days=3, hours=1)) == "未同步 3 天"


def test_pictures_go_both_ways_and_a_damaged_one_is_missing(one: Desk, other: Desk, tmp_path: Path) -> None:
    shas = []
    for desk, colour in ((one, "red"), (other, "blue")):
        picture = tmp_path / f"{colour}.jpg"
        Image.new("RGB", (90, 60), colour).save(picture)
        with desk.at():
            report = reports.new_report(f"一次主题党日 {colour}")
            reports.add_figure(report, caption="现场", photo=picture, photos=desk.photos)
        shas += desk.photos.stored()
    one.sync()
    done = other.sync()
    assert (done.carried.sent, done.carried.fetched, done.carried.missing) == (1, 1, 0)
    assert "传出 1 个，取回 1 个" in done.words
    assert one.sync().carried.fetched == 1
    assert one.photos.stored() == other.photos.stored() == set(shas)
    assert one.photos.exact(shas[1]) == other.photos.exact(shas[1])
    other.photos.path(shas[0]).unlink()
    (sealed,) = other.shared.rglob(f"{shas[0]}.age")
    sealed.write_bytes(sealed.read_bytes()[:-1])
    done = other.sync()
    assert (done.carried.fetched, done.carried.missing) == (0, 1)


def test_what_was_handed_in_travels_and_goes_everywhere_with_who_is_purged(one: Desk, other: Desk) -> None:
    with one.at():
        framework = adopt(template("pinpai"), first=NOW.date())
        row = submit(
            standing(framework, NOW.date()),
            "accepting",
            NOW.date(),
            listing=[Listed("1.1-01", "attachment", b"", "记录")],
            pack=one.photos.add_pack(packs.zipped({"记录.txt": "何不凡到会".encode()}), "验收.zip"),
        )
        add_contact("何不凡")
        kept = one.photos.stored()
    one.sync()
    other.sync()
    with other.at():
        pack = pack_of(Submission.get_by_id(row.id))
        assert pack is not None and {pack.sha} == other.photos.stored() == kept
    with one.at():
        assert purge.purge_contact(Contact.get(Contact.name == "何不凡"), photos=one.photos).packs == 1
    assert not [*one.shared.glob("*/files/*/*.age")]
    one.sync()
    other.sync()
    with other.at():
        assert pack_of(Submission.get_by_id(row.id)) is None
    assert one.photos.stored() == other.photos.stored() == set()


# What may lie in the folder and must not be used: how it is made of a package of the other desk, and what is said.
def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:5000])


def _turned(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    path.write_bytes(data)


def _renamed(path: Path, data: bytes) -> None:
    path.with_name(names.package_name(9, sha256(data).hexdigest())).write_bytes(data)
    path.unlink()


def _turned_with_its_hash(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[-100] ^= 1
    _renamed(path, bytes(data))


def _cut_with_its_hash(path: Path) -> None:
    _renamed(path, path.read_bytes()[:-1000])


def _no_package(path: Path) -> None:
    _renamed(path, b"x" * 10_000)


DAMAGED: dict[str, tuple[Callable[[Path], None], str]] = {
    "cut": (_cut, "可能还没有传完"),
    "turned": (_turned, "可能还没有传完"),
    "turned, with its hash": (_turned_with_its_hash, "已损坏"),
    "cut, with its hash": (_cut_with_its_hash, "已损坏"),
    "no package": (_no_package, "已损坏"),
}


@pytest.fixture
def ready(one: Desk, other: Desk) -> Desk:
    """The desk 甲, which has nothing to publish; of the packages one of 乙 counts, with something new."""
    one.sync()
    one.passed_over = one.packages()
    meet(other, "李强")
    other.sync()
    return one


def refused(desk: Desk, words: str) -> None:
    """A sync says so, changes no byte of what is one's own, and leaves nothing."""
    own = {path: path.read_bytes() for path in desk.folder.rglob("*") if path.is_file()}
    done = desk.sync()
    ((state, reason),) = states(done)
    assert state == QUARANTINED and words in reason, reason
    assert "有 1 个文件没有读入" in done.words
    assert {path: path.read_bytes() for path in own if path.name != "branch.exchange.json"} == {
        path: data for path, data in own.items() if path.name != "branch.exchange.json"
    }
    assert desk.left_over() == []


@pytest.mark.parametrize("kind", DAMAGED)
def test_a_damaged_package_is_refused(ready: Desk, kind: str) -> None:
    damage, words = DAMAGED[kind]
    (path,) = ready.packages()
    whole = path.read_bytes()
    damage(path)
    refused(ready, words)
    (path,) = ready.packages()
    refused(ready, words)  # and stays so while it is as it was
    path.unlink()
    path.with_name(names.package_name(1, sha256(whole).hexdigest())).write_bytes(whole)
    assert ready.sync().new == 1


def test_swapped_packages_are_refused(ready: Desk, other: Desk) -> None:
    meet(other, "赵敏")
    other.sync()
    first, second = ready.packages()
    one, two = first.read_bytes(), second.read_bytes()
    first.write_bytes(two)
    second.write_bytes(one)
    done = ready.sync()
    assert {state for state, _ in states(done)} == {QUARANTINED} and not done.merges


def test_a_file_of_no_bytes_and_links_are_passed_over(ready: Desk, tmp_path: Path) -> None:
    (path,) = ready.packages()
    path.rename(tmp_path / "外面.bpk")
    path.write_bytes(b"")
    path.with_name("7-0123456789abcdef.bpk").symlink_to(tmp_path / "外面.bpk")
    (path.parent / "圈").symlink_to(path.parent)
    assert ready.sync().files == ()


@pytest.mark.parametrize(
    ("head", "words"),
    [({"branch": b"x" * 16}, "另一个支部"), ({"oldest_reader": newest() + 1}, "请先升级本机")],
)
def test_a_package_that_is_not_for_this_program(ready: Desk, head: dict[str, object], words: str) -> None:
    with ready.at():
        key = ready.key()
    (path,) = ready.packages()
    database, made = ready.folder / "里面.db", io.BytesIO()
    with path.open("rb") as file, database.open("wb") as target:
        found = package.unpack(file, target, key)
    package.pack(replace(found, **head), database, made, sealing.public_of(key))  # type: ignore[arg-type]
    database.unlink()
    _renamed(path, made.getvalue())
    refused(ready, words)


def test_what_a_newer_program_wrote_is_kept_for_later(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as older:
        older.setattr("branchtui.workflows.exchange.fetching.newest", lambda: newest() - 1)
        refused(ready, "请先升级本机")
    assert ready.sync().new == 1


def test_a_package_of_an_older_program_is_brought_up_to_date(one: Desk) -> None:
    old, made = one.folder / "旧.db", io.BytesIO()
    second_schema(old)
    shutil.copy(old, one.path)
    one.sync()  # this desk has a newer program
    one.passed_over = one.packages()
    with one.at():
        key = one.key()
    (path,) = one.passed_over
    with path.open("rb") as sealed:
        found = package.head_of(sealed, key)
    sha, size = package.sha_and_size(old)
    head = replace(found, schema=2, oldest_reader=2, sha=sha, size=size, vector={9: 1}, device=b"d" * 16)
    package.pack(head, old, made, sealing.public_of(key))
    path.with_name(names.package_name(9, sha256(made.getvalue()).hexdigest())).write_bytes(made.getvalue())
    done = one.sync()
    assert states(done) == [(MERGED, "")] and (done.new, done.updated) == (0, 0)


def test_another_key_does_not_open(ready: Desk) -> None:
    (path,) = ready.packages()
    other = sealing.public_of(sealing.make_key())
    _renamed(path, sealing.seal_bytes(path.read_bytes(), other))
    refused(ready, "另一个口令")


def test_what_stays_unreadable_is_told_after_three_days(ready: Desk) -> None:
    (path,) = ready.packages()
    _cut(path)
    ready.sync()
    later = NOW + timedelta(days=3)
    with ready.at():
        assert reading.overdue(NOW) == []
        assert [file.name for file in reading.overdue(later)] == [path.name]
        assert status.status().quarantined[0].since == NOW
    path.write_bytes(path.read_bytes()[:-1])
    ready.sync(now=later)
    with ready.at():
        assert status.status().quarantined[0].since == NOW
    path.unlink()
    ready.sync(now=later)
    with ready.at():
        assert status.status().quarantined == ()


@pytest.mark.parametrize("years", [-10, 10])
def test_clocks_decide_nothing(one: Desk, other: Desk, years: int) -> None:
    meet(one, "王芳")
    one.sync(now=NOW.replace(year=NOW.year + years))
    meet(other, "李强")
    other.sync()
    meet(one, "赵敏")
    one.sync(now=NOW.replace(year=NOW.year + years))
    other.sync()
    assert met(one) == met(other) == {"王芳", "李强", "赵敏"}
    assert one.sync(now=NOW).published is False


def test_own_packages_are_thinned_out_when_a_new_one_lies_there(one: Desk) -> None:
    for number in range(5):
        meet(one, f"同志{number}")
        one.sync()
    assert len(one.packages()) == 5
    meet(one, "又一位")
    one.sync(now=NOW.replace(year=NOW.year + 10))
    kept = sorted(int(path.name.split("-")[0]) for path in one.packages())
    assert kept == [4, 5, 6]


def test_a_plain_database_is_asked_about_and_taken_or_left(one: Desk, other: Desk) -> None:
    one.sync()
    meet(other, "李强")
    copy = one.shared / "branch-DESKTOP-A1B2C3.db"
    shutil.copy(other.path, copy)
    (one.shared / "别人的.db").write_bytes(b"SQLite format 3\0" + bytes(200))
    done = one.sync()
    ((state, reason),) = states(done)
    assert (state, "OneDrive的冲突副本" in reason, met(one)) == (reading.ASKED, True, set())
    assert "有 1 份数据文件副本等您决定" in done.words
    with one.at():
        reading.leave_copy(copy, now=NOW)
    assert one.sync().files == ()
    with one.at():
        assert [arrival.state for arrival in arrivals.known()] == [LEFT]
    shutil.copy(other.path, one.shared / "办公室.db")
    (asked,) = one.sync().files
    with one.at():
        assert reading.take_copy(asked.path, now=NOW).new == 1
    assert one.sync().files == () and met(one) == {"李强"}


def test_a_copy_that_holds_nothing_new_is_passed_over(one: Desk) -> None:
    shutil.copy(one.path, one.shared / "旧的.db")
    assert one.sync().files == ()


def test_a_copy_that_a_sync_client_made_of_a_package_is_one(ready: Desk) -> None:
    (path,) = ready.packages()
    path.rename(path.with_name(f"{path.stem}.sync-conflict-20261128-091500-ABCDEFG.bpk"))
    assert ready.sync().new == 1


def test_a_file_that_stays_in_the_cloud_is_told_and_passed_over(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    never = threading.Event()
    monkeypatch.setattr(shared_folder, "_PATIENCE", 0.01)
    monkeypatch.setattr(shared_folder, "_begin", lambda path: never.wait())
    done = ready.sync()
    never.set()
    ((state, reason),) = states(done)
    assert state == WAITING and "还没有从云端下载" in reason
    monkeypatch.undo()


def test_a_package_that_a_disk_cannot_read_waits(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(shared_folder, "_copy", _raising(errno.EIO))
        ((state, reason),) = states(ready.sync())
        assert state == WAITING and "下次同步会再试" in reason and ready.left_over() == []
    assert ready.sync().new == 1


@pytest.mark.parametrize("where", ["branchtui.files.exchange.folder._copy", "branchtui.disk.claim"])
def test_no_room_here_is_told_and_changes_nothing(ready: Desk, monkeypatch: pytest.MonkeyPatch, where: str) -> None:
    before = ready.path.read_bytes()
    with monkeypatch.context() as full:
        full.setattr(where, _raising(errno.ENOSPC))
        with pytest.raises(DiskFullError, match="检查磁盘空间"):
            ready.sync()
    assert ready.path.read_bytes() == before and ready.left_over() == []
    assert ready.sync().new == 1


def test_a_folder_that_vanishes_while_it_is_read(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ready.path.read_bytes()

    def unplugged(*_: object) -> None:
        ready.shared.rename(ready.shared.with_name("拔走"))
        raise OSError(errno.ENOENT, "gone")

    with monkeypatch.context() as out:
        out.setattr(shared_folder, "_copy", unplugged)
        with pytest.raises(FolderError, match="不在了"):
            ready.sync()
    assert ready.path.read_bytes() == before and ready.left_over() == []
    ready.shared.with_name("拔走").rename(ready.shared)
    assert ready.sync().new == 1


def _raising(number: int) -> Callable[..., None]:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    return refuse


def test_a_merge_that_finds_no_room_stops_the_sync(ready: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    before = ready.path.read_bytes()
    with monkeypatch.context() as full:
        full.setattr(backups, "make", lambda why: (_ for _ in ()).throw(DiskFullError("磁盘已满。")))
        with pytest.raises(DiskFullError):
            ready.sync()
    assert ready.path.read_bytes() == before and ready.left_over() == []
    assert ready.sync().new == 1


def test_a_sync_that_is_stopped_leaves_nothing(one: Desk, other: Desk) -> None:
    meet(one, "王芳")
    one.sync()
    meet(other, "李强")
    calls = 0
    while True:
        left = calls

        def stop(done: int, whole: int) -> None:
            nonlocal left
            if not left:
                raise StoppedError("已停下")
            left -= 1

        try:
            other.sync(progress=stop)
        except StoppedError:
            assert other.left_over() == []
            calls += 1
            continue
        break
    assert calls > 3 and met(other) == {"王芳", "李强"} and len(other.packages()) == 2


def test_a_folder_is_set_up_once_and_joined_with_its_passphrase(one: Desk, other: Desk) -> None:
    with one.at():
        place = one.place()
        with pytest.raises(BranchError, match="至少 8 个字"):
            setting_up.begin(place, "短口令")
        assert not setting_up.has_key(place)
        setting_up.begin(place, PASSPHRASE)
        with pytest.raises(BranchError, match="放数据的文件夹"):
            setting_up.chosen(one.folder)
        with pytest.raises(BranchError, match="没有这个文件夹"):
            setting_up.chosen(one.folder / "没有")
    with other.at():
        with pytest.raises(BranchError, match="还没有设同步文件夹"):
            setting_up.shared()
        with pytest.raises(BranchError, match="还没有设同步文件夹"):
            setting_up.set_automatic(False)
        assert setting_up.has_key(other.place())
        with pytest.raises(PassphraseError):
            setting_up.join(other.place(), "别的口令也很长")
        assert exchange_note.read() is None and status.late(NOW) == ""
        setting_up.join(other.place(), PASSPHRASE)
        assert setting_up.shared().folder == other.shared and status.late(NOW) == "还没有同步过"


def test_two_that_set_up_one_folder_at_once(one: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    with one.at():
        place = one.place()
        monkeypatch.setattr(
            type(place), "keep_key", lambda place, locked: disk.write(place.place / "KEY.age", b"theirs")
        )
        with pytest.raises(BranchError, match="另一台电脑刚刚也在设"):
            setting_up.begin(place, PASSPHRASE)
        assert exchange_note.read() is None


def test_a_folder_without_its_key_is_not_set_up_over_what_lies_there(one: Desk, other: Desk) -> None:
    one.sync()
    (key,) = one.shared.rglob("KEY.age")
    key.unlink()
    with other.at(), pytest.raises(BranchError, match="KEY.age 不在"):
        setting_up.begin(other.place(), PASSPHRASE)
    with one.at(), pytest.raises(BranchError, match="没有本支部的钥匙文件"):
        syncing.publish(one.place(), one.photos, now=NOW)


def test_a_folder_that_was_set_up_anew_is_published_to_again(one: Desk, other: Desk) -> None:
    meet(one, "王芳")
    one.sync()
    shutil.rmtree(one.shared)
    one.shared.mkdir()
    assert other.sync().published
    done = one.sync()
    assert done.published and other.sync().new == 1


def test_what_was_deleted_from_the_folder_is_published_again(one: Desk, other: Desk) -> None:
    meet(one, "王芳")
    one.sync()
    (path,) = one.packages()
    path.unlink()
    assert one.sync().published and other.sync().new == 1
    assert not one.sync().published


@pytest.mark.slow
def test_another_passphrase_shuts_out_who_knows_the_old_one(one: Desk, other: Desk, tmp_path: Path) -> None:
    picture = tmp_path / "合影.jpg"
    Image.new("RGB", (90, 60), "red").save(picture)
    with one.at():
        report = reports.new_report("一次主题党日")
        reports.add_figure(report, caption="合影", photo=picture, photos=one.photos)
    one.sync()
    other.sync()
    meet(other, "李强")
    other.sync()
    with one.at():
        old = one.key()
        done = syncing.change_passphrase(one.place(), one.photos, old, "换届以后的新口令", now=NOW)
        assert (len(done.merges), done.published, done.carried.sent) == (1, True, 1)
        new = setting_up.unlock(one.place(), "换届以后的新口令")
    (made,) = one.packages()
    for sealed in (made, *one.shared.rglob("files/*/*.age")):
        with pytest.raises(SealError, match="另一个口令"):
            sealing.open_bytes(sealed.read_bytes(), old)
        sealing.open_bytes(sealed.read_bytes(), new)
    meet(other, "赵敏")
    with other.at():
        with pytest.raises(KeyChangedError, match="口令换过了"):
            syncing.sync(other.place(), other.photos, old, now=NOW)
        with pytest.raises(KeyChangedError, match="口令换过了"):
            syncing.publish_if_wanted(other.place(), other.photos, now=NOW)
        key = setting_up.join(other.place(), "换届以后的新口令")
        assert syncing.sync(other.place(), other.photos, key, now=NOW).published
    with one.at():
        assert syncing.sync(one.place(), one.photos, new, now=NOW).new == 1


def test_a_change_of_passphrase_that_breaks_off_leaves_the_old_one(
    one: Desk, other: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    picture = tmp_path / "合影.jpg"
    Image.new("RGB", (90, 60), "red").save(picture)
    with one.at():
        report = reports.new_report("一次主题党日")
        reports.add_figure(report, caption="合影", photo=picture, photos=one.photos)
    one.sync()
    with one.at():
        with monkeypatch.context() as broken:
            broken.setattr(shared_folder.disk, "replace", _raising(errno.EIO))
            with pytest.raises(FolderError):
                setting_up.change_passphrase(one.place(), "换届以后的新口令")
        assert one.packages() == [] and one.left_over() == []
    done = one.sync()  # with the old one
    assert done.published and done.carried.sent == 1
    assert other.sync().carried.fetched == 1


def test_the_passphrase_is_not_changed_while_something_is_unread(ready: Desk) -> None:
    (path,) = ready.packages()
    _cut(path)
    with ready.at():
        key = ready.key()
        with pytest.raises(BranchError, match="还没有取到，换口令会把它们丢掉"):
            syncing.change_passphrase(ready.place(), ready.photos, key, "换届以后的新口令", now=NOW)
        assert setting_up.unlock(ready.place(), PASSPHRASE) == key
    assert path.exists()


def test_publishing_by_itself_needs_no_passphrase_and_only_when_wanted(one: Desk) -> None:
    one.sync()
    with one.at():
        assert syncing.publish_if_wanted(one.place(), one.photos, now=NOW) is None
        add_contact("王芳", unit="学院党委")
        setting_up.set_automatic(False)
        assert syncing.publish_if_wanted(one.place(), one.photos, now=NOW) is None
        setting_up.set_automatic(True)
        done = syncing.publish_if_wanted(one.place(), one.photos, now=NOW)
        assert done is not None and done.words == "已发布：已发布本机的改动。"
        assert syncing.publish_if_wanted(one.place(), one.photos, now=NOW) is None
    assert len(one.packages()) == 2


def test_a_note_that_cannot_be_read_is_as_none(one: Desk) -> None:
    one.sync()
    (one.folder / "branch.exchange.json").write_text("{", encoding="utf-8")
    with one.at():
        assert exchange_note.read() is None and status.status().folder is None


def test_a_folder_that_is_gone_is_told_and_all_goes_on(one: Desk) -> None:
    one.sync()
    meet(one, "王芳")
    shutil.rmtree(one.shared)
    with one.at():
        assert "不在了" in status.trouble()
        with pytest.raises(FolderError, match="不在了"):
            syncing.publish(setting_up.shared(), one.photos, now=NOW)
        assert status.status().due
    assert one.left_over() == []
