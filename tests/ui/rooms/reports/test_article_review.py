"""An article that is brought in is shown first: parts and lines are corrected, then it becomes a draft."""

from pathlib import Path

import pytest

from branchtui.paths import Home
from branchtui.store.models import Report
from branchtui.ui.rooms.reports.article_review import ArticleReviewScreen
from branchtui.ui.rooms.reports.report import ReportScreen
from branchtui.ui.rooms.reports.room import ReportsScreen
from tests.ui.conftest import Desk, opened

ARTICLE = """学院召开教学工作会议
支部在会上学习了有关文件，并且讨论了下一步的工作。
抓好学习的三个环节
每次学习都有题目、有主讲，也有讨论。
图1 学习现场
| 年度 | 场次 |
| 2024 | 12 |
分享到微信朋友圈
机关第一支部
"""


@pytest.fixture
def article(tmp_path: Path) -> Path:
    path = tmp_path / "稿.txt"
    path.write_text(ARTICLE, encoding="utf-8")
    return path


async def _review(desk: Desk, article: Path) -> ArticleReviewScreen:
    await desk.press("4", "ctrl+l", f"'{article}", "ctrl+s")
    await desk.until(lambda: isinstance(desk.app.screen, ArticleReviewScreen))
    screen = desk.app.screen
    assert isinstance(screen, ArticleReviewScreen)
    return screen


async def _brought(desk: Desk) -> Report:
    await desk.press("ctrl+s")
    await desk.until(lambda: isinstance(desk.app.screen, ReportScreen))
    return Report.select().order_by(Report.id.desc()).get()


async def test_parts_and_headings_are_corrected_with_a_key_each(seeded_home: Home, article: Path) -> None:
    async with opened(seeded_home, (100, 36)) as desk:
        screen = await _review(desk, article)
        assert "小标题   抓好学习的三个环节" in desk.text and "略去 1 行：分享到微信朋友圈" in desk.text
        screen.pane.table.seek(lambda line: line.part == "unit")
        await desk.press("enter", "'机关党委", "enter")
        screen.pane.table.seek(lambda line: line.words == "抓好学习的三个环节")
        await desk.press("enter")
        assert "小标题   抓好学习的三个环节" not in desk.text and "抓好学习的三个环节" in desk.text
        screen.pane.table.seek(lambda line: line.words == "机关第一支部")
        await desk.press("ctrl+t", "1")
        assert "机关第一支部" not in screen.article.body
        report = await _brought(desk)
        assert (report.unit, report.title) == ("机关党委", "学院召开教学工作会议")
        assert "#" not in report.body and "| 2024 | 12 |" in report.body


async def test_a_line_becomes_the_title(seeded_home: Home, article: Path) -> None:
    async with opened(seeded_home, (100, 36)) as desk:
        screen = await _review(desk, article)
        screen.pane.table.seek(lambda line: line.words == "抓好学习的三个环节")
        await desk.press("ctrl+t", "'标题", "enter")
        report = await _brought(desk)
        assert report.title == "抓好学习的三个环节" and report.body.startswith("学院召开教学工作会议\n")


async def test_what_is_no_day_is_told_and_nothing_is_lost(seeded_home: Home, article: Path) -> None:
    async with opened(seeded_home, (100, 36)) as desk:
        screen = await _review(desk, article)
        before = screen.article
        screen.pane.table.seek(lambda line: line.part == "dated")
        await desk.press("enter", "'那天", "enter")
        assert "没有看懂日期" in desk.text
        await desk.press("ctrl+u", "'2025年5月20日", "enter")
        assert screen.article.dated is not None and screen.article.body == before.body
        screen.pane.table.seek(lambda line: line.mark == 1)
        await desk.press("enter", "ctrl+u", "'另一句", "enter")
        assert screen.article.captions == {1: "另一句"}


async def test_esc_brings_nothing_in(seeded_home: Home, article: Path) -> None:
    async with opened(seeded_home) as desk:
        count = Report.select().count()
        await _review(desk, article)
        await desk.press("escape")
        assert isinstance(desk.app.screen, ReportsScreen) and Report.select().count() == count


async def test_corrections_take_a_second_esc_to_give_up(seeded_home: Home, article: Path) -> None:
    async with opened(seeded_home, (100, 36)) as desk:
        count = Report.select().count()
        screen = await _review(desk, article)
        for again in ("抓好学习的三个环节", "机关第一支部"):
            screen.pane.table.seek(lambda line, words=again: line.words == words)
            await desk.press("enter", "escape")
            assert desk.app.screen is screen and "改过的还没有导入" in desk.told[-1]
        await desk.press("escape")
        assert isinstance(desk.app.screen, ReportsScreen) and Report.select().count() == count
