"""A whole backup as one zip: written so that every bit of it is told by a hash, and refused where one is not right."""

import errno
import hashlib
import json
import os
import random
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from branchtui import disk
from branchtui.errors import BranchError, UnreadableError
from branchtui.files.archive import About, is_archive, manifest, open_archive, write_archive
from branchtui.files.archive.reading import SEAL_LENGTH, seal_of
from branchtui.workflows.progress import StoppedError, unwatched

ABOUT = About("0.1.0", 11, "办公室党支部", datetime(2026, 3, 10, 9, 0))
DATA = b"SQLite format 3\0" + random.Random(1).randbytes(9000)
PICTURES = [b"\xff\xd8\xff" + random.Random(number).randbytes(2000) for number in range(3)]


def name_of(data: bytes) -> str:
    return f"{hashlib.sha256(data).hexdigest()}.jpg"


@pytest.fixture
def sources(tmp_path: Path) -> tuple[Path, list[Path]]:
    """A database and the pictures of a photo folder."""
    folder = tmp_path / "photos"
    folder.mkdir()
    for data in PICTURES:
        (folder / name_of(data)).write_bytes(data)
    (tmp_path / "branch.db").write_bytes(DATA)
    return tmp_path / "branch.db", sorted(folder.iterdir())


@pytest.fixture
def made(sources: tuple[Path, list[Path]], tmp_path: Path) -> Path:
    target = tmp_path / "出" / "备份.zip"
    write_archive(target, *sources, [], ABOUT, unwatched)
    return target


def sealed(path: Path, parts: list[tuple[str, bytes]], packing: int = zipfile.ZIP_STORED) -> Path:
    """A zip made by hand, with the seal that belongs to it."""
    with zipfile.ZipFile(path, "w", packing) as archive:
        archive.comment = b"0" * SEAL_LENGTH
        for name, data in parts:
            archive.writestr(name, data)
    return seal(path)


def seal(path: Path) -> Path:
    with path.open("rb+") as file:
        right = seal_of(file)
        file.seek(-SEAL_LENGTH, os.SEEK_END)
        file.write(right)
    return path


def listed(parts: list[tuple[str, bytes]], **changed: object) -> bytes:
    """The manifest of such parts."""
    entries = tuple(manifest.Entry(name, hashlib.sha256(data).hexdigest(), len(data)) for name, data in parts)
    return json.dumps(json.loads(manifest.written(manifest.Manifest(ABOUT, entries))) | changed).encode()


def refused(path: Path) -> str:
    with pytest.raises(UnreadableError) as told, open_archive(path, unwatched):
        pass
    assert str(path) in str(told.value)
    return str(told.value)


def test_what_was_put_in_comes_out(made: Path, tmp_path: Path) -> None:
    with open_archive(made, unwatched) as archive:
        assert archive.manifest.about == ABOUT
        assert {sha: archive.picture(sha) for sha in archive.manifest.pictures} == {
            hashlib.sha256(data).hexdigest(): data for data in PICTURES
        }
        archive.unpack_database(tmp_path / "heraus.db")
    assert (tmp_path / "heraus.db").read_bytes() == DATA
    assert zipfile.ZipFile(made).testzip() is None, "any other program opens it too"
    told = json.loads(zipfile.ZipFile(made).read("manifest.json"))
    assert (told["format"], told["schema"], told["branch"], told["made"]) == (
        1,
        11,
        "办公室党支部",
        "2026-03-10T09:00:00",
    )
    assert {entry["sha"] for entry in told["files"]} == {hashlib.sha256(data).hexdigest() for data in (DATA, *PICTURES)}
    assert [path.name for path in made.parent.iterdir()] == [made.name]
    if os.name == "posix":
        assert made.stat().st_mode & 0o777 == disk.PRIVATE_FILE


def test_a_file_that_is_not_what_its_name_says_is_left_out(sources: tuple[Path, list[Path]], tmp_path: Path) -> None:
    database, pictures = sources
    pictures[0].write_bytes(b"damaged")
    pictures[1].unlink()
    written = write_archive(tmp_path / "备份.zip", database, pictures, [], ABOUT, unwatched)
    assert written.pictures == 1 and written.left_out == (pictures[0].name, pictures[1].name)
    with open_archive(tmp_path / "备份.zip", unwatched) as archive:
        assert list(archive.manifest.pictures) == [pictures[2].stem]


@pytest.mark.parametrize("at", range(9))
def test_stopped_at_any_part_nothing_is_left(sources: tuple[Path, list[Path]], tmp_path: Path, at: int) -> None:
    steps: list[tuple[int, int]] = []

    def stop(done: int, whole: int) -> None:
        steps.append((done, whole))
        if len(steps) > at:
            raise StoppedError("停下")

    target = tmp_path / "出" / "备份.zip"
    if at == 8:
        write_archive(target, *sources, [], ABOUT, stop)
        assert steps == [(done, 8) for done in range(8)]
        return
    with pytest.raises(StoppedError):
        write_archive(target, *sources, [], ABOUT, stop)
    assert list(target.parent.iterdir()) == []


@pytest.mark.parametrize("winerror", disk.HELD)
@pytest.mark.parametrize("times", [3, 99])
def test_a_file_that_another_program_holds_is_waited_for(
    sources: tuple[Path, list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int, times: int
) -> None:
    real, tried = Path.rename, []

    def held(self: Path, target: Path) -> Path:
        tried.append(target)
        if len(tried) <= times:
            error = PermissionError(errno.EACCES, "held")
            error.winerror = winerror  # type: ignore[attr-defined]
            raise error
        return real(self, target)

    monkeypatch.setattr(Path, "rename", held)
    monkeypatch.setattr("branchtui.disk.time.sleep", lambda seconds: None)
    target = tmp_path / "出" / "备份.zip"
    if times == 3:
        write_archive(target, *sources, [], ABOUT, unwatched)
        assert target.exists()
    else:
        with pytest.raises(PermissionError):
            write_archive(target, *sources, [], ABOUT, unwatched)
        assert list(target.parent.iterdir()) == []


@pytest.mark.skipif(os.name != "posix", reason="writes into the open file from aside")
def test_what_reads_otherwise_than_it_was_written_gets_no_name(
    sources: tuple[Path, list[Path]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.fsync

    def lying(handle: int) -> None:
        real(handle)
        os.pwrite(handle, b"x", 700)

    monkeypatch.setattr(os, "fsync", lying)
    with pytest.raises(UnreadableError, match="已损坏"):
        write_archive(tmp_path / "出" / "备份.zip", *sources, [], ABOUT, unwatched)
    assert list((tmp_path / "出").iterdir()) == []


def test_every_cut_is_noticed(made: Path) -> None:
    data = made.read_bytes()
    for length in [0, 1, 3, 4, 21, 22, SEAL_LENGTH, *range(4096, len(data), 4096), len(data) - 1]:
        made.write_bytes(data[:length])
        assert "空的" in refused(made) or length
    made.write_bytes(data + b"\0")
    refused(made)


def test_every_bit_counts(made: Path, request: pytest.FixtureRequest) -> None:
    data, chance = made.read_bytes(), random.Random(15)
    places = 2000 if request.config.getoption("--attack") else 150
    edges = [
        *range(40),
        *range(len(data) - 400, len(data)),
    ]  # the heads and the directory, where fewer flips are noticed
    for place in [*chance.sample(edges, min(len(edges), places // 2)), *chance.sample(range(len(data)), places // 2)]:
        turned = bytearray(data)
        turned[place] ^= 1 << chance.randrange(8)
        made.write_bytes(turned)
        refused(made)


GOOD = [("branch.db", DATA), (f"photos/{name_of(PICTURES[0])}", PICTURES[0])]
EVIL = b"evil"
LYING = listed([GOOD[0], (GOOD[1][0], PICTURES[1])])


def _with(name: str) -> Callable[[Path], Path]:
    """An archive that holds one more file, and says so."""
    parts = [*GOOD, (name, EVIL)]
    return lambda path: sealed(path, [*parts, ("manifest.json", listed(parts))])


def _manifest(data: bytes) -> Callable[[Path], Path]:
    return lambda path: sealed(path, [*GOOD, ("manifest.json", data)])


def _twice(path: Path) -> Path:
    with pytest.warns(UserWarning, match="Duplicate name"):
        return sealed(path, [*GOOD, ("manifest.json", listed(GOOD)), GOOD[1]])


def _bomb(path: Path) -> Path:
    zeros = [("branch.db", bytes(80 << 20))]
    return sealed(path, [*zeros, ("manifest.json", listed(zeros))], zipfile.ZIP_DEFLATED)


def _longer(path: Path) -> Path:
    """The directory and the manifest both say less than there is."""
    entry = manifest.Entry("branch.db", hashlib.sha256(DATA[:100]).hexdigest(), 100)
    sealed(path, [("branch.db", DATA), ("manifest.json", manifest.written(manifest.Manifest(ABOUT, (entry,))))], zipfile.ZIP_DEFLATED)  # fmt: skip
    data = path.read_bytes()
    path.write_bytes(data.replace(len(DATA).to_bytes(4, "little"), (100).to_bytes(4, "little")))
    return seal(path)


def _squeezed_picture(path: Path) -> Path:
    zeros = b"\xff\xd8\xff" + bytes(50000)
    parts = [GOOD[0], (f"photos/{name_of(zeros)}", zeros)]
    return sealed(path, [*parts, ("manifest.json", listed(parts))], zipfile.ZIP_DEFLATED)


def _packed_otherwise(path: Path) -> Path:
    return sealed(path, [*GOOD, ("manifest.json", listed(GOOD))], zipfile.ZIP_BZIP2)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (_with("../branch.db"), "不该有的文件"),
        (_with("photos/../../branch.db"), "不该有的文件"),
        (_with("/etc/passwd"), "不该有的文件"),
        (_with("C:/branch.db"), "不该有的文件"),
        (_with("photos\\..\\branch.db"), "不该有的文件"),
        (_with("photos/合影.jpg"), "不该有的文件"),
        (_with("templates/../校.docx"), "不该有的文件"),
        (_with("templates/C:校.docx"), "不该有的文件"),
        (_with("templates/..\\校.docx"), "不该有的文件"),
        (_with("templates/CON.docx"), "不该有的文件"),
        (_with("templates/.docx"), "不该有的文件"),
        (_with("templates/校.docm"), "不该有的文件"),
        (_with(f"photos/{name_of(PICTURES[1])}"), "不该有的文件"),  # a picture by the name of another
        (_with(f"photos/{name_of(EVIL)}\0.txt"), "不该有的文件"),
        (lambda path: sealed(path, [*GOOD, ("../branch.db", EVIL), ("manifest.json", listed(GOOD))]), "和清单对不上"),
        (_manifest(listed(GOOD[:1])), "和清单对不上"),
        (_manifest(listed([*GOOD, (f"photos/{name_of(PICTURES[1])}", PICTURES[1])])), "和清单对不上"),
        (_manifest(listed([GOOD[0], ("photos/" + name_of(PICTURES[0]), PICTURES[1])])), "不该有的文件"),
        (_manifest(listed([("branch.db", DATA[::-1]), GOOD[1]])), "校验值对不上"),
        (_manifest(listed([GOOD[0], GOOD[1], GOOD[1]])), "重名"),
        (_manifest(listed([])), "没有 branch.db"),
        (_manifest(listed(GOOD, format=2)), "更新版本的 branchtui"),
        (_manifest(listed(GOOD, format="1")), "没有写明格式"),
        (_manifest(listed(GOOD, files=[{"name": "branch.db"}])), "缺了内容"),
        (_manifest(listed(GOOD, files=[{"name": "branch.db", "sha": "x", "size": 1}])), "校验值或大小不对"),
        (_manifest(listed(GOOD, made="昨天")), "不一样"),
        (_manifest(b"[]"), "不是一张表"),
        (_manifest(b"["), "不一样"),
        (_manifest(b"[" * 100_000), "不一样"),
        (_manifest(b"\xff\xfe"), "不一样"),
        (_twice, "重名"),
        (_bomb, "大小不正常"),
        (_longer, "已损坏"),
        (_squeezed_picture, "大小不正常"),
        (_packed_otherwise, "压缩方式"),
        (lambda path: sealed(path, GOOD), "没有 manifest.json"),
    ],
)  # fmt: skip
def test_what_no_archive_holds_is_refused(make: Callable[[Path], Path], words: str, tmp_path: Path) -> None:
    assert re.search(words, refused(make(tmp_path / "假.zip")))


def test_what_is_no_archive(tmp_path: Path, made: Path) -> None:
    text = tmp_path / "说明.zip"
    text.write_text("不是压缩包" * 50, encoding="utf-8")
    assert "不是 branchtui 的备份" in refused(text)
    repacked = tmp_path / "重打.zip"
    with zipfile.ZipFile(repacked, "w") as target, zipfile.ZipFile(made) as source:
        for name in source.namelist():
            target.writestr(name, source.read(name))
    assert "重新打过包" in refused(repacked)
    with pytest.raises(BranchError, match="没有找到文件"), open_archive(tmp_path / "没有.zip", unwatched):
        pass
    with pytest.raises(BranchError, match="是一个文件夹"), open_archive(tmp_path, unwatched):
        pass


def test_an_archive_is_known_by_its_name_or_its_beginning(made: Path, tmp_path: Path) -> None:
    renamed = made.rename(tmp_path / "备份.bak")
    (tmp_path / "空.ZIP").touch()
    assert is_archive(renamed) and is_archive(tmp_path / "空.ZIP") and is_archive(tmp_path / "没有.zip")
    assert not is_archive(tmp_path / "branch.db") and not is_archive(tmp_path) and not is_archive(tmp_path / "没有.db")


def test_a_clock_that_no_zip_knows(sources: tuple[Path, list[Path]], tmp_path: Path) -> None:
    for year in (1960, 2200):
        about = replace(ABOUT, made=datetime(year, 1, 1))
        write_archive(tmp_path / f"{year}.zip", *sources, [], about, unwatched)
        with open_archive(tmp_path / f"{year}.zip", unwatched) as archive:
            assert archive.manifest.about == about
