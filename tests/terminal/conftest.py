"""The program in a real terminal: a tmux server of its own for each test."""

import os
import re
import shutil
import subprocess
import sys
import time
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from branchtui.store.file.database import close_database, open_database
from branchtui.workflows.people.branch import create_branch
from branchtui.workflows.people.roster import add_member
from tests.conftest import of_no_device

TMUX = shutil.which("tmux")
PATIENCE = 20.0  # seconds


@pytest.fixture(autouse=True)
def _needs_tmux() -> None:
    if TMUX is None or sys.platform == "win32":
        pytest.skip("tmux is not installed: the tests in a real terminal can't run")


@dataclass
class Terminal:
    """One window of a tmux server that only this test uses."""

    socket: str

    def tmux(self, *words: str) -> str:
        assert TMUX is not None
        done = subprocess.run(
            [TMUX, "-L", self.socket, "-f", os.devnull, *words], capture_output=True, encoding="utf-8", timeout=30
        )
        return done.stdout

    def start(self, *command: str, size: tuple[int, int]) -> None:
        """Run a command; its window stays when it ends, so that what it leaves can be looked at."""
        columns, rows = size
        self.tmux("new-session", "-d", "-x", str(columns), "-y", str(rows), "-s", "main", "sh")
        self.tmux("set-option", "-g", "remain-on-exit", "on")
        words = " ".join(f"'{word}'" for word in command)
        self.type(f"PS1='$ '; clear; {words}; echo EXIT=$?\n")

    def type(self, text: str) -> None:
        self.tmux("send-keys", "-l", text)

    def press(self, *keys: str) -> None:
        """Press keys by tmux's names; a key that begins with a quote is text."""
        for key in keys:
            if key.startswith("'"):
                self.type(key[1:])
            else:
                self.tmux("send-keys", key)

    @property
    def text(self) -> str:
        return self.tmux("capture-pane", "-p")

    @property
    def room(self) -> str:
        """The room that the title line shows as the current one: its words alone are bold."""
        first = self.tmux("capture-pane", "-p", "-e", "-E", "0").partition("\n")[0]
        bold, shown = False, ""
        for style, text in re.findall(r"((?:\x1b\[[\d;:]*m)*)([^\x1b]*)", first):
            for codes in re.findall(r"\x1b\[([\d;:]*)m", style):
                bold = (bold and codes not in ("", "0")) or codes.split(";")[0] == "1"
            shown += text if bold else ""
        return " ".join(shown.rstrip("! ").split()[:2])

    @property
    def caret(self) -> tuple[int, int]:
        x, y = self.tmux("display-message", "-p", "#{cursor_x},#{cursor_y}").strip().split(",")
        return int(x), int(y)

    def pane(self, name: str) -> str:
        """A fact about the pane, by tmux's format name."""
        return self.tmux("display-message", "-p", f"#{{{name}}}").strip()

    def until(self, condition: Callable[[], bool], what: str = "") -> None:
        """Look again and again until the condition holds."""
        end = time.monotonic() + PATIENCE
        while time.monotonic() < end:
            if condition():
                return
            time.sleep(0.05)
        raise AssertionError(f"{what or 'it'} never came; the terminal shows:\n{self.text}")

    def wait_for(self, *words: str) -> None:
        """Wait until the terminal shows all of these."""
        self.until(lambda: all(word in self.text for word in words), "、".join(words))

    def wait_for_room(self, room: str, *words: str) -> None:
        """Wait until the terminal shows that this is the room we are in, and all of these words."""
        self.until(lambda: self.room == room and all(word in self.text for word in words), "、".join((room, *words)))


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> Iterator[Terminal]:
    for name, value in (("LANG", "C.UTF-8"), ("LC_ALL", "C.UTF-8"), ("TERM", "xterm-256color")):
        monkeypatch.setenv(name, value)
    monkeypatch.delenv("TMUX", raising=False)
    monkeypatch.setenv("SHELL", "/bin/sh")
    there = Terminal(f"branchtui-{uuid.uuid4().hex[:12]}")
    yield there
    there.tmux("kill-server")


@pytest.fixture(scope="session")
def _home_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What every `home_dir` is a copy of."""
    root = tmp_path_factory.mktemp("terminal") / "home"
    root.mkdir()
    open_database(root / "branch.db")
    create_branch("办公室党支部", "外国语学院", "林知远", today=date(2024, 1, 1))
    for number, name in enumerate(("周以宁", "周一诺", "沈一禾", "赵星野")):
        add_member(name, since=date(2024, 1, 1), staff_no=f"T{number}")
    close_database()
    of_no_device(root / "branch.db")
    return root


@pytest.fixture
def home_dir(tmp_path: Path, _home_dir: Path) -> Path:
    """A home with a branch of five people, closed again."""
    return shutil.copytree(_home_dir, tmp_path / "home")


def program(home: Path) -> tuple[str, ...]:
    """The command that opens the app on a home."""
    return (sys.executable, "-m", "branchtui", "--home", str(home))
