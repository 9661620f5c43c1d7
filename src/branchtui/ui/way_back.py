"""Telling how what was just done is taken back."""

from branchtui.rules.errors import BranchError
from branchtui.store.replication.session import clock


def stamps() -> int | None:
    """Grows with each thing that is written; None where it can't be read, which is no reason to leave a thing undone."""
    try:
        return clock()
    except BranchError:
        return None


def with_way_back(words: str, before: int | None) -> str:
    """The words, and how to undo it where something that can be undone was written since `stamps()` gave `before`."""
    from branchtui.workflows.undo import next_undo  # the first frame does without it

    now = stamps()
    if now is None or before is None or now == before or not next_undo():
        return words
    return f"{words if words.endswith('。') else f'{words}。'}按 Ctrl+Z 可撤销。"
