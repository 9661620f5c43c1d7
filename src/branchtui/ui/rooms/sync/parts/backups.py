"""备份: those that are kept here, the newest first. Enter looks into one, and then puts it back or takes it in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from branchtui.store.file.backups import Backup
from branchtui.ui.rooms.sync.part import ENTER, Group, SyncRow, Told, told_of
from branchtui.ui.shell import Shell
from branchtui.workflows.safety import backup

if TYPE_CHECKING:
    from branchtui.ui.screens.base import PlaceScreen

GROUP = Group("备份", "full", "quiet")


def rows(shell: Shell) -> Sequence[SyncRow]:
    """The backups in the folder of backups."""
    return [SyncRow(GROUP, one.why, f"{one.at:%Y-%m-%d %H:%M}", one) for one in backup.listed()]


def told(shell: Shell, row: SyncRow) -> Told:
    """Why and when it was made, where it is, and what Enter does."""
    one = cast(Backup, row.thing)
    labels = [
        ("大小", f"{one.size / 1e6:.1f} MB"),
        ("位置", str(one.path)),
        (ENTER, "看恢复它会变什么，再定恢复、合并，还是不动"),
    ]
    return told_of(f"{one.at:%Y-%m-%d %H:%M} 的备份（{one.why}）", labels)


def step(row: SyncRow) -> str:
    """What Enter does."""
    return "看会变什么"


async def open(screen: "PlaceScreen", row: SyncRow) -> None:  # noqa: A001 (what `Part` calls it)
    """Say what restoring it would change, and ask whether to restore, to merge, or nothing."""
    from branchtui.ui.rooms.sync.incoming import look_into

    look_into(screen, cast(Backup, row.thing).path)
