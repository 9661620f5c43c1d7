"""Going from field to field, in a form as in the parts of a report."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.actions import SkipAction

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
        if not isinstance(self.screen.focused, DraftInput):
            raise SkipAction

    def action_next(self) -> None:
        self.only_in_a_line()
        self.go(1)

    def action_previous(self) -> None:
        self.only_in_a_line()
        self.go(-1)

    def action_step(self, way: str) -> None:
        self.go(1 if way == "next" else -1)
