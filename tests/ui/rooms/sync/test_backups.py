"""备份 in the room 同步: made by a key, looked into, put back, taken in."""

from datetime import datetime

from branchtui.paths import Home
from branchtui.store.queries.meetings import MeetingList
from branchtui.workflows.meetings.meetings import plan_meeting
from branchtui.workflows.safety import backup
from tests.ui.conftest import NOW, opened


async def test_the_room_lists_the_backups_and_f8_makes_one(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7")
        assert "还没有别的电脑，也没有备份" in desk.text
        await desk.press("f8")
        (made,) = backup.listed()
        assert "备份 1" in desk.text and f"{made.at:%Y-%m-%d %H:%M}" in desk.text and "回车 看会变什么" in desk.text


async def test_a_backup_is_looked_into_and_nothing_changes_until_somebody_says_so(seeded_home: Home) -> None:
    backup.make()
    async with opened(seeded_home, (120, 36)) as desk:
        before = seeded_home.database.read_bytes()
        await desk.press("7", "enter")
        assert "内容与现在的相同" in desk.text
        await desk.press("1")
        assert seeded_home.database.read_bytes() == before and len(backup.listed()) == 1


def _titles() -> list[str]:
    return sorted(one.title for one in MeetingList().page(0, 100))


async def test_a_backup_is_put_back_and_what_was_there_is_kept(seeded_home: Home) -> None:
    before = _titles()
    backup.make()
    plan_meeting("党课", when=datetime(2026, 9, 20, 15), title="后来计划的", now=NOW)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "enter")
        assert "会消失" in desk.text
        await desk.press("3")
        assert "已恢复到" in desk.said[-1] and _titles() == before
        assert [one.why for one in backup.listed()] == ["恢复前", "手动"] and "备份 2" in desk.text


async def test_a_backup_is_taken_in_beside_what_is_there(seeded_home: Home) -> None:
    backup.make()
    plan_meeting("党课", when=datetime(2026, 9, 20, 15), title="后来计划的", now=NOW)
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("7", "enter", "2")
        assert "没有本机不知道的内容" in desk.said[-1] and "后来计划的" in _titles()
