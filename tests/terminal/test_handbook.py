"""From 今天 to the handbook of a year in a file, with keys alone in a real terminal; the keys are counted."""

import re
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest

from branchtui.files.photos import PhotoStore
from branchtui.paths import home
from branchtui.store.file.database import close_database, open_database
from branchtui.workflows.demo import build_demo
from tests.terminal.conftest import Terminal, program

BAR = 5  # keys


@pytest.fixture
def demo_home(tmp_path: Path) -> Path:
    """The demo branch as of now with a year before it, closed again."""
    place = home(tmp_path / "home")
    place.ensure()
    open_database(place.database)
    build_demo(now=datetime.now(), photos=PhotoStore(place.photos, place.cache), years=1)
    close_database()
    return Path(place.data)


@pytest.mark.parametrize("size", [(120, 36), (80, 24)], ids=["120x36", "80x24"])
def test_from_today_to_the_file(
    terminal: Terminal, demo_home: Path, size: tuple[int, int], record_property: Callable[[str, object], None]
) -> None:
    terminal.start(*program(demo_home), size=size)
    terminal.wait_for_room("1 今天", "F1 帮助")
    terminal.press("F10")
    terminal.wait_for("工作手册：")
    digit = re.search(r"(\d)\s+工作手册：", terminal.text)
    assert digit is not None
    terminal.press(f"'{digit[1]}")
    terminal.wait_for("哪一年的《党支部工作手册》")
    terminal.press("Enter")
    terminal.wait_for("已写出")
    keys = 3
    record_property("keys", f"{size[0]}x{size[1]}: {keys} keys from 今天 to the handbook, at most {BAR}")
    assert keys <= BAR
    (book,) = (demo_home / "exports").iterdir()
    assert book.name.startswith("党支部工作手册_") and book.stat().st_size > 20_000
    terminal.press("C-q")
    terminal.wait_for("EXIT=0")
