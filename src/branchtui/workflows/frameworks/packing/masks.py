"""Names of students who did not agree to be named, taken out of what a folder says by itself."""

from collections.abc import Callable

from branchtui.rules.registers.masking import shown_name
from branchtui.store.queries.registers import helpers

Mask = Callable[[str], str]


def mask() -> Mask:
    """A function that shows every such name in a text by its surname: in titles, in rows of lists, in names of files.

    The papers of meetings and what is attached are handed on as they are.
    """
    hidden = sorted({row.name for row in helpers.helpers() if row.name and not row.consent}, key=len, reverse=True)

    def masked(text: str) -> str:
        for name in hidden:
            text = text.replace(name, shown_name(name, consent=False))
        return text

    return masked
