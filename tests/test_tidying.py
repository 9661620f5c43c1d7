"""A home at the start: left-overs of killed programs go, and what others could read is closed."""

import os
import sys
import time
from pathlib import Path

import pytest

from branchtui.paths import Home, home
from branchtui.store.file.database import close_database, open_database
from branchtui.tidying import sweep, tidy

_OLD = time.time() - 3600
_HALF = ".branchtui-0123456789abcdef.tmp"


def _put(path: Path, at: float | None = None) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("x", encoding="utf-8")
    if at is not None:
        os.utime(path, (at, at))
    return path


@pytest.fixture
def place(tmp_path: Path) -> Home:
    """A home as an older program made it under an ordinary umask."""
    found = home(tmp_path / "家")
    found.data.mkdir()
    open_database(found.database)
    close_database()
    for path in (
        found.data / "branch.lock",
        found.data / "branch.left.json",
        found.data / "branch-打不开-20260101-090000.db",
        found.data / "branch.college.json",
        found.settings,
        found.college,
        found.config / "college.crt",
        found.data / "backups" / "离开时-20260101-090000-01234567.db",
        found.photos / f"{'a' * 64}.jpg",
        found.photos / f"{'b' * 64}.zip",
        found.cache / "photos" / f"{'a' * 64}-200.jpg",
        found.cache / "given" / ("a" * 64),
        found.cache / "terminals.txt",
        found.logs / "crash-20260101-090000.txt",
        found.exports / "没有存上的文字-20260101-090000.txt",
    ):
        _put(path)
    for path in (found.data, *found.data.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    return found


def _open_to_others(folder: Path) -> set[str]:
    return {path.name for path in (folder, *folder.rglob("*")) if path.stat().st_mode & 0o077}


@pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
class TestClosing:
    def test_a_folder_for_several_people_stays_so(self, place: Home) -> None:
        place.data.chmod(0o1777)
        tidy(place)
        assert place.data.stat().st_mode & 0o7777 == 0o1777
        assert not place.database.stat().st_mode & 0o077

    def test_a_home_that_was_open(self, place: Home) -> None:
        _put(place.exports / "通知.docx").chmod(0o644)
        tidy(place)
        assert _open_to_others(place.data) == {"exports", "通知.docx"}

    def test_a_folder_that_holds_other_things_is_not_ours(self, place: Home) -> None:
        for path in (place.data / "工资.xlsx", place.photos / "全家福.jpg"):
            _put(path).chmod(0o644)
        tidy(place)
        assert _open_to_others(place.data) == {"家", "photos", "exports", "工资.xlsx", "全家福.jpg"}

    def test_the_users_own_folder(self, place: Home, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("HOME", str(place.data))
        tidy(place)
        assert _open_to_others(place.data) == {"家", "exports"}

    def test_what_is_linked_is_somewhere_else(self, place: Home, tmp_path: Path) -> None:
        other = _put(tmp_path / "别处.db")
        other.chmod(0o644)
        (place.data / "branch-打不开-x.db").symlink_to(other)
        tidy(place)
        assert other.stat().st_mode & 0o777 == 0o644

    def test_where_no_branch_is_nothing_is_changed(self, tmp_path: Path) -> None:
        tmp_path.chmod(0o755)
        tidy(home(tmp_path))
        tidy(home(tmp_path / "没有"))
        assert tmp_path.stat().st_mode & 0o777 == 0o755


def test_left_overs_go_and_nothing_else(place: Home) -> None:
    backups = place.data / "backups"
    old = [
        _put(place.data / _HALF, _OLD),
        _put(place.photos / _HALF, _OLD),
        _put(backups / f"{_HALF}-journal", _OLD),
        _put(backups / "手动-20260101-090000.part", _OLD),
        _put(place.data / "branch.left.part", _OLD),
        _put(place.exports / _HALF, time.time() + 60 * 86400),
        _put(place.cache / "given" / _HALF, _OLD),
    ]
    kept = [
        _put(backups / _HALF),  # somebody is at it
        _put(place.data / "论文.part", _OLD),
        _put(place.data / ".branchtui-notes.tmp", _OLD),
        _put(place.database.with_name("branch.db-journal"), _OLD),
    ]
    tidy(place)
    assert not any(path.exists() for path in old)
    assert all(path.exists() for path in kept)


def test_a_folder_that_is_not_there_or_may_not_be_read(tmp_path: Path) -> None:
    assert sweep(tmp_path / "没有") == []
    assert sweep(_put(tmp_path / "文件")) == []
