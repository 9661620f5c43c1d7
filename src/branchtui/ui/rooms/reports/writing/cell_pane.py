"""A tab on which cells of a report are written, with what may stand in them offered below."""

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.widgets import Static

from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.commands import table
from branchtui.ui.rooms.reports.owner import ReportPane
from branchtui.ui.rooms.reports.writing.cells import BYLINE, Cell, cells_of
from branchtui.ui.widgets.choosing.choices import Choices, Offer
from branchtui.ui.widgets.choosing.completion import ChoosingInput, Completion
from branchtui.ui.widgets.choosing.field_steps import FieldSteps
from branchtui.ui.widgets.editors import DraftArea, DraftInput

AREAS = ("subtitle", "editors_note")


class CellPane(FieldSteps, ReportPane):
    """Keeps the editors and the words before them by the keys of their cells."""

    PLACE = "parts"
    AREA: type[DraftArea] = DraftArea  # the editor of a cell of several lines
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("parts")]

    def __init__(self) -> None:
        super().__init__()
        self.cell_editors: dict[str, DraftInput | DraftArea] = {}
        self._completions: dict[object, Completion] = {}  # by editor
        self._labels: dict[str, Static] = {}
        self.choices = Choices(in_line=True)
        self.choices.display = False

    def label_of(self, key: str, cell: Cell) -> str:
        """The words before an editor."""
        raise NotImplementedError

    def editor_of(self, key: str, cell: Cell) -> tuple[Static, DraftInput | DraftArea]:
        """What is put up for a cell: the words before it, and its editor."""
        make = self.AREA if key in AREAS else ChoosingInput
        editor = make(cell.stored, place=cell.place, label=cell.label, write=cell.write, placeholder=cell.placeholder)
        self.cell_editors[key] = editor
        if isinstance(editor, ChoosingInput) and (offers := self._offers(key)):
            here = Completion(editor, offers, many=key.startswith(BYLINE))
            editor.numbered = here.picked_by_digits
            self._completions[editor] = here
        self._labels[key] = Static(classes="field-label", markup=False)
        return self._labels[key], editor

    def show_labels(self) -> None:
        """Show what each cell is called, with a sign before those that two machines have written."""
        row, sign = self.owner.view.row, self.owner.shell.brush.glyphs.wrong
        for key, cell in cells_of(self.owner).items():
            if key in self._labels:
                flagged = sign if self.owner.conflict_word(row.id, key) else ""
                self._labels[key].update(Content.assemble((flagged, "bold"), self.label_of(key, cell)))

    def reload(self) -> None:
        """Show what is stored now in every cell that nothing is being typed in."""
        for key, cell in cells_of(self.owner).items():
            if key in self.cell_editors:
                editor = self.cell_editors[key]
                editor.turn_to(cell.stored, place=cell.place, label=cell.label, write=cell.write)
                editor.placeholder = cell.placeholder
        self.show_labels()

    def _offers(self, key: str) -> Callable[[], Sequence[Suggestion]] | None:
        """What may be chosen for a cell: who sent it, where it goes, or who wrote it and took the pictures."""
        if key == "unit":
            return suggestions.units
        if key == "kind":
            return _kinds
        if key == "outlet":
            return suggestions.outlets
        return self._people if key.startswith(BYLINE) else None

    def _people(self) -> Sequence[Suggestion]:
        return suggestions.people_on(self.owner.view.row.dated or self.owner.shell.now().date())

    def completion(self) -> Completion | None:
        return self._completions.get(self.screen.focused)

    def show_choices(self) -> None:
        here = self.completion()
        self.choices.show(here.offer if here is not None else Offer())
        self.choices.display = here is not None and bool(here.offer.rows)

    def on_descendant_focus(self) -> None:
        if here := self.completion():
            here.enter()
        self.show_choices()

    def on_input_changed(self) -> None:
        if here := self.completion():
            here.typed()
        self.show_choices()


def _kinds() -> Sequence[Suggestion]:
    from branchtui.ui.rooms.reports.starting import kinds_offered

    return kinds_offered()
