"""A whole backup: everything in one file, looked into before it is put back, merged where that is wanted."""

import errno
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image

from branchtui import disk
from branchtui.errors import BranchError, UnreadableError
from branchtui.files.archive import About, open_archive, packs, write_archive
from branchtui.files.photos import PhotoStore
from branchtui.store.engine import sql
from branchtui.store.file.database import close_database, open_database
from branchtui.store.file.schema import newest
from branchtui.store.models import Attachment, Branch, Figure, Meeting, Member, Photo, Report
from branchtui.store.models.columns import pointing
from branchtui.workflows import pictures
from branchtui.workflows.exporting.preparing import export_report
from branchtui.workflows.meetings import attachments
from branchtui.workflows.people import roster
from branchtui.workflows.progress import StoppedError, unwatched
from branchtui.workflows.reports import reports
from branchtui.workflows.safety import archives, backup
from tests.conftest import NOW, TODAY
from tests.store.older import first_schema
from tests.workflows.meetings.test_filing import scan


@pytest.fixture
def photos(tmp_path: Path) -> PhotoStore:
    return PhotoStore(tmp_path / "photos", tmp_path / "cache")


def _picture(path: Path, number: int) -> Path:
    Image.frombytes("RGB", (90, 60), random.Random(number).randbytes(90 * 60 * 3)).save(path)
    return path


@pytest.fixture
def report(meeting: Meeting, tmp_path: Path, photos: PhotoStore) -> Report:
    """A report with two pictures, and a scan attached to the meeting."""
    made = reports.new_report("一次主题党日")
    reports.date_report(made, TODAY)
    reports.edit_report(made, body="第一段。\n\n【图1】\n\n第二段。\n\n【图2】\n\n第三段。")
    for number, caption in enumerate(("学习现场", "合影")):
        reports.add_figure(made, caption=caption, photo=_picture(tmp_path / f"{caption}.png", number), photos=photos)
    attachments.attach(meeting, [scan(tmp_path / "签到.pdf")], photos=photos)
    return made


@pytest.fixture
def whole(report: Report, photos: PhotoStore, tmp_path: Path) -> Path:
    return archives.prepare(tmp_path / "U盘" / "备份.zip", photos, now=NOW).write().path


def everything(folder: Path) -> dict[Path, bytes]:
    """Every file of a home, but for what SQLite writes while it is open."""
    return {path: path.read_bytes() for path in folder.rglob("*") if path.is_file() and path.suffix != ".db-journal"}


def exported(folder: Path, photos: PhotoStore) -> dict[str, bytes]:
    """Every report of the open branch with its pictures, in two looks."""
    for row in Report.select():
        for look in ("gbt9704", "separate-pictures"):
            export_report(row, folder / look, profile_name=look, photos=photos)
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_in_an_empty_home_every_report_is_exported_as_before(whole: Path, photos: PhotoStore, tmp_path: Path) -> None:
    before = exported(tmp_path / "旧", photos)
    close_database()
    shutil.rmtree(photos.folder)
    home = tmp_path / "新家"
    there = PhotoStore(home / "photos", home / "cache")
    with archives.open_incoming(whole, home, there) as incoming:
        done = incoming.restore(home / "branch.db", now=NOW)
    assert (done.kept, done.pictures) == (None, 3)
    assert exported(tmp_path / "新", there) == before
    assert len(before) == 4 and pictures.lacking(there) == ""
    assert {path.suffix for path in home.iterdir()} == {"", ".db", ".json"}, "nothing is left of the unpacking"


def test_a_backup_says_what_it_holds(report: Report, photos: PhotoStore, tmp_path: Path) -> None:
    photos.path(Photo.get().sha).unlink()
    (photos.folder / f"{'0' * 64}.jpg").write_bytes(b"x")
    saved = archives.prepare(tmp_path, photos, now=NOW).write()
    assert saved.path == tmp_path / "海州大学办公室党支部-备份-20260310-090000.zip"
    assert (saved.pictures, saved.lost) == (2, 1)
    assert "数据、照片和附件 2 个，都在这一个文件里" in saved.words
    assert "另有 1 个文件在这台电脑上找不到或已损坏" in saved.words
    again = archives.prepare(tmp_path, photos, now=NOW).write()
    assert again.path.name == "海州大学办公室党支部-备份-20260310-090000-2.zip"
    with pytest.raises(BranchError, match="已经存在，没有改动它"):
        archives.prepare(saved.path, photos, now=NOW)
    with open_archive(saved.path, unwatched) as archive:
        assert (archive.manifest.about.schema, archive.manifest.about.branch) == (newest(), "海州大学办公室党支部")


def test_texts_and_what_was_handed_in_come_along(report: Report, photos: PhotoStore, tmp_path: Path) -> None:
    for kept in (photos.add_text("原样", "改过的.txt"), photos.add_pack(packs.zipped({"记录.txt": b"x"}), "验收.zip")):
        Attachment.create(
            **pointing("of", report), order_key="a", sha=kept.sha, name=kept.name, mime=kept.mime, size=kept.size
        )
    whole = archives.prepare(tmp_path / "备份.zip", photos, now=NOW).write().path
    there = PhotoStore(tmp_path / "新家" / "photos", tmp_path / "新家" / "cache")
    close_database()
    with archives.open_incoming(whole, tmp_path / "新家", there) as incoming:
        assert incoming.restore(tmp_path / "新家" / "branch.db", now=NOW).pictures == 5
    assert there.stored() == photos.stored()


def test_templates_come_along_and_write_over_none(
    report: Report, photos: PhotoStore, database: Path, tmp_path: Path
) -> None:
    own = database.parent / "templates"
    own.mkdir()
    for name in ("校.docx", "院.docx", "说明.txt", "a:b.docx"):
        (own / name).write_bytes(name.encode())
    made = archives.prepare(tmp_path / "备份.zip", photos, now=NOW).write().path
    (own / "校.docx").write_bytes(b"mine")
    (own / "院.docx").unlink()
    with archives.open_incoming(made, database.parent, photos) as incoming:
        assert incoming.preview().lines == [
            "版式用的模板 校.docx 和备份里的不一样：留着这里的",
            "版式用的模板会补回：院.docx",
        ]
        incoming.restore(database, now=NOW)
    assert (own / "校.docx").read_bytes() == b"mine" and (own / "院.docx").read_bytes() == "院.docx".encode()
    with archives.open_incoming(made, tmp_path / "新家", photos) as incoming:
        incoming.receive()
    assert sorted(path.name for path in (tmp_path / "新家" / "templates").iterdir()) == ["校.docx", "院.docx"]


def test_what_lies_in_the_trash_is_held_too(report: Report, photos: PhotoStore, tmp_path: Path) -> None:
    reports.remove_figure(Figure.get())
    assert archives.prepare(tmp_path / "备份.zip", photos, now=NOW).write().pictures == 3


def test_nothing_of_this_machine_is_carried(whole: Path, tmp_path: Path, database: Path, photos: PhotoStore) -> None:
    assert sql.value("SELECT count(*) FROM undo")
    with archives.open_incoming(whole, database.parent, photos) as incoming:
        with closing(sqlite3.connect(incoming.database)) as other:
            assert other.execute("SELECT count(*) FROM undo").fetchone() == (0,)
        assert incoming.database.parent == database.parent
    assert not incoming.database.exists()


def test_stopped_or_put_off_nothing_is_left(report: Report, photos: PhotoStore, database: Path, tmp_path: Path) -> None:
    before = set(everything(tmp_path))
    archives.prepare(tmp_path / "备份.zip", photos, now=NOW).discard()
    assert set(everything(tmp_path)) == before

    def stop(done: int, whole: int) -> None:
        if done > whole // 2:
            raise StoppedError("停下")

    with pytest.raises(StoppedError):
        archives.prepare(tmp_path / "备份.zip", photos, now=NOW).write(stop)
    assert set(everything(tmp_path)) == before


def test_a_full_disk_is_told(
    report: Report, photos: PhotoStore, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    ready = archives.prepare(tmp_path / "备份.zip", photos, now=NOW)

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(BranchError, match="备份没有做成"):
        ready.write()
    assert not list(tmp_path.glob("*.zip")) and not list(tmp_path.rglob(".branchtui-*"))


def test_the_preview_tells_of_pictures_too(whole: Path, report: Report, photos: PhotoStore, database: Path) -> None:
    def lines(source: Path) -> list[str]:
        with archives.open_incoming(source, database.parent, photos) as incoming:
            return incoming.preview().lines

    assert lines(whole) == []
    roster.add_member("顾清和")
    photos.path(Photo.get().sha).unlink()
    alone = backup.make(whole.with_name("只有数据.db"))
    assert lines(whole) == ["人员会消失 1：顾清和", "名册会消失 2", "照片和附件会补回 1 个"]
    assert lines(alone) == ["照片和附件缺 1 个：恢复后用得到，这里和备份里都没有"]


def test_restored_with_what_was_lost(whole: Path, report: Report, photos: PhotoStore, database: Path) -> None:
    roster.add_member("顾清和")
    damaged, lost = (photos.path(row.sha) for row in Photo.select())
    lost.unlink()
    damaged.write_bytes(damaged.read_bytes()[:-9])
    with archives.open_incoming(whole, database.parent, photos) as incoming:
        done = incoming.restore(database, now=NOW)
    assert done.pictures == 2 and done.kept is not None and done.kept.name.startswith("恢复前-")
    assert Member.select().count() == 5 and pictures.lacking(photos) == ""
    assert photos.exact(damaged.stem)


def test_merged_instead_of_replaced(whole: Path, report: Report, photos: PhotoStore, database: Path) -> None:
    reports.edit_report(report, title="新题目")
    photos.path(Photo.get().sha).unlink()
    with archives.open_incoming(whole, database.parent, photos) as incoming:
        done = incoming.merge(today=TODAY)
    assert (done.new, done.updated, done.conflicts) == (0, 0, 0)
    assert Report.get().title == "新题目" and pictures.lacking(photos) == ""


def test_what_comes_is_put_into_the_photo_folder_before_and_apart(
    whole: Path, report: Report, photos: PhotoStore, database: Path
) -> None:
    shutil.rmtree(photos.folder)
    told: list[tuple[int, int]] = []
    with archives.open_incoming(whole, database.parent, photos, lambda *far: told.append(far)) as incoming:
        assert told == [(number, 4) for number in range(4)]
        assert incoming.receive(lambda *far: told.append(far)) == 3
        assert told[4:] == [(number, 3) for number in range(3)]
        assert incoming.receive() == 0


def test_what_could_not_be_restored_takes_its_pictures_back(
    whole: Path, report: Report, photos: PhotoStore, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(photos.folder)

    def full(*_: object, **__: object) -> Path:
        raise BranchError("磁盘已满")

    monkeypatch.setattr(backup, "restore", full)
    with archives.open_incoming(whole, database.parent, photos) as incoming, pytest.raises(BranchError):
        incoming.restore(database, now=NOW)
    assert photos.stored() == set()


# --- what is not fit --------------------------------------------------------------------------------------------------


def _around(path: Path, database: Path) -> Path:
    """An archive of a database, sound as an archive."""
    target = path / "别的.zip"
    write_archive(target, database, [], [], About("9.9", 99, "别的支部", NOW), unwatched)
    return target


def _foreign(path: Path) -> Path:
    open_database(path / "foreign.db")
    Branch.create(name="别的支部")
    close_database()
    return _around(path, path / "foreign.db")


def _newer(path: Path) -> Path:
    close_database()
    shutil.copyfile(next(path.rglob("branch.db")), path / "newer.db")
    with closing(sqlite3.connect(path / "newer.db")) as other:
        other.execute(f"PRAGMA user_version = {newest() + 1}")
    return _around(path, path / "newer.db")


def _acting(path: Path) -> Path:
    close_database()
    shutil.copyfile(next(path.rglob("branch.db")), path / "acting.db")
    with closing(sqlite3.connect(path / "acting.db")) as other:
        other.executescript("CREATE TRIGGER more AFTER INSERT ON act BEGIN DELETE FROM act; END")
    return _around(path, path / "acting.db")


def _none(path: Path) -> Path:
    (path / "text.db").write_bytes(b"text" * 100)
    return _around(path, path / "text.db")


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_foreign, "是另一个支部的数据"),
        (_newer, "更新版本|更新的版本|升级"),
        (_acting, "触发器 more"),
        (_none, "不是 branchtui 的数据文件"),
    ],
)
@pytest.mark.parametrize("way", ["preview", "restore", "merge"])
def test_what_is_not_fit_is_refused_and_told_by_its_own_name(
    make: Callable[[Path], Path],
    words: str,
    way: str,
    report: Report,
    photos: PhotoStore,
    database: Path,
    tmp_path: Path,
) -> None:
    made = make(tmp_path)
    close_database()
    open_database(database)
    if make is _foreign and way == "restore":
        return  # the person has seen whose it is, and it may be put where nothing is
    before = everything(tmp_path)
    with (
        pytest.raises(BranchError, match=words) as told,
        archives.open_incoming(made, database.parent, photos) as found,
    ):
        _do(way, found, database)
    assert str(made) in str(told.value) and ".branchtui-" not in str(told.value)
    assert everything(tmp_path) == before


def _do(way: str, found: archives.Incoming, database: Path) -> None:
    if way == "preview":
        found.preview()
    elif way == "restore":
        found.restore(database, now=NOW)
    else:
        found.merge(today=TODAY)


def test_an_older_one_is_brought_up_to_date(database: Path, photos: PhotoStore, tmp_path: Path) -> None:
    close_database()
    first_schema(tmp_path / "旧.db")
    made = _around(tmp_path, tmp_path / "旧.db")
    open_database(database)
    with archives.open_incoming(made, database.parent, photos) as incoming:
        assert incoming.preview().there == "恢复后：还没有支部，人员 1、会议 0、新闻稿 0"
        incoming.restore(database, now=NOW)
    assert Member.get().name == "林知远"


def _damages(data: bytes, chance: random.Random, flips: int) -> Iterator[bytes]:
    yield b""
    for length in range(4096, len(data), 4096):
        yield data[:length]
    for _ in range(flips):
        turned = bytearray(data)
        turned[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        yield bytes(turned)


def test_damaged_in_any_way_it_is_refused_and_own_files_stay(
    whole: Path, photos: PhotoStore, database: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    broken, home = tmp_path / "坏" / "备份.zip", database.parent
    broken.parent.mkdir()
    before = everything(home)
    flips = 2000 if request.config.getoption("--attack") else 60
    for data in _damages(whole.read_bytes(), random.Random(4), flips):
        broken.write_bytes(data)
        with pytest.raises(UnreadableError), archives.open_incoming(broken, home, photos):
            pass
    broken.unlink()
    assert everything(home) == before


@pytest.mark.parametrize("winerror", disk.HELD)
def test_a_home_that_cannot_be_written_is_told(
    whole: Path, photos: PhotoStore, database: Path, monkeypatch: pytest.MonkeyPatch, winerror: int
) -> None:
    def held(*_: object, **__: object) -> Path:
        error = PermissionError(errno.EACCES, "held")
        error.winerror = winerror  # type: ignore[attr-defined]
        raise error

    monkeypatch.setattr(disk, "claim", held)
    told = pytest.raises(BranchError, match="那里写不了（held），什么都没有改")
    with told, archives.open_incoming(whole, database.parent, photos):
        pass


def test_no_room_to_unpack(whole: Path, photos: PhotoStore, database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda place: shutil._ntuple_diskusage(100, 100, 0))  # type: ignore[attr-defined]
    told = pytest.raises(BranchError, match="放不下 备份.zip 里的数据")
    with told, archives.open_incoming(whole, database.parent, photos):
        pass
