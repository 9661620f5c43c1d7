"""Telling how what was just done is taken back."""

from branchtui.store.replication.session import clock
from branchtui.workflows.undo import next_undo


def stamps() -> int:
    """Grows with each thing that is written."""
    return clock()


def with_way_back(words: str, before: int) -> str:
    """The words, and how to undo it where something that can be undone was written since `stamps()` gave `before`."""
    if stamps() == before or not next_undo():
        return words
    return f"{words if words.endswith('。') else f'{words}。'}按 Ctrl+Z 可撤销。"
