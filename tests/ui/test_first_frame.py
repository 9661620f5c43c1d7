"""What is loaded when the first frame has been painted: a Textual app, the store, and nothing else."""

import dataclasses
import importlib
import inspect
import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from textual.css.match import match

import branchtui.ui
from branchtui.paths import Home
from branchtui.ui.commands.rooms import ROOMS
from branchtui.ui.terminal.stylesheet import KeptStylesheet
from branchtui.values import NamedTuple
from branchtui.workflows.board import board
from tests.ui.conftest import opened

_STYLES = Path(branchtui.ui.__file__).parent / "styles"
_BARE = """
import json, sys
import peewee, platformdirs
from textual.app import App
from textual.binding import Binding
from textual.containers import Vertical
from textual.content import Content
from textual.geometry import Offset, Region, Size
from textual.message import Message
from textual.screen import Screen
from textual.scroll_view import ScrollView
from textual.scrollbar import ScrollBarRender
from textual.strip import Strip
from textual.widgets import Static

class Table(ScrollView, can_focus=True):
    BINDINGS = [Binding("down", "down")]
    def render_line(self, y):
        return Strip.blank(self.size.width, self.rich_style)

class First(Screen):
    def compose(self):
        yield Static(Content("今天"))
        with Vertical():
            yield Static("head", markup=False)
            yield Table()
        yield Static("keys", markup=False)

class Bare(App):
    CSS_PATH = sys.argv[1].split("|")
    MODES = {"first": First}
    DEFAULT_MODE = "first"
    def on_ready(self):
        self.call_after_refresh(self.done)
    def done(self):
        print(json.dumps(sorted(name for name, module in sys.modules.items() if module)))
        self.exit()

Bare().run(headless=True)
"""
_LATER = {
    "branchtui.rules.duties.year_matrix",
    "branchtui.rules.text.citizen_id",
    "branchtui.rules.text.dates",
    "branchtui.store.queries.today.year",
    "branchtui.workflows.input_checks",
}
_AT_REST = {  # what is looked at when keys rest: on a slow machine before this app looks
    *_LATER,
    "branchtui.store.file.exchange_note",
    "branchtui.store.replication.merging.vectors",
}
_OURS = """
import json, sys
from datetime import datetime
from branchtui.ui.terminal.environment import prepare
prepare()
import branchtui.cli.opening
from branchtui.paths import home
from branchtui.store.file.database import open_database
here = home(sys.argv[1])
open_database(here.database)
from branchtui.ui.app import BranchApp

class Watched(BranchApp):
    CSS_PATH = sys.argv[2].split("|")
    def on_ready(self):
        self.call_after_refresh(self.done)
    def done(self):
        print(json.dumps(sorted(name for name, module in sys.modules.items() if module)))
        self.exit()

Watched(here, lambda: datetime(2026, 9, 10, 9)).run(headless=True)
"""
_PREPARED = """
import json, sys
import branchtui.__main__, branchtui.cli.opening
from branchtui.ui.terminal.environment import prepare
prepare()
print(json.dumps(sorted(sys.modules)))
"""
_AT_FIRST = 212  # modules
_READ_AT_ONCE = {  # every start has a text for their patterns
    "branchtui.rules.text.cleaning",
    "branchtui.ui.terminal.input_decoder",
}
# Of the standard library: what the command line, the assets and the store need before the screen is there.
_STANDARD = {
    "argparse",
    "gettext",
    "tomllib",
    "sqlite3",
    "unicodedata",
    "tempfile",
    "difflib",
    "calendar",
    "gc",
}


def _modules(code: str, *arguments: str) -> set[str]:
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, encoding="utf-8", timeout=60, check=False
    )
    lines = [line for line in done.stdout.splitlines() if line.startswith("[")]
    assert lines, f"{done.stdout}\n{done.stderr}"
    return set(json.loads(lines[-1]))


@pytest.fixture(scope="module")
def styles() -> str:
    from branchtui.ui.app import STYLES

    return "|".join(str(_STYLES / f"{name}.tcss") for name in STYLES)


@pytest.fixture
def first(seeded_home: Home, styles: str) -> set[str]:
    """The modules loaded at the first frame of an app that was open before: what was to be compared has been."""
    board(date(2026, 9, 10))
    return _modules(_OURS, str(seeded_home.data), styles)


def test_every_style_sheet_is_read() -> None:
    from branchtui.ui.app import LATER_STYLES, STYLES
    from branchtui.ui.rooms.college.app import STYLES as COLLEGE_STYLES

    for path in _STYLES.iterdir():
        assert path.stem in (*STYLES, *LATER_STYLES, *COLLEGE_STYLES), (
            f"{path.name} is read by nobody: add it in src/branchtui/ui/app.py to STYLES where a room needs it, else to "
            "LATER_STYLES"
        )


async def test_no_room_waits_for_styles_that_no_room_needs(seeded_home: Home) -> None:
    from branchtui.ui.app import LATER_STYLES

    async with opened(seeded_home) as desk:
        later = KeptStylesheet(desk.app.get_css_variables())
        for name in LATER_STYLES:
            later.add(_STYLES / f"{name}.tcss")
        for room in ROOMS:
            await desk.press(str(room.digit), "slash")  # with the line that filters
            wanted = [
                f"{rule.selectors} of {node!r}"
                for node in desk.app.screen.walk_children(with_self=True)
                for rule in later.rules
                if match(rule.selector_set, node)
            ]
            await desk.press("escape")
            assert not wanted, (
                f"in {room.name} these rules are needed: {wanted}. Move them to a sheet of STYLES in src/branchtui/ui/app.py, "
                "which is read at the start"
            )


@pytest.mark.slow
def test_nothing_heavy_is_loaded_at_the_first_frame(seeded_home: Home, styles: str) -> None:
    ours = _modules(_OURS, str(seeded_home.data), styles)
    bare = _modules(_BARE, styles)
    more = {name for name in ours - bare if name.partition(".")[0] not in ("branchtui", "__main__")}
    foreign = {name for name in more if name.partition(".")[0] not in sys.stdlib_module_names}
    assert foreign == set(), "loaded before it is needed"
    standard = {name.partition(".")[0].lstrip("_") for name in more}
    assert standard <= _STANDARD, "more of the standard library than was meant"


def test_no_reader_of_typed_text_and_no_year_is_loaded_at_the_first_frame(seeded_home: Home, styles: str) -> None:
    without_year = _OURS.replace(
        "\nWatched(", "\nfrom branchtui.workflows import board\nboard.year = lambda day: None\nWatched("
    )
    assert without_year != _OURS, "the year is read when keys rest: on a slow machine before this app looks"
    found = _LATER & _modules(without_year, str(seeded_home.data), styles)
    assert found == set(), "import them in the function that needs them, as workflows/calendar.py does"


@pytest.mark.slow
def test_a_branch_alone_loads_nothing_of_a_college(seeded_home: Home, styles: str) -> None:
    at_rest = _OURS.replace(
        "        print(json.dumps", "        self.look_at_exchange()\n        preload()\n        print(json.dumps"
    ).replace(
        "\nWatched(",
        "\nfrom importlib import import_module\nfrom branchtui.ui.lifecycle.preload import modules\n"
        "def preload():\n    for name in modules(): import_module(name)\nWatched(",
    )
    loaded = _modules(at_rest, str(seeded_home.data), styles)
    assert "branchtui.ui.rooms.sync.parts.college" in loaded, "the rooms are loaded while nobody types"
    theirs = ("branchtui.store.college", "branchtui.workflows.college", "branchtui.rules.college", "psycopg")
    found = {name for name in loaded if name.startswith(theirs) or name.endswith(("college_note", "lifecycle.college"))}
    assert not found, (
        f"{sorted(found)}: a branch that is in no college does not pay for it. Ask `home.college.exists()` first, and import "
        "inside the function that needs it"
    )


def test_values_read_before_the_first_frame_are_cheap_to_define(seeded_home: Home, styles: str) -> None:
    found = []
    for name in _modules(_OURS, str(seeded_home.data), styles):
        if name.startswith("branchtui.") and not name.startswith("branchtui.ui.rooms."):
            values = vars(importlib.import_module(name)).values()
            found += [f"{name}.{value.__name__}" for value in values if _is_dataclass_of(value, name)]
    assert not found, (
        f"{found}: half a millisecond each, for Python compiles six methods of a frozen dataclass. Make it a NamedTuple of "
        "branchtui.values, or import its module where it is needed"
    )


@pytest.mark.skipif(sys.version_info >= (3, 14), reason="branchtui.values gives that of typing")
def test_named_tuples_of_the_first_frame_compile_nothing(first: set[str]) -> None:
    found = []
    for name in first:
        if name.startswith("branchtui."):
            classes = filter(inspect.isclass, vars(importlib.import_module(name)).values())
            found += [
                f"{name}.{value.__name__}"
                for value in classes
                if value.__module__ == name and hasattr(value, "_field_defaults") and not issubclass(value, NamedTuple)
            ]
    assert not found, (
        f"{found}: 70 microseconds each before the first frame, for Python compiles a function for each. Write "
        "`from branchtui.values import NamedTuple` instead of typing's, or import the module where it is needed"
    )


def _is_dataclass_of(value: object, module: str) -> bool:
    return inspect.isclass(value) and value.__module__ == module and dataclasses.is_dataclass(value)


def test_no_widget_is_defined_before_it_is_cheap() -> None:
    found = _modules(_PREPARED)
    assert "textual.dom" in found
    assert "textual.widget" not in found, (
        "whoever imports it before `prepare` of ui/terminal/environment.py lets Textual define forty classes at 0.15 ms each"
    )


def test_patterns_are_compiled_by_the_first_text(first: set[str]) -> None:
    found = []
    for name in first - _READ_AT_ONCE:
        if name.startswith("branchtui."):
            values = vars(importlib.import_module(name)).items()
            found += [f"{name}.{key}" for key, value in values if isinstance(value, re.Pattern)]
    assert not found, (
        f"{found}: compiled before the first frame, 0.1 to 5 ms each. Keep the text of the pattern and give it to "
        "re.fullmatch, which compiles it once, or import its module where it is needed"
    )


def test_the_first_frame_loads_no_more_modules_of_ours_than_it_did(first: set[str]) -> None:
    ours = {name for name in first - _AT_REST if name.startswith("branchtui")}
    assert len(ours) <= _AT_FIRST, (
        f"{len(ours)} modules of ours, at most {_AT_FIRST}: whoever opens the app waits a fifth of a millisecond for each. "
        "`python -X importtime` tells who imports what is new: import it inside the function that needs it. Where the first "
        "room does need it, run benchmarks/start.py and raise the number only while its bars hold"
    )


@pytest.mark.slow
@pytest.mark.parametrize(("room", "most"), [("meetings", 4), ("reports", 4)])  # which benchmarks/start.py measures
def test_the_list_of_a_room_loads_few_modules(first: set[str], room: str, most: int) -> None:
    more = {name for name in _modules(_LIST.format(room=room)) - first if name.startswith("branchtui.")}
    assert len(more) <= most, (
        f"{sorted(more)}: whoever presses the digit of the room first waits for them. Import what the list itself does "
        "without inside the method that needs it, and name it in `soon` of the room (src/branchtui/ui/commands/rooms.py)"
    )


_LIST = """
import json, sys
import branchtui.ui.rooms.{room}.room
print(json.dumps(sorted(sys.modules)))
"""
_LISTS = """
import json, sys
import branchtui.ui.rooms.meetings.room, branchtui.ui.rooms.posts.room, branchtui.ui.rooms.reports.room
print(json.dumps(sorted(sys.modules)))
"""


def test_the_lists_of_rooms_load_no_form() -> None:
    screens = {name for name in _modules(_LISTS) if name.startswith("branchtui.ui.screens.")}
    more = screens - {f"branchtui.ui.screens.{name}" for name in ("base", "list_room", "undo_hint")}
    assert not more, (
        f"{sorted(more)}: whoever presses the room's digit first waits for this. Import it inside the method that needs "
        "it, and name what is needed soon after in `soon` of the room (src/branchtui/ui/commands/rooms.py)"
    )


def test_the_first_screen_builds_no_other_room(seeded_home: Home, styles: str) -> None:
    ours = _modules(_OURS, str(seeded_home.data), styles)
    screens = {name for name in ours if name.startswith("branchtui.ui.screens.")}
    assert screens == {f"branchtui.ui.screens.{name}" for name in ("base", "list_room", "undo_hint")}
    rooms = {name for name in ours if name.startswith("branchtui.ui.rooms.")}
    others = {name for name in rooms if not name.startswith("branchtui.ui.rooms.today")}
    assert others == {"branchtui.ui.rooms.registry"}
