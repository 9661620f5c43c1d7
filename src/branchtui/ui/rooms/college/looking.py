"""What the server is asked for beside the screens, in a thread: no key waits for it."""

import threading
from collections.abc import Callable
from functools import partial
from typing import Never, TypeVar

from branchtui.errors import BranchError
from branchtui.ui.shell import Shell

T = TypeVar("T")


class Looking:
    """One question at a time; one that comes meanwhile is asked afterwards, and of several the last."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._next: Callable[[], object] | None = None
        self._thread: threading.Thread | None = None

    @property
    def busy(self) -> bool:
        """Whether an answer is waited for."""
        return self._thread is not None

    def begin(self, ask: Callable[[], T], done: Callable[[T], object], failed: Callable[[str], object]) -> None:
        """Ask; then one of the two, with the answer or the sentence that says what is wrong, in the screens' own thread."""
        if self._thread is not None:
            self._next = lambda: self.begin(ask, done, failed)
            return

        def work() -> None:
            told: Callable[[], object]
            try:
                answer = ask()
                told = lambda: done(answer)  # noqa: E731
            except BranchError as error:
                words = str(error)
                told = lambda: failed(words)  # noqa: E731
            except BaseException as error:  # noqa: BLE001  # what nobody thought of ends the app with a report, as from a key
                told = partial(_raise, error)
            self._shell.call_later(self._end, told)

        self._thread = threading.Thread(target=work, name="college", daemon=True)
        self._thread.start()

    def _end(self, told: Callable[[], object]) -> None:
        self._thread = None
        told()
        if (following := self._next) is not None:
            self._next = None
            following()


def _raise(error: BaseException) -> Never:
    raise error
