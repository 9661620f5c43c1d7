"""Telling how what was just done is taken back."""

from branchtui.store.replication.session import clock

WAY_BACK = "按 Ctrl+Z 可撤销。"


def stamps() -> int:
    """Grows with each thing that is written."""
    return clock()


def with_way_back(words: str, before: int) -> str:
    """The words, and how to undo it where something was written since `stamps()` gave `before`."""
    if stamps() == before:
        return words
    return f"{words if words.endswith('。') else f'{words}。'}{WAY_BACK}"
