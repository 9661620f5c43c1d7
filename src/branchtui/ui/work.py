"""Long work beside the screens: one job at a time in a thread, with a line that tells how far it is; Esc stops it."""

import asyncio
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from branchtui.rules.errors import BranchError
from branchtui.ui.way_back import stamps, with_way_back
from branchtui.ui.widgets.chrome import WorkLine
from branchtui.workflows.progress import Progress, StoppedError

if TYPE_CHECKING:
    from branchtui.ui.app import BranchApp

T = TypeVar("T")
_APART = 0.1  # seconds between two paints of the line
_PATIENCE = 10.0  # seconds to wait for a part to end when the program is left


@dataclass(frozen=True, slots=True)
class Job(Generic[T]):
    """`run` is called in a thread and touches no database; `done` gets its result in the screens' own thread.

    `words` say what goes on; `done` returns the sentence that says what happened. Both may raise BranchError.
    """

    words: str
    run: Callable[[Progress], T]
    done: Callable[[T], str]


@dataclass(frozen=True, slots=True)
class Ends:
    """What follows a job: told what happened, what is wrong, or that it was stopped."""

    done: Callable[[str], object]
    failed: Callable[[str], object]
    stopped: Callable[[], object]


class Workbench:
    """The one job that runs, if any."""

    def __init__(self, desk: "BranchApp") -> None:
        self._desk = desk
        self._job: Job[Any] | None = None
        self._ends: Ends | None = None
        self._stop = threading.Event()
        self._ended = asyncio.Event()
        self._painted = 0.0
        self._far = ""

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        return self._job is not None

    @property
    def line(self) -> str:
        """What the line says, empty where nothing runs."""
        if self._job is None:
            return ""
        return f"正在停下：{self._job.words}" if self._stop.is_set() else f"正在{self._job.words}{self._far}  Esc 停下"

    def start(self, job: Job[Any], ends: Ends | None = None) -> bool:
        """Begin; False, with a sentence, while another job runs. Without `ends` the sentences become toasts."""
        if self._job is not None:
            self._desk.say(f"正在{self._job.words}，等它做完再来；不要了可按 Esc 停下。")
            return False
        say = self._desk.say
        self._job = job
        self._ends = ends or Ends(say, partial(say, bad=True), lambda: say(f"已停下，没有{job.words}。"))
        self._stop.clear()
        self._ended.clear()
        self._far = ""
        self.show()
        self._desk.run_worker(partial(self._run, job), thread=True, group="work", name=job.words)
        return True

    def stop(self) -> None:
        """Ask the job to stop at the next part."""
        self._stop.set()
        self.show()

    async def ended(self) -> None:
        """Return when no job runs any more, or when it can't be waited for longer."""
        if self._job is not None:
            self.stop()
            await asyncio.wait([asyncio.create_task(self._ended.wait())], timeout=_PATIENCE)

    def show(self) -> None:
        """Paint the line on the screen that is in front."""
        for line in self._desk.screen.query(WorkLine):
            line.say(self.line)

    def _run(self, job: Job[Any]) -> None:
        """In the thread."""
        try:
            result = job.run(self._progress)
        except StoppedError:
            self._desk.call_later(self._end, None)
        except BranchError as error:
            words = str(error)
            self._desk.call_later(self._end, lambda ends: ends.failed(words))
        else:
            self._desk.call_later(self._finish, job, result)

    def _progress(self, done: int, whole: int) -> None:
        """In the thread."""
        if self._stop.is_set():
            raise StoppedError
        self._far = f" {done}/{whole}"
        if (moment := time.monotonic()) - self._painted > _APART:
            self._painted = moment
            self._desk.call_later(self.show)

    def _finish(self, job: Job[Any], result: Any) -> None:
        before = stamps()
        try:
            words = with_way_back(job.done(result), before, self._desk.screen)
        except BranchError as error:
            wrong = str(error)
            self._end(lambda ends: ends.failed(wrong))
        else:
            self._end(lambda ends: ends.done(words))

    def _end(self, tell: Callable[[Ends], object] | None) -> None:
        ends, self._job, self._ends = self._ends, None, None
        self._ended.set()
        self.show()
        if ends is not None:
            (tell or (lambda ends: ends.stopped()))(ends)
