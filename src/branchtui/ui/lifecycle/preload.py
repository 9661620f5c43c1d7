"""What the first frame does without is read while nobody types, and what speeds up a search made, so that no later key waits."""

import gc
from collections.abc import Iterator
from importlib import import_module

from textual.timer import Timer

from branchtui.ui.commands.rooms import ROOMS
from branchtui.ui.shell import Shell


def modules() -> list[str]:
    """In the order in which they are likely to be needed; each takes some 5 to 60 ms."""
    names = []
    for room in ROOMS[1:]:  # the first is there already
        screens = [room.screen, *(kind.screen for kind in room.kinds.values() if kind.screen)]
        first, *others = [f"branchtui.ui.rooms.{screen.rpartition('.')[0]}" for screen in screens]
        names += [first, *room.soon, *others]
    return [*names, *_AT_LAST]


_AT_LAST = (
    "branchtui.ui.screens.palette",
    "branchtui.ui.rooms.reports.bringing",
    "docx",
)
_STILL = 0.4  # seconds without a key before the next piece of work


class Warming:
    """Does a piece of work in each quiet moment of the app: reads styles, imports a module, then makes some signs of texts."""

    def __init__(self, app: Shell) -> None:
        self._left = _work(app)
        self._timer: Timer = app.set_interval(_STILL, self._next)

    def wait(self) -> None:
        """Somebody is typing: not now."""
        self._timer.reset()

    def _next(self) -> None:
        if next(self._left, _DONE) is _DONE:
            self._timer.stop()


_DONE = object()


def _work(app: Shell) -> Iterator[None]:
    app.read_later_styles()
    yield
    for name in modules():
        import_module(name)
        yield
    gc.freeze()  # what is loaded by now stays to the end: no collection looks through it
    from branchtui.store.file.database import is_open
    from branchtui.store.queries.finding.search_signs import make_signs

    while is_open() and make_signs():
        yield
