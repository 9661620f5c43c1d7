"""At the first run: the branch is on another machine already, and comes with a backup or out of the shared folder."""

from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import Any

from branchtui.files.exchange.folder import SharedFolder
from branchtui.ui.commands.rooms import ROOMS
from branchtui.ui.jobs import Job
from branchtui.ui.screens.form import Field, FormScreen, Values, ask
from branchtui.ui.shell import Shell
from branchtui.ui.text.typed_path import typed_path
from branchtui.workflows import pictures
from branchtui.workflows.exchange import starting
from branchtui.workflows.exchange.starting import First
from branchtui.workflows.progress import Progress
from branchtui.workflows.safety import archives
from branchtui.workflows.safety.archives import Incoming

_NOTE = "支部在别的电脑上已经建好的，不用再建：写那台电脑做的备份（.zip），或者各台电脑共用的同步文件夹。"


def bring(shell: Shell) -> None:
    """Ask for a backup or a shared folder, and begin with what is in it."""
    found: list[SharedFolder] = []

    def submit(typed: str) -> Job[Any]:
        path = typed_path(typed).absolute()
        if not path.is_dir():
            return _restoring(shell, path)

        def seen(place: SharedFolder) -> str:
            found.append(place)
            return "找到了支部的同步文件夹，请输入口令。"

        return Job("看同步文件夹", lambda progress: starting.found(path), seen)

    def go_on() -> None:
        if found:
            _ask_passphrase(shell, found[-1])

    shell.push_screen(
        ask(
            "bring-branch",
            "接着用已有的数据",
            "备份或文件夹",
            submit,
            placeholder="完整的路径，也可以拖进来",
            note=_NOTE,
            after=go_on,
        )
    )


def _restoring(shell: Shell, path: Path) -> Job[Any]:
    held = ExitStack()

    def run(progress: Progress) -> Incoming:
        with ExitStack() as failing:
            failing.push(held)
            incoming = held.enter_context(archives.open_incoming(path, shell.home.data, shell.photos(), progress))
            failing.pop_all()
        return incoming

    def done(incoming: Incoming) -> str:
        with held:
            incoming.restore(shell.home.database, now=shell.now())
        _enter(shell)
        return f"已接上 {path.name} 里的数据。{pictures.lacking(shell.photos())}"

    return Job("取备份里的数据", run, done)


def _ask_passphrase(shell: Shell, place: SharedFolder) -> None:
    def submit(values: Values) -> Job[Any]:
        run = partial(starting.fetch, place, values["passphrase"], shell.home.data)
        return Job("取同步文件夹里的数据", run, done)

    def done(first: First) -> str:
        starting.begin(first, shell.home.database, now=shell.now())
        shell.exchange.key = first.key
        _enter(shell)
        from branchtui.ui.rooms.sync.syncing import start

        shell.call_later(start, shell)  # what the other packages hold, and the pictures
        return "已接上同步文件夹里的数据，正在同步。"

    field = Field("passphrase", "口令", placeholder="别的电脑定好的那一个", hidden=True)
    shell.push_screen(FormScreen("exchange-key", f"同步文件夹 {place.folder.name}", [field], submit))


def _enter(shell: Shell) -> None:
    """Leave the form of the first run, for there is a branch now."""
    shell.reopen_drafts()
    shell.call_later(shell.to_room, ROOMS[0].place)
    shell.call_later(shell.show_merged)
