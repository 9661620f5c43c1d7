"""The way from anywhere to the conflicts: those of the thing the focus is on, or the list of all."""

from branchtui.store.models import Row
from branchtui.store.replication.merging.unsettled import may_be_any
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.shell import Shell


async def open_conflicts(shell: Shell) -> None:
    """Ask about the conflicts of the thing the focus is on, one after the other; without any go to the list of all."""
    screen = shell.screen
    if not isinstance(screen, PlaceScreen) or not screen.commit_all():
        return
    if not may_be_any():
        shell.say("没有冲突：各台电脑写的都一致。")
        return
    from branchtui.ui.rooms.sync.conflicts.asking import settle_in_turn
    from branchtui.workflows.safety import resolving

    with screen.telling():
        here = _here(shell)
        thing = screen.thing() or here
        found = resolving.of_thing(thing) if thing is not None else []
        if here is not None:  # the cell that the cursor is in comes first
            found.sort(key=lambda one: one.row != here.id)
        if found:
            settle_in_turn(screen, found)
            return
        if not resolving.count():
            shell.say("没有冲突：各台电脑写的都一致。")
            return
    if await shell.to_room("sync") and thing is not None:
        shell.say("这一项没有冲突，这里列出的是别的。")


def _here(shell: Shell) -> Row | None:
    """What the focus is on: a thing, or a part of it."""
    node = shell.focused or shell.screen
    holders = (getattr(holder, "history_of", None) for holder in node.ancestors_with_self)
    return next((row for find in holders if find is not None and (row := find()) is not None), None)
