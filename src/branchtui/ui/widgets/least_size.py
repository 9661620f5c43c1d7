"""In a window too small for any screen a sentence says so."""

from typing import TYPE_CHECKING, Any

from textual.content import Content
from textual.widgets import Static

if TYPE_CHECKING:
    from textual import events
    from textual.geometry import Size
    from textual.screen import Screen

    _Base = Screen[Any]
else:
    _Base = object


LEAST = (60, 20)  # columns and rows that every screen fits


class LeastSizeScreen(_Base):
    """For screens. The focus stays behind the sentence: keys still go to the editor."""

    _notice: Static | None = None
    _told_size: "Size | None" = None

    def on_mount(self) -> None:
        self.screen_layout_refresh_signal.subscribe(self, lambda _: self._check_room(self.size))

    async def _on_resize(self, event: "events.Resize") -> None:
        self._check_room(event.size)

    def _check_room(self, size: "Size") -> None:
        width, height = size
        too_small = bool(size) and (width < LEAST[0] or height < LEAST[1])
        notice = self._notice
        if notice is None:
            if not too_small:
                return
            self._notice = notice = Static("", markup=False, classes="too-small")
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
