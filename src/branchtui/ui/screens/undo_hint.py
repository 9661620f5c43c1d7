"""Telling how what was just done is taken back."""

from typing import Any

from textual.screen import Screen

from branchtui.errors import BranchError
from branchtui.store.file.database import is_open
from branchtui.store.replication.session import clock


def stamps() -> int | None:
    """Grows with each thing that is written; None where it can't be read, which is no reason to leave a thing undone."""
    try:
        return clock() if is_open() else None  # an organiser has no file
    except BranchError:
        return None


def with_way_back(words: str, before: int | None, screen: Screen[Any]) -> str:
    """The words, and how to undo it where something that can be undone was written since `stamps()` gave `before`.

    `screen` is the one that is in front afterwards.
    """
    from branchtui.workflows.safety.undo import next_undo  # the first frame does without it

    now = stamps()
    if now is None or before is None or now == before or not next_undo():
        return words
    return f"{words if words.endswith('。') else f'{words}。'}{way(screen, back=True)}"


def way(screen: Screen[Any], *, back: bool) -> str:
    """How the next step back or forth is taken there: with the cursor in an editor the key is about what is typed."""
    from branchtui.ui.widgets.editors import OwnUndo
    from branchtui.workflows.safety.undo import coming

    word, key = ("撤销", "Ctrl+Z") if back else ("重做", "Ctrl+Y")
    if isinstance(editor := screen.focused, OwnUndo) and not editor.reaches(coming(back=back)):
        return f"按 Ctrl+P 选“{word}”可{word}。"
    return f"按 {key} 可{word}。"
