import errno
import os
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from branchtui.atomic_file import set_aside, write_bytes
from branchtui.errors import BranchError


def _left(folder: Path) -> list[str]:
    return sorted(p.name for p in folder.iterdir())


def _held(winerror: int) -> PermissionError:
    error = PermissionError(errno.EACCES, "held")
    error.winerror = winerror  # type: ignore[attr-defined]
    return error


def test_writes_makes_the_folder_and_replaces(tmp_path: Path) -> None:
    target = tmp_path / "导出" / "会议记录.docx"
    write_bytes(target, b"one")
    write_bytes(target, b"two")
    assert target.read_bytes() == b"two"
    assert _left(target.parent) == ["会议记录.docx"]


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
def test_keeps_the_mode_of_the_file(tmp_path: Path) -> None:
    target = tmp_path / "a"
    write_bytes(target, b"", shared=True)
    assert target.stat().st_mode & 0o600 == 0o600
    target.chmod(0o640)
    write_bytes(target, b"x", shared=True)
    assert target.stat().st_mode & 0o777 == 0o640
    write_bytes(target, b"y")
    assert target.stat().st_mode & 0o777 == 0o600, "what is not handed on is closed to others"


@pytest.mark.parametrize("winerror", [5, 32, 33])
def test_a_file_held_for_a_moment_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, winerror: int
) -> None:
    real, tries = os.replace, []
    monkeypatch.setattr(time, "sleep", tries.append)

    def flaky(src: Any, dst: Any) -> None:
        if len(tries) < 2:
            raise _held(winerror)
        real(src, dst)

    monkeypatch.setattr(os, "replace", flaky)
    write_bytes(tmp_path / "a.docx", b"new")
    assert (tmp_path / "a.docx").read_bytes() == b"new"
    assert len(tries) == 2


def test_a_file_open_in_word_is_said_and_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")
    waits: list[float] = []
    monkeypatch.setattr(time, "sleep", waits.append)

    def held(src: Any, dst: Any) -> None:
        raise _held(32)

    monkeypatch.setattr(os, "replace", held)
    with pytest.raises(BranchError, match="正被其他程序（如 Word、WPS）打开"):
        write_bytes(target, b"new")
    assert target.read_bytes() == b"old"
    assert _left(tmp_path) == ["a.docx"]
    assert sum(waits) < 2


def test_permission_error_without_a_windows_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "a.docx"
    target.write_bytes(b"old")

    def denied(src: Any, dst: Any) -> None:
        raise PermissionError(errno.EACCES, "denied")

    monkeypatch.setattr(os, "replace", denied)
    with pytest.raises(BranchError, match="Word、WPS"):
        write_bytes(target, b"new")
    assert _left(tmp_path) == ["a.docx"]


@pytest.mark.parametrize(
    ("number", "part"),
    [
        (errno.ENOSPC, "磁盘已满"),
        (errno.EROFS, "不允许写入"),
        (errno.EACCES, "不允许写入"),
        (errno.EIO, "没有写成"),
        (errno.ENAMETOOLONG, "太长"),
    ],
)
@pytest.mark.parametrize("step", ["fsync", "replace", "open"])
def test_a_full_or_closed_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, part: str, step: str
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("pathlib.Path.open" if step == "open" else f"os.{step}", fails)
    with pytest.raises(BranchError, match=part):
        write_bytes(tmp_path / "新闻.docx", b"x")
    assert _left(tmp_path) == []


def test_a_folder_or_a_file_in_the_way(tmp_path: Path) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(BranchError):
        write_bytes(tmp_path / "folder", b"x")
    (tmp_path / "file").write_bytes(b"")
    with pytest.raises(BranchError, match="不是文件夹"):
        write_bytes(tmp_path / "file" / "a", b"x")
    with pytest.raises(BranchError, match="太长"):
        write_bytes(tmp_path / ("长" * 300), b"x")
    assert _left(tmp_path) == ["file", "folder"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_is_written_through(tmp_path: Path) -> None:
    (tmp_path / "真").mkdir()
    real, link = tmp_path / "真" / "稿.docx", tmp_path / "链.docx"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_bytes(link, b"new")
    assert link.is_symlink() and real.read_bytes() == b"new"
    aside = set_aside(link)
    assert aside == real.with_name("稿（改过的1）.docx") and aside.read_bytes() == b"new"
    write_bytes(link, b"newer")
    assert link.is_symlink() and real.read_bytes() == b"newer", "a link to what is not there makes it there"
    assert _left(tmp_path) == ["真", "链.docx"]


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_ring_of_links_is_told(tmp_path: Path) -> None:
    (tmp_path / "甲").symlink_to(tmp_path / "乙")
    (tmp_path / "乙").symlink_to(tmp_path / "甲")
    with pytest.raises(BranchError, match="走不通的链接"):
        write_bytes(tmp_path / "甲", b"x")
