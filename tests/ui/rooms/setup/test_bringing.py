"""The first run on a second machine: the branch is taken over from a backup, or out of the shared folder."""

import shutil
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.files.photos import PhotoStore
from branchtui.paths import Home, home
from branchtui.store.file import exchange_note
from branchtui.store.file.database import close_database, open_database
from branchtui.store.queries import people
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.rooms.setup.first_run import FirstRunScreen
from branchtui.workflows.exchange import setting_up, syncing
from branchtui.workflows.meetings.meetings import plan_meeting
from branchtui.workflows.safety import archives
from tests.light_key import light_key  # noqa: F401  # a fixture
from tests.ui.conftest import NOW, SIZES, Desk, opened

WORDS = "海棠花开了四五朵"


@pytest.fixture
def shared(seeded_home: Home, tmp_path: Path, light_key: None) -> Path:  # noqa: F811
    """A folder that two machines have published into, each something of its own."""
    folder = tmp_path / "云"
    folder.mkdir()
    close_database()
    shutil.copytree(seeded_home.data, tmp_path / "那边")
    for data, title in ((seeded_home.data, "这边计划的"), (tmp_path / "那边", "那边计划的")):
        place = home(data)
        open_database(place.database)
        plan_meeting("党课", when=datetime(2026, 9, 20, 15), title=title, now=NOW)
        there = setting_up.shared(folder)
        if setting_up.has_key(there):
            setting_up.join(there, WORDS)
        else:
            setting_up.begin(there, WORDS)
        syncing.publish(there, PhotoStore(place.photos, place.cache), now=NOW)
        close_database()
    return folder


@pytest.fixture
def new(tmp_path: Path) -> Home:
    """The home of a machine that has nothing yet, open."""
    close_database()
    place = home(tmp_path / "新电脑")
    place.ensure()
    open_database(place.database)
    return place


async def test_a_machine_that_has_joined_a_college_is_told_where_its_branch_may_be(new: Home) -> None:
    async with opened(new) as desk:
        assert "college sync" not in desk.text
    open_database(new.database)
    new.college.write_text("", encoding="utf-8")
    async with opened(new) as desk:
        words = "".join(line.strip(" │") for line in desk.text.splitlines())
        assert "branchtui college sync" in words and "branchtui college open" in words and "所在单位" in words


async def _finished(desk: Desk) -> None:
    for _ in range(3):
        await desk.until(lambda: not desk.app.work.busy)
        await desk.settle()


@pytest.mark.slow
@pytest.mark.parametrize("size", SIZES)
async def test_out_of_the_shared_folder_comes_what_all_machines_wrote(
    shared: Path, new: Home, size: tuple[int, int]
) -> None:
    async with opened(new, size) as desk:
        await desk.press("ctrl+l", f"'{shared}", "enter")
        await _finished(desk)
        await desk.press("'错的口令错的口令", "enter")
        await _finished(desk)
        assert "口令不对" in desk.text
        await desk.press("ctrl+u", f"'{WORDS}", "enter")
        await _finished(desk)
        assert not isinstance(desk.app.screen, FirstRunScreen) and "已同步" in desk.said[-1]
        assert {"这边计划的", "那边计划的"} <= {one.title for one in MeetingList().page(0, 100)}
        await desk.press("7", "f5")
        await _finished(desk)
        assert "口令" not in desk.text and "已同步" in desk.said[-1]
    note = exchange_note.read()
    assert note is not None and note.folder == shared


@pytest.mark.slow
async def test_a_backup_is_begun_with(seeded_home: Home, tmp_path: Path) -> None:
    photos = PhotoStore(seeded_home.photos, seeded_home.cache)
    archives.prepare(tmp_path / "备份.zip", photos, now=NOW).write()
    name = people.branch_name()
    close_database()
    place = home(tmp_path / "新电脑")
    place.ensure()
    open_database(place.database)
    async with opened(place) as desk:
        await desk.press("ctrl+l", f"'{tmp_path}/没有.zip", "enter")
        await _finished(desk)
        assert "没有" in desk.text and not people.branch_name()
        await desk.press("ctrl+u", f"'{tmp_path}/备份.zip", "enter")
        await _finished(desk)
        assert not isinstance(desk.app.screen, FirstRunScreen) and people.branch_name() == name
        await desk.until(lambda: "2会议" in desk.text.splitlines()[0].replace(" ", ""))


@pytest.mark.parametrize(
    ("branches", "told"),
    [((), "还没有支部的数据"), (("branchtui-00000001", "branchtui-00000002"), "有2个支部的数据")],
)
async def test_a_folder_without_one_branch_is_said_to_be_so(
    empty_home: Home, tmp_path: Path, branches: tuple[str, ...], told: str
) -> None:
    folder = tmp_path / "云"
    for name in ("branchtui-zzzzzzzz", "照片", *branches):
        (folder / name).mkdir(parents=True)
        (folder / name / "KEY.age").touch()
    async with opened(empty_home) as desk:
        await desk.press("ctrl+l", f"'{folder}", "enter")
        await _finished(desk)
        assert told in "".join(desk.text.split())
        assert isinstance(desk.app.screen_stack[-2], FirstRunScreen)
