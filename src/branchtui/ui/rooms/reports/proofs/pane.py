"""校对: the findings of a report as a list."""

from collections.abc import Sequence

from textual.app import ComposeResult

from branchtui.proof.finding import Finding
from branchtui.ui.rooms.reports.proofs.lines import severity_cell, told_lines, where_word
from branchtui.ui.rooms.reports.proofs.spots import same_as
from branchtui.ui.shell import shell_of
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.rows import Column, Rows
from branchtui.ui.widgets.ink_view import InkView
from branchtui.ui.widgets.list_pane import ListPane

_COLUMNS: list[Column[Finding]] = [
    Column("", 6, lambda finding: finding.severity, ink=severity_cell),
    Column("", 6, where_word, from_width=50, role="quiet"),
    Column("", 20, lambda finding: finding.words, grow=True),
]


class FindingsPane(ListPane[Finding]):
    """The list, and below it the one under the cursor in full. It is there while something is found."""

    def __init__(self) -> None:
        super().__init__(_COLUMNS, self._rows, title="校对", empty="没有发现问题。")
        self.add_class("findings")
        self._found: Sequence[Finding] = ()
        self._told = InkView(self._lines)

    def compose(self) -> ComposeResult:
        yield from super().compose()
        yield self._told

    def _rows(self, filter_text: str) -> Rows[Finding]:
        return Rows([each for each in self._found if filter_text in each.words or filter_text in each.said])

    def _lines(self, width: int) -> list[Ink]:
        return told_lines(self.finding, width, shell_of(self).brush.glyphs)

    @property
    def found(self) -> Sequence[Finding]:
        """All findings, those that the filter hides among them."""
        return self._found

    @property
    def finding(self) -> Finding | None:
        """The finding under the cursor."""
        return self.table.row

    def show_found(self, found: Sequence[Finding], at: Finding | None = None) -> None:
        """Show other findings, the cursor on `at`; without it on its own again, or the one that is most like it."""
        before = at or self.finding
        self._found = found
        self.set_class(bool(found), "-found")
        self.reload()
        if before is not None and (row := same_as(before, found)) is not None:
            self.table.seek(lambda each: each == row)

    def show_place(self, elsewhere: bool) -> None:
        """In a narrow window it stands only where its finding can be seen."""
        self.set_class(elsewhere, "-elsewhere")

    def on_window_table_moved(self) -> None:
        super().on_window_table_moved()
        self._told.again()
