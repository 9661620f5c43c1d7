"""What the first frame does without is imported while nobody types, so that no later key waits for it."""

from collections.abc import Iterator
from importlib import import_module

from textual.timer import Timer

from branchtui.ui.shell import Shell

# In the order in which they are likely to be needed; each takes some 5 to 60 ms.
MODULES = (
    "branchtui.ui.rooms.meetings.room",
    "branchtui.ui.rooms.meetings.actions",
    "branchtui.ui.screens.paper_preview",
    "branchtui.ui.text.paper_lines",
    "branchtui.workflows.export",
    "branchtui.ui.rooms.meetings.meeting",
    "branchtui.ui.screens.palette",
    "branchtui.ui.rooms.reports.room",
    "branchtui.ui.rooms.reports.report",
    "branchtui.ui.rooms.people.room",
    "branchtui.workflows.reports.article_import",
    "pypinyin",
    "docx",
)
_STILL = 0.4  # seconds without a key before the next import


class Warming:
    """Imports one module in each quiet moment of the app."""

    def __init__(self, app: Shell) -> None:
        self._left: Iterator[str] = iter(MODULES)
        self._timer: Timer = app.set_interval(_STILL, self._next)

    def wait(self) -> None:
        """Somebody is typing: not now."""
        self._timer.reset()

    def _next(self) -> None:
        name = next(self._left, "")
        if name:
            import_module(name)
        else:
            self._timer.stop()
