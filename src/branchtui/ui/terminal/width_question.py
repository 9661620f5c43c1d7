"""Does the terminal draw `─●` two cells wide, or more? Asked with the first ink, read when all else is imported.

The question is part of the write that paints the first ink, and the answer has come long before the imports are over.
Until the app reads by itself the terminal is quiet: nothing of the answer, nor of what is typed ahead, is shown.
"""

import os
import sys
import time

TYPE_CHECKING = False  # importing typing would cost a quarter of the time to the first ink
if TYPE_CHECKING:
    from collections.abc import Mapping
    from types import FrameType

# In row 2: an answer from row 1 would read as Shift+F3. The row is empty again before anything is seen.
QUESTION = "\x1b[2;1H\u2500\u25cf\x1b[6n\x1b[2;1H\x1b[2K\x1b[H"
ROW, NARROW, WIDE = 2, 3, (4, 5)  # the columns behind the two signs: one cell each; one or both wider
LIMIT = 0.08  # seconds from the question, after which nobody waits any more

_ANSWER = rb"\x1b\[2;(\d{1,3})R"
_NO_SIGNS = ("dumb", "linux", "vt100")
# No switch makes ambiguous characters wide in these. iTerm2, Terminal.app, VTE, WezTerm, xterm have one: they are asked.
_ALWAYS_NARROW = ("xterm-kitty", "alacritty", "foot")
_PROGRAMS = ("vscode", "ghostty", "Hyper", "rio", "zed")


def by_environment(environ: "Mapping[str, str]", platform: str) -> "tuple[str, str] | None":
    """The set of signs, `lines` or `ascii`, and why; None where the terminal has to be asked."""
    term, program = environ.get("TERM", ""), environ.get("TERM_PROGRAM", "")
    if platform == "win32":
        if environ.get("WT_SESSION"):
            return "lines", "Windows Terminal 都画得对"
        return "ascii", "不是 Windows Terminal，旧的控制台画不好线条"
    if term in ("", *_NO_SIGNS):
        return "ascii", f"TERM={term} 的终端画不好线条" if term else "没有设 TERM，不知道是什么终端"
    if environ.get("TMUX") or environ.get("STY"):
        name = "tmux" if environ.get("TMUX") else "screen"
        return "lines", f"在 {name} 里：总是 {name} 自己回答，问不到外面的终端"
    if environ.get("WT_SESSION"):
        return "lines", "Windows Terminal 都画得对"
    if environ.get("KITTY_WINDOW_ID"):
        return "lines", "kitty 都画得对"
    if term in _ALWAYS_NARROW or program in _PROGRAMS:
        return "lines", f"{term if term in _ALWAYS_NARROW else program} 都画得对"
    return None


def ask(environ: "Mapping[str, str]", platform: str) -> "WidthQuestion | None":
    """Make the terminal quiet for the question, which the caller writes; None where none is to be asked."""
    if by_environment(environ, platform) is not None or sys.__stdin__ is None:
        return None
    import termios

    try:
        return WidthQuestion(sys.__stdin__.fileno())
    except (termios.error, OSError, ValueError):  # no terminal is at the other end
        return None


class WidthQuestion:
    """The terminal `fd`, quiet from now on, and what it answers."""

    def __init__(self, fd: int) -> None:
        import termios

        self._fd = fd
        self.attributes = termios.tcgetattr(fd)  # as they were
        quiet = termios.tcgetattr(fd)
        # Keys typed ahead must be the bytes that Textual expects. Ctrl+C still ends what takes too long.
        quiet[0] &= ~(termios.ICRNL | termios.IXON)
        quiet[3] &= ~(termios.ECHO | termios.ICANON | termios.IEXTEN)
        quiet[6][termios.VMIN], quiet[6][termios.VTIME] = 1, 0
        termios.tcsetattr(fd, termios.TCSANOW, quiet)
        self._asked = time.monotonic()
        self._column = -1
        self._typed = b""

    def end_on_signals(self) -> None:
        """From now on the machine's wish to end raises SystemExit, so that the terminal is not left quiet."""
        import signal

        for number in (signal.SIGHUP, signal.SIGTERM):
            signal.signal(number, _end)

    def answer(self) -> "tuple[int, bytes]":
        """The column that was answered, 0 where none was, and the bytes that were typed meanwhile, in their order.

        Waits for what is left of `LIMIT`. The second time it says the same.
        """
        if self._column < 0:
            self._column, self._typed = self._read()
        return self._column, self._typed

    def _read(self) -> "tuple[int, bytes]":
        import re
        import select

        data = b""
        while select.select([self._fd], [], [], max(0.0, self._asked + LIMIT - time.monotonic()))[0]:
            try:
                more = os.read(self._fd, 4096)
            except OSError:  # the terminal went away
                more = b""
            data += more
            if found := re.search(_ANSWER, data):
                return int(found[1]), data[: found.start()] + data[found.end() :]
            if not more:
                break
        return 0, data

    def give_back(self) -> None:
        """The terminal as it was. What has not been read is dropped: no shell must get the answer, nor keys for the app."""
        import termios

        try:
            self.answer()
            termios.tcsetattr(self._fd, termios.TCSANOW, self.attributes)
        except (termios.error, OSError):  # it went away
            return


def _end(number: int, _: "FrameType | None") -> None:
    raise SystemExit(128 + number)
