"""An editor of one line that nobody reads over a shoulder: a passphrase."""

from rich.highlighter import Highlighter
from rich.text import Text

from branchtui.ui.editing.draft_key import DraftKey
from branchtui.ui.widgets.choosing.completion import ChoosingInput


class _Hiding(Highlighter):
    """As wide as what it hides, so that the caret stands where it would."""

    def highlight(self, text: Text) -> None:
        text.plain = "*" * text.cell_len


class HiddenInput(ChoosingInput):
    """Shows a sign in each cell of what is typed. Nothing of it is kept as a draft: it would lie in the file in clear."""

    KEPT = False

    def __init__(self, stored: str, *, place: DraftKey, label: str, placeholder: str = "", id: str = "") -> None:  # noqa: A002
        super().__init__(stored, place=place, label=label, placeholder=placeholder, id=id)
        self.highlighter = _Hiding()

    def keep_draft(self) -> None:
        """It is not."""
