"""Another room is shown as soon as its screen has come to the front."""

from contextlib import ExitStack

from textual.app import App
from textual.widget import AwaitMount


class PromptSwitching(App[None]):
    """After a switch of the mode Textual draws nothing for a fixed time; here only until the screen has read its rows."""

    _held: ExitStack | None = None

    def delay_update(self, delay: float = 0.05) -> None:
        """Draw nothing until `switch_mode` has had its screen shown, but no longer than `delay` seconds."""
        held = ExitStack()
        held.enter_context(self.batch_update())
        if self._held is not None:
            held.push(self._held)
        self._held = held
        self.set_timer(delay, self._draw_again)

    def switch_mode(self, mode: str) -> AwaitMount:
        """Go to a mode. What lets it be drawn waits behind what the screen does on coming to the front."""
        mounted = super().switch_mode(mode)
        self.screen.call_later(self._draw_again)
        return mounted

    def _draw_again(self) -> None:
        held, self._held = self._held, None
        if held is not None:
            held.close()
            self.screen.refresh()
