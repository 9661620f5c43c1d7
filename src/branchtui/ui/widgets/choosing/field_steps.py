"""Going from field to field, in a form as in the parts of a report, and taking what a field offers."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.actions import SkipAction

from branchtui.ui.widgets.choosing.completion import ChoosingInput, Completion
from branchtui.ui.widgets.editors import DraftArea, DraftInput

if TYPE_CHECKING:
    from textual.widget import Widget

    _Base = Widget
else:
    _Base = object


class FieldSteps(_Base):
    """For a node that holds editors. In a text of several lines Enter and the arrows stay its own."""

    def editors(self) -> Sequence[DraftInput | DraftArea]:
        """The editors in order."""
        raise NotImplementedError

    def completion(self) -> Completion | None:
        """What the editor offers that the focus is in; None where it offers nothing."""
        raise NotImplementedError

    def show_choices(self) -> None:
        """Draw what is offered now."""
        raise NotImplementedError

    def go(self, by: int) -> bool:
        """Put the focus so many editors further on; False at the end."""
        editors = list(self.editors())
        focused = self.screen.focused
        if focused not in editors:
            return False
        at = editors.index(focused) + by
        if 0 <= at < len(editors):
            self.screen.set_focus(editors[at])  # at once: focus() would let keys typed ahead go astray
            return True
        return False

    def only_in_a_line(self) -> None:
        """Raises SkipAction where the focus is in a text of several lines."""
        if not isinstance(self.screen.focused, DraftInput):
            raise SkipAction

    def past_the_last(self) -> None:
        """Enter took a choice in the last of the editors."""

    def action_next(self) -> None:
        self.only_in_a_line()
        here = self.completion()
        if here is not None:
            here.editor.call_later(self._take, here)  # behind the keys typed into it
        else:
            self.go(1)

    def action_row(self, way: str) -> None:
        self.only_in_a_line()
        by, here = 1 if way == "down" else -1, self.completion()
        if here is not None:
            here.editor.call_later(self._step, here, by)
        else:
            self.go(by)

    def action_step(self, way: str) -> None:
        self.go(1 if way == "next" else -1)

    def _take(self, here: Completion) -> None:
        if not here.take():
            self.show_choices()
        elif not self.go(1):
            self.past_the_last()

    def _step(self, here: Completion, by: int) -> None:
        here.typed()
        if not here.offer.step(by) and (by < 0 or not here.offer.fitting):
            self.go(by)
        self.show_choices()

    def on_choices_clicked(self) -> None:
        if here := self.completion():
            self._take(here)

    def on_choosing_input_picked(self, message: ChoosingInput.Picked) -> None:
        if here := self.completion():
            here.offer.at = message.number - 1
            self._take(here)
