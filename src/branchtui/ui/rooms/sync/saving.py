"""备份: everything of the branch in one file, where the person says."""

from typing import Any

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.ui.jobs import Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.form import ask
from branchtui.ui.text.typed_path import typed_path
from branchtui.workflows.safety import archives


def save(screen: PlaceScreen) -> None:
    """Ask where to, and write one zip there beside the screens."""
    shell = screen.shell

    def submit(typed: str) -> Job[Any]:
        target = typed_path(typed).absolute()
        if target == shell.exports:
            disk.make_folder(target, shared=True)
        elif not target.is_dir() and target.suffix.lower() != ".zip":
            raise BranchError(f"没有这个文件夹：{target}。请写一个已有的文件夹，或以 .zip 结尾的文件名。")
        ready = archives.prepare(target, shell.photos(), now=shell.now())
        return Job("备份", ready.write, lambda saved: saved.words)

    screen.app.push_screen(
        ask(
            "backup",
            "备份",
            "放到",
            submit,
            default=lambda values: str(shell.exports),
            placeholder="文件夹，如 U 盘；或以 .zip 结尾的文件名",
            room=screen.ROOM,
            note="数据、照片、附件装进一个 zip，可以带走；没有加密，请妥善保管。",
        )
    )
