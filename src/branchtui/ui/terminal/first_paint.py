"""The first ink: the title line, written before anything heavy is imported, and taken back if the start fails."""

import os
import sys

from branchtui.ui.commands.rooms import COLLEGE, ROOMS, Room, room_words
from branchtui.ui.terminal.width_question import QUESTION, ask

TYPE_CHECKING = False  # importing typing would cost a quarter of the time to the first ink
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from typing import TextIO

    from branchtui.ui.terminal.width_question import WidthQuestion

_ENTER = "\x1b[?1049h\x1b[?25l\x1b[2J\x1b[H"
_LEAVE = "\x1b[?1049l\x1b[?25h"


def takes_ink(environ: "Mapping[str, str]", platform: str) -> bool:
    """Whether the terminal surely understands escape codes: an old Windows console would print them."""
    if platform == "win32":
        return "WT_SESSION" in environ
    return environ.get("TERM", "") not in ("", "dumb")


def first_frame(width: int = 80, rooms: "Sequence[Room]" = ROOMS) -> str:
    """The rooms with the first reversed, as the title line will show them, and what is going on."""
    (_, here), *others = room_words(width, rooms)
    line = f"\x1b[1;7m{here}\x1b[0m" + "".join(words for _, words in others)
    return f"{line}\r\n {'正在打开组织员的界面' if rooms is COLLEGE else '正在打开支部数据'}"


def has_terminal() -> bool:
    """Whether somebody sits at both ends. Textual draws on stderr, under Windows on stdout."""
    screen = sys.stdout if sys.platform == "win32" else sys.stderr
    return is_terminal(sys.stdin) and is_terminal(sys.stdout) and is_terminal(screen)


def is_terminal(stream: "TextIO | None") -> bool:
    """Whether it is one; a stream that was closed before the start is None."""
    return stream is not None and stream.isatty()


def writes_chinese() -> bool:
    """Whether the encoding of the streams has the characters of the rooms."""
    try:
        first_frame().encode(sys.stdout.encoding)
    except UnicodeEncodeError:
        return False
    return True


def understands(environ: "Mapping[str, str]", platform: str) -> bool:
    """Whether the terminal can show screens at all: one that calls itself dumb prints escape codes as they are."""
    return platform == "win32" or environ.get("TERM", "") not in ("dumb", "unknown")


def prepaint(out: "TextIO | None" = None, rooms: "Sequence[Room]" = ROOMS) -> "FirstPaint | None":
    """Paint the first frame of the app with these rooms, and ask what has to be asked, where the terminal takes it; None where it does not."""
    if not takes_ink(os.environ, sys.platform) or not writes_chinese():
        return None
    out = out or sys.stdout
    question = ask(os.environ, sys.platform)
    out.write(_ENTER + (QUESTION if question else "") + first_frame(_width(), rooms))
    out.flush()
    if question:
        question.end_on_signals()
    return FirstPaint(out, question)


def _width() -> int:
    """The columns of the terminal, 80 where it does not tell."""
    try:
        return os.get_terminal_size().columns or 80
    except OSError:
        return 80


class FirstPaint:
    """The first frame on the terminal, and the question that was asked with it, None where none was."""

    def __init__(self, out: "TextIO", question: "WidthQuestion | None") -> None:
        self._out, self.question = out, question

    def take_back(self) -> None:
        """Give the terminal back as it was, so that a sentence can be read on it."""
        self.end()
        self._out.write(_LEAVE)
        self._out.flush()

    def end(self) -> None:
        """After the app, which has left the screen: see to it that the terminal is as it was."""
        if self.question:
            self.question.give_back()
