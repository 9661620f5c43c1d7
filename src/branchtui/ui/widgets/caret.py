"""What every screen needs of the terminal: its cursor where the text is, and room enough.

An input method opens its candidates at the terminal's own cursor.
"""

from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from textual.geometry import Offset

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size
    from textual.screen import Screen
    from textual.widget import Widget

    _Base = Screen[Any]
else:
    _Base = object


LEAST = (60, 20)  # columns and rows that every screen fits


@runtime_checkable
class HasCaret(Protocol):
    """A widget that knows where its caret, or its cursor line, is on the screen."""

    def caret(self) -> Offset: ...
    def refresh(self) -> Any: ...


class CaretScreen(_Base):
    """For screens. Textual places the cursor before layout; this places it again after."""

    _told_size: "Size | None" = None

    def watch_carets(self) -> None:
        """Begin; to be called when the screen is mounted."""
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._laid_out())

    def _laid_out(self) -> None:
        self._check_room(self.size)
        self.place_caret()

    async def _on_resize(self, event: "events.Resize") -> None:
        self._check_room(event.size)

    def _check_room(self, size: "Size") -> None:
        """In a window too small for any screen only a sentence shows. The focus stays: keys still go to the editor."""
        from textual.content import Content
        from textual.widgets import Static

        width, height = size
        too_small = bool(size) and (width < LEAST[0] or height < LEAST[1])
        notice = next(iter(self.query(".too-small").results(Static)), None)
        if notice is None:
            if not too_small:
                return
            notice = Static("", markup=False, classes="too-small")
            notice.display = False
            self.mount(notice)
        if notice.display != too_small or (too_small and self._told_size != size):
            self._told_size = size
            notice.display = too_small
            lines = (
                f"窗口太小：现在 {width}x{height}，",
                f"至少要 {LEAST[0]}x{LEAST[1]}。",
                "请拉大窗口或缩小字号；",
                "写着的不会丢。",
            )
            # Behind the labels of a form: Textual cuts through a wide character where something below it ends.
            margin = " " * (16 if width >= 40 else 0)
            notice.update(Content("\n".join(margin + line for line in lines)))

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
