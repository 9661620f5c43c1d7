"""Long work that runs beside the screens: what is to be done, what follows, and who takes it on."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic, Protocol, TypeVar

from branchtui.workflows.progress import Progress

T = TypeVar("T")


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


class Jobs(Protocol):
    """Where one job at a time is done."""

    given_up: str  # what is left on the terminal of a job that would not stop

    @property
    def busy(self) -> bool:
        """Whether a job runs."""
        ...

    @property
    def line(self) -> str:
        """What the line says, empty where nothing runs."""
        ...

    def start(self, job: Job[Any], ends: Ends | None = None) -> bool:
        """Begin; False, with a sentence, while another job runs. Without `ends` the sentences become toasts."""
        ...

    def stop(self) -> None:
        """Ask the job to stop at the next part."""
        ...

    async def ended(self) -> None:
        """Stop the job, and return when it is not on the bench any more."""
        ...
