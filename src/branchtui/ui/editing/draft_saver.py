"""What is being typed reaches the disk within a second, from a thread of its own."""

import threading
from collections.abc import Callable
from datetime import datetime
from typing import Protocol

from branchtui.errors import BranchError
from branchtui.rules.text.cleaning import whole
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.values import NamedTuple

DELAY = 0.5  # seconds from the first unsaved key to the write
AGAIN = 3.0  # seconds until what could not be written is tried again, where no key comes before
PATIENCE = 5.0  # seconds to wait for the disk when leaving


class Shelf(Protocol):
    """Where buffers are kept, each by the text of its key; `store.drafts` in the app."""

    def save_draft(self, place: str, label: str, text: str, at: datetime) -> object: ...
    def drop_draft(self, place: str) -> object: ...


class Draft(NamedTuple):
    """What was typed at one place."""

    label: str
    text: str
    at: datetime


class DraftSaver:
    """Takes texts from editors at any rate and writes the last of each place. Safe to call from any thread.

    Only its own thread touches the shelf. `trouble` is told, in that thread, when writes begin to fail; the text is
    kept and tried again, at the latest with the next key.
    """

    def __init__(self, shelf: Shelf, now: Callable[[], datetime], trouble: Callable[[str], object]) -> None:
        self._shelf = shelf
        self._now = now
        self._trouble = trouble
        self._told = ""  # of what is wrong now: once is enough
        self._kept: dict[DraftKey, Draft] = {}
        self._waiting: dict[DraftKey, Draft | None] = {}  # None: the buffer is no longer needed
        self._writing: dict[DraftKey, Draft | None] = {}  # taken from those that wait, and not known to be written yet
        self._changed = threading.Condition()
        self._asked = self._answered = 0  # flushes
        self._ended = False
        self._thread: threading.Thread | None = None

    def load(self, place: DraftKey, label: str, text: str, at: datetime) -> None:
        """Tell of a draft that the last run left on the shelf."""
        self._kept[place] = Draft(label, text, at)

    def text_of(self, place: DraftKey) -> str | None:
        """What was last typed at `place` and not stored yet."""
        draft = self._kept.get(place)
        return draft.text if draft else None

    def left(self) -> list[tuple[DraftKey, Draft]]:
        """(place, draft) of everything typed and not stored, the latest first."""
        return sorted(self._kept.items(), key=lambda pair: pair[1].at, reverse=True)

    def unwritten(self) -> list[Draft]:
        """What was typed and has not reached the shelf; after `flush`, what could not."""
        with self._changed:
            return [draft for draft in {**self._writing, **self._waiting}.values() if draft is not None]

    def put(self, place: DraftKey, label: str, text: str) -> None:
        """Keep `text` as what is being typed at `place`."""
        self._kept[place] = draft = Draft(label, whole(text), self._now())
        self._add(place, draft)

    def drop(self, place: DraftKey) -> None:
        """The text of `place` has been stored or given up: its buffer is no longer needed."""
        self._kept.pop(place, None)
        self._add(place, None)

    def flush(self) -> None:
        """Return when what is waiting has been written, or has failed to be."""
        with self._changed:
            if not self._lives() or not (self._waiting or self._writing):
                return
            self._asked += 1
            mine = self._asked
            self._changed.notify_all()
            self._changed.wait_for(lambda: self._answered >= mine, PATIENCE)

    def close(self) -> None:
        """Write what is waiting and end the thread. What could not be written is in `unwritten`."""
        self.flush()
        with self._changed:
            self._ended = True
            self._changed.notify_all()
        if self._thread is not None:
            self._thread.join(PATIENCE)

    def _lives(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _add(self, place: DraftKey, draft: Draft | None) -> None:
        with self._changed:
            self._waiting[place] = draft
            if not self._lives() and not self._ended:
                self._thread = threading.Thread(target=self._run, name="drafts", daemon=True)
                self._thread.start()
            self._changed.notify_all()

    def _run(self) -> None:
        urgent: Callable[[], bool] = lambda: self._asked > self._answered or self._ended  # noqa: E731
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or urgent())
                self._changed.wait_for(urgent, DELAY)
                asked, last = self._asked, self._ended
                self._writing, self._waiting = self._waiting, {}
            try:
                self._write()
            finally:  # whatever happens, what was taken and not written waits again, and nobody waits for it
                with self._changed:
                    failed = bool(self._writing)
                    self._waiting = {**self._writing, **self._waiting}
                    self._writing = {}
                    self._answered = asked
                    self._changed.notify_all()
            with self._changed:
                if last:
                    return
                if failed and not urgent():
                    self._changed.wait(AGAIN)

    def _write(self) -> None:
        """Write the drafts that were taken; those that could not be written are left."""
        for place, draft in list(self._writing.items()):
            try:
                if draft is None:
                    self._shelf.drop_draft(str(place))
                else:
                    self._shelf.save_draft(str(place), draft.label, draft.text, draft.at)
            except BranchError as error:
                if str(error) != self._told:
                    self._told = str(error)
                    self._trouble(self._told)
            else:
                with self._changed:
                    del self._writing[place]
        if not self._writing:
            self._told = ""
