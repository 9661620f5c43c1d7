"""学院: the college's server, where this machine has a seat there: the last exchange, what the college waits for."""

from collections.abc import Sequence

from branchtui.errors import BranchError
from branchtui.ui.rooms.sync.part import ENTER, Group, SyncRoom, SyncRow, Told, told_of
from branchtui.ui.shell import Shell

GROUP = Group("学院", "half", "info")


def syncs(shell: Shell) -> bool:
    """Whether this machine exchanges with a server. Without a seat nothing of it is loaded."""
    if not shell.home.college.exists():
        return False
    from branchtui.workflows.college.branch import lateness

    try:
        return lateness.syncs(shell.home)
    except BranchError:
        return True  # told beside the list


def rows(shell: Shell) -> Sequence[SyncRow]:
    """One line, where there is a seat: without, nothing of it is loaded."""
    if not shell.home.college.exists():
        return ()
    from branchtui.store.file import college_note
    from branchtui.workflows.college import seat

    note = college_note.read()
    try:
        here = seat.read(shell.home)
        if here is None or here.branch is None:  # an organiser's: there is nothing to exchange
            return ()
        name = here.name
    except BranchError:
        name = ""  # told beside the list
    when = f"{note.synced_at:%Y-%m-%d %H:%M}" if note.synced_at else ""
    return [SyncRow(GROUP, f"{name or '学院的服务器'}{'（没有同步成）' if note.trouble else ''}", when)]


def told(shell: Shell, row: SyncRow) -> Told:
    """Where the seat is, how the last exchange went, what waits to be handed in."""
    from branchtui.rules.college.settings import shown_words
    from branchtui.store.file import college_note
    from branchtui.workflows.college import seat
    from branchtui.workflows.college.branch import naming, sheets

    note = college_note.read()
    here = seat.read(shell.home)
    today = shell.now().date()
    waiting = sheets.waiting(today)
    login = f"{here.login}，{here.host}" if here is not None else "没有席位"
    sends = "这个席位只能看，本机的改动不发送" if here is not None and here.role == "member" else "保存后自动发送"
    went = f"上次 {note.synced_at:%Y-%m-%d %H:%M}" if note.synced_at else "还没有同步过"
    labels = [
        *([("原因", note.trouble)] if note.trouble else []),
        ("报表", f"{len(waiting)} 份等着报送：{'、'.join(waiting[:3])}" if waiting else "没有等着报送的"),
        ("同步", f"{went}；{sends}，每 30 秒看一次有没有新的"),
        (ENTER, "立即和学院同步"),
        ("人名", f"学院看到的：{shown_words(naming.now(here))}；要改用命令 branchtui college names"),
        ("席位", f"{login}；换加入码、离开学院用命令 branchtui college join、branchtui college leave"),
    ]
    return told_of(row.words, labels)


def step(row: SyncRow) -> str:
    """What Enter does."""
    return "立即同步"


async def open(screen: SyncRoom, row: SyncRow) -> None:  # noqa: A001 (what `Part` calls it)
    """Exchange at once."""
    screen.shell.sync_college()
