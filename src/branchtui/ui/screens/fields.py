"""The fields of a form as data, and the row that each becomes."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from branchtui.errors import BranchError
from branchtui.store.models import Row
from branchtui.store.models.columns import caption, help_text
from branchtui.store.queries.suggestions import Suggestion
from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.widgets.choices import Offer
from branchtui.ui.widgets.editors import DraftArea, DraftInput

Values = Mapping[str, str]  # what stands in the fields of a form, by their keys
Hint = Callable[[str], str]
Offers = Callable[[Values], Sequence[Suggestion]]
_BETWEEN = "、"
_DIGITS = {str(n): n for n in range(1, 10)} | {chr(ord("０") + n): n for n in range(1, 10)}


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `hint` turns what is typed into a line shown below at once; a BranchError of it is shown as wrong.

    `offers` gives what may be chosen here, asked when the field is entered; with `only` nothing else may stand, with
    `many` several may, with 、 between them. `default` is what stands here, by what is in the other fields, until
    somebody types: it is shown, and the person hands it in or writes over it.
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


def column(
    model: type[Row],
    name: str,
    value: str = "",
    *,
    placeholder: str = "",
    hint: Hint | None = None,
    area: bool = False,
    offers: Offers | None = None,
    default: Callable[[Values], str] | None = None,
) -> Field:
    """A field that is a column of `model`, called what the column is called."""
    words = placeholder or help_text(model, name)
    return Field(name, caption(model, name), value, words, hint, area, offers, default=default)


class FieldInput(DraftInput):
    """One line of a form. As many rows as `numbered` says can be picked by digits now."""

    class Picked(Message):
        """A digit picked a row, from 1."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    numbered: Callable[[], int] = staticmethod(lambda: 0)

    def _number(self, character: str | None) -> int | None:
        number = _DIGITS.get(character or "")
        return number if number is not None and number <= self.numbered() else None

    def check_consume_key(self, key: str, character: str | None) -> bool:
        """A digit that picks is a command: keys typed ahead wait for what it does."""
        return self._number(character) is None and super().check_consume_key(key, character)

    def on_key(self, event: events.Key) -> None:
        number = self._number(event.character)
        if number is not None:
            event.stop()
            event.prevent_default()
            self.post_message(self.Picked(number))


class FieldRow(Vertical):
    """Label, editor, and the hint below them."""

    def __init__(self, form: str, field: Field, heading: str = "") -> None:
        """`heading` stands before the label of a question of one line, whose hint is above it."""
        super().__init__(classes="field")
        self.field = field
        self._heading = heading
        make = DraftArea if field.area else FieldInput
        self.editor: FieldInput | DraftArea = make(
            field.value,
            place=DraftKey.field(form, field.key),
            label=field.label,
            placeholder=field.placeholder,
            id=f"field-{field.key}",
        )
        self.offer: Offer | None = None  # while the field is filled in
        self._began = ""
        self._hint = Static("", markup=False, classes="hint")

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
    def wrong(self) -> bool:
        """Whether the hint says that what is typed can't be."""
        return self._hint.has_class("bad")

    def show_hint(self) -> None:
        """Say below what is typed what it means, or that it can't be; nothing while it is looked for beside."""
        if self.field.hint is None:
            return
        typed = self.editor.typed.strip()
        if self.offer is not None and self.offer.typed and self.offer.taken is not None:
            typed = ""
        bad = False
        try:
            words = self.field.hint(typed) if typed else ""
        except BranchError as error:
            words, bad = str(error), True
        self._hint.update(Content(words))
        self._hint.set_class(bad, "bad")
        self._hint.display = bool(words)

    # -- what is offered ------------------------------------------------------------------------------------------

    def enter(self, values: Values) -> None:
        """The person has come here: ask what may be chosen, and let what is typed replace what only stands here."""
        if self.field.offers is not None:
            try:
                rows = self.field.offers(values)
            except BranchError:
                rows = []  # it can be typed all the same
            self.offer = Offer(rows, only=self.field.only)
            stands = self.untouched or any(row.words == self._part() for row in rows)
            self._began = self.editor.typed if stands else ""
            self.look()
        if self.field.default is not None and self.untouched and isinstance(self.editor, FieldInput):
            self.editor.select_all()

    @property
    def untouched(self) -> bool:
        """Whether nobody has typed here."""
        return self.editor.typed == self.editor.stored

    def look(self) -> None:
        """Offer what fits what is typed now."""
        if self.offer is not None:
            self.offer.look_for(self._part(), touched=self.editor.typed != self._began)

    def _part(self) -> str:
        """What is looked for: of several the last."""
        typed = self.editor.typed.strip()
        return typed.rpartition(_BETWEEN)[2].strip() if self.field.many else typed

    def take(self) -> bool:
        """Put the choice that Enter takes in place of what is typed; False where Enter must do nothing."""
        self.look_if_changed()
        if self.offer is None or self.offer.refuses:
            return self.offer is None
        taken = self.offer.taken
        if taken is not None and taken.words != self._part():
            before = self.editor.typed.rpartition(_BETWEEN)[0] if self.field.many else ""
            self.editor.replace_typed(f"{before}{_BETWEEN}{taken.words}" if before else taken.words)
            self._began = self.editor.typed
        return True

    def look_if_changed(self) -> None:
        """As `look` where the news of the last keys may still be on its way; a row that was gone to stays."""
        if self.offer is not None:
            typed = self._part() if self.editor.typed != self._began else ""
            if typed != self.offer.typed:
                self.look()

    def follow(self, values: Values) -> None:
        """Show what stands here by default now, where nobody has typed."""
        if self.field.default is not None and isinstance(self.editor, FieldInput):
            editor = self.editor
            editor.turn_to(self.field.default(values), place=editor.place, label=editor.label, write=None)
