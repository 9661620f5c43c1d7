"""F9 on a post, and what a report says of figures that the log does not carry any more."""

import pytest

from branchtui.paths import Home
from branchtui.store.models import Post, Report
from branchtui.ui.rooms.posts.services.figure_rows import FigureRowsScreen
from branchtui.ui.rooms.reports.report import ReportScreen
from branchtui.workflows.posts import log
from branchtui.workflows.reports.post_draft import draft_from_post
from branchtui.workflows.reports.reports import edit_report
from tests.ui.conftest import NOW, opened


@pytest.fixture
def post(seeded_home: Home) -> Post:
    return Post.get(Post.number == "01")


@pytest.mark.slow
async def test_a_draft_is_started_from_the_list_and_from_the_post(seeded_home: Home, post: Post) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("3", "f9", "3")
        assert isinstance(desk.app.screen, ReportScreen)
        assert "服务30人次" in desk.text and "数字都来自服务记录" in desk.told[-1]
        before = Report.select().count()
        await desk.press("escape", "3", "enter", "f9", "1")
        assert isinstance(desk.app.screen, ReportScreen) and Report.select().count() == before + 1


@pytest.mark.slow
async def test_a_figure_that_no_longer_holds_is_told_and_opened(seeded_home: Home, post: Post) -> None:
    report = draft_from_post(post, "year", NOW.date())
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.app.open_thing("report", report.id)
        await desk.settle()
        assert "台账" not in desk.body.partition("Ctrl+T")[0]
        log.log_line(post, "周以宁 9月7日 1小时 值班 3人次", now=NOW)
        await desk.press("f3")
        assert "! 30人次：台账（2026年1月1日至9月10日）是 33人次" in desk.text
        await desk.press("ctrl+t")
        assert "写的是“30人次”，台账是 33人次" in desk.text
        await desk.press("'人次", "enter")
        assert isinstance(desk.app.screen, FigureRowsScreen) and "值班" in desk.text
        await desk.press("escape")
        edit_report(Report.get_by_id(report.id), body="服务师生三十余人次。")
        await desk.press("f2")
        await desk.until(
            lambda: "台账（" not in desk.text
        )  # what does not stand in the text any more is not held against it


async def test_the_board_opens_a_service_and_a_report(seeded_home: Home, post: Post) -> None:
    draft_from_post(post, "year", NOW.date())
    log.log_line(post, "周以宁 9月8日 上午10点到11点 值班 3人次", now=NOW)
    async with opened(seeded_home, (120, 36)) as desk:
        assert "周以宁服务“核对选课" in desk.text and "数字与台账不符" in desk.text
        await desk.press("slash", "'时间重叠", "enter", "enter")
        assert "[F3 记录]" in desk.text and "值班" in desk.text.splitlines()[desk.app.cursor_position.y]
