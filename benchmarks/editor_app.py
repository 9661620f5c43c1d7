"""The yardstick of benchmarks/editor.py: a bare Textual app with a TextArea, as large as ours and with the same text."""

import os
import sys
from pathlib import Path

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from textual.app import App, ComposeResult
from textual.containers import Horizontal
from textual.widgets import Static, TextArea


class Bare(App[None]):
    CSS = """
    Static {height: 1;} Horizontal {height: 1fr;} TextArea {width: 1fr; height: 1fr;} .beside {width: 1fr; height: 1fr;}
    """
    ENABLE_COMMAND_PALETTE = False

    def compose(self) -> ComposeResult:
        yield Static("1 2 3 4 5 6", markup=False)
        yield Static("head", markup=False)
        with Horizontal():
            text = TextArea(Path(sys.argv[1]).read_text(encoding="utf-8"), soft_wrap=True, compact=True)
            text.cursor_blink = False  # ours does not blink either
            yield text
            yield Static("paper", classes="beside")
        yield Static("keys", markup=False)

    def on_mount(self) -> None:
        self.query_one(TextArea).focus()


Bare().run()
