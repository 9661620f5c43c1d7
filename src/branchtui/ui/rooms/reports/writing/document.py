"""正文: the draft as one document. What belongs to its head stands above its text, its by-lines below."""

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from branchtui.store.models import Report, Row
from branchtui.store.models.columns import caption
from branchtui.ui.editing.edit_guard import guarded
from branchtui.ui.rooms.reports.writing.cell_pane import CellPane
from branchtui.ui.rooms.reports.writing.cells import BYLINE, Cell, cells_of, place_of
from branchtui.ui.widgets.choosing.completion import Completion
from branchtui.ui.widgets.editors import DraftArea, DraftInput, Write
from branchtui.ui.widgets.frame import LEAST_ROWS, Frame

_ABOVE = (("kicker",), ("title",), ("subtitle",), ("unit", "dated"), ("editors_note",))  # as they print, line by line
_ALWAYS = frozenset({"title", "unit", "dated", f"{BYLINE}文"})  # the others once they say something
_NAMED = frozenset({"unit", "dated", "editors_note"})
_BESIDE = 2  # by-lines in a line
_HOW = "从这里写正文。“#”和空格起头的一行是小标题，单独一行【图1】是配图的位置"


class FlowingArea(DraftArea):
    """A part of the document of several lines. The arrows lead out of it, up to what stands above and down to the rest."""

    def action_cursor_up(self, select: bool = False) -> None:
        if select or not self._leaves(-1):
            super().action_cursor_up(select)

    def action_cursor_down(self, select: bool = False) -> None:
        if select or not self._leaves(1):
            super().action_cursor_down(select)

    def _leaves(self, by: int) -> bool:
        """Go out of the text where the cursor is on its first or last line; False elsewhere."""
        lines = self.wrapped_document
        edge = 0 if by < 0 else lines.height - 1
        return lines.location_to_offset(self.cursor_location).y == edge and self.query_ancestor(BodyPane).go(by)


class BodyArea(FlowingArea):
    """The editor of the text."""

    RECORD = True
    DEFAULT_CLASSES = "-first"


class BodyPane(CellPane):
    """One text to read and to write: the arrows go through all of it. Each part of it is stored as a cell of its own.

    In a low window only the title stands beside the text while somebody writes in that.
    """

    AREA = FlowingArea

    def __init__(self) -> None:
        super().__init__()
        self._lines: dict[tuple[str, ...], Widget] = {}  # of cells, in the order of the document
        self._below = Vertical(classes="document-end")

    @property
    def history_field(self) -> str:
        """Its versions are those of the report in which the text was changed; those of its head are of all of it."""
        return caption(Report, "body") if self._in_text else ""

    def history_of(self) -> Row | None:
        """What is shown of what has been changed."""
        return self.owner.view.row

    def compose(self) -> ComposeResult:
        row, cells = self.owner.view.row, cells_of(self.owner)
        self._note = Static(classes="note", markup=False)
        with Frame():
            yield self._note
            with Vertical(classes="document-head"):
                for keys in _ABOVE:
                    yield self._line(keys, cells)
            yield BodyArea(
                row.body,
                place=place_of(row, "body"),
                label=f"正文：{row.title}",
                write=self._write(row),
                placeholder=_HOW,
                id="body-text",
            )
            with self._below:
                yield from self._ends(cells)
            yield self.choices
        self._show(cells)

    def _line(self, keys: tuple[str, ...], cells: dict[str, Cell]) -> Widget:
        """A line of the document, its cells beside one another."""
        parts = [part for key in keys for part in self.editor_of(key, cells[key])]
        self._lines[keys] = line = Horizontal(*parts, classes=f"document-line -{keys[0].partition('-')[0]}")
        return line

    def _ends(self, cells: dict[str, Cell]) -> list[Widget]:
        """The lines of those by-lines that have none yet."""
        new = [key for key in cells if key.startswith(BYLINE) and key not in self.cell_editors]
        return [self._line(tuple(new[at : at + _BESIDE]), cells) for at in range(0, len(new), _BESIDE)]

    def label_of(self, key: str, cell: Cell) -> str:
        if key in _NAMED:
            return f"{cell.label}："
        return f"{cell.role}：" if cell.role else ""

    def editors(self) -> Sequence[DraftInput | DraftArea]:
        """Those of the lines that stand here, in the order of the document."""
        standing = [keys for keys in self._lines if self._stands(keys)]
        above = [self.cell_editors[key] for keys in standing if keys in _ABOVE for key in keys]
        return [
            *above,
            self._text,
            *(self.cell_editors[key] for keys in standing if keys not in _ABOVE for key in keys),
        ]

    @property
    def _text(self) -> BodyArea:
        return self.query_one("#body-text", BodyArea)

    @property
    def _in_text(self) -> bool:
        return isinstance(self.screen.focused, BodyArea)

    def _stands(self, keys: tuple[str, ...]) -> bool:
        """Whether a line says something or always stands here."""
        return any(key in _ALWAYS or self.cell_editors[key].typed.strip() for key in keys)

    def go(self, by: int) -> bool:
        """As usual, into a text at the end that is next; what was left out comes back before it gets the focus."""
        self._unfold(whole=True)
        gone = super().go(by)
        if gone and isinstance(area := self.screen.focused, FlowingArea):
            area.move_cursor((0, 0) if by > 0 else area.document.end)
        self._unfold(whole=not self._in_text)
        return gone

    def _step(self, here: Completion, by: int) -> None:
        """The arrows go past a cell that was filled in before; they go through what one offers that is being filled in."""
        if here.editor.typed and here.editor.typed == here.editor.stored:
            self.go(by)
        else:
            super()._step(here, by)

    def action_step(self, way: str) -> None:
        """Tab leads out of the text, and out of the last by-line, to what was found in it."""
        if way == "previous" or self._in_text or not self.go(1):
            self.go(-1) if way == "previous" else self.owner.to_findings()

    def on_descendant_focus(self) -> None:
        super().on_descendant_focus()
        self._unfold(whole=not self._in_text)

    def on_resize(self) -> None:
        self._unfold(whole=not self._in_text)

    def make_way(self) -> None:
        """Have all of it in sight, for somebody who goes to a part of it."""
        self._unfold(whole=True)

    def _unfold(self, *, whole: bool) -> None:
        whole = whole or self.screen.size.height >= LEAST_ROWS
        for keys, line in self._lines.items():
            line.display = self._stands(keys) and (whole or keys == ("title",))

    def reload(self) -> None:
        """Read all of it again: adding or removing a figure changes the text, another tab or machine the rest."""
        super().reload()
        row, cells = self.owner.view.row, cells_of(self.owner)
        self._text.turn_to(row.body, place=place_of(row, "body"), label=f"正文：{row.title}", write=self._write(row))
        if more := self._ends(cells):
            self._below.mount(*more)
        self._show(cells)

    def _show(self, cells: dict[str, Cell]) -> None:
        self.show_labels()
        word = self.owner.conflict_word(self.owner.view.row.id, "body")
        self._note.update(Content(word))
        self._note.display = bool(word)
        self._unfold(whole=not self._in_text)

    def _write(self, row: Report) -> Write:
        return guarded(row, "body", row.body, lambda text: self.owner.write(body=text), self.owner.seen(row))
