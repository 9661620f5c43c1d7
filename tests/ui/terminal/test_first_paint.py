"""The first ink: only where the terminal takes it, with nothing heavy loaded, and taken back when the start fails."""

import io
import re
import subprocess
import sys

import pytest

from branchtui.ui.commands.rooms import ROOMS
from branchtui.ui.terminal.first_paint import FirstPaint, first_frame, prepaint, takes_ink
from branchtui.ui.widgets.chrome import title_ink


@pytest.mark.parametrize(
    ("environ", "platform", "takes"),
    [
        ({"TERM": "xterm-256color"}, "linux", True),
        ({"TERM": "dumb"}, "linux", False),
        ({}, "linux", False),
        ({}, "win32", False),
        ({"WT_SESSION": "1"}, "win32", True),
        ({"TERM": "xterm"}, "win32", False),
    ],
)
def test_where_ink_is_taken(environ: dict[str, str], platform: str, takes: bool) -> None:
    assert takes_ink(environ, platform) is takes


def test_the_first_frame_names_the_rooms(monkeypatch: pytest.MonkeyPatch) -> None:
    assert all(room.name in first_frame() for room in ROOMS)
    out = io.StringIO()
    monkeypatch.setenv("TERM", "dumb")
    monkeypatch.delenv("WT_SESSION", raising=False)
    assert prepaint(out) is None and out.getvalue() == ""
    FirstPaint(out, None).take_back()
    assert "\x1b[?1049l" in out.getvalue() and "\x1b[?25h" in out.getvalue()


@pytest.mark.parametrize("width", [40, 60, 80])
def test_the_title_line_repeats_it(width: int) -> None:
    painted = re.sub(r"\x1b\[[\d;]*m", "", first_frame(width)).partition("\r\n")[0]
    assert str(title_ink(ROOMS[0].place, "", width)).startswith(painted)


def test_nothing_heavy_is_loaded_before_the_first_ink() -> None:
    code = "import sys; before = set(sys.modules); import branchtui.__main__, branchtui.ui.terminal.first_paint; print(*(set(sys.modules) - before))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, encoding="utf-8", check=True)
    assert not {"textual", "peewee", "argparse", "sqlite3", "rich", "dataclasses", "pathlib"} & set(done.stdout.split())
