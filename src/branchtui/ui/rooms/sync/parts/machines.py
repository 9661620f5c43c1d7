"""各台电脑: this machine and its shared folder, and each other machine: when it was heard of, what it has not seen."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from branchtui.ui.jobs import Job
from branchtui.ui.rooms.sync.part import ENTER, Group, SyncRoom, SyncRow, Told, told_of
from branchtui.ui.rooms.sync.parts import college
from branchtui.ui.shell import Shell
from branchtui.workflows.exchange import setting_up, status
from branchtui.workflows.exchange.status import Machine, Status

GROUP = Group("各台电脑", "half", "info")
_HERE = "这台电脑"


def rows(shell: Shell) -> Sequence[SyncRow]:
    """This machine first, then the others by name."""
    now = status.status()
    own = _HERE if now.folder or college.syncs(shell) else f"{_HERE}（还没有设同步文件夹）"
    others = [SyncRow(GROUP, one.name, _moment(one.at), one) for one in now.machines]
    return [SyncRow(GROUP, own, _moment(now.synced_at), now), *others]


def told(shell: Shell, row: SyncRow) -> Told:
    """What this machine has published and read, or what another has not seen."""
    if isinstance(row.thing, Status):
        return _of_this(row.thing, by_college=college.syncs(shell))
    return _of_other(cast(Machine, row.thing))


def _of_this(now: Status, *, by_college: bool) -> Told:
    if now.folder is None and by_college:
        labels = [
            ("同步", "通过学院的服务器，见下面“学院”，不用设同步文件夹。"),
            (ENTER, "另设一个同步文件夹，别的电脑也选同一个；不通网的时候用"),
        ]
        return told_of(_HERE, labels)
    if now.folder is None:
        labels = [
            ("同步", "还没有设同步文件夹。按 F5 选一个，别的电脑也选同一个，各自的改动就能互相看到，内容全部加密。"),
            ("单独", "只有这一台电脑，不用设；换电脑、交接时用备份就行。"),
        ]
        return told_of(_HERE, labels)
    if now.unpublished or now.due:
        waits = f"{now.unpublished} 项操作" if now.unpublished else "有改动"
        unseen = f"{waits}还没有发布，别的电脑看不到。"
    else:
        unseen = "都已发布。"
    labels = [
        ("位置", str(now.folder)),
        ("同步", f"上次取来别的电脑的改动：{_moment(now.synced_at) or '还没有过'}"),
        ("发布", f"上次 {_moment(now.published_at) or '还没有过'}；{unseen}"),
        ("自动", "退出时和每 15 分钟自动发布" if now.automatic else "不自动发布，按 F5 才发布"),
        (ENTER, "看看同步文件夹现在好不好用"),
    ]
    return told_of(_HERE, labels)


def _of_other(one: Machine) -> Told:
    if not one.behind:
        unseen = "本机的改动它都看到了。"
    elif one.unseen:
        unseen = f"本机有 {one.unseen} 项操作它还没有看到；它下次同步就会取去。"
    else:
        unseen = "本机有改动它还没有看到；它下次同步就会取去。"
    labels = [("发布", f"上次 {_moment(one.at)}（照它自己的时钟）"), ("看到", unseen)]
    return told_of(one.name, [*labels, *([(ENTER, "列出它还没有看到的")] if one.unseen else [])])


def step(row: SyncRow) -> str:
    """What Enter does."""
    if not isinstance(row.thing, Status):
        return "列出没看到的" if cast(Machine, row.thing).unseen else ""
    return "看文件夹" if row.thing.folder else "设同步文件夹"


async def open(screen: SyncRoom, row: SyncRow) -> None:  # noqa: A001 (what `Part` calls it)
    """On this machine: look whether the folder works, which may wait for a network; on another: list what it lacks."""
    if not isinstance(row.thing, Status):
        _list_unseen(screen, cast(Machine, row.thing))
        return
    if row.thing.folder is None:
        screen.action_folder() if college.syncs(screen.shell) else screen.action_now()
        return
    place = setting_up.shared()
    fine = f"同步文件夹 {place.folder} 可以读写。"
    screen.shell.work.start(Job("看同步文件夹", lambda progress: place.trouble(), lambda wrong: wrong or fine))


def _list_unseen(screen: SyncRoom, one: Machine) -> None:
    from branchtui.ui.screens.reader import ReadingScreen

    lines = [f"{at:%Y-%m-%d %H:%M}  {name}" for at, name in status.unseen_by(one)]
    if lines:
        screen.app.push_screen(ReadingScreen(screen.ROOM, f"{one.name} 还没有看到的", (), lines))


def _moment(at: datetime | None) -> str:
    return f"{at:%Y-%m-%d %H:%M}" if at else ""
