"""冲突: what two machines have written differently, a row each. Enter asks, and goes on to the next."""

from collections.abc import Sequence
from typing import cast

from branchtui.store.replication.merging.conflicts import Conflict
from branchtui.ui.rooms.sync.part import Group, SyncRoom, SyncRow, Told
from branchtui.ui.shell import Shell

_MOST = 200  # that are listed at once: each is read with who wrote it
_MORE = "处理了上面的，这些会列出来。太多了可以选一台电脑，它写的都用：按回车。"
GROUP = Group("冲突", "wrong", "bad", waits=True)


def rows(shell: Shell) -> Sequence[SyncRow]:
    """A row for each: the thing, the field, who differ."""
    found, left = rows_of(shell, GROUP, joined=False)
    more = [SyncRow(GROUP, f"另有 {left} 处，处理了上面的再列出")] if left else []
    return [*found, *more]


def rows_of(shell: Shell, group: Group, *, joined: bool) -> tuple[list[SyncRow], int]:
    """The rows of the conflicts, or of the texts that were `joined`; and how many of either are not listed."""
    from branchtui.store.replication.merging.unsettled import may_be_any

    if not may_be_any():
        return [], 0
    from branchtui.ui.rooms.sync.conflicts.lines import row_words
    from branchtui.workflows.safety import resolving

    found, left = resolving.first(_MOST)
    mine = (one for one in found if resolving.is_joined(one) is joined)
    return [SyncRow(group, *row_words(one), one) for one in mine], left


def told(shell: Shell, row: SyncRow) -> Told:
    """Each value with who wrote it where and when, and where they differ."""
    from branchtui.ui.rooms.sync.conflicts.lines import see, told_lines
    from branchtui.ui.text.ink import Ink
    from branchtui.ui.text.wrap import wrap

    if row.thing is None:
        return lambda width: [Ink(f" {line}") for line in wrap(_MORE, width - 2)]
    seen = see(cast(Conflict, row.thing), shell.now())
    return lambda width: told_lines(seen, width)


def step(row: SyncRow) -> str:
    """What Enter does."""
    return "处理" if row.thing is not None else "选一台电脑"


async def open(screen: SyncRoom, row: SyncRow) -> None:  # noqa: A001 (what `Part` calls it)
    """Ask about it, and then about those below it."""
    from branchtui.ui.rooms.sync.conflicts.asking import ask_machine, settle_in_turn

    if row.thing is None:
        ask_machine(screen)
        return
    table = screen.pane.table
    listed = [each for at in range(table.lines) if (each := table.row_at(at)) is not None and each.group == row.group]
    waiting = [cast(Conflict, each.thing) for each in listed if each.thing is not None]
    settle_in_turn(screen, waiting, listed.index(row), screen.settled.add)
