"""What is new here is published every while, where that is wanted: beside the screens, and without a word."""

import threading
from contextlib import suppress
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
                one.take_in()
                self._running = True
                threading.Thread(target=self._send, args=(one,), name="publishing", daemon=True).start()

    def _send(self, one: "Sync") -> None:
        """In the thread."""
        done = False
        try:
            with suppress(BranchError):  # the room says how it stands
                one.send()
                done = True
        finally:
            self._shell.call_later(self._end, one if done else None)

    def _end(self, one: "Sync | None") -> None:
        self._running = False
        if one is not None:
            with suppress(BranchError):
                one.end()
