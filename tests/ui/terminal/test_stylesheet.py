"""The style sheet that is parsed once: who is styled when."""

from typing import ClassVar

import pytest
from textual.app import App, ComposeResult
from textual.screen import Screen
from textual.widgets import Static

from branchtui.paths import Home
from branchtui.ui.commands.rooms import ROOMS
from branchtui.ui.terminal.stylesheet import KeptStylesheet
from tests.ui.conftest import opened


class Words(Static):
    styled = 0

    def notify_style_update(self) -> None:
        self.styled += 1
        super().notify_style_update()


class Room(Screen[None]):
    def compose(self) -> ComposeResult:
        yield Words("字")


class Rooms(App[None]):
    CSS = "Words { background: $surface; }"
    MODES: ClassVar = {"one": Room, "two": Room}
    DEFAULT_MODE = "one"

    def __init__(self) -> None:
        super().__init__()
        self.stylesheet = KeptStylesheet(variables=self.get_css_variables())

    def words(self) -> Words:
        return self.screen.query_one(Words)


async def test_a_first_visit_styles_what_is_new_and_nothing_that_stands() -> None:
    app = Rooms()
    async with app.run_test() as pilot:
        standing = app.words()
        before, ground = standing.styled, standing.styles.background
        await app.switch_mode("two")
        await pilot.pause()
        assert app.words() is not standing
        assert app.words().styles.background == ground
        assert standing.styled == before


async def test_another_theme_styles_all_rooms() -> None:
    app = Rooms()
    async with app.run_test() as pilot:
        await app.switch_mode("two")
        await pilot.pause()
        dark = app.words().styles.background
        app.theme = "textual-light"
        await pilot.pause()
        light = app.words().styles.background
        assert light != dark
        await app.switch_mode("one")
        await pilot.pause()
        assert app.words().styles.background == light


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
async def test_a_room_has_its_styles_at_its_first_visit(seeded_home: Home, size: tuple[int, int]) -> None:
    """Textual would style it all again (`ScreenResume.refresh_styles`), 3 ms of each first visit: PlaceScreen forgoes that."""
    async with opened(seeded_home, size=size) as desk:
        for room in ROOMS:
            await desk.press(str(room.digit))
            nodes = [desk.app.screen, *desk.app.screen.walk_children()]
            before = [dict(node.styles.get_rules()) for node in nodes]
            desk.app.stylesheet.update_nodes(nodes)
            assert [dict(node.styles.get_rules()) for node in nodes] == before, room.name
