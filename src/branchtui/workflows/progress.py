"""How long work tells how far it is, and is told to stop."""

from collections.abc import Callable

from branchtui.errors import BranchError

# Called with (parts done, all parts) between two parts. Raises StoppedError where the person wants no more of it.
Progress = Callable[[int, int], object]


class StoppedError(BranchError):
    """The person stopped the work: nothing of it may be left."""


def unwatched(done: int, whole: int) -> None:
    """The progress of work that nobody watches."""
