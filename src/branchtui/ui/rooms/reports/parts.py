"""栏目标题 and 正文: the parts of a report, a cell each, and its text."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import Static

from branchtui.rules.reports import ROLES
from branchtui.rules.text.dates import parse_day
from branchtui.store.models import Report
from branchtui.store.models.columns import caption, help_text
from branchtui.store.queries import reports
from branchtui.store.queries.finding import suggestions
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.commands import table
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.editing.edit_guard import guarded
from branchtui.ui.rooms.reports.owner import ReportPane
from branchtui.ui.widgets.choosing.choices import Choices, Offer
from branchtui.ui.widgets.choosing.completion import ChoosingInput, Completion
from branchtui.ui.widgets.choosing.field_steps import FieldSteps
from branchtui.ui.widgets.editors import DraftArea, DraftInput, Write
from branchtui.ui.widgets.frame import Frame
from branchtui.workflows.reports.reports import date_report, set_bylines

_GROUPS = {"title": "必填", "kicker": "可选"}  # by the part that each begins with
_AREAS = ("subtitle", "editors_note")
_BYLINE = "byline-"  # begins the keys of these parts


class PartsPane(FieldSteps, ReportPane):
    """Kicker, title, subtitle, unit, day, editor's note, by-lines, outlet."""

    PLACE = "parts"
    BINDINGS: ClassVar[list[BindingType]] = [*table.bindings("parts")]

    def __init__(self) -> None:
        super().__init__()
        self._editors: dict[str, DraftInput | DraftArea] = {}
        self._completions: dict[object, Completion] = {}  # by editor
        self._labels: dict[str, Static] = {}
        self._choices = Choices(in_line=True)
        self._choices.display = False

    def editors(self) -> Sequence[DraftInput | DraftArea]:
        return [node for node in self.query("*") if isinstance(node, DraftInput | DraftArea)]

    def compose(self) -> ComposeResult:
        with Frame():
            with VerticalScroll(classes="fields", can_focus=False):
                for key, part in self._parts().items():
                    if heading := _GROUPS.get(key):
                        yield Static(Content(heading), classes="group")
                    make = DraftArea if key in _AREAS else ChoosingInput
                    editor = make(
                        part.stored,
                        place=part.place,
                        label=part.label,
                        write=part.write,
                        placeholder=part.placeholder,
                    )
                    self._editors[key] = editor
                    if isinstance(editor, ChoosingInput) and (offers := self._offers(key)):
                        here = Completion(editor, offers, many=key.startswith(_BYLINE))
                        editor.numbered = here.picked_by_digits
                        self._completions[editor] = here
                    self._labels[key] = Static(classes="field-label", markup=False)
                    with Horizontal(classes="field"):
                        yield self._labels[key]
                        yield editor
            yield self._choices
        self._show_labels()

    def _show_labels(self) -> None:
        """Show what each cell is called, with a sign before those that two machines have written."""
        row, sign = self.owner.view.row, self.owner.shell.brush.glyphs.wrong
        for key, part in self._parts().items():
            if key in self._labels:
                flagged = sign if self.owner.conflict_word(row.id, key) else ""
                self._labels[key].update(Content.assemble((flagged, "bold"), part.label))

    def _offers(self, key: str) -> Callable[[], Sequence[Suggestion]] | None:
        """What may be chosen for a part: who sent it, or who wrote it and took the pictures."""
        if key == "unit":
            return suggestions.units
        return self._people if key.startswith(_BYLINE) else None

    def _people(self) -> Sequence[Suggestion]:
        return suggestions.people_on(self.owner.view.row.dated or self.owner.shell.now().date())

    def completion(self) -> Completion | None:
        return self._completions.get(self.screen.focused)

    def show_choices(self) -> None:
        here = self.completion()
        self._choices.show(here.offer if here is not None else Offer())
        self._choices.display = here is not None and bool(here.offer.rows)

    def on_descendant_focus(self) -> None:
        if here := self.completion():
            here.enter()
        self.show_choices()

    def on_input_changed(self) -> None:
        if here := self.completion():
            here.typed()
        self.show_choices()

    def reload(self) -> None:
        """Show what is stored now in every cell that nothing is being typed in."""
        for key, part in self._parts().items():
            if key in self._editors:
                self._editors[key].turn_to(part.stored, place=part.place, label=part.label, write=part.write)
        self._show_labels()

    def _parts(self) -> dict[str, "_Part"]:
        row = self.owner.view.row
        parts = {key: self._part(row, key) for key in ("title", "unit")}
        day = row.dated.isoformat() if row.dated else ""
        parts["dated"] = _Part(
            caption(Report, "dated"),
            day,
            _place(row, "dated"),
            guarded(row, "dated", day, self._write_day, self.owner.seen(row)),
            help_text(Report, "dated"),
        )
        parts |= {key: self._part(row, key) for key in ("kicker", "subtitle", "editors_note")}
        lines = {line.role: line for line in self.owner.view.bylines}
        for role in dict.fromkeys((*ROLES, *lines)):
            line = lines.get(role)
            names = line.names if line else ""
            write: Write = partial(self._write_byline, role)
            if line is not None:
                write = guarded(line, "names", names, write, self.owner.seen(line))
            parts[f"{_BYLINE}{role}"] = _Part(
                f"署名 {role}", names, _place(row, f"{_BYLINE}{role}"), write, "姓名，几位之间用顿号"
            )
        return parts | {key: self._part(row, key) for key in ("outlet", "profile", "link")}

    def _part(self, row: Report, key: str) -> "_Part":
        stored = getattr(row, key)
        write = guarded(row, key, stored, lambda text: self.owner.write(**{key: text}), self.owner.seen(row))
        return _Part(caption(Report, key), stored, _place(row, key), write, help_text(Report, key))

    def _write_day(self, text: str) -> None:
        day = parse_day(text, self.owner.shell.now().date()) if text.strip() else None
        date_report(self.owner.read(), day)
        self.owner.show_head()

    def _write_byline(self, role: str, text: str) -> None:
        names = {line.role: line.names for line in reports.bylines(self.owner.read())}
        names[role] = text
        set_bylines(self.owner.view.row, list(names.items()))
        self.owner.show_head()


@dataclass(frozen=True, slots=True)
class _Part:
    """One cell: its words, what is stored, where its draft is kept and how it is written."""

    label: str
    stored: str
    place: DraftKey
    write: Write
    placeholder: str = ""


class BodyArea(DraftArea):
    """The editor of the text."""

    RECORD = True


class BodyPane(ReportPane):
    """The text. `# ` begins a heading, a line 【图1】 is the place of a figure."""

    def compose(self) -> ComposeResult:
        row = self.owner.view.row
        with Frame():
            yield Static(Content(self._note(row)), classes="note", markup=False)
            yield BodyArea(
                row.body, place=_place(row, "body"), label=f"正文：{row.title}", write=self._write(row), id="body-text"
            )

    def reload(self) -> None:
        """Read the text again: adding or removing a figure changes it."""
        row = self.owner.view.row
        area = self.query_one("#body-text", DraftArea)
        self.query_one(".note", Static).update(Content(self._note(row)))
        area.turn_to(row.body, place=_place(row, "body"), label=f"正文：{row.title}", write=self._write(row))

    def _note(self, row: Report) -> str:
        return self.owner.conflict_word(row.id, "body") or "“# ”起头的一行是小标题；单独一行【图1】是配图的位置"

    def _write(self, row: Report) -> Write:
        return guarded(row, "body", row.body, lambda text: self.owner.write(body=text), self.owner.seen(row))


def _place(row: Report, column: str) -> DraftKey:
    return DraftKey.cell("report", row.id, column)
