"""Long work beside the screens: one job at a time in a thread, with a line that tells how far it is; Esc stops it."""

import asyncio
import threading
import time
from collections.abc import Callable
from contextvars import copy_context
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from branchtui.errors import BranchError
from branchtui.ui.lifecycle.crash_report import Stack, stacks_of
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.undo_hint import stamps, with_way_back
from branchtui.ui.shell import Shell
from branchtui.ui.widgets.chrome import WorkLine
from branchtui.workflows.progress import StoppedError

if TYPE_CHECKING:
    from branchtui.ui.jobs import Ends, Job

T = TypeVar("T")
_APART = 0.1  # seconds between two paints of the line
_PATIENCE = 10.0  # seconds to wait for a part to end when the job was told to stop


class _Run(Generic[T]):
    """A job that was begun; its thread may outlive it on the bench."""

    def __init__(self, job: "Job[T]", ends: "Ends") -> None:
        self.job, self.ends = job, ends
        self.stop = threading.Event()
        self.far = ""
        self.painted = 0.0


class Workbench:
    """The one job that runs, if any. Whatever becomes of it, the bench is free afterwards."""

    def __init__(self, shell: Shell, report: Callable[[list[Stack]], Path | None]) -> None:
        self._shell, self._report = shell, report
        self._run: _Run[Any] | None = None
        self._free = asyncio.Event()
        self.given_up = ""  # what is left on the terminal of a job that would not stop

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return self._run is not None

    @property
    def line(self) -> str:
        """What the line says, empty where nothing runs."""
        if (run := self._run) is None:
            return ""
        return f"正在停下：{run.job.words}" if run.stop.is_set() else f"正在{run.job.words}{run.far}  Esc 停下"

    def start(self, job: "Job[Any]", ends: "Ends | None" = None) -> bool:
        """Begin; False, with a sentence, while another job runs. Without `ends` the sentences become toasts."""
        if self._run is not None:
            self._shell.say(f"正在{self._run.job.words}，等它做完再来；不要了可按 Esc 停下。")
            return False
        from branchtui.ui.jobs import Ends

        say = self._shell.say
        self._run = run = _Run(
            job, ends or Ends(say, partial(say, bad=True), lambda: say(f"已停下，没有{job.words}。"))
        )
        self._free.clear()
        self.show()
        # A daemon: the program can end although a job does not. It posts to the app, which its context names.
        in_thread = partial(copy_context().run, self._work, run)
        threading.Thread(target=in_thread, name=job.words, daemon=True).start()
        return True

    def stop(self) -> None:
        """Ask the job to stop at the next part; it is not waited for longer than `_PATIENCE`."""
        if (run := self._run) is not None and not run.stop.is_set():
            run.stop.set()
            self._shell.set_timer(_PATIENCE, partial(self._give_up, run))
        self.show()

    async def ended(self) -> None:
        """Stop the job, and return when it is not on the bench any more."""
        if self._run is not None:
            self.stop()
            await self._free.wait()

    def show(self) -> None:
        """Paint the line on the screen that is in front."""
        for line in self._shell.screen.query(WorkLine):
            line.say(self.line)

    def _work(self, run: _Run[Any]) -> None:
        """In the thread."""
        try:
            result = run.job.run(partial(self._progress, run))
        except StoppedError:
            self._shell.call_later(self._end, run, lambda ends: ends.stopped())
        except BranchError as error:
            words = str(error)
            self._shell.call_later(self._end, run, lambda ends: ends.failed(words))
        except BaseException as error:  # noqa: BLE001  # also the panic of a library: it is told and reported
            self._shell.call_later(self._break_off, run, error)
        else:
            self._shell.call_later(self._finish, run, result)

    def _progress(self, run: _Run[Any], done: int, whole: int) -> None:
        """In the thread."""
        if run.stop.is_set():
            raise StoppedError
        run.far = f" {done}/{whole}" if whole > 1 else ""
        if (moment := time.monotonic()) - run.painted > _APART:
            run.painted = moment
            self._shell.call_later(self.show)

    def _finish(self, run: _Run[Any], result: Any) -> None:
        if not self._has(run):
            return
        before = stamps()
        try:
            words = with_way_back(run.job.done(result), before, self._shell.screen)
        except BranchError as error:
            wrong = str(error)
            self._end(run, lambda ends: ends.failed(wrong))
        except BaseException as error:  # noqa: BLE001  # as above
            self._break_off(run, error)
        else:
            self._end(run, lambda ends: ends.done(words))

    def _break_off(self, run: _Run[Any], error: BaseException) -> None:
        """What nobody thought of ends the job, not the app."""
        report = self._report(stacks_of(error))
        where = f"报告在 {report}，可交给维护的人。" if report else "报告没有写成。"
        self._end(run, lambda ends: ends.failed(f"{run.job.words}时出了意外，没有做完。{where}"))

    def _has(self, run: _Run[Any]) -> bool:
        """Whether a job is on the bench still, and not given up."""
        if run is not self._run:
            self.given_up = ""  # it has ended after all
        return run is self._run

    def _give_up(self, run: _Run[Any]) -> None:
        if run is self._run:
            words = f"“{run.job.words}”没有停下来，不再等它了；它不会再改动数据。"
            self.given_up = words
            self._end(run, lambda ends: ends.failed(words))

    def _end(self, run: _Run[Any], tell: Callable[["Ends"], object]) -> None:
        if self._has(run):
            self._run = None
            self._free.set()
            self.show()
            if isinstance(self._shell.screen, PlaceScreen) and self._shell.screen.is_mounted:
                self._shell.screen.after_work()
            tell(run.ends)
