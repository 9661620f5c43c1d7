"""备份: those that are kept here, the newest first. Enter looks into one, and then puts it back or takes it in."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, cast

from branchtui.store.file.backups import Backup
from branchtui.ui.rooms.sync.part import Group, SyncRow, Told
from branchtui.ui.shell import Shell
from branchtui.ui.text.ink import Ink
from branchtui.ui.text.labelled import labelled
from branchtui.ui.text.wrap import wrap
from branchtui.workflows.safety import backup

if TYPE_CHECKING:
    from branchtui.ui.rooms.sync.room import SyncScreen

GROUP = Group("备份", "full", "quiet")
_LINES = 8  # of what would change that the question shows
_AGAIN = "若与其他电脑同步，下次同步会把较新的内容带回来；要真正退回一项，请用它的历史。"


def rows(shell: Shell) -> Sequence[SyncRow]:
    """The backups in the folder of backups."""
    return [SyncRow(GROUP, one.why, f"{one.at:%Y-%m-%d %H:%M}", one) for one in backup.listed()]


def told(shell: Shell, row: SyncRow) -> Told:
    """Why and when it was made, where it is, and what Enter does."""
    one = cast(Backup, row.thing)
    title = f"{one.at:%Y-%m-%d %H:%M} 的备份（{one.why}）"

    def lines(width: int) -> list[Ink]:
        return [
            *(Ink(f" {line}", bold=True) for line in wrap(title, width - 2)),
            *labelled("大小", f"{one.size / 1e6:.1f} MB", width),
            *labelled("位置", str(one.path), width),
            *labelled("回车", "看恢复它会变什么，再定恢复、合并，还是不动", width, bold=True),
        ]

    return lines


def step(row: SyncRow) -> str:
    """What Enter does."""
    return "看会变什么"


async def open(screen: "SyncScreen", row: SyncRow) -> None:  # noqa: A001 (what `Part` calls it)
    """Say what restoring it would change, and ask whether to restore, to merge, or nothing."""
    from branchtui.ui.screens.choice import pick

    one = cast(Backup, row.thing)
    seen = backup.preview(one.path)

    def chosen(option: tuple[str, str] | None) -> None:
        with screen.telling():
            if option is not None and option[0] == "restore":
                _restore(screen, one)
            elif option is not None and option[0] == "merge":
                _merge(screen, one)

    more = [f"另有 {len(seen.lines) - _LINES} 类不同"] if len(seen.lines) > _LINES else []
    question = [seen.here, seen.there, *(seen.lines[:_LINES] or ["内容与现在的相同"]), *more]
    options = [
        ("nothing", "不动"),
        ("merge", "合并：现在的都留着，补上它多的"),
        ("restore", "恢复：换成它的内容，现在的先备份"),
    ]
    screen.shell.push_screen(pick("\n".join(question), options), chosen)


def _restore(screen: "SyncScreen", one: Backup) -> None:
    kept = backup.restore(one.path, screen.shell.home.database, now=screen.shell.now())
    screen.shell.reopen_drafts()
    screen.reload()
    screen.shell.say(f"已恢复到 {one.at:%Y-%m-%d %H:%M} 的内容；换下的那一份在 {kept}。{_AGAIN}")


def _merge(screen: "SyncScreen", one: Backup) -> None:
    from branchtui.workflows.safety import merging

    done = merging.merge(one.path, today=screen.shell.now().date())
    screen.shell.show_merged()
    screen.shell.say(f"{done.words}合并前的数据在 {done.backup}。")
