"""Who is asked how wide it draws lines, and how the answer is told from the keys around it."""

import os
from collections.abc import Callable, Iterator

import pytest

from branchtui.ui.terminal import width_question
from branchtui.ui.terminal.width_question import LIMIT, WidthQuestion, by_environment

XTERM = {"TERM": "xterm-256color"}


@pytest.mark.parametrize(
    ("environ", "platform", "signs"),
    [
        ({}, "linux", "ascii"),
        ({"TERM": "dumb"}, "linux", "ascii"),
        ({"TERM": "linux"}, "linux", "ascii"),
        ({"TERM": "vt100"}, "linux", "ascii"),
        ({"TERM": "linux", "TMUX": "socket,1,0"}, "linux", "ascii"),
        (XTERM | {"TMUX": "socket,1,0"}, "linux", "lines"),
        (XTERM | {"STY": "1.main"}, "linux", "lines"),
        (XTERM | {"WT_SESSION": "1"}, "linux", "lines"),  # a Linux inside Windows
        (XTERM | {"KITTY_WINDOW_ID": "1"}, "linux", "lines"),
        ({"TERM": "xterm-kitty"}, "linux", "lines"),
        ({"TERM": "alacritty"}, "darwin", "lines"),
        ({"TERM": "foot"}, "linux", "lines"),
        *((XTERM | {"TERM_PROGRAM": name}, "darwin", "lines") for name in ("vscode", "ghostty", "Hyper", "rio", "zed")),
        (XTERM | {"TERM_PROGRAM": "iTerm.app"}, "darwin", ""),
        (XTERM | {"TERM_PROGRAM": "Apple_Terminal"}, "darwin", ""),
        (XTERM | {"TERM_PROGRAM": "WezTerm"}, "darwin", ""),
        (XTERM | {"VTE_VERSION": "7600"}, "linux", ""),
        (XTERM, "linux", ""),
        (XTERM | {"TMUX": "", "STY": "", "WT_SESSION": "", "KITTY_WINDOW_ID": ""}, "linux", ""),
        ({"WT_SESSION": "1"}, "win32", "lines"),
        ({}, "win32", "ascii"),
        ({"TERM": "alacritty"}, "win32", "ascii"),
    ],
)
def test_what_the_environment_decides(environ: dict[str, str], platform: str, signs: str) -> None:
    """An empty set: the terminal is asked."""
    found = by_environment(environ, platform)
    assert (found[0] if found else "") == signs
    assert found is None or found[1]


Asked = tuple[WidthQuestion, Callable[[bytes], object], int]


@pytest.fixture
def asked() -> Iterator[Asked]:
    """The question, a call by which the terminal sends bytes, and the descriptor that the program reads."""
    pytest.importorskip("termios", reason="no Windows terminal is asked")
    master, slave = os.openpty()
    yield WidthQuestion(slave), lambda data: os.write(master, data), slave
    for fd in (master, slave):
        try:
            os.close(fd)
        except OSError:  # closed by the test
            continue


KEYS = "中文\r\x13".encode() + b"\x1b[A\x1bOR\x1b[1;2R\x1b[200~a\x1b[201~"


@pytest.mark.parametrize(
    ("sent", "column", "typed"),
    [
        (b"\x1b[2;3R", 3, b""),
        (b"\x1b[2;4R", 4, b""),
        (b"\x1b[2;5R", 5, b""),
        (b"\x1b[2;3R" + KEYS, 3, KEYS),
        (KEYS + b"\x1b[2;5R", 5, KEYS),
        (KEYS + b"\x1b[2;3R" + KEYS, 3, KEYS + KEYS),
        (b"\x1b[1;3R", 0, b"\x1b[1;3R"),  # a key
    ],
)
def test_the_answer_is_found_among_keys(asked: Asked, sent: bytes, column: int, typed: bytes) -> None:
    question, send, _ = asked
    send(sent)
    assert question.answer() == (column, typed)


@pytest.mark.parametrize("cut", range(1, 6))
def test_an_answer_in_two_reads(asked: Asked, monkeypatch: pytest.MonkeyPatch, cut: int) -> None:
    question, send, _ = asked
    pieces = [b"\x1b[2;3R"[:cut], b"\x1b[2;3R"[cut:] + b"b"]
    read = os.read

    def and_go_on(fd: int, most: int) -> bytes:
        data = read(fd, most)
        if pieces:
            send(pieces.pop(0))
        return data

    monkeypatch.setattr(os, "read", and_go_on)
    send(b"a" + pieces.pop(0))
    assert question.answer() == (3, b"ab")


def test_it_is_not_waited_for_longer_than_the_limit(asked: Asked, monkeypatch: pytest.MonkeyPatch) -> None:
    question, send, _ = asked
    later = width_question.time.monotonic() + LIMIT
    monkeypatch.setattr(width_question.time, "monotonic", lambda: later)
    send(b"keys\x1b[2;")
    assert question.answer() == (0, b"keys\x1b[2;")
    send(b"3R")
    assert question.answer() == (0, b"keys\x1b[2;"), "what comes later is for Textual"


def test_the_terminal_is_quiet_until_it_is_given_back(asked: Asked) -> None:
    import termios

    question, send, slave = asked
    quiet = termios.tcgetattr(slave)
    assert not quiet[3] & (termios.ECHO | termios.ICANON) and not quiet[0] & (termios.ICRNL | termios.IXON)
    assert quiet[3] & termios.ISIG, "Ctrl+C ends what takes too long"
    send(b"\x1b[2;3Rkeys")
    question.give_back()
    assert termios.tcgetattr(slave) == question.attributes
    question.give_back()


def test_a_terminal_that_went_away(asked: Asked) -> None:
    question, _, slave = asked
    os.close(slave)
    question.give_back()
