"""A meeting planned like one of the list, or like the one that is open: only time and title are asked for."""

from datetime import datetime

from branchtui.paths import Home
from branchtui.store.models import Meeting
from branchtui.store.queries import meetings
from branchtui.store.queries.meeting_view import view
from branchtui.store.queries.meetings import MeetingList
from tests.ui.conftest import opened


def newest() -> Meeting:
    return Meeting.select().order_by(Meeting.id.desc()).get()


async def test_six_keys_beyond_the_date_plan_a_meeting_like_last_months(seeded_home: Home) -> None:
    source = meetings.meeting(MeetingList("校史").page(0, 1)[0].id)
    async with opened(seeded_home, (120, 36)) as desk:
        keys = ["2", "down", "ctrl+k", "'10月8日下午三点", "ctrl+s"]
        await desk.press(*keys[:3])
        assert "照搬地点、议程2项、主持人、记录人；材料和列席人员重新填。" in desk.text
        await desk.press(*keys[3:])
        made = view(newest().id)
        assert len(keys) - 1 <= 6
        assert made.row.id != source.id and made.row.planned_start == datetime(2026, 10, 8, 15)
        assert (made.row.title, made.host, [item.title for item in made.items]) == (
            source.title,
            "林知远",
            ["参观校史馆", "交流学习体会"],
        )
        assert "已计划" in desk.text and "10月8日 15:00" in desk.text, "it is open"


async def test_from_the_meeting_itself_with_another_title(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f10", "'照搬", "enter", "'下周四下午三点", "tab", "ctrl+a", "'参观新馆")
        await desk.press("ctrl+s")
        assert newest().title == "参观新馆" and "参观新馆" in desk.text
        await desk.press("escape")
        assert "走进校史馆" in desk.text, "back to the one it was made from"


async def test_a_time_not_understood_keeps_the_form(seeded_home: Home) -> None:
    count = Meeting.count_live()
    async with opened(seeded_home) as desk:
        await desk.press("2", "ctrl+k", "'改天", "ctrl+s")
        assert "没有看懂日期“改天”" in desk.text and Meeting.count_live() == count
