"""The key bar: what can be done now, the next step first, and in an editor the word that says so."""

import pytest

from branchtui.paths import Home
from branchtui.store.queries import meetings, reports
from branchtui.store.queries.meetings import MeetingList
from branchtui.store.queries.reports import ReportList
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.widgets.chrome import KeyBar
from branchtui.workflows.meetings.meetings import cancel
from branchtui.workflows.reports.reports import set_report_state
from tests.ui.conftest import NOW, Desk, opened
from tests.ui.test_statements import at_most


def bar(desk: Desk) -> str:
    """What the key bar says."""
    return desk.text.splitlines()[-1]


def seal(desk: Desk) -> str:
    """What stands in it as a seal."""
    pieces = desk.app.screen.query_one(KeyBar).lines(desk.app.size.width)[0].pieces
    return "".join(piece.text for piece in pieces if piece.ground == "seal").strip()


async def test_what_would_refuse_is_not_shown(seeded_home: Home) -> None:
    async with opened(seeded_home, (200, 40)) as desk:
        await desk.press("2", "home")
        planned, held = "F5 召开/归档", "F9 写新闻稿"
        await desk.until(lambda: planned in bar(desk) and held not in bar(desk))
        await desk.press("down")
        await desk.until(lambda: held in bar(desk))
        await desk.press("enter")
        assert "F9 写新闻稿" in bar(desk) and "F7 改期/散会" in bar(desk), (
            "of a meeting that was held it asks for the end"
        )
        await desk.press("f3")
        assert "其余都到" in bar(desk)
        await desk.press("escape", "home", "enter")
        assert "F9 写新闻稿" not in bar(desk) and "F7 改期" in bar(desk)
        await desk.press("f3")
        assert "其余都到" not in bar(desk), "nobody is marked before the meeting was held"
        cancel(meetings.meeting(MeetingList().page(0, 1)[0].id), "不开了")
        await desk.press("escape", "home")
        await desk.until(lambda: "F5" not in bar(desk))


async def test_an_empty_list_has_nothing_to_open(empty_home: Home) -> None:
    async with opened(empty_home) as desk:
        await desk.press("'某支部", "tab", "'某学院", "ctrl+s", "4")
        assert "打开" not in bar(desk) and "F8" not in bar(desk) and "Ctrl+N 新建" in bar(desk)
        assert seal(desk) == ""


async def test_a_report_is_led_through_its_states(seeded_home: Home) -> None:
    report = ReportList().page(0, 1)[0].id
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("4", "enter", "f4")
        for state, words in (("", "F5 送审"), ("review", "F5 记投稿"), ("submitted", "F5 记刊发"), ("published", "")):
            if state:
                set_report_state(reports.report(report), state, today=NOW.date())
                assert isinstance(desk.app.screen, PlaceScreen)
                desk.app.screen.read_again()
            await desk.until(lambda words=words: seal(desk) == words)  # type: ignore[misc]
            assert ("F5" in bar(desk)) is bool(words), "a published one goes nowhere from there"


@pytest.mark.parametrize(
    "keys", [("2", "n"), ("2", "slash"), ("2", "enter", "f3"), ("2", "enter", "f4"), ("4", "enter")]
)
async def test_where_text_is_typed_the_bar_begins_with_writing(seeded_home: Home, keys: tuple[str, ...]) -> None:
    async with opened(seeded_home) as desk:
        await desk.press(*keys)
        assert seal(desk) == "写字" and bar(desk).startswith(" 写字 ")
        await desk.press("escape", "escape", "1")
        assert seal(desk) != "写字"


async def test_the_bar_asks_the_database_nothing(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        for keys in (("1",), ("2",), ("enter",), ("f3",), ("f4",), ("escape", "4"), ("enter",), ("escape", "5")):
            await desk.press(*keys)
            assert isinstance(desk.app.screen, PlaceScreen)
            with at_most(0):
                desk.app.screen.show_keys()


async def test_the_state_of_a_report_is_changed_from_the_list(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("4", "f5", "'已投稿", "enter", "ctrl+s")
        await desk.until(lambda: desk.said and "已记为投稿" in desk.said[-1] and "F5 状态" in bar(desk))
        await desk.press("f5", "'已刊发", "enter", "'校报", "ctrl+s")
        await desk.until(lambda: "F5" not in bar(desk))


async def test_papers_are_exported_and_then_opened(seeded_home: Home) -> None:
    async with opened(seeded_home, (120, 36)) as desk:
        await desk.press("2", "down", "enter", "f6")
        assert seal(desk) == "F8 导出" and "打开" not in bar(desk)
        await desk.press("f8")
        await desk.until(lambda: seal(desk) == "回车 打开" and "F8 导出" in bar(desk))
        await desk.press("escape", "escape", "4", "f6")
        assert seal(desk) == "F8 导出" and "打开" not in bar(desk)
        await desk.press("f8", "enter")
        await desk.until(lambda: seal(desk) == "回车 打开")
