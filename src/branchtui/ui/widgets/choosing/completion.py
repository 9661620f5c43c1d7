"""An editor of one line that offers what may stand in it."""

from collections.abc import Callable, Sequence

from textual import events
from textual.message import Message

from branchtui.errors import BranchError
from branchtui.store.queries.finding.suggestions import Suggestion
from branchtui.ui.widgets.choosing.choices import DIGITS, Offer
from branchtui.ui.widgets.editors import DraftInput

_BETWEEN = "、"


class ChoosingInput(DraftInput):
    """One line. As many rows of what it offers as `numbered` says can be picked by digits now."""

    class Picked(Message):
        """A digit picked a row, from 1."""

        def __init__(self, number: int) -> None:
            super().__init__()
            self.number = number

    numbered: Callable[[], int] = staticmethod(lambda: 0)

    def _number(self, character: str | None) -> int | None:
        number = DIGITS.get(character or "")
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


class Completion:
    """What an editor offers, read by `rows` each time somebody comes to it.

    With `only` nothing else may stand there, with `many` several may, with 、 between them.
    """

    def __init__(
        self,
        editor: ChoosingInput,
        rows: Callable[[], Sequence[Suggestion]],
        *,
        only: bool = False,
        many: bool = False,
    ) -> None:
        self.editor, self._rows, self._only, self._many = editor, rows, only, many
        self.offer = Offer()
        self._began = ""

    def enter(self) -> None:
        """Somebody has come here: offer everything, or what fits initials that were left."""
        try:
            rows = self._rows()
        except BranchError:
            rows = []  # it can be typed all the same
        self.offer = Offer(rows, only=self._only)
        typed = self.editor.typed
        chosen = any(row.words == typed for row in rows)
        self._began = typed if chosen or typed == self.editor.stored else ""
        self._look()
        if chosen and not self._many:
            self.editor.select_all()  # what is typed finds another

    def typed(self) -> None:
        """Offer what fits what is typed now; where nothing was typed since, a row that was gone to stays."""
        if (self._part() if self._touched else "") != self.offer.typed:
            self._look()

    def take(self) -> bool:
        """Put the choice that Enter takes in place of what is typed; False where Enter must do nothing."""
        self.typed()
        taken = self.offer.taken
        if taken is not None and taken.words != self._part():
            before = self.editor.typed.rpartition(_BETWEEN)[0] if self._many else ""
            self.editor.replace_typed(f"{before}{_BETWEEN}{taken.words}" if before else taken.words)
            self._began = self.editor.typed
        return not self.offer.refuses

    def picked_by_digits(self) -> int:
        """How many rows digits pick now."""
        self.typed()
        return len(self.offer.fitting) if self.offer.numbered else 0

    @property
    def seeking(self) -> bool:
        """Whether what is typed is not meant to stand, but finds what Enter takes."""
        return bool(self.offer.typed) and self.offer.taken is not None

    @property
    def _touched(self) -> bool:
        return self.editor.typed != self._began

    def _look(self) -> None:
        self.offer.look_for(self._part(), touched=self._touched)

    def _part(self) -> str:
        """What is looked for: of several the last."""
        typed = self.editor.typed.strip()
        return typed.rpartition(_BETWEEN)[2].strip() if self._many else typed
