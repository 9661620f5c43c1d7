"""The shared folder when the system does not play along: nothing half written bears a name, and a sentence tells why."""

import errno
import os
import shutil
import sys
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.files.exchange import folder as room
from branchtui.files.exchange import names
from branchtui.files.exchange.folder import FolderError, SharedFolder

BRANCH, DEVICE = b"b" * 16, b"d" * 16
DATA = os.urandom(3 << 20)


@pytest.fixture
def place(tmp_path: Path) -> SharedFolder:
    (tmp_path / "云").mkdir()
    found = SharedFolder(tmp_path / "云", BRANCH)
    found.prepare()
    return found


@pytest.fixture
def sealed(tmp_path: Path) -> Path:
    path = tmp_path / "sealed"
    path.write_bytes(DATA)
    return path


def nothing() -> None:
    pass


def held(place: SharedFolder) -> list[str]:
    return [path.name for path in place.place.rglob("*") if path.is_file()]


def test_a_package_gets_its_name_when_it_is_whole(place: SharedFolder, sealed: Path) -> None:
    assert place.trouble() == "" and place.last_number(DEVICE) == 0
    seen = []
    path = place.publish(DEVICE, 3, sealed, lambda: seen.append(held(place)))
    assert path.name == names.package_name(3, sha256(DATA).hexdigest()) and path.read_bytes() == DATA
    assert len(seen) == 3 and all(name.startswith(names.PART) for names_ in seen for name in names_)
    assert held(place) == [path.name] and place.last_number(DEVICE) == 3
    assert place.publish(DEVICE, 3, sealed, nothing) == path  # it is there


class HeldError(PermissionError):
    """What Windows raises while another program holds a file."""

    def __init__(self, winerror: int) -> None:
        super().__init__(errno.EACCES, "Zugriff verweigert")
        self.winerror = winerror


@pytest.mark.parametrize("winerror", disk.HELD)
@pytest.mark.parametrize("times", [1, 8, 9])
def test_a_name_that_windows_holds_is_waited_for(
    place: SharedFolder, sealed: Path, monkeypatch: pytest.MonkeyPatch, winerror: int, times: int
) -> None:
    waited: list[float] = []
    rename = Path.rename
    left = times

    def refusing(path: Path, target: Path) -> Path:
        nonlocal left
        left -= 1
        if left >= 0:
            raise HeldError(winerror)
        return rename(path, target)

    monkeypatch.setattr("time.sleep", waited.append)
    monkeypatch.setattr(Path, "rename", refusing)
    if times <= len(disk.LONG_WAITS):
        path = place.publish(DEVICE, 1, sealed, nothing)
        assert path.read_bytes() == DATA and len(waited) == times
    else:
        with pytest.raises(FolderError, match="不让读写"):
            place.publish(DEVICE, 1, sealed, nothing)
        assert 9 < sum(waited) < 11
    assert not [name for name in held(place) if name.startswith(names.PART)]


FAULTS: dict[str, tuple[OSError, str]] = {
    "full": (OSError(errno.ENOSPC, "No space left on device"), "满了"),
    "broken": (OSError(errno.EIO, "Input/output error"), "出错"),
    "read-only": (OSError(errno.EROFS, "Read-only file system"), "是只读的"),
    "closed": (PermissionError(errno.EACCES, "Permission denied"), "不让读写"),
}


@pytest.mark.parametrize("fault", FAULTS)
@pytest.mark.parametrize(
    "where", ["branchtui.files.exchange.folder.os.fsync", "pathlib.Path.rename", "pathlib.Path.mkdir"]
)
def test_what_the_system_refuses_is_told_and_leaves_nothing(
    place: SharedFolder, sealed: Path, monkeypatch: pytest.MonkeyPatch, fault: str, where: str
) -> None:
    error, words = FAULTS[fault]

    def refuse(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(where, refuse)
    with pytest.raises(FolderError, match=words):
        place.publish(DEVICE, 1, sealed, nothing)
    with pytest.raises(FolderError, match=words):
        place.store("0" * 64, b"x")
    monkeypatch.undo()
    assert held(place) == []


def test_what_reads_back_otherwise_is_not_named(
    place: SharedFolder, sealed: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = room.package.sha_and_size
    monkeypatch.setattr(
        room.package, "sha_and_size", lambda path: ("0" * 64, 1) if names.PART in path.name else real(path)
    )
    with pytest.raises(FolderError, match="读回来不一样"):
        place.publish(DEVICE, 1, sealed, nothing)
    assert held(place) == []


def test_a_folder_that_vanishes_on_the_way(place: SharedFolder, sealed: Path) -> None:
    with pytest.raises(FolderError, match="不在了"):
        place.publish(DEVICE, 1, sealed, lambda: shutil.rmtree(place.folder, ignore_errors=True))
    assert "不在了" in place.trouble()
    looks: list[Callable[[], object]] = [place.entries, place.key, place.stored, place.prepare]
    for look in looks:
        with pytest.raises(FolderError, match="不在了"):
            look()


@pytest.mark.skipif(sys.platform == "win32" or (hasattr(os, "geteuid") and os.geteuid() == 0), reason="root may all")
def test_a_stick_that_takes_nothing(place: SharedFolder, sealed: Path) -> None:
    place.place.chmod(0o500)
    assert "不能写入" in place.trouble()
    with pytest.raises(FolderError, match="不让读写"):
        place.publish(DEVICE, 1, sealed, nothing)
    place.place.chmod(0o700)


def test_the_key_is_laid_down_once(place: SharedFolder) -> None:
    assert place.key() is None
    place.keep_key(b"locked")
    place.keep_key(b"another")
    assert place.key() == b"locked"
    shutil.rmtree(place.place)
    assert "没有本支部的同步数据" in place.trouble()


def test_only_names_that_are_hashes_count_as_pictures(place: SharedFolder) -> None:
    place.store("ab" * 32, b"x")
    for name in ("files/ab/../../x.age", "files/ab/x.age", f"files/cd/{'ab' * 32}.age", f"files/ab/{'AB' * 32}.age"):
        path = place.place / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"x")
    (place.place / "files" / "ab" / f"{'ab' * 31}ac.age").touch()
    assert place.stored() == {"ab" * 32}
    assert place.fetch("ab" * 32, 10) == b"x"
    with pytest.raises(BranchError, match="超过"):
        place.fetch("ab" * 32, 0)


def test_what_was_left_half_written_goes_after_a_day(place: SharedFolder, sealed: Path) -> None:
    path = place.publish(DEVICE, 1, sealed, nothing)
    stray = path.with_name(f"{names.PART}00")
    stray.touch()
    now = stray.stat().st_mtime
    place.thin_out(DEVICE, path, now)
    assert stray.exists()
    place.thin_out(DEVICE, path, now + 2 * 24 * 60 * 60)
    assert held(place) == [path.name]


def test_nothing_is_thinned_out_before_the_newest_is_there(place: SharedFolder, sealed: Path) -> None:
    made = [place.publish(DEVICE, number, sealed, nothing) for number in range(1, 6)]
    for path in made:
        os.utime(path, (1, 1))
    place.thin_out(DEVICE, made[-1].with_name("6-x.bpk"), 1e9)
    assert len(held(place)) == 5
    place.thin_out(DEVICE, made[-1], 1e9)
    assert sorted(held(place)) == sorted(path.name for path in made[2:])
