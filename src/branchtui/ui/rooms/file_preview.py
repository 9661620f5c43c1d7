"""A file that a person names is read beside the screens; then what taking it in would do is shown, before it is written."""

from collections.abc import Callable
from typing import Any, TypeVar

from textual.screen import Screen

from branchtui.ui.jobs import Job
from branchtui.ui.shell import Shell
from branchtui.ui.text.typed_path import read_typed
from branchtui.workflows.progress import Progress

T = TypeVar("T")
_CHANGES = "请先看有哪些变化，再按 Ctrl+S 写入。"


def preview_of(
    shell: Shell,
    words: str,
    typed: str,
    read: Callable[[bytes, str], T],
    screen: Callable[[T, str], Screen[Any]],
    said: str = _CHANGES,
) -> Job[T]:
    """The job, called `words`: `read` gets the bytes and the name of the file, in a thread; `screen` what it read, and the name.

    Raises BranchError where there is no such file.
    """
    data, name = read_typed(typed)

    def run(progress: Progress) -> T:
        found = read(data, name)
        progress(1, 1)
        return found

    def show(found: T) -> str:
        shell.call_later(shell.push_screen, screen(found, name))
        return said

    return Job(words, run, show)
