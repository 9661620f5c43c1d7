"""F5 in the room 同步: the folder and the passphrase are asked for once, and what two machines wrote is on both."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from branchtui.files.photos import PhotoStore
from branchtui.paths import Home, home
from branchtui.store.file import exchange_note
from branchtui.store.file.database import close_database, open_database
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.lifecycle import publishing
from branchtui.workflows.exchange import setting_up, syncing
from branchtui.workflows.meetings.meetings import plan_meeting
from branchtui.workflows.safety import backup
from tests.ui.conftest import NOW, Desk, opened

WORDS = "海棠花开了四五朵"
SET_UP = ("ctrl+u", f"'{WORDS}", "tab", f"'{WORDS}", "enter")


def _titles() -> list[str]:
    return [one.title for one in MeetingList().page(0, 100)]


async def finished(desk: Desk) -> None:
    """Wait until the jobs that follow each other have ended."""
    for _ in range(3):
        await desk.until(lambda: not desk.app.work.busy)
        await desk.settle()


async def _set_up(desk: Desk, shared: Path) -> None:
    await desk.press("7", "f5", f"'{shared}", "enter")
    await finished(desk)
    await desk.press(*SET_UP)
    await finished(desk)


@pytest.fixture
def other(seeded_home: Home, tmp_path: Path) -> Home:
    """The home of another machine, a copy of the one that is open."""
    close_database()
    shutil.copytree(seeded_home.data, tmp_path / "那边")
    open_database(seeded_home.database)
    return home(tmp_path / "那边")


@contextmanager
def _at(place: Home, here: Home) -> Iterator[PhotoStore]:
    """What is done within is done on the machine of `place`."""
    close_database()
    open_database(place.database)
    yield PhotoStore(place.photos, place.cache)
    close_database()
    open_database(here.database)


def _sync_there(other: Home, here: Home, shared: Path, title: str = "") -> None:
    """The other machine joins, plans a meeting, and syncs."""
    with _at(other, here) as photos:
        if title:
            plan_meeting("党课", when=datetime(2026, 9, 20, 15), title=title, now=NOW)
        place = setting_up.shared(shared)
        syncing.sync(place, photos, setting_up.join(place, WORDS), now=NOW)


async def test_the_first_time_folder_and_passphrase_are_asked_for(seeded_home: Home, shared: Path) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7")
        assert "还没有设同步文件夹" in desk.text
        await _set_up(desk, shared)
        assert "已发布本机的改动" in desk.said[-1] and list(shared.rglob("*.bpk"))
        assert str(shared) in "".join(desk.text.split()) or shared.name in desk.text


async def test_two_passphrases_that_differ_are_no_passphrase(seeded_home: Home, shared: Path) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "f5", f"'{shared}", "enter")
        await finished(desk)
        await desk.press(f"'{WORDS}", "tab", "'别的什么词语", "enter")
        assert "两遍口令不一样" in desk.text and not list(shared.rglob("KEY*"))


@pytest.mark.slow
async def test_a_machine_joins_by_the_passphrase_and_has_what_the_other_wrote(
    seeded_home: Home, other: Home, shared: Path
) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await _set_up(desk, shared)
        _sync_there(other, seeded_home, shared, "那边计划的")
        await desk.press("f5")
        await finished(desk)
        assert "合并了 1 份数据" in desk.said[-1] and "那边计划的" in _titles()
        assert "各台电脑 2" in desk.text
        plan_meeting("党课", when=datetime(2026, 9, 21, 15), title="这边计划的", now=NOW)
        await desk.press("2", "7", "down")
        assert "本机有 1 项操作它还没有看到" in desk.text
        await desk.press("enter")
        assert "还没有看到的" in desk.text and "这边计划的" in desk.text
        await desk.press("escape", "f5")
        await finished(desk)
        _sync_there(other, seeded_home, shared)
    with _at(other, seeded_home):
        assert "这边计划的" in _titles()


async def test_the_passphrase_is_asked_once_a_run_and_a_wrong_one_asked_again(seeded_home: Home, shared: Path) -> None:
    setting_up.begin(setting_up.shared(shared), WORDS)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "f5", "'错的口令", "enter")
        await finished(desk)
        assert "口令不对" in desk.text, "and the form is there again"
        await desk.press(f"'{WORDS}", "enter")
        await finished(desk)
        assert "已同步" in desk.said[-1]
        await desk.press("f5")
        await finished(desk)
        assert "口令" not in desk.text and "本机没有要发布的改动" in desk.said[-1]


@pytest.mark.slow
async def test_another_machine_has_changed_the_passphrase(seeded_home: Home, other: Home, shared: Path) -> None:
    new = "换届以后的新口令"
    async with opened(seeded_home, (120, 36)) as desk:
        await _set_up(desk, shared)
        with _at(other, seeded_home) as photos:
            place = setting_up.shared(shared)
            key = setting_up.join(place, WORDS)
            syncing.change_passphrase(place, photos, key, new, now=NOW)
        await desk.press("f5")
        await finished(desk)
        assert "口令换过了" in desk.said[-1]
        await desk.press("f5", f"'{new}", "enter")
        await finished(desk)
        assert "已同步" in desk.said[-1]


@pytest.mark.slow
async def test_the_passphrase_is_changed_by_f10(seeded_home: Home, shared: Path) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await _set_up(desk, shared)
        await desk.press("f10", "'换口令", "enter")
        await finished(desk)
        await desk.press("'换届以后的新口令", "tab", "'换届以后的新口令", "enter")
        await finished(desk)
        assert "口令已换" in desk.said[-1] and "已发布本机的改动" in desk.said[-2]
    assert setting_up.unlock(setting_up.shared(), "换届以后的新口令")


async def test_a_folder_that_is_gone_is_told_of_and_nothing_is_lost(seeded_home: Home, shared: Path) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await _set_up(desk, shared)
        shutil.rmtree(shared)
        plan_meeting("党课", when=datetime(2026, 9, 21, 15), title="照样计划", now=NOW)
        await desk.press("f5")
        await finished(desk)
        assert "不在了" in desk.said[-1] and "照样计划" in _titles()


@pytest.mark.slow
async def test_a_copy_in_the_folder_is_asked_about_and_merged_or_left(
    seeded_home: Home, other: Home, shared: Path
) -> None:
    with _at(other, seeded_home):
        plan_meeting("党课", when=datetime(2026, 9, 20, 15), title="拷来的", now=NOW)
        backup.make(shared / "branch (某某的冲突副本 2026-09-09).db")
    async with opened(seeded_home, (120, 36)) as desk:
        await _set_up(desk, shared)
        assert "待定的文件 1" in desk.text and "等您决定" in desk.said[-1]
        assert "7 同步 1" in desk.text.partition("\n")[0]
        await desk.press("g", "enter", "1")
        await finished(desk)
        assert "拷来的" in _titles() and "待定的文件" not in desk.text


@pytest.mark.slow
async def test_a_damaged_package_waits_with_its_reason(seeded_home: Home, other: Home, shared: Path) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await _set_up(desk, shared)
        _sync_there(other, seeded_home, shared, "那边计划的")
        theirs = max(shared.rglob("*.bpk"), key=lambda path: path.stat().st_mtime_ns)
        theirs.write_bytes(theirs.read_bytes()[:-40])
        await desk.press("f5")
        await finished(desk)
        assert "有 1 个文件没有读入" in desk.said[-1]
        await desk.press("g")
        assert "待定的文件 1" in desk.text and "没读入" in desk.text


async def test_the_title_line_says_how_long_nothing_was_exchanged(seeded_home: Home, shared: Path) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await _set_up(desk, shared)
        assert "未同步" not in desk.text.partition("\n")[0]
        desk.app.now = lambda: NOW + timedelta(days=3, hours=1)
        await desk.press("2")
        await desk.until(lambda: "未同步 3 天" in desk.text.partition("\n")[0])


async def test_what_is_new_is_published_every_while_without_a_word(
    seeded_home: Home, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_EVERY", 0.05)
    setting_up.begin(setting_up.shared(shared), WORDS)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.until(lambda: bool(list(shared.rglob("*.bpk"))))
        await desk.until(lambda: (note := exchange_note.read()) is not None and note.published_at is not None)
        assert not desk.said


@pytest.mark.parametrize("step", ["fetch", "send"])
async def test_a_disk_that_fails_while_publishing_by_itself_ends_that_try_alone(
    seeded_home: Home, shared: Path, step: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    tried: list[str] = []

    def failing(*_: object) -> None:
        tried.append(step)
        raise OSError(5, "Input/output error")

    setting_up.begin(setting_up.shared(shared), WORDS)
    monkeypatch.setattr(syncing.Sync, step, failing)
    async with opened(seeded_home, (120, 36)) as desk:
        desk.app._publishing.publish()
        await desk.until(lambda: bool(tried) and not desk.app._publishing._running)
        await desk.press("7")
        assert "各台电脑" in desk.text and not desk.said
        desk.app._publishing.publish()
        await desk.until(lambda: len(tried) == 2)
    assert "Traceback" not in capsys.readouterr().err and not list(shared.rglob("*.bpk"))


async def test_nothing_is_published_where_that_is_not_wanted(
    seeded_home: Home, shared: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(publishing, "_EVERY", 0.02)
    setting_up.begin(setting_up.shared(shared), WORDS)
    setting_up.set_automatic(False)
    async with opened(seeded_home, (120, 36)) as desk:
        for _ in range(5):
            desk.app._publishing.publish()
        await desk.settle()
        assert not list(shared.rglob("*.bpk"))


async def test_publishing_by_itself_is_switched_off_and_on(seeded_home: Home, shared: Path) -> None:
    setting_up.begin(setting_up.shared(shared), WORDS)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "f10", "'自动发布", "enter")
        assert "不再自动发布" in desk.said[-1] and "按 F5 才发布" in desk.text
        await desk.press("f10", "'自动发布", "enter")
        assert "退出时和每 15 分钟自动发布" in desk.text
