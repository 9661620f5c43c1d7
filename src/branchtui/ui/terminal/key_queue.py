"""Keys in their turn: what is typed ahead waits until the key before it has been carried out.

Textual hands each key to what has the focus when it comes. A key typed right behind one that opens a form, a dialog
or a filter would still go to the place below, where letters are commands.
"""

from asyncio import TimerHandle, get_running_loop
from collections import deque
from collections.abc import Awaitable, Callable, Sequence
from typing import TYPE_CHECKING, Any

from textual import events

from branchtui.ui.commands.keys import key_of

if TYPE_CHECKING:
    from textual.app import App
    from textual.dom import DOMNode

_PATIENCE = 1.0  # seconds after which keys go on even where nothing was heard of the one before
_LEAST, _MOST = 2, 8  # rounds: the first follows the key, the second what it set off

Typed = events.Key | events.Paste


class TypeAhead:
    """Hands on keys and pastes one after the other; `hand_on` is what Textual does with one.

    Behind a key that may be a command a callback goes from queue to queue, from the focused widget up to the app,
    round after round until the focus rests. A character that an editor takes is followed by none: it stays in order.
    """

    def __init__(self, app: "App[Any]", hand_on: Callable[[Typed], Awaitable[None]]) -> None:
        self._app = app
        self._hand_on = hand_on
        self._waiting: deque[Typed] = deque()
        self._count = 0
        self._followed = 0  # the number of the key being carried out, 0 while none is
        self._guard: TimerHandle | None = None

    async def take(self, typed: Typed) -> None:
        """Hand it on, now or in its turn."""
        self._waiting.extend(_apart(typed))
        if not self._followed:
            await self._go_on()
        elif self._guard is None:
            self._guard = get_running_loop().call_later(_PATIENCE, self._give_up, self._followed)

    async def _go_on(self) -> None:
        while self._waiting and not self._followed:
            typed = self._waiting.popleft()
            if not self._is_text(typed):
                self._count += 1
                self._followed = self._count
            try:
                await self._hand_on(typed)
            finally:  # a command that raises a sentence must not hold up the keys behind it
                if self._followed:
                    self._follow(self._followed, 1)

    def _is_text(self, typed: Typed) -> bool:
        focused = self._app.focused
        return isinstance(typed, events.Paste) or (
            focused is not None and focused.check_consume_key(typed.key, typed.character)
        )

    def _here(self) -> "DOMNode":
        return self._app.focused or self._app.screen

    def _follow(self, number: int, rounds: int) -> None:
        here = self._here()
        self._pass(here.ancestors_with_self, lambda: self._came_round(number, rounds, here))

    def _pass(self, way: "Sequence[DOMNode]", arrive: Callable[[], Awaitable[None]]) -> None:
        """Wait in the queue of each node of the way in turn; one that is closing is passed by."""
        for at, node in enumerate(way, 1):
            if node is self._app:
                node.call_later(arrive)
            elif node.call_later(self._pass, way[at:], arrive):
                return

    async def _came_round(self, number: int, rounds: int, begun: "DOMNode") -> None:
        if number != self._followed:
            return
        if rounds < _LEAST or (begun is not self._here() and rounds < _MOST):
            self._follow(number, rounds + 1)
            return
        self._followed = 0
        if self._guard is not None:
            self._guard.cancel()
            self._guard = None
        await self._go_on()

    def _give_up(self, number: int) -> None:
        """A queue was closed with the callback in it."""
        self._guard = None
        self._app.call_later(self._came_round, number, _MOST, self._app)


def _apart(typed: Typed) -> list[Typed]:
    """Esc with a key right behind it, which looks like Alt with that key; Alt is used for nothing here."""
    if isinstance(typed, events.Key) and typed.key.startswith("alt+") and typed.character:
        return [events.Key("escape", None), events.Key(key_of(typed.character), typed.character)]
    return [typed]
