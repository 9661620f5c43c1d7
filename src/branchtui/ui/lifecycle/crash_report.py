"""The report of an error that nobody thought of: where in the program it happened, never what a person wrote."""

import errno
import platform
import sys
import traceback
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from branchtui.atomic_file import write_bytes
from branchtui.errors import BranchError
from branchtui.paths import CRASHED
from branchtui.values import NamedTuple


class Stack(NamedTuple):
    """One exception: its type, with an error number where it has one, and its frames as (file, line, function)."""

    kind: str
    frames: tuple[tuple[str, int, str], ...]


def stacks_of(error: BaseException) -> list[Stack]:
    """The exception and what led to it, the first cause first. Messages are left out: they may quote a text."""
    found: list[Stack] = []
    seen: set[int] = set()
    left: BaseException | None = error
    while left is not None and id(left) not in seen:
        seen.add(id(left))
        frames = traceback.extract_tb(left.__traceback__)
        found.append(Stack(_kind(left), tuple((f.filename, f.lineno or 0, f.name) for f in frames)))
        inner = getattr(left, "error", None)  # Textual wraps what a worker raised
        left = inner if isinstance(inner, BaseException) else left.__cause__ or left.__context__
    return found[::-1]


def stacks_of_shown(shown: object) -> list[Stack]:
    """The same from a traceback that Textual has prepared for the screen, as its input thread does."""
    from rich.traceback import Traceback

    if not isinstance(shown, Traceback):
        return []
    return [
        Stack(stack.exc_type, tuple((frame.filename, frame.lineno, frame.name) for frame in stack.frames))
        for stack in reversed(shown.trace.stacks)
    ]


def write_report(folder: Path, now: datetime, stacks: list[Stack], screens: list[str]) -> Path | None:
    """Write the report into `folder`; its path, or None where that can't be written."""
    path = folder / f"{CRASHED}-{now:%Y%m%d-%H%M%S}.txt"
    try:
        write_bytes(path, "\n".join(_lines(now, stacks, screens)).encode())
    except BranchError:
        return None
    return path


def last_words(report: Path | None, typed: str) -> str:
    """What is left on the terminal; `typed` is the sentence that says where the typed texts are."""
    where = f"报告在 {report}，可交给维护的人" if report else "报告没有写成"
    return f"程序意外停下了；{where}。{typed}"


def _lines(now: datetime, stacks: list[Stack], screens: list[str]) -> Iterator[str]:
    import textual

    from branchtui import __version__
    from branchtui.store.file.database import sqlite_version

    yield f"branchtui {__version__}, Textual {textual.__version__}, Python {platform.python_version()}, "
    yield f"SQLite {sqlite_version()}, {platform.system()} {platform.release()} {platform.machine()}"
    yield f"{now:%Y-%m-%d %H:%M:%S}  {' < '.join(screens)}"
    for stack in stacks:
        yield ""
        for file, line, name in stack.frames:
            yield f"  {_short(file)}:{line} {name}"
        yield stack.kind
    yield ""


def _kind(error: BaseException) -> str:
    words = f"{type(error).__module__}.{type(error).__qualname__}"
    number = getattr(error, "errno", None) or getattr(error, "sqlite_errorcode", None)
    if not isinstance(number, int):
        return words
    return f"{words} {number} {errno.errorcode.get(number, '') if isinstance(error, OSError) else ''}".rstrip()


def _short(file: str) -> str:
    """The path inside the package or the library: what stands before it names the user."""
    path = Path(file)
    for root in sorted(map(Path, filter(None, sys.path)), key=lambda root: -len(root.parts)):
        if path.is_relative_to(root):
            return path.relative_to(root).as_posix()
    return path.name
