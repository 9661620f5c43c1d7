"""What every screen of ours has: title line, key bar, caret, one step back, errors as sentences."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, ClassVar

from textual.app import ComposeResult
from textual.screen import Screen

from branchtui.rules.errors import BranchError
from branchtui.ui.widgets.caret import CaretScreen
from branchtui.ui.widgets.chrome import KeyBar, TitleLine

if TYPE_CHECKING:
    from branchtui.ui.app import BranchApp


class PlaceScreen(CaretScreen, Screen[None]):
    """A full screen. `PLACE` is where its commands are in the table, `ROOM` which room is marked in the title."""

    PLACE: ClassVar[str] = ""
    ROOM: ClassVar[str] = ""
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 (declared so by Textual)

    @property
    def desk(self) -> "BranchApp":
        """The app, by its own type."""
        from branchtui.ui.app import BranchApp

        app = self.app
        assert isinstance(app, BranchApp)
        return app

    def compose(self) -> ComposeResult:
        yield TitleLine(self.title_room(), self.desk.branch_name())
        yield from self.body()
        yield KeyBar()

    def title_room(self) -> str:
        """The room marked in the title line."""
        return self.ROOM

    def body(self) -> ComposeResult:
        """What stands between title line and key bar."""
        yield from ()

    def on_mount(self) -> None:
        self.watch_carets()
        self._show_keys()

    def on_descendant_focus(self) -> None:
        self._show_keys()
        self.call_after_refresh(self.place_caret)

    def on_screen_resume(self) -> None:
        self.query_one(TitleLine).rename(self.desk.branch_name())
        self.reload()
        self._show_keys()
        self.call_after_refresh(self.place_caret)

    def _show_keys(self) -> None:
        if self.is_active:
            self.query_one(KeyBar).show(self.desk.here())

    def reload(self) -> None:
        """Read everything shown again; called whenever the screen comes to the front."""

    def commit_all(self) -> bool:
        """Write every cell that is being edited. False where one could not be written."""
        return True

    async def step_back(self) -> None:
        """One step back: leave this screen unless it is the room itself."""
        if self.commit_all() and len(self.app.screen_stack) > 1:
            self.dismiss()

    @contextmanager
    def telling(self) -> Iterator[None]:
        """Turn a BranchError into a toast."""
        try:
            yield
        except BranchError as error:
            self.desk.say(str(error), bad=True)
