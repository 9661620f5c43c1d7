"""栏目标题: the parts of a report, a cell each."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from branchtui.ui.rooms.reports.writing.cell_pane import CellPane
from branchtui.ui.rooms.reports.writing.cells import Cell, cells_of
from branchtui.ui.widgets.editors import DraftArea, DraftInput
from branchtui.ui.widgets.frame import Frame

_GROUPS = {"title": "必填", "kicker": "可选"}  # by the part that each begins with


class PartsPane(CellPane):
    """Kicker, title, subtitle, unit, day, editor's note, by-lines, outlet."""

    def editors(self) -> Sequence[DraftInput | DraftArea]:
        return [node for node in self.query("*") if isinstance(node, DraftInput | DraftArea)]

    def compose(self) -> ComposeResult:
        with Frame():
            with VerticalScroll(classes="fields", can_focus=False):
                for key, cell in cells_of(self.owner).items():
                    if heading := _GROUPS.get(key):
                        yield Static(Content(heading), classes="group")
                    with Horizontal(classes="field"):
                        yield from self.editor_of(key, cell)
            yield self.choices
        self.show_labels()

    def label_of(self, key: str, cell: Cell) -> str:
        return cell.label
