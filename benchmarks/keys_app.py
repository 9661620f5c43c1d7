"""The yardstick of benchmarks/keys.py: a bare Textual app in which the same keys do what they do in ours, without data."""

import os

os.environ.setdefault("TEXTUAL_DISABLE_KITTY_KEY", "1")

from rich.segment import Segment
from textual.app import App, ComposeResult
from textual.binding import Binding
from textual.containers import Horizontal, Vertical
from textual.geometry import Region, Size
from textual.screen import ModalScreen, Screen
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widgets import Input, Static, TextArea

ROWS = 40
TEXT = "会议认真学习了有关文件，大家结合各自的工作谈了体会。" * 12


class Rows(ScrollView, can_focus=True):
    """Rows with a cursor; those that hold what was typed."""

    BINDINGS = [Binding("down", "move(1)"), Binding("up", "move(-1)"), Binding("enter", "screen.open")]

    def __init__(self) -> None:
        super().__init__()
        self.at = 0
        self.rows = [f"2026-11-{1 + n % 28:02}  第{n}行  支部党员大会" for n in range(ROWS)]

    def on_mount(self) -> None:
        self.virtual_size = Size(60, len(self.rows))

    def action_move(self, by: int) -> None:
        before, self.at = self.at, max(0, min(len(self.rows) - 1, self.at + by))
        for y in (before, self.at):
            self.refresh(Region(0, y - self.scroll_offset.y, self.size.width, 1))
        self.screen.query_one(Page).show(self.at)

    def filter(self, typed: str) -> None:
        self.at = 0
        self.refresh()
        self.screen.query_one(Page).show(len(typed))

    def render_line(self, y: int) -> Strip:
        row = y + self.scroll_offset.y
        text = self.rows[row] if row < len(self.rows) else ""
        style = self.rich_style
        return Strip([Segment(text.ljust(self.size.width), style + style if row == self.at else style)]).crop(
            0, self.size.width
        )


class Page(ScrollView):
    """A page of text beside the rows."""

    shown = 0

    def show(self, number: int) -> None:
        self.shown = number
        self.refresh()

    def render_line(self, y: int) -> Strip:
        text = TEXT[(self.shown + y) % 80 :][: self.size.width // 2]
        return Strip([Segment(text, self.rich_style)]).adjust_cell_length(self.size.width, self.rich_style)


class Room(Screen[None]):
    BINDINGS = [Binding("slash", "filter"), Binding("escape", "back")]

    def compose(self) -> ComposeResult:
        yield Static("1 2 3 4 5 6", markup=False)
        yield Static("head", markup=False)
        with Horizontal():
            yield Rows()
            yield Page()
        yield Input(classes="hidden")
        yield Static("keys", markup=False)

    def action_filter(self) -> None:
        line = self.query_one(Input)
        line.remove_class("hidden")
        line.focus()

    def action_back(self) -> None:
        line = self.query_one(Input)
        line.value = ""
        line.add_class("hidden")
        self.query_one(Rows).focus()

    def on_input_changed(self, event: Input.Changed) -> None:
        self.query_one(Rows).filter(event.value)

    def action_open(self) -> None:
        self.app.push_screen(Record())


class Record(Screen[None]):
    """What is opened: tabs, fields, rows, a text."""

    BINDINGS = [Binding("escape", "app.pop_screen")]

    def compose(self) -> ComposeResult:
        yield Static("1 2 3 4 5 6", markup=False)
        yield Static("materials agenda attendance minutes news archive", markup=False)
        with Horizontal():
            with Vertical():
                for number in range(4):
                    yield Static(f"field {number}", markup=False)
                yield Rows()
            with Vertical():
                yield TextArea(TEXT)
                yield Page()
        yield Static("", markup=False)
        yield Static("keys", markup=False)


class Help(ModalScreen[None]):
    BINDINGS = [Binding("escape", "app.pop_screen")]

    def compose(self) -> ComposeResult:
        with Vertical():
            yield Input()
            yield Rows()
            yield Page(classes="hidden")


class Bare(App[None]):
    CSS = """
    Static {height: 1;} Rows, Page, TextArea, Vertical {width: 1fr; height: 1fr;} .hidden {display: none;}
    """
    ENABLE_COMMAND_PALETTE = False
    MODES = {f"room{digit}": Room for digit in "1245"}
    DEFAULT_MODE = "room1"
    BINDINGS = [
        *(Binding(digit, f"switch_mode('room{digit}')") for digit in "1245"),
        Binding("f1,ctrl+p", "help"),
    ]

    def action_help(self) -> None:
        self.push_screen(Help())


Bare().run()
