"""Nothing that a session writes into its home can be read by others, but what is exported."""

import os
import sys
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.paths import Home, home
from branchtui.ui.editing.draft_saver import Draft
from branchtui.ui.lifecycle import crash_report, recovery_file
from tests.cli.conftest import Cli

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="modes are POSIX")
NOW = datetime(2026, 3, 10, 9, 0)


@pytest.fixture(params=[0o022, 0])
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


def open_to_others(place: Home) -> list[str]:
    """The files and folders of a home that others than its owner may read, exports left out."""
    found = [place.data, *place.data.rglob("*")]
    return [
        str(path)
        for path in found
        if path.lstat().st_mode & 0o077 and not (path.is_relative_to(place.exports) and path.suffix != ".txt")
    ]


@pytest.mark.slow
def test_a_whole_session(cli: Cli, home_dir: Path, tmp_path: Path, umask: int) -> None:
    place = home(home_dir)
    out = tmp_path / "材料"
    assert cli("demo", "--out", str(out), "--date", "2026-03-10").code == 0
    assert cli("set", "exports", str(place.exports)).code == 0
    report = cli("list", "reports").out.split()[0]
    for words in (
        ("add", "member", "顾小满"),
        ("export", "report", report),
        ("backup",),
        ("backup", "-o", str(tmp_path / "优盘" / "备份.db")),
    ):
        result = cli(*words)
        assert result.code == 0, result.err
    assert cli("restore", str(tmp_path / "优盘" / "备份.db"), "--yes").code == 0
    (home_dir / "branch.db").write_bytes(b"junk" * 5000)
    assert cli("restore", str(tmp_path / "优盘" / "备份.db"), "--yes").code == 0
    assert crash_report.write_report(place.logs, NOW, [], [])
    assert recovery_file.write_rescue(place.exports, NOW, [Draft("记录", "没存的", NOW)])
    there = {path.name.partition("-")[0] for path in place.data.rglob("*") if path.is_file()}
    assert {
        "branch.db",
        "branch.lock",
        "branch.left.json",
        "离开时",
        "手动",
        "恢复前",
        "branch",
        "settings.toml",
    } <= there
    assert {"crash", "没有存上的文字"} <= there and list(place.photos.iterdir())
    assert open_to_others(place) == []
    assert (tmp_path / "优盘" / "备份.db").stat().st_mode & 0o777 == 0o600
    exported = [*out.rglob("*.docx"), *place.exports.rglob("*.docx")]
    assert len(exported) > 2
    assert {path.stat().st_mode & 0o777 for path in exported} == {0o666 & ~umask}


def test_a_journal_is_as_closed_as_its_database(cli: Cli, home_dir: Path, umask: int) -> None:
    home_dir.mkdir()  # it was there, open to others
    assert cli("init", "--name", "办公室党支部", "--unit", "国际商学院").code == 0
    from branchtui.store.file.database import act, close_database, open_database
    from branchtui.store.models import Group

    open_database(home_dir / "branch.db")
    with act("新建党小组"):
        Group.create(name="甲")
        assert (home_dir / "branch.db-journal").stat().st_mode & 0o777 == 0o600
    close_database()
    assert open_to_others(home(home_dir)) == []


def test_a_home_of_an_older_program_is_closed_by_the_next_command(cli: Cli, home_dir: Path) -> None:
    assert cli("init", "--name", "办公室党支部", "--unit", "国际商学院").code == 0
    for path in (home_dir, *home_dir.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    assert cli("list", "members").code == 0
    assert open_to_others(home(home_dir)) == []
