"""The fields of a form as data, and the row that each becomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from branchtui.errors import BranchError
from branchtui.store.models import Row
from branchtui.store.models.columns import caption, help_text
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.widgets.choosing.completion import ChoosingInput, Completion
from branchtui.ui.widgets.choosing.hidden import HiddenInput
from branchtui.ui.widgets.editors import DraftArea

Values = Mapping[str, str]  # what stands in the fields of a form, by their keys
Hint = Callable[[str], str]
Offers = Callable[[Values], Sequence[Suggestion]]


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `hint` turns what is typed into a line shown below at once; a BranchError of it is shown as wrong.

    `offers` gives what may be chosen here, asked when the field is entered; with `only` nothing else may stand, with
    `many` several may, with 、 between them. `default` is what stands here, by what is in the other fields, until
    somebody types: it is shown, and the person hands it in or writes over it. What is typed into a `hidden` one is
    neither shown nor kept.
    """

    key: str
    label: str
    value: str = ""
    placeholder: str = ""
    hint: Hint | None = None
    area: bool = False
    offers: Offers | None = None
    only: bool = False
    many: bool = False
    default: Callable[[Values], str] | None = None
    hidden: bool = False


def column(
    model: type[Row],
    name: str,
    value: str = "",
    *,
    placeholder: str = "",
    hint: Hint | None = None,
    offers: Offers | None = None,
    default: Callable[[Values], str] | None = None,
) -> Field:
    """A field that is a column of `model`, called what the column is called."""
    words = placeholder or help_text(model, name)
    return Field(name, caption(model, name), value, words, hint, offers=offers, default=default)


class FieldRow(Vertical):
    """Label, editor, and the hint below them."""

    def __init__(self, form: str, field: Field, heading: str = "") -> None:
        """`heading` stands before the label of a question of one line, whose hint is above it."""
        super().__init__(classes="field")
        self.field = field
        self._heading = heading
        make = DraftArea if field.area else HiddenInput if field.hidden else ChoosingInput
        self.editor: ChoosingInput | DraftArea = make(
            field.value,
            place=DraftKey.field(form, field.key),
            label=field.label,
            placeholder=field.placeholder,
            id=f"field-{field.key}",
        )
        self._values: Values = {}  # of the form, when somebody came here
        self.completion: Completion | None = None
        if field.offers is not None and isinstance(self.editor, ChoosingInput):
            offers = field.offers
            rows = lambda: offers(self._values)  # noqa: E731
            self.completion = Completion(self.editor, rows, only=field.only, many=field.many)
        self._hint = Static("", markup=False, classes="hint")
        self._said = ""

    def compose(self) -> ComposeResult:
        if self._heading:
            yield self._hint
        with Horizontal(classes="field"):
            if self._heading:
                yield Static(Content.styled(self._heading, "bold"), classes="question-heading")
            yield Static(Content(self.field.label), classes="field-label")
            yield self.editor
        if not self._heading:
            yield self._hint

    def on_mount(self) -> None:
        self.show_hint()

    @property
    def wrong(self) -> str:
        """The hint where it says that what is typed can't be; else empty."""
        return self._said if self._hint.has_class("bad") else ""

    def show_hint(self) -> None:
        """Say below what is typed what it means, or that it can't be; nothing while it is looked for beside."""
        if self.field.hint is None:
            return
        typed = self.editor.typed.strip()
        if self.completion is not None and self.completion.seeking:
            typed = ""
        bad = False
        try:
            words = self.field.hint(typed) if typed else ""
        except BranchError as error:
            words, bad = str(error), True
        self._said = words
        self._hint.update(Content(words))
        self._hint.set_class(bad, "bad")
        self._hint.display = bool(words)

    def enter(self, values: Values) -> None:
        """The person has come here: offer what may be chosen, and let what is typed replace what only stands here."""
        self._values = values
        if self.completion is not None:
            self.completion.enter()
        if self.field.default is not None and self.untouched and isinstance(self.editor, ChoosingInput):
            self.editor.select_all()

    @property
    def untouched(self) -> bool:
        """Whether nobody has typed here."""
        return self.editor.typed == self.editor.stored

    def follow(self, values: Values) -> None:
        """Show what stands here by default now, where nobody has typed."""
        if self.field.default is not None and isinstance(self.editor, ChoosingInput):
            editor = self.editor
            editor.turn_to(self.field.default(values), place=editor.place, label=editor.label, write=None)
