"""自动合并，请核对: long texts of which both sides' changes were joined, to be looked over. Enter asks, and goes on."""

from collections.abc import Sequence

from branchtui.ui.rooms.sync.part import Group, SyncRow
from branchtui.ui.rooms.sync.parts.conflicts import open, rows_of, told  # noqa: A004 (what `Part` calls it)
from branchtui.ui.shell import Shell

__all__ = ["GROUP", "open", "rows", "step", "told"]

GROUP = Group("自动合并的文字，请核对", "half", "due", waits=True)


def rows(shell: Shell) -> Sequence[SyncRow]:
    """A row for each: the thing, the field, who wrote it."""
    return rows_of(shell, GROUP, joined=True)[0]


def step(row: SyncRow) -> str:
    """What Enter does."""
    return "核对"
