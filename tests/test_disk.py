"""Files under a temporary name, and their own taken in one step."""

import errno
import os
import re
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from branchtui import disk


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
    disk.replace(tmp_path / "x.part", tmp_path / "x.db")
    assert (tmp_path / "x.db").exists() and len(waited) == 3
    monkeypatch.setattr(Path, "replace", lambda path, target: (_ for _ in ()).throw(PermissionError))
    with pytest.raises(PermissionError):
        disk.replace(tmp_path / "x.db", tmp_path / "y.db")
    assert len(waited) == 3


@pytest.mark.skipif(sys.platform == "win32", reason="Windows forces no folders")
@pytest.mark.parametrize(("number", "told"), [(errno.EINVAL, False), (errno.ENOTSUP, False), (errno.EIO, True)])
def test_a_share_that_forces_no_folders(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, told: bool
) -> None:
    def refuse(handle: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(OSError) if told else nullcontext():
        disk.sync_folder(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_what_is_made_is_closed_unless_it_is_shared(tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        disk.write(tmp_path / "甲" / "乙" / "丙", b"x")
        os.umask(0o022)
        disk.write(tmp_path / "子" / "丑", b"x", shared=True)
    finally:
        os.umask(before)
    modes = {path.name: path.stat().st_mode & 0o777 for path in tmp_path.rglob("*")}
    assert modes == {"甲": 0o700, "乙": 0o700, "丙": 0o600, "子": 0o755, "丑": 0o644}


def test_a_temporary_name_is_known_again(tmp_path: Path) -> None:
    first, second = disk.claim(tmp_path), disk.claim(tmp_path)
    assert first != second and first.exists()
    assert all(re.fullmatch(disk.LEFT_OVER, path.name) for path in (first, second))
    disk.discard(first)
    disk.discard(first)
    assert list(tmp_path.iterdir()) == [second]


def test_a_folder_that_was_made_for_what_could_not_be_written_goes_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path, target: Path) -> Path:
        raise OSError(errno.ENOSPC, "no space")

    (tmp_path / "there").mkdir()
    monkeypatch.setattr(Path, "replace", refused)
    for path in (tmp_path / "投稿" / "照片" / "a.jpg", tmp_path / "there" / "a.jpg"):
        with pytest.raises(OSError, match="no space"):
            disk.write(path, b"a", shared=True)
    assert [path.name for path in tmp_path.iterdir()] == ["there"], "the one that was there stays"


def test_the_parts_of_a_folder_are_forced_before_it_takes_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = {"甲.docx", "乙.docx", "子/丑.docx"}
    for name in names:
        disk.write_part(tmp_path / name, b"x")
    forced: set[int] = set()
    monkeypatch.setattr(os, "fsync", lambda handle: forced.add(os.fstat(handle).st_ino))
    disk.force_all(tmp_path)
    assert {(tmp_path / name).stat().st_ino for name in names} <= forced
    with pytest.raises(FileExistsError):
        disk.write_part(tmp_path / "甲.docx", b"y")


def test_a_disk_that_is_full_is_told_when_the_parts_are_forced(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    disk.write_part(tmp_path / "甲.docx", b"x")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="No space"):
        disk.force_all(tmp_path)
