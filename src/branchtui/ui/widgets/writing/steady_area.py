"""A text of several lines whose window keeps its place while lines come and go."""

from textual.geometry import Offset, Size
from textual.reactive import Reactive
from textual.widgets import TextArea

from branchtui.ui.terminal.caret import place_caret_soon


class SteadyArea(TextArea):
    """Tells the terminal where its caret is. A line more lays out nothing: Textual would draw the whole screen anew."""

    virtual_size = Reactive(Size(0, 0))

    def watch_virtual_size(self, old: Size, new: Size) -> None:
        bar = self.vertical_scrollbar
        bar.window_virtual_size, bar.window_size = new.height, self.container_size.height
        self.scroll_y = self.validate_scroll_y(self.scroll_y)

    def caret(self) -> Offset:
        """The cell of the caret."""
        return self.cursor_screen_offset

    def watch_selection(self) -> None:
        place_caret_soon(self)

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """Textual 8.2.8 scrolls between taking lines away and moving the cursor off them, and breaks there."""
        if self.cursor_location[0] >= self.document.line_count:
            return self.scroll_offset
        return super().scroll_cursor_visible(center, animate)

    def watch_scroll_y(self, old: float, new: float) -> None:
        super().watch_scroll_y(old, new)
        place_caret_soon(self)

    def on_resize(self) -> None:
        self.call_after_refresh(self.scroll_cursor_visible)  # what came up below it may have covered the caret
