"""A screen whose row was changed by another program saves its own fields and asks about those both changed."""

import subprocess
import sys

import pytest

from branchtui.paths import Home
from branchtui.store.drafts import drafts
from branchtui.store.ids import show_id
from branchtui.store.queries import meetings, people, reports
from branchtui.store.queries.meetings import MeetingList
from branchtui.store.queries.people import MemberList
from branchtui.store.queries.reports import ReportList
from branchtui.ui.screens.form import FormScreen
from branchtui.ui.widgets.editors import DraftArea
from tests.ui.conftest import NOW, opened
from tests.ui.screens.test_undo import elsewhere


async def test_a_form_saves_its_own_field_and_leaves_those_of_others(seeded_home: Home) -> None:
    row_id = MeetingList().page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "ctrl+e", "ctrl+u", "'新题目")
        words = ["reschedule", show_id(row_id), "--when", "2026-09-20 15:00"]
        done = subprocess.run(
            [sys.executable, "-m", "branchtui", "--home", str(seeded_home.data), *words], capture_output=True
        )
        assert done.returncode == 0, done.stderr.decode()
        await desk.press("ctrl+s")
        row = meetings.meeting(row_id)
        assert (row.title, row.planned_start.day) == ("新题目", 20)
        assert "已改：题目。" in desk.said[-1]


@pytest.mark.slow
async def test_a_form_asks_where_both_changed(seeded_home: Home) -> None:
    row_id = MeetingList().page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("2", "enter", "ctrl+e", "ctrl+u", "'我的题目", "down", "ctrl+u", "'我的地点")
        elsewhere(seeded_home.database, "UPDATE meeting SET title = '别的题目', place = '别的[/]地点'")
        await desk.press("ctrl+s")
        assert "在别处也改了" in desk.text and "别的题目" in desk.text and "我的题目" in desk.text
        await desk.press("3")
        assert "- 别的题目" in desk.text and "+ 我的题目" in desk.text
        await desk.press("escape", "1")
        assert "别的[/]地点" in desk.text, "the next field is asked about in its turn"
        await desk.press("escape")
        assert isinstance(desk.app.screen, FormScreen), "nothing is decided, the form stays"
        assert meetings.meeting(row_id).place == "别的[/]地点"
        await desk.press("ctrl+s", "2")
        row = meetings.meeting(row_id)
        assert (row.title, row.place) == ("我的题目", "别的[/]地点")
        assert not isinstance(desk.app.screen, FormScreen)
    assert drafts() == []


@pytest.mark.slow
async def test_an_editor_asks_and_takes_mine(seeded_home: Home) -> None:
    report_id = ReportList().page(0, 1)[0].id
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f3", "'我写的。")
        elsewhere(seeded_home.database, "UPDATE report SET body = '别处写的。', kicker = '别处的栏目'")
        await desk.press("ctrl+s")
        assert "在别处也改了" in desk.text
        assert reports.report(report_id).body == "别处写的。", "nothing is overwritten before the answer"
        await desk.press("escape", "ctrl+s")
        assert "在别处也改了" in desk.text, "asked again at each save"
        await desk.press("1")
        row = reports.report(report_id)
        assert "我写的。" in row.body and row.kicker == "别处的栏目"
        await desk.press("f2")
    assert drafts() == []
    assert reports.report(report_id).kicker == "别处的栏目", "a cell not typed into never writes its old text"


async def test_an_editor_takes_theirs_and_its_undo_brings_mine_back(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("2", "down", "enter", "f4", "'我记的")
        elsewhere(seeded_home.database, "UPDATE agenda_item SET record = '别人记的'")
        await desk.press("tab", "2")
        area = desk.app.screen.query_one(DraftArea)
        assert area.text == "别人记的"
        await desk.press("ctrl+z")
        assert area.text == "我记的"
        await desk.press("ctrl+y", "tab")
        await desk.until(lambda: area.text == "")
    assert drafts() == []


@pytest.mark.slow
async def test_a_person_changed_elsewhere(seeded_home: Home) -> None:
    row = MemberList(NOW.date()).page(1, 1)[0]
    async with opened(seeded_home) as desk:
        await desk.press("5", "down", "enter", "tab", "tab", "'宣传委员", *["tab"] * 5, "'T77")
        await desk.press("tab", "tab", "'123")
        elsewhere(seeded_home.database, f"UPDATE member SET phone = '999' WHERE id = x'{row.id.hex()}'")
        await desk.press("ctrl+s")
        assert "“电话”在别处也改了" in desk.text
        await desk.press("1")
        assert people.member(row.id).phone == "123"
        events = [e for e in people.events(people.member(row.id)) if e.subject == "宣传委员"]
        assert len(events) == 1, "what begins on a day is written once"


async def test_a_thing_gone_to_the_trash_keeps_the_typed_text(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("4", "enter", "f3", "'还想写")
        elsewhere(seeded_home.database, "UPDATE report SET deleted = 1")
        await desk.press("ctrl+s")
        assert any("移入回收" in words for words in desk.said)
    assert "还想写" in drafts()[0].text
