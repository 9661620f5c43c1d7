"""When a screen is drawn: as soon as it is ready, and not on the way there."""

from contextlib import ExitStack
from typing import Any

from textual.app import App
from textual.widget import AwaitMount

_BEGINS = 1.0  # seconds: should the first screen never tell that it has been laid out


class DrawnWhenReady(App[None]):
    """After a switch of the mode Textual draws nothing for a fixed time, and other screens at every step.

    The first one is drawn once its widgets know their sizes, and not before that as well.
    """

    _held: ExitStack | None = None

    def on_load(self) -> None:
        self.delay_update(_BEGINS)

    def on_ready(self) -> None:
        self.screen.call_later(self._draw_again)  # behind what its widgets say to their sizes

    def delay_update(self, delay: float = 0.05) -> None:
        """Draw nothing until the screen in front has let it be, but no longer than `delay` seconds."""
        held = ExitStack()
        held.enter_context(self.batch_update())
        if self._held is not None:
            held.push(self._held)
        self._held = held
        self.set_timer(delay, self._draw_again)

    def switch_mode(self, mode: str) -> AwaitMount:
        """Go to a mode. It is drawn behind what its screen does on coming to the front."""
        mounted = super().switch_mode(mode)
        self.screen.call_later(self._draw_again)
        return mounted

    def push_screen(self, *words: Any, **named: Any) -> Any:
        """Put a screen in front. It is drawn when it has come to rest."""
        self.delay_update()
        pushed = super().push_screen(*words, **named)
        self.screen.call_after_refresh(self._draw_again)
        return pushed

    def _draw_again(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.close()
            self.screen.refresh()
