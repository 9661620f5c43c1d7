"""A line of tabs and the panes under it, each made on the first visit."""

from collections.abc import Callable, Collection, Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.widget import Widget

from branchtui.ui.text.ink import Ink
from branchtui.ui.widgets.frame import Frame


class Tabs(Vertical):
    """`names` gives each tab its words, `panes` makes what stands under it; `first` is shown at once.

    The words stand in the edge of the frame that a pane stands in, or of the first within it.
    """

    def __init__(self, names: Mapping[str, str], panes: Mapping[str, Callable[[], Widget]], first: str) -> None:
        super().__init__()
        self._words = names
        self._panes = panes
        self._made: dict[str, Widget] = {}
        self.current = first
        self._flagged: Collection[str] = ()
        self._sign = ""

    def flag(self, names: Collection[str], sign: str) -> None:
        """Put a sign behind the words of these tabs: something on them waits for a decision."""
        if names != self._flagged:
            self._flagged, self._sign = names, sign
            self._show_line()

    def compose(self) -> ComposeResult:
        yield self._pane(self.current)

    def _pane(self, name: str) -> Widget:
        pane = self._made[name] = self._panes[name]()
        pane.add_class("tab-pane")
        return pane

    def on_mount(self) -> None:
        self._show_line()

    def _show_line(self) -> None:
        line = Ink()
        for key, words in self._words.items():
            here = key == self.current
            line.add(f"{'[' if here else ' '}{words}", "text" if here else "quiet", bold=here)
            if key in self._flagged:
                line.add(self._sign, "bad")
            line.add("]" if here else " ", "text" if here else "quiet", bold=here)
        pane = self._made[self.current]
        for frame in [pane] if isinstance(pane, Frame) else list(pane.query(Frame))[:1]:
            frame.title = line

    def beside(self, by: int) -> str:
        """The tab so many places further on."""
        names = list(self._words)
        return names[(names.index(self.current) + by) % len(names)]

    async def turn_to(self, name: str) -> None:
        """Show a tab and put the focus into it."""
        self.current = name
        if name not in self._made:
            await self.mount(self._pane(name))
        self._show_line()
        for key, pane in self._made.items():
            pane.display = key == name
        self.focus_pane()

    def focus_pane(self) -> None:
        """Put the focus into the pane that is shown: where its class `-first` is, else on the first that takes it."""
        pane = self._made[self.current]
        next((widget for widget in (*pane.query(".-first"), *pane.query("*")) if widget.focusable), pane).focus()

    def shows(self, widget: Widget) -> bool:
        """Whether a widget stands in the pane that is shown."""
        return self._made[self.current] in widget.ancestors
