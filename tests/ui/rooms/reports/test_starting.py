"""F9 in the room 新闻: a kind, a thing, and the draft stands there."""

import pytest

from branchtui.paths import Home
from branchtui.store.models import Report
from branchtui.ui.rooms.reports.report import ReportScreen
from branchtui.workflows.registers import register
from branchtui.workflows.registers.kinds import HONOUR
from tests.ui.conftest import NOW, Desk, opened

WIDE = (120, 36)


async def _begun(desk: Desk) -> None:
    await desk.press("4", "f9")


def _last() -> Report:
    row: Report = Report.select().order_by(Report.id.desc()).get()
    return row


async def test_a_draft_of_a_year(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await _begun(desk)
        await desk.press("'述职", "enter")
        assert "小标题：履职成绩" in desk.text
        await desk.press("down", "enter", "ctrl+s")
        assert isinstance(desk.app.screen, ReportScreen)
    assert _last().kind == "述职报告" and "召开会议：主题党日1次。" in _last().body


@pytest.mark.slow
async def test_what_is_offered_follows_the_kind(seeded_home: Home) -> None:
    register.add(HONOUR, {"title": "先进党支部"}, today=NOW.date())
    async with opened(seeded_home, WIDE) as desk:
        await _begun(desk)
        await desk.press("'人物", "enter")
        assert "先进党支部" in desk.text and "走进校史馆" not in desk.text.split("起草")[-1].split("写字")[0][:400]
        await desk.press("down", "enter", "ctrl+s")
    assert _last().title == "外国语学院办公室党支部：先进党支部"


async def test_without_a_thing_a_title_is_asked(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await _begun(desk)
        await desk.press("'案例", "enter", "ctrl+s")
        assert "请选写哪件事，或写上标题从空白起" in desk.text
        await desk.press("tab", "'窗口里的一年", "ctrl+s")
        assert isinstance(desk.app.screen, ReportScreen)
    assert (_last().title, _last().body.splitlines()[0]) == ("窗口里的一年", "# 案例背景")


async def test_the_kind_is_a_part_of_the_report(seeded_home: Home) -> None:
    async with opened(seeded_home, WIDE) as desk:
        await desk.press("4", "enter")
        assert "体裁" in desk.text and "活动消息" in desk.text
