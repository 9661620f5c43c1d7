"""The question of the first ink, in a terminal that answers for itself: tmux always says one cell.

What is typed before the app reads arrives whole and in order, and the terminal is as it was whatever the end.
"""

import os
import re
import select
import signal
import struct
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from branchtui.store.file.database import close_database, open_database
from branchtui.store.queries.reports import ReportList
from branchtui.ui.terminal.width_question import QUESTION
from tests.terminal.conftest import PATIENCE, program
from tests.terminal.test_leaving import kept

fcntl, termios = pytest.importorskip("fcntl"), pytest.importorskip("termios")  # not under Windows
CODES = re.compile(r"\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)|[@-_])")
NARROW, WIDE = b"\x1b[2;3R", b"\x1b[2;5R"
READS = "\x1b[?2004h"  # Textual has begun to read
NEW_REPORT = b"4\x0e"  # the room, and Ctrl+N


def _begin() -> None:
    """In the child: the terminal is its own, and Ctrl+C is heard though whoever runs the tests ignores it."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


class Answering:
    """A terminal whose other end the test holds: it answers nothing by itself."""

    def __init__(self, *command: str, **environment: str) -> None:
        self.master, self.slave = os.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))
        self.before = self.attributes()
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "PYTHONPATH") if name in os.environ}
        self.process = subprocess.Popen(
            command,
            stdin=self.slave,
            stdout=self.slave,
            stderr=self.slave,
            env={**kept, "TERM": "xterm-256color", "LANG": "C.UTF-8", **environment},
            start_new_session=True,
            preexec_fn=_begin,
        )
        self.shown = ""
        self._bytes = b""

    def attributes(self) -> list[object]:
        return termios.tcgetattr(self.slave)

    def send(self, data: bytes) -> None:
        os.write(self.master, data)

    def until(self, condition: Callable[[], bool], what: str) -> None:
        """Take what is shown until the condition holds."""
        end = time.monotonic() + PATIENCE
        while not condition():
            if time.monotonic() > end:
                raise AssertionError(f"{what} never came; this was shown:\n{CODES.sub('', self.shown)}")
            if select.select([self.master], [], [], 0.05)[0]:
                self._bytes += os.read(self.master, 1 << 16)
                self.shown = self._bytes.decode("utf-8", "replace")

    def wait_for(self, text: str) -> None:
        self.until(lambda: text in self.shown, repr(text))

    def ended(self) -> int:
        """The exit code, once the program has ended."""
        self.until(lambda: self.process.poll() is not None, "the end")
        return self.process.returncode

    def hang_up(self) -> None:
        """Close the window."""
        for fd in (self.master, self.slave):
            os.close(fd)
        self.master = self.slave = -1

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
        if self.master >= 0:
            self.hang_up()


Start = Callable[..., Answering]


@pytest.fixture
def start(home_dir: Path) -> Iterator[Start]:
    """`start(NAME=value…)`: the app on `home_dir`; `command` is another program."""
    made: list[Answering] = []

    def run(*command: str, **environment: str) -> Answering:
        made.append(Answering(*(command or program(home_dir)), **environment))
        return made[-1]

    yield run
    for one in made:
        one.close()


def quit_when_shown(app: Answering, home: Path, text: str) -> list[str]:
    """What was kept when the app was told to end, after it has shown a text."""
    app.until(lambda: text in CODES.sub("", app.shown), text)
    app.process.send_signal(signal.SIGTERM)
    assert app.ended() == 128 + signal.SIGTERM
    assert app.attributes() == app.before
    return kept(home)


def drawn(app: Answering) -> str:
    """The signs of the list of people."""
    app.send(b"5")
    app.until(lambda: "周以宁" in app.shown, "the list of people")
    text = app.shown.replace(QUESTION, "")
    assert ("─" in text) != ("---" in text), CODES.sub("", text)
    return "lines" if "─" in text else "ascii"


@pytest.mark.parametrize(
    ("answer", "lines"), [(NARROW, True), (b"\x1b[2;4R", False), (WIDE, False), (b"", False)], ids=repr
)
def test_the_signs_are_those_that_the_terminal_draws_right(start: Start, answer: bytes, lines: bool) -> None:
    app = start()
    app.wait_for(QUESTION)
    app.send(answer)
    app.wait_for(READS)
    assert drawn(app) == ("lines" if lines else "ascii")
    app.send(b"\x11")
    assert app.ended() == 0
    assert app.attributes() == app.before


@pytest.mark.parametrize("environment", [{"TMUX": "socket,1,0"}, {"TERM": "linux"}], ids=["tmux", "console"])
def test_a_terminal_that_is_known_is_not_asked(start: Start, environment: dict[str, str]) -> None:
    app = start(**environment)
    app.wait_for(READS)
    assert "\x1b[6n" not in app.shown


def test_an_answer_that_comes_too_late_counts_the_next_time(start: Start) -> None:
    for answer, signs in ((NARROW, "ascii"), (b"", "lines")):
        app = start()
        app.wait_for(READS)
        assert drawn(app) == signs
        app.send(answer + b"\x11")
        assert app.ended() == 0


TYPED = (
    NEW_REPORT
    + "学".encode()
    + b"\x1b[D"
    + "大\x1b[C习".encode()
    + b"\x1b[200~"
    + "体会，\r\n".encode()
    + b"\x1b[201~!"
)
SHOWN = "大学习体会，!"
CUTS = {
    "before all keys": 0,
    "behind the room": 1,
    "in the middle of a character": TYPED.index("大".encode()) + 1,
    "behind an arrow": TYPED.index("大".encode()),
    "in a paste": TYPED.index("会".encode()),
    "behind all keys": len(TYPED),
}


@pytest.mark.parametrize("cut", CUTS.values(), ids=CUTS)
def test_keys_typed_ahead_arrive_in_order(start: Start, home_dir: Path, cut: int) -> None:
    """Those before the cut come before the app reads by itself, with the answer behind them; the others later."""
    app = start()
    app.wait_for(QUESTION)
    app.send(TYPED[:cut] + NARROW)
    app.wait_for(READS)
    app.send(TYPED[cut:])
    assert quit_when_shown(app, home_dir, SHOWN) == [SHOWN]


def test_an_answer_in_two_pieces_among_keys(start: Start, home_dir: Path) -> None:
    app = start()
    app.wait_for(QUESTION)
    app.send(TYPED[:7] + NARROW[:3])
    app.send(NARROW[3:] + TYPED[7:])
    assert quit_when_shown(app, home_dir, SHOWN) == [SHOWN]


def test_enter_typed_ahead_is_enter(start: Start, home_dir: Path) -> None:
    app = start()
    app.wait_for(QUESTION)
    app.send(b"/" + "谁也不叫".encode() + b"\x1b" + NARROW)
    app.send(NEW_REPORT + "第一格\r\t\t\t第二格".encode())
    quit_when_shown(app, home_dir, "第二格")
    open_database(home_dir / "branch.db")
    try:
        assert [row.title for row in ReportList().page(0, 9)] == ["第一格"]
    finally:
        close_database()


def test_an_editor_outside_gets_the_terminal_as_it_was(start: Start, tmp_path: Path) -> None:
    """And what is typed behind it is heard again."""
    (tmp_path / "editor.sh").write_text("stty -a > $0.part; mv $0.part $0.said\n", encoding="utf-8")
    app = start(EDITOR=f"sh {tmp_path / 'editor.sh'}")
    app.wait_for(QUESTION)
    app.send(NARROW + NEW_REPORT + "题目\r".encode() + b"\x1bOR\x0f")
    app.until((tmp_path / "editor.sh.said").exists, "the editor")
    app.send("后来".encode())
    app.until(lambda: "后来" in app.shown, "what was typed behind the editor")
    said = (tmp_path / "editor.sh.said").read_text(encoding="utf-8")
    assert {"icanon", "echo", "icrnl", "ixon", "iexten"} <= set(said.replace(";", " ").split())


# The data is never opened. In pieces: a signal that comes as a wait begins is acted on when that ends.
STUCK = """
import sys, threading
from branchtui.__main__ import main
from branchtui.store.file import database

def stuck(*_):
    print("STUCK", flush=True)
    while not threading.Event().wait(0.1):
        pass

database.open_database = stuck
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGINT, signal.SIGTERM])
def test_an_end_while_the_data_is_being_opened(
    start: Start, home_dir: Path, tmp_path: Path, number: signal.Signals
) -> None:
    (tmp_path / "stuck.py").write_text(STUCK, encoding="utf-8")
    app = start(sys.executable, str(tmp_path / "stuck.py"), "--home", str(home_dir))
    app.wait_for("STUCK")
    assert app.attributes() != app.before, "it was to be quiet"
    app.process.send_signal(number)
    assert app.ended() == 128 + number
    assert app.attributes() == app.before
    app.wait_for("\x1b[?1049l\x1b[?25h")


def test_the_window_closed_while_the_data_is_being_opened(start: Start, home_dir: Path, tmp_path: Path) -> None:
    (tmp_path / "stuck.py").write_text(STUCK, encoding="utf-8")
    app = start(sys.executable, str(tmp_path / "stuck.py"), "--home", str(home_dir))
    app.wait_for("STUCK")
    app.hang_up()
    assert app.process.wait(PATIENCE) != 0


def test_a_start_that_fails_leaves_no_answer_to_the_shell(start: Start, home_dir: Path) -> None:
    (home_dir / "branch.lock").mkdir()
    app = start()
    app.wait_for(QUESTION)
    app.send(b"keys" + NARROW)
    assert app.ended() == 1
    assert app.attributes() == app.before and "应当是文件" in app.shown
    assert not select.select([app.slave], [], [], 0)[0], "something is left for the shell"
