"""The lower edge of a report's frames: how long it is while it is typed, against what its profile allows."""

import pytest

from branchtui.paths import Home
from branchtui.store.models import Report
from branchtui.typesetting.profile import Limits
from branchtui.ui.rooms.reports.measure_line import measure_line
from branchtui.ui.rooms.reports.report import ReportScreen
from branchtui.ui.widgets.frame import Frame
from branchtui.workflows.reports.reports import edit_report, new_report
from tests.ui.conftest import opened

LIMITS = Limits(title=6, lead=0, text=12, hours=0)


def test_characters_paragraphs_pages_and_figures() -> None:
    line = measure_line("一次学习", "# 小标题\n第一段。\n\n【图1】\n第二段。", 2, 0, 1, LIMITS)
    assert str(line) == "标题 4/6 字  正文 11/12 字  2 段  2 页  图 0/1"
    assert [piece.text for piece in line.pieces if piece.role == "due"] == ["0/1"]


def test_what_is_too_long_stands_out_and_pages_come_once_they_are_known() -> None:
    line = measure_line("一次很长的学习", "第一段。" * 4, None, 0, 0, LIMITS)
    assert str(line) == "标题 7/6 字  正文 16/12 字  1 段"
    assert [piece.text for piece in line.pieces if piece.role == "due" and piece.bold] == ["7/6", "16/12"]


@pytest.mark.slow
async def test_it_follows_what_is_typed(seeded_home: Home) -> None:
    report = edit_report(new_report("一次学习"), body="第一段。")
    async with opened(seeded_home, (120, 36)) as desk:
        screen = ReportScreen(report.id, "body")
        desk.app.push_screen(screen)
        await desk.settle()

        def foot() -> str:
            return str(next(frame.foot for frame in screen.query(Frame) if frame.foot.cells))

        assert "正文 4/" in foot() and foot().endswith("1 段  1 页")
        await desk.press("ctrl+end", "enter", "'第二段。")
        assert "正文 8/" in foot() and foot().endswith("2 段  1 页")
        area = desk.app.focused
        assert area is not None
        await desk.press(*["enter"] * 60, "'末尾。")
        assert foot().endswith("3 段  1 页"), "empty lines are no paragraphs"


async def test_a_profile_that_cannot_be_read_leaves_it_empty(seeded_home: Home) -> None:
    report = edit_report(new_report("一次学习"), body="会上,大家发言。")
    Report.update(profile="no-such").where(Report.id == report.id).execute()
    async with opened(seeded_home, (120, 36)) as desk:
        screen = ReportScreen(report.id, "body")
        desk.app.push_screen(screen)
        await desk.settle()
        assert not any("正文" in str(frame.foot) for frame in screen.query(Frame))
        assert "中文里的" in desk.text, "findings do not need one"
