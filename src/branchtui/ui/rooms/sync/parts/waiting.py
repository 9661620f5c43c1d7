"""待定的文件: packages that could not be read, and plain copies of the database that nobody has decided about."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, cast

from branchtui.store.file.exchange_note import Quarantined
from branchtui.ui.rooms.sync.part import ENTER, Group, SyncRow, Told, told_of
from branchtui.ui.shell import Shell
from branchtui.workflows.exchange import reading, status

if TYPE_CHECKING:
    from branchtui.ui.screens.base import PlaceScreen

GROUP = Group("待定的文件", "wrong", "due", waits=True)


def rows(shell: Shell) -> Sequence[SyncRow]:
    """Copies to be asked about first, as the last sync of this run found them."""
    copies = [SyncRow(GROUP, path.name, "数据文件副本", path) for path in shell.exchange.copies if path.exists()]
    bad = [SyncRow(GROUP, one.name, f"{one.since:%Y-%m-%d %H:%M}", one) for one in status.status().quarantined]
    return [*copies, *bad]


def told(shell: Shell, row: SyncRow) -> Told:
    """Why it was not read, or what it is, and what Enter does."""
    if isinstance(row.thing, Path):
        labels = [
            ("位置", str(row.thing)),
            ("是", "本支部的一份数据文件，里面有本机没有的内容：有人拷来的，或同步软件留下的冲突副本。没有自动合并。"),
            (ENTER, "合并进来，或以后不再问"),
        ]
    else:
        one = cast(Quarantined, row.thing)
        labels = [
            ("没读入", f"{one.reason}。"),
            ("自", f"{one.since:%Y-%m-%d %H:%M} 起。文件变了，下次同步会再试。"),
        ]
    return told_of(row.words, labels)


def step(row: SyncRow) -> str:
    """What Enter does."""
    return "合并或不管" if isinstance(row.thing, Path) else ""


async def open(screen: "PlaceScreen", row: SyncRow) -> None:  # noqa: A001 (what `Part` calls it)
    """Ask what is to become of a copy."""
    if not isinstance(row.thing, Path):
        return
    from branchtui.ui.screens.choice import pick

    path, shell = row.thing, screen.shell

    def chosen(option: tuple[str, str] | None) -> None:
        if option is None:
            return
        with screen.telling():
            words = "以后不再问这个文件。"
            if option[0] == "merge":
                done = reading.take_copy(path, now=shell.now())
                words = f"{done.words}合并前的数据在 {done.backup}。"
            else:
                reading.leave_copy(path, now=shell.now())
            shell.exchange.copies = tuple(other for other in shell.exchange.copies if other != path)
            shell.show_merged()
            shell.say(words)

    options = [("merge", "合并进来，两边写的都留着"), ("leave", "不合并，以后不再问")]
    shell.push_screen(pick(f"{path.name} 怎么办？", options), chosen)
