"""Reading what takes long a little at a time: who has keys to answer goes on with it where nobody waits."""

from collections.abc import Generator
from typing import TypeVar

T = TypeVar("T")
Steps = Generator[None, None, T]
"""What gives the word after each step, and what was read at the end."""


def at_once(steps: Steps[T]) -> T:
    """All steps, one behind the other."""
    while True:
        try:
            next(steps)
        except StopIteration as end:
            found: T = end.value
            return found
