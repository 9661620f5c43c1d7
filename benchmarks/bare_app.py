"""The yardstick of benchmarks/start.py: a bare Textual app with the widgets of our first two rooms and no data."""

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal
from textual.geometry import Size
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Static


class Rows(ScrollView, can_focus=True):
    BINDINGS = [Binding("down", "down")]

    def __init__(self, word: str) -> None:
        super().__init__()
        self.word = word

    def on_mount(self) -> None:
        self.virtual_size = Size(60, 8)

    def render_line(self, y: int) -> Strip:
        text = f"{self.word} {y}" if y < 8 else ""
        return Strip([Segment(text.ljust(self.size.width), self.rich_style)])


class Page(ScrollView):
    def render_line(self, y: int) -> Strip:
        return Strip([Segment(" " * self.size.width, self.rich_style)])


class Room(Screen[None]):
    word = "ROOM ONE"

    def compose(self) -> ComposeResult:
        yield Static("1 2 3 4 5 6", markup=False)
        yield Static("", markup=False)
        with Horizontal():
            yield Rows(self.word)
            yield Page()
        yield Input(classes="hidden")
        yield Static("keys", markup=False)


class Second(Room):
    word = "ROOM TWO"


class Bare(App[None]):
    CSS = "Static {height: 1;} Rows, Page {width: 1fr; height: 1fr;} .hidden {display: none;}"
    ENABLE_COMMAND_PALETTE = False
    MODES = {"one": Room, "two": Second}
    DEFAULT_MODE = "one"
    BINDINGS = [Binding("1", "switch_mode('one')"), Binding("2", "switch_mode('two')")]


Bare().run()
