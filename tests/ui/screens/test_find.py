"""Ctrl+F from anywhere: find a thing by its words, open it."""

import pytest

from branchtui.paths import Home
from branchtui.store.queries.finding.search import Finder
from branchtui.ui.rooms.meetings.meeting import MeetingScreen
from branchtui.ui.rooms.people.room import PeopleScreen
from branchtui.ui.rooms.reports.report import ReportScreen
from branchtui.ui.screens.choice import ChoiceScreen
from branchtui.ui.widgets import rest
from branchtui.ui.widgets.editors import LineInput
from branchtui.ui.widgets.filter_line import FilterLine
from branchtui.ui.widgets.list_pane import ListPane
from branchtui.ui.widgets.window_table import WindowTable
from tests.ui.conftest import opened


async def test_meetings_reports_and_people_are_found_and_opened(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("ctrl+f", "'学校简史")
        assert "主题党日：走进校史馆" in desk.text
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, MeetingScreen))

        await desk.press("ctrl+f", "'应到6人", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, ReportScreen))

        await desk.press("f3", "ctrl+f", "'htl")
        assert "何听澜" in desk.text
        await desk.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, PeopleScreen))
        pane = desk.app.screen.query_one(ListPane)
        await desk.until(lambda: pane.table.row is not None and pane.table.row.name == "何听澜")


async def test_nothing_found_and_nothing_opened(seeded_home: Home) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("ctrl+f", "'没有这样的字[/", "enter")
        assert isinstance(desk.app.screen, ChoiceScreen)
        await desk.press("escape")
        assert not isinstance(desk.app.screen, ChoiceScreen)


async def test_before_there_is_a_branch_there_is_nothing_to_find(empty_home: Home) -> None:
    async with opened(empty_home) as desk:
        await desk.press("ctrl+f")
        assert not isinstance(desk.app.screen, ChoiceScreen)


@pytest.mark.slow
@pytest.mark.parametrize("text", ["长" * 30_000, "a " * 5_000], ids=["long", "many words"])
async def test_whatever_is_looked_for_is_looked_for(seeded_home: Home, text: str) -> None:
    async with opened(seeded_home) as desk:
        await desk.press("ctrl+f")
        desk.app.screen.query_one(LineInput).value = text
        await desk.settle()
        assert desk.app.screen.query_one(WindowTable).count == 0
        await desk.press("escape")
        for room in ("2", "4", "5"):
            await desk.press(room, "/")
            desk.app.screen.query_one(FilterLine).value = text
            await desk.settle()
            assert desk.app.screen.query_one(ListPane).table.count == 0


async def test_it_is_looked_for_once_the_keys_rest(seeded_home: Home, monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    search = Finder.search
    monkeypatch.setattr(Finder, "search", lambda finder, text: looked.append(text) or search(finder, text))
    async with opened(seeded_home) as desk:
        await desk.press("ctrl+f")
        monkeypatch.setattr(rest, "_REST", 3600.0)
        await desk.press("'学", "'校", "'简史")
        assert looked == [] and desk.app.screen.query_one(WindowTable).count == 0
        await desk.press("enter")  # waits for nothing
        await desk.until(lambda: isinstance(desk.app.screen, MeetingScreen))
        assert looked == ["学校简史"]
