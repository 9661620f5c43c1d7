"""The exchange with the college's server while the app is open: beside the screens, and never on a key's way.

The network is waited for in a thread. What came is merged when the person rests; a save is sent a second after the last one,
and what another machine has pushed, or the college asks for, is fetched a second after the server has told of it.
What nobody thought of ends the exchanges, not the app: the next start tries again, and who asks for one.
Without a seat at a college nothing of this is loaded.
"""

import threading
import time
from collections.abc import Callable
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from textual.timer import Timer

from branchtui.errors import BranchError, BusyError
from branchtui.store.file.database import written
from branchtui.ui.lifecycle.crash_report import Stack, stacks_of
from branchtui.ui.screens.undo_hint import stamps
from branchtui.ui.shell import Shell
from branchtui.ui.widgets.editors import Drafting

if TYPE_CHECKING:
    from branchtui.workflows.college.branch.exchanging import Exchange, Line

_LOOK = 1.0  # seconds between two looks whether there is something to do
_QUIET = (
    1.0  # seconds without a save, before what was saved is sent; after a push of another machine, before it is fetched
)
_EVERY = 30.0  # seconds between two exchanges without either
_STILL = 1.0  # seconds without a key before what came is merged
_LONG_STILL = 60.0  # seconds after which text that is typed and not stored does not keep it back: saving asks then
_FIRST_WAIT, _LONGEST_WAIT = 5.0, 600.0  # seconds before it is tried again
_IDLE = 300.0  # seconds without key and save after which the connection is not kept between exchanges

clock = time.monotonic


class CollegeSyncing:
    """Exchanges by itself. How it stands is kept in a note, and told by the title line and the room 同步."""

    def __init__(self, shell: Shell, report: Callable[[list[Stack]], Path | None]) -> None:
        self._shell, self._report = shell, report
        self._timer: Timer = shell.set_interval(_LOOK, self.look)
        self._typed_at = self._saved_at = self._next = clock()  # when to exchange again, without a save
        self._seen, self._stamps = written(), stamps()
        self._unsent = True  # there may be something that was not sent
        self._wait = 0.0  # seconds that were waited after the last failure
        self._running = False
        self._line: Line | None = None
        self._one: Exchange | None = None
        self._fetched = False  # it waits to be merged
        self._merged = False  # something may have come that is not shown yet
        self._wrote = False  # what the college asked for was written down, or changed
        self._asked = False  # somebody wants to be told what comes of it

    def someone_types(self) -> None:
        """A key was pressed."""
        self._typed_at = clock()

    def sync_now(self) -> bool:
        """Exchange at once, and say what came of it; False where the seat is an organiser's, who has nothing to exchange."""
        from branchtui.workflows.college.branch import lateness

        with suppress(BranchError):  # the exchange will meet it, and tell
            if not lateness.syncs(self._shell.home):
                return False
        self._asked, self._wait, self._next = True, 0.0, clock()
        self.look()
        return True

    def look(self) -> None:
        """Do the next thing, where it is time for one. The network is not asked here."""
        now = clock()
        self._notice()
        self._hear(now)
        if self._fetched:
            if self._asked or self._rests(now):
                self._do(self._merge)
        elif not self._running and now >= self._due():
            self._do(self._start)

    def _notice(self) -> None:
        """Note whether something was saved since the last look; what is kept for this machine alone is no save."""
        if (count := written()) != self._seen:
            before, self._seen, self._stamps = self._stamps, count, stamps()
            if self._stamps != before:
                self._saved_at, self._unsent = clock(), True

    def _hear(self, now: float) -> None:
        """Fetch soon what another machine has pushed, or the college asks for; who has failed waits all the same."""
        if not (self._running or self._wait) and self._line is not None and self._line.heard():
            self._next = min(self._next, now + _QUIET)

    def _due(self) -> float:
        """When the next exchange is to begin."""
        if self._wait or not self._unsent:
            return self._next
        return min(self._next, self._saved_at + _QUIET)

    def _rests(self, now: float) -> bool:
        """Whether the person does not type, has stored what was typed, and no long work goes on.

        Where the branch's other machines wait for this one, only the last counts.
        """
        still = now - self._typed_at
        if self._shell.work.busy:
            return False
        if self._one is not None and self._one.has_turn:
            return True
        if still < _STILL:
            return False
        if still >= _LONG_STILL:
            return True
        return all(node.typed == node.stored for node in self._shell.screen.walk_children(Drafting))

    # -- the steps ------------------------------------------------------------------------------------------------

    def _start(self) -> None:
        if not self._shell.branch_name():  # none was made or brought yet
            self._next = clock() + _EVERY
            return
        self._unsent = self._merged = self._wrote = False
        if self._line is None:
            self._in_thread(_load, self._begin)
        else:
            self._begin()

    def _begin(self) -> None:
        from branchtui.workflows.college.branch import lateness
        from branchtui.workflows.college.branch.exchanging import Exchange, Line

        self._line = self._line or Line(self._shell.home)
        if not lateness.syncs(self._shell.home):
            self._timer.stop()
            return
        self._one = Exchange(self._shell.home, self._line, self._shell.photos(), now=self._shell.now())
        self._in_thread(self._one.connect, self._connected)

    def _connected(self) -> None:
        assert self._one is not None
        self._one.begin()
        self._fetch()

    def _fetch(self) -> None:
        assert self._one is not None
        self._in_thread(self._one.fetch, self._came)

    def _came(self) -> None:
        self._fetched = True
        self.look()

    def _merge(self) -> None:
        assert self._one is not None
        self._fetched = False
        self._merged, before = True, stamps()
        self._one.take_in()
        self._wrote |= stamps() != before
        # by what came; what was saved until now is being sent
        self._seen, self._stamps, self._unsent = written(), stamps(), False
        self._in_thread(self._one.send, self._sent)

    def _sent(self) -> None:
        from branchtui.workflows.college.branch import lateness

        assert self._one is not None
        self._notice()
        done = self._one.end()
        self._seen, self._stamps = written(), stamps()
        if self._one.goes_on:
            self._fetch()
            return
        self._wait, self._next = 0.0, clock() + _EVERY
        lateness.note_synced(self._shell.now(), done.trouble)
        self._merged = self._wrote or bool(done.new or done.updated or done.purged)
        self._ended(done.words)

    def _failed(self, error: BranchError) -> None:
        from branchtui.store.college.connection import AwayError
        from branchtui.workflows.college.branch import lateness

        if self._line is not None:  # before: with it the turn is over, and nothing waits for the network
            self._line.close()
        if self._one is not None:
            self._one.discard()
        self._unsent = True
        self._wait = min(_LONGEST_WAIT, 2 * self._wait or _FIRST_WAIT)
        self._next = clock() + self._wait
        lateness.note_trouble(str(error), refused=not isinstance(error, AwayError | BusyError))
        self._ended(str(error), bad=True)

    def _ended(self, words: str, *, bad: bool = False) -> None:
        """The exchange is over: show what came, and say it to who asked."""
        self._one, merged, asked = None, self._merged, self._asked
        self._merged = self._asked = False
        if self._line is not None and clock() - max(self._typed_at, self._saved_at) >= _IDLE:
            self._line.close()
        if merged:
            self._shell.show_merged()
        else:
            self._shell.show_late()
        if asked:
            self._shell.say(words, bad=bad)

    def _in_thread(self, step: Callable[[], None], then: Callable[[], None]) -> None:
        """Do a step that waits for the network in a thread, and `then` in the screens' own, unless it failed."""
        self._running = True

        def work() -> None:
            wrong: BaseException | None = None
            try:
                step()
            except BaseException as error:  # noqa: BLE001  # it is told, and reported, beside the screens' own
                wrong = error
            self._shell.call_later(self._stepped, wrong, then)

        threading.Thread(target=work, name="college", daemon=True).start()

    def _stepped(self, wrong: BaseException | None, then: Callable[[], None]) -> None:
        self._running = False

        def after() -> None:
            if wrong is not None:
                raise wrong
            then()

        self._do(after)

    def _do(self, step: Callable[[], None]) -> None:
        """Do a step in the screens' own thread, and tell what is wrong."""
        try:
            step()
        except BranchError as error:
            self._failed(error)
        except OSError as error:  # of this machine's own disk: the network's are told by then
            self._failed(BranchError(f"读写时出错（{error.strerror or error}）。"))
        except BaseException as error:  # noqa: BLE001  # also what the thread met
            self._timer.stop()
            report = self._report(stacks_of(error))
            where = f"报告在 {report}，可交给维护的人。" if report else "报告没有写成。"
            self._failed(BranchError(f"与学院同步时出了意外，先停下了，数据都在。{where}"))


def _load() -> None:
    """Load what an exchange needs, in a thread: it takes as long as several keys."""
    import_module("branchtui.workflows.college.branch.exchanging")
