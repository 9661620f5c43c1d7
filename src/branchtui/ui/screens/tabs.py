"""A line of tabs and the panes under it, each made on the first visit."""

from collections.abc import Callable, Mapping

from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static


class Tabs(Vertical):
    """`names` gives each tab its words, `panes` makes what stands under it."""

    def __init__(self, names: Mapping[str, str], panes: Mapping[str, Callable[[], Widget]]) -> None:
        super().__init__()
        self._words = names
        self._panes = panes
        self._made: dict[str, Widget] = {}
        self.current = ""

    def compose(self) -> ComposeResult:
        yield Static("", markup=False, classes="tab-line")

    def beside(self, by: int) -> str:
        """The tab so many places further on."""
        names = list(self._words)
        return names[(names.index(self.current) + by) % len(names)]

    async def turn_to(self, name: str) -> None:
        """Show a tab and put the focus into it."""
        self.current = name
        words = [f"[{text}]" if key == name else f" {text} " for key, text in self._words.items()]
        self.query_one(".tab-line", Static).update(Content("".join(words) + "  [ 和 ] 换栏"))
        pane = self._made.get(name)
        if pane is None:
            pane = self._made[name] = self._panes[name]()
            pane.add_class("tab-pane")
            await self.mount(pane)
        for key, other in self._made.items():
            other.display = key == name
        next((widget for widget in pane.query("*") if widget.focusable), pane).focus()
