"""Killed at any moment, what writes the file leaves the state before or after it.

That is a workflow, an undo, a backup, leaving, a restore, a merge, going back behind one, a sync or a migration.

`pytest tests/laws/test_crash.py --kills=200` kills each of them two hundred times.
"""

import hashlib
import io
import multiprocessing
import random
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from multiprocessing.context import ForkServerContext, SpawnContext
from pathlib import Path

import pytest
from PIL import Image

from branchtui.files.archive import open_archive
from branchtui.files.exchange import names, package, sealing
from branchtui.files.photos import PhotoStore
from branchtui.store.engine import sql
from branchtui.store.file import backups
from branchtui.store.file.database import act, close_database, open_database
from branchtui.store.file.other_file import check
from branchtui.store.file.schema import newest
from branchtui.store.models import SYNCED, Group, Meeting
from branchtui.store.replication import packing
from branchtui.workflows.exchange import publishing
from branchtui.workflows.meetings.meetings import edit_meeting, plan_meeting
from branchtui.workflows.people.branch import create_branch
from branchtui.workflows.people.roster import add_member, apply_roster, preview_roster
from branchtui.workflows.progress import unwatched
from branchtui.workflows.reports import reports
from branchtui.workflows.safety import archives, merging, undo
from tests.conftest import NOW, TODAY, of_no_device
from tests.laws import crashes
from tests.store.older import first_schema
from tests.workflows.conftest import ROSTER

State = tuple[object, ...]


@pytest.fixture(scope="module")
def context() -> ForkServerContext | SpawnContext:
    """Processes that start fast, where the system can fork."""
    if sys.platform == "win32":
        return multiprocessing.get_context("spawn")
    found = multiprocessing.get_context("forkserver")
    found.set_forkserver_preload(["tests.laws.crashes"])
    return found


@pytest.fixture(scope="module")
def branch(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A branch with a planned meeting, edited once; and, beside it, the file as it was before, and one edited elsewhere."""
    path = tmp_path_factory.mktemp("branch") / "branch.db"
    open_database(path)
    create_branch("海州大学办公室党支部", "国际商学院", "林知远", today=TODAY)
    apply_roster(preview_roster(ROSTER.encode(), "名册.csv", as_of=None, today=TODAY))
    for number in range(60):
        add_member(f"同志{number}", since=TODAY.replace(year=2020))
    meeting = plan_meeting("主题党日", when=NOW.replace(day=4), place="201", title="全会精神", items=["学习"], now=NOW)
    backups.write(path.with_name("other.db"))
    report, photos = reports.new_report("一次主题党日"), PhotoStore(path.with_name("photos"), path.with_name("cache"))
    for number in range(3):
        picture = path.with_name(f"{number}.png")
        Image.frombytes("RGB", (300, 200), random.Random(number).randbytes(300 * 200 * 3)).save(picture)
        reports.add_figure(report, caption="合影", photo=picture, photos=photos)
    archives.prepare(path.with_name("other.zip"), photos, now=NOW).write()
    edit_meeting(meeting, title="新题目", requirements="带笔记本。" * 2000)
    close_database()
    shutil.copyfile(path.with_name("other.db"), path.with_name("there.db"))
    open_database(path.with_name("there.db"))
    edit_meeting(meeting, title="别的题目", requirements="带笔。" * 2000)
    for number in range(60):
        add_member(f"新同志{number}", since=TODAY.replace(year=2020))
    _publish(path)
    close_database()
    for file in (path, path.with_name("other.db"), path.with_name("there.db")):
        of_no_device(file)
    return path


def _publish(path: Path) -> None:
    """Lay a package of the open file into a folder beside `path`, and the folder's key."""
    key = sealing.make_key()
    path.with_name("key").write_text(key, encoding="ascii")
    path.with_name("云").mkdir()
    place = crashes.shared_folder(path)
    place.prepare()
    place.keep_key(b"locked")
    publishing.send(publishing.prepare(place, sealing.public_of(key), now=NOW), lambda: None, now=NOW)


@pytest.fixture(scope="module")
def merged(branch: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The branch with what was edited elsewhere merged into it, and an edit after that."""
    path = copy_of(branch, tmp_path_factory.mktemp("merged") / "home")
    open_database(path)
    merging.merge(path.with_name("there.db"), today=TODAY)
    edit_meeting(Meeting.get(), place="302")
    close_database()
    return path


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database of the first schema with some rows."""
    path = tmp_path_factory.mktemp("old") / "branch.db"
    first_schema(path)
    return path


@pytest.fixture(autouse=True)
def _closed() -> Iterator[None]:
    yield
    close_database()


def state(path: Path) -> State:
    """All that counts in a database: rows, acts, what can be undone. Fails where SQLite finds anything wrong."""
    open_database(path, create=False)
    assert sql.value("PRAGMA integrity_check") == "ok"
    assert sql.rows("PRAGMA foreign_key_check") == []
    assert packing.unreadable() == 0
    rows = tuple(
        tuple(sql.rows(f'SELECT * FROM "{model._meta.table_name}" WHERE NOT deleted ORDER BY id')) for model in SYNCED
    )
    acts = tuple(name for (name,) in sql.rows("SELECT name FROM act ORDER BY first, name"))
    line = undo.next_undo(), undo.next_redo()
    came = tuple(sql.rows("SELECT sha, state FROM arrival ORDER BY sha"))
    close_database()
    return rows, acts, line, came


def copy_of(original: Path, folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(original.parent, folder)
    return folder / original.name


def start(context: ForkServerContext | SpawnContext, name: str, path: Path):  # type: ignore[no-untyped-def]
    ours, theirs = context.Pipe(duplex=False)
    process = context.Process(target=crashes.run, args=(name, path, theirs), daemon=True)
    process.start()
    theirs.close()
    assert ours.recv() == "go"
    return process, ours


def seconds_of(context: ForkServerContext | SpawnContext, name: str, path: Path) -> float:
    """How long the act takes when nobody kills it."""
    process, line = start(context, name, path)
    begun = time.perf_counter()
    assert line.recv() == "done"
    taken = time.perf_counter() - begun
    process.join()
    return taken


@pytest.mark.disk
@pytest.mark.timeout(900)
@pytest.mark.parametrize("name", list(crashes.ACTS))
def test_killed_at_any_moment(
    name: str,
    context: ForkServerContext | SpawnContext,
    branch: Path,
    merged: Path,
    old: Path,
    tmp_path: Path,
    request: pytest.FixtureRequest,
    record_property: Callable[[str, object], None],
) -> None:
    original = {"migration": old, "unmerge": merged}.get(name, branch)
    path = copy_of(original, tmp_path / "tried")
    taken = max(seconds_of(context, name, copy_of(original, tmp_path / "tried")) for _ in range(2))
    after = state(path)
    before = None if name == "migration" else state(copy_of(original, tmp_path / "before"))
    chance = random.Random(name)
    reached = 0
    for _ in range(request.config.getoption("--kills")):
        path = copy_of(original, tmp_path / "tried")
        process, line = start(context, name, path)
        time.sleep(chance.random() * taken * 1.1)
        process.kill()
        process.join()
        line.close()
        _check_backups(path)
        if name == "migration":
            _check_schema(path)
        found = state(path)  # a migration that was cut off is done again by this opening
        assert found in (before, after)
        _check_pictures(path, all_there=name == "restore archive" and found == after)
        reached += found == after
        if name in ("publish", "sync"):
            _check_packages(path)
            open_database(path)
            crashes.ACTS[name](path)
            close_database()
            assert state(path) == after
            _check_packages(path)
        _goes_on(path)
    record_property("reached its end", reached)


def _check_backups(path: Path) -> None:
    """What bears the name of a backup is one."""
    for made in (path.parent / "backups").glob("*.db"):
        assert backups.quick_check(made) == ""
        check(made)


def _check_packages(path: Path) -> None:
    """What bears the name of a package is one, to the last bit."""
    packages = list(path.with_name("云").rglob("*.bpk"))
    assert packages
    for made in packages:
        assert names.told_by(made.name) == names.Named("package", *_named(made))
        with made.open("rb") as file:
            package.unpack(file, io.BytesIO(), crashes.key_of(path))


def _named(made: Path) -> tuple[int, str]:
    return int(made.name.partition("-")[0]), package.sha_and_size(made)[0][:16]


def _check_pictures(path: Path, *, all_there: bool) -> None:
    """What bears the name of a whole backup, or of a photo that came with one, is one; photos come before their database."""
    for made in (path.parent / "out").glob("*.zip"):
        with open_archive(made, unwatched) as archive:
            assert len(archive.manifest.pictures) == 3
    received = list((path.parent / "received").glob("*.png"))
    assert all(hashlib.sha256(file.read_bytes()).hexdigest() == file.stem for file in received)
    assert len(received) == 3 or not all_there


def _check_schema(path: Path) -> None:
    """All of the new schema, or nothing of it."""
    with closing(sqlite3.connect(path)) as file:
        version = file.execute("PRAGMA user_version").fetchone()[0]
        stamps = file.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'stamp%'").fetchone()[0]
        assert (version, stamps > 0) in ((1, False), (newest(), True))


def _goes_on(path: Path) -> None:
    """The file takes the next edit, and undo."""
    open_database(path)
    with act("又一组"):
        Group.create(name="又一组")
    assert undo.undo_last() == "已撤销：又一组"
    close_database()
