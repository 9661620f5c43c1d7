"""Lines drawn by a function of the width."""

from collections.abc import Callable, Sequence

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from branchtui.ui.shell import shell_of
from branchtui.ui.text.ink import Ink


class InkView(Widget):
    """Draws what `draw(width)` gives, on the ground of one role; without `rows` as many rows as that has."""

    def __init__(
        self,
        draw: Callable[[int], Sequence[Ink]],
        *,
        ground: str = "pane",
        id: str = "",  # noqa: A002
        classes: str = "",
    ) -> None:
        super().__init__(id=id or None, classes=f"ink-view {classes}".strip())
        self._draw, self._ground = draw, ground
        self._lines: Sequence[Ink] | None = None
        self._drawn_at = -1

    def lines(self, width: int) -> Sequence[Ink]:
        """The lines at this width, drawn once."""
        if self._lines is None or width != self._drawn_at:
            self._drawn_at, self._lines = width, self._draw(width)
        return self._lines

    def again(self) -> None:
        """Draw anew: what it shows has changed."""
        before = len(self._lines or ())
        self._lines = None
        drawn = self._drawn_at >= 0
        self.refresh(layout=drawn and self.styles.is_auto_height and len(self.lines(self._drawn_at)) != before)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width))

    def render_line(self, y: int) -> Strip:
        lines, width = self.lines(self.size.width), self.size.width
        return shell_of(self).brush.strip(lines[y] if y < len(lines) else Ink(), width, self._ground)
