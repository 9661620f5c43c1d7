"""可能重复: what seems to stand here twice. Enter makes one of two, or says that they are not one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from branchtui.ui.rooms.sync.part import Group, SyncRow, Told
from branchtui.ui.shell import Shell

if TYPE_CHECKING:
    from branchtui.ui.screens.base import PlaceScreen
    from branchtui.workflows.joining.duplicates import Duplicate, Finding

GROUP = Group("可能重复", "half", "due", waits=True)
_SAID = 2  # words of what speaks for it that a line has room for


def rows(shell: Shell) -> Sequence[SyncRow]:
    """Every two that may be one, and the ordinals that several meetings bear."""
    from branchtui.workflows.joining import duplicates

    return [
        *(SyncRow(GROUP, one.words, "，".join(one.speaks[:_SAID]), one) for one in duplicates.found()),
        *(SyncRow(GROUP, each.words, each.called, each) for each in duplicates.findings()),
    ]


def told(shell: Shell, row: SyncRow) -> Told:
    """Both side by side, with what speaks for it."""
    from branchtui.ui.rooms.sync.duplicates.lines import finding_lines, pair_lines
    from branchtui.workflows.joining import joining

    if not _is_pair(row):
        finding = cast("Finding", row.thing)
        return lambda width: finding_lines(finding, width)
    pair = cast("Duplicate", row.thing)
    sides = joining.side_by_side(*pair.rows)
    return lambda width: pair_lines(pair, sides, width)


def step(row: SyncRow) -> str:
    """What Enter does."""
    if _is_pair(row):
        return "合并还是分开"
    return "打开会议" if cast("Finding", row.thing).table == "meeting" else ""


async def open(screen: "PlaceScreen", row: SyncRow) -> None:  # noqa: A001 (what `Part` calls it)
    """Ask about the two; of an ordinal, which of its meetings is to be opened."""
    from branchtui.ui.rooms.sync.duplicates.asking import ask_about, ask_which

    if _is_pair(row):
        ask_about(screen, cast("Duplicate", row.thing))
    elif (finding := cast("Finding", row.thing)).table == "meeting":
        ask_which(screen, finding)


def _is_pair(row: SyncRow) -> bool:
    return hasattr(row.thing, "speaks")
