"""Waiting until keys rest, for what costs too much to be done with each of them."""

from asyncio import TimerHandle, get_running_loop
from collections.abc import Callable

_REST = 0.12  # seconds


class Rest:
    """Calls `then` once nothing has begun it anew for a moment. It is called by the loop: let it post, not work."""

    def __init__(self, then: Callable[[], object], times: float = 1.0) -> None:
        self._then = then
        self._times = times  # as long as the usual moment
        self._timer: TimerHandle | None = None

    def begin(self) -> None:
        """Wait from now on."""
        if self._timer is not None:
            self._timer.cancel()
        self._timer = get_running_loop().call_later(_REST * self._times, self._then)
