"""The terminal's own cursor stands where the text is: an input method opens its candidates there."""

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.geometry import Offset

if TYPE_CHECKING:
    from textual.events import ScreenResume
    from textual.screen import Screen
    from textual.widget import Widget

    _Base = Screen[Any]
else:
    _Base = object


@runtime_checkable
class HasCaret(Protocol):
    """A widget that knows where its caret, or its cursor line, is on the screen."""

    def caret(self) -> Offset: ...
    def refresh(self) -> Any: ...


class CaretScreen(_Base):
    """For screens. Textual places the cursor before layout; this places it again after."""

    def on_mount(self) -> None:
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self.place_caret())

    def on_descendant_focus(self) -> None:
        self.call_after_refresh(self.place_caret)

    def on_screen_resume(self, event: "ScreenResume") -> None:
        self.call_after_refresh(self.place_caret)

    def place_caret(self) -> None:
        """Tell the terminal where the caret is."""
        if not self.is_active:  # is_current is true behind a modal as well
            return
        focused = self.focused
        if isinstance(focused, HasCaret) and (at := focused.caret()) != self.app.cursor_position:
            self.app.cursor_position = at
            focused.refresh()


def place_caret_soon(widget: "Widget") -> None:
    """Place the caret again once the widget has been laid out and drawn."""
    if widget.is_attached and isinstance(screen := widget.screen, CaretScreen):
        widget.call_after_refresh(screen.place_caret)
