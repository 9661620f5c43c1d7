"""What is new here is published every while, where that is wanted: beside the screens, and without a word."""

import threading
from collections.abc import Callable
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from textual.timer import Timer

from branchtui.errors import BranchError
from branchtui.store.file import exchange_note
from branchtui.ui.shell import Shell

if TYPE_CHECKING:
    from branchtui.workflows.exchange.syncing import Sync

_EVERY = 15 * 60.0  # seconds


class Publishing:
    """Looks every while whether there is something to publish. What fails is told by the room, and tried again."""

    def __init__(self, shell: Shell) -> None:
        self._shell = shell
        self._timer: Timer = shell.set_interval(_EVERY, self.publish)
        self._running = False

    def publish(self) -> None:
        """Publish what is new, unless something else exchanges now."""
        note = exchange_note.read()
        if note is None or not note.automatic or self._running or self._shell.work.busy:
            return
        from branchtui.workflows.exchange import setting_up
        from branchtui.workflows.exchange.publishing import is_due
        from branchtui.workflows.exchange.syncing import Sync

        with suppress(BranchError):
            if is_due(note):
                one = Sync(setting_up.shared(), self._shell.photos(), None, now=self._shell.now())
                self._begin(one.fetch, partial(self._take_in, one))

    def _take_in(self, one: "Sync") -> None:
        with suppress(BranchError):
            one.take_in()
            self._begin(one.send, partial(self._end, one))

    def _end(self, one: "Sync") -> None:
        with suppress(BranchError):
            one.end()

    def _begin(self, step: Callable[[], object], then: Callable[[], object]) -> None:
        """Do a step in a thread, for the folder may be slow, and `then` in the screens' own, unless it failed."""
        self._running = True

        def work() -> None:
            done: Callable[[], object] | None = None
            try:
                with suppress(BranchError, OSError):  # the room says how it stands; a disk may fail in any way
                    step()
                    done = then
            finally:
                self._shell.call_later(self._stepped, done)

        threading.Thread(target=work, name="publishing", daemon=True).start()

    def _stepped(self, then: Callable[[], object] | None) -> None:
        self._running = False
        if then is not None:
            then()
