"""合并一个文件: a database file or a backup that somebody brought, by its path."""

from branchtui.paths import user_path
from branchtui.ui.rooms.sync.room import SyncScreen
from branchtui.ui.screens.form import ask
from branchtui.ui.text.typed_path import typed_path
from branchtui.workflows.safety import merging


def bring(screen: SyncScreen) -> None:
    """Ask for the path, and take in what the file knows."""

    def submit(typed: str) -> str:
        done = merging.merge(user_path(str(typed_path(typed))).absolute(), today=screen.shell.now().date())
        return f"{done.words}合并前的数据在 {done.backup}。"

    screen.app.push_screen(
        ask(
            "bring-file",
            "合并一个文件",
            "文件",
            submit,
            placeholder="另一台电脑的数据文件或备份的完整路径，也可以拖进来",
            room=screen.ROOM,
            note="先自动备份，再合并；两边写得不一样的都留着，由您定。",
        )
    )
