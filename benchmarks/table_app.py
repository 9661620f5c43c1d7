"""One list alone on a terminal, for benchmarks/lists.py: `table_app.py ours|theirs DATABASE`."""

import os
import sys
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from textual.app import App, ComposeResult
from textual.widgets import DataTable, Static

from branchtui.store.database import open_database
from branchtui.store.queries.meetings import MeetingList
from branchtui.ui.screens.study import COLUMNS
from branchtui.ui.widgets.window_table import WindowTable

SMALL = 1_000


class Bench(App[None]):
    CSS = "WindowTable, DataTable {height: 1fr;} Static {height: 1;}"
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield Static("", id="state")
        yield WindowTable(COLUMNS) if sys.argv[1] == "ours" else DataTable(cursor_type="row")

    def on_ready(self) -> None:
        if sys.argv[1] == "ours":
            self.query_one(WindowTable).show(MeetingList())
        else:
            table = self.query_one(DataTable)
            for column in COLUMNS:
                table.add_column(column.title, width=max(column.width, 8))
            for row in MeetingList().page(0, SMALL):
                table.add_row(*(column.text(row) for column in COLUMNS))
        self.screen.focus_next()
        self.call_after_refresh(lambda: self.query_one("#state", Static).update("READY"))


open_database(Path(sys.argv[2]))
Bench().run()
