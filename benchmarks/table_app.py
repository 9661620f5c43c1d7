"""One list alone on a terminal, for benchmarks/lists.py: `table_app.py ours|theirs|bare DATABASE`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from rich.segment import Segment
from textual.app import ComposeResult
from textual.binding import Binding
from textual.geometry import Region
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import DataTable, Static

import branchtui.ui
from branchtui.settings import Settings
from branchtui.store.file.database import open_database
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.rooms.meetings.room import COLUMNS
from branchtui.ui.shell import Shell
from branchtui.ui.text.glyphs import LINES
from branchtui.ui.text.ink import Brush
from branchtui.ui.text.palette import DARK
from branchtui.ui.widgets.window_table import WindowTable

SMALL = 1_000
STYLES = [Path(branchtui.ui.__file__).parent / "styles" / f"{name}.tcss" for name in ("frame", "lists")]


class Bare(ScrollView, can_focus=True):
    """Repaints two of its lines for each key."""

    BINDINGS = [Binding("down", "down")]
    row = 0

    def render_line(self, y: int) -> Strip:
        return Strip([Segment(f"{y} {self.row}".ljust(self.size.width), self.rich_style)])

    def action_down(self) -> None:
        self.row = self.row % 30 + 1
        self.refresh(Region(0, self.row - 1, self.size.width, 1), Region(0, self.row, self.size.width, 1))


class Bench(Shell):
    settings = Settings()
    brush = Brush(DARK, LINES)

    CSS_PATH = STYLES  # each list as it would look in the app
    CSS = "DataTable {height: 1fr;} Static {height: 1;}"
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield Static("", id="state")
        kinds = {"ours": lambda: WindowTable(COLUMNS), "theirs": lambda: DataTable(cursor_type="row"), "bare": Bare}
        yield kinds[sys.argv[1]]()

    def on_ready(self) -> None:
        if sys.argv[1] == "ours":
            self.query_one(WindowTable).show(MeetingList())
        elif sys.argv[1] == "theirs":
            table = self.query_one(DataTable)
            for column in COLUMNS:
                table.add_column(column.title, width=max(column.width, 8))
            for row in MeetingList().page(0, SMALL):
                table.add_row(*(column.text(row) for column in COLUMNS))
        self.screen.focus_next()
        self.call_after_refresh(lambda: self.query_one("#state", Static).update("READY"))


open_database(Path(sys.argv[2]))
Bench().run()
