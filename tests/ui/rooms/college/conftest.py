"""The organiser's app on the stand-in, at a size."""

from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from pathlib import Path

import pytest

from branchtui.paths import home
from branchtui.ui.rooms.college.app import OrganiserApp
from branchtui.ui.text.glyphs import LINES, Glyphs
from tests.ui.conftest import Desk
from tests.ui.rooms.college.stand_in import StandIn

Opened = Callable[..., AbstractAsyncContextManager[Desk]]


@pytest.fixture
def source() -> StandIn:
    return StandIn()


@pytest.fixture
def opened(tmp_path: Path, source: StandIn) -> Opened:
    """Opens the app; what it was told first is there."""

    @asynccontextmanager
    async def opened(size: tuple[int, int] = (120, 36), glyphs: Glyphs = LINES) -> AsyncIterator[Desk]:
        app = OrganiserApp(source, home(tmp_path / "家"), lambda: source.now, None, glyphs)
        told, say = [], app.say

        def listen(text: str, *, bad: bool = False) -> None:
            told.append(text)
            say(text, bad=bad)

        app.say = listen  # type: ignore[method-assign]
        async with app.run_test(size=size, notifications=False) as pilot:
            await pilot.pause()
            desk = Desk(app, pilot, told)  # type: ignore[arg-type]
            await fetched(desk)
            yield desk

    return opened


async def fetched(desk: Desk) -> None:
    """Wait until the server has answered, and is shown."""
    app = desk.app
    await desk.until(lambda: not app.looking.busy and not app.work.busy)  # type: ignore[attr-defined]
    await desk.settle()
