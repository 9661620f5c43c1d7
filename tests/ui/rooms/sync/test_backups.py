"""备份 in the room 同步: made by a key, looked into, put back, taken in; and a file that somebody brought."""

from datetime import datetime
from pathlib import Path

import pytest

from branchtui.files.archive import is_archive
from branchtui.files.photos import PhotoStore
from branchtui.paths import Home
from branchtui.store.queries.meetings import MeetingList
from branchtui.workflows.meetings.meetings import plan_meeting
from branchtui.workflows.safety import archives, backup
from tests.ui.conftest import NOW, opened
from tests.ui.rooms.sync.test_syncing import finished

DOWN = ("7", "down")  # to the newest backup, below this machine


def _titles() -> list[str]:
    return sorted(one.title for one in MeetingList().page(0, 100))


async def test_f8_packs_everything_into_one_file_where_the_person_says(seeded_home: Home, tmp_path: Path) -> None:
    stick = tmp_path / "U盘"
    stick.mkdir()
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "f8", f"'{stick}", "enter")
        await finished(desk)
        (made,) = stick.iterdir()
        assert is_archive(made) and str(made) in "".join(desk.said[-1].split()), desk.said


async def test_f8_has_a_place_to_begin_with(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "f8", "enter")
        await finished(desk)
        assert len(list(seeded_home.exports.glob("*.zip"))) == 1


async def test_a_place_that_is_none_is_refused(seeded_home: Home, tmp_path: Path) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "f8", "ctrl+u", f"'{tmp_path / '没有'}", "enter")
        assert "没有这个文件夹" in desk.text


async def test_a_backup_is_looked_into_and_nothing_changes_until_somebody_says_so(seeded_home: Home) -> None:
    made = backup.make()
    async with opened(seeded_home, (120, 36)) as desk:
        before = seeded_home.database.read_bytes()
        await desk.press(*DOWN)
        assert "回车 看会变什么" in desk.text and made.name.split("-")[0] in desk.text
        await desk.press("enter")
        await finished(desk)
        assert "内容与现在的相同" in desk.text
        await desk.press("3")
        assert seeded_home.database.read_bytes() == before and len(backup.listed()) == 1


async def test_a_backup_is_put_back_and_what_was_there_is_kept(seeded_home: Home) -> None:
    before = _titles()
    backup.make()
    plan_meeting("党课", when=datetime(2026, 9, 20, 15), title="后来计划的", now=NOW)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press(*DOWN, "enter")
        await finished(desk)
        assert "会消失" in desk.text
        await desk.press("2")
        await finished(desk)
        assert "已恢复到" in desk.said[-1] and _titles() == before
        assert [one.why for one in backup.listed()] == ["恢复前", "手动"] and "备份 2" in desk.text


async def test_a_backup_is_taken_in_beside_what_is_there(seeded_home: Home) -> None:
    backup.make()
    plan_meeting("党课", when=datetime(2026, 9, 20, 15), title="后来计划的", now=NOW)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press(*DOWN, "enter")
        await finished(desk)
        await desk.press("1")
        await finished(desk)
        assert "没有本机不知道的内容" in desk.said[-1] and "后来计划的" in _titles()


@pytest.mark.slow
@pytest.mark.parametrize("whole", [False, True], ids=["db", "zip"])
async def test_a_file_that_somebody_brought_is_merged_by_its_path(
    seeded_home: Home, tmp_path: Path, whole: bool
) -> None:
    before, brought = backup.make(), tmp_path / ("那边.zip" if whole else "那边.db")
    plan_meeting("党课", when=datetime(2026, 9, 20, 15), title="那边计划的", now=NOW)
    if whole:
        archives.prepare(brought, PhotoStore(seeded_home.photos, seeded_home.cache), now=NOW).write()
    else:
        backup.make(brought)
    backup.restore(before, seeded_home.database, now=NOW)
    async with opened(seeded_home, (120, 36)) as desk:
        assert "那边计划的" not in _titles()
        await desk.press("7", "ctrl+l", f"'{brought}", "enter")
        await finished(desk)
        await desk.press("1")
        await finished(desk)
        assert "已合并" in desk.said[-1] and "那边计划的" in _titles()


async def test_a_file_that_is_no_database_is_refused_in_a_sentence(seeded_home: Home, tmp_path: Path) -> None:
    foreign = tmp_path / "不是.db"
    foreign.write_bytes(b"hello")
    async with opened(seeded_home, (120, 36)) as desk:
        before = seeded_home.database.read_bytes()
        await desk.press("7", "ctrl+l", f"'{foreign}", "enter")
        await finished(desk)
        assert "不是.db" in desk.text and seeded_home.database.read_bytes() == before
