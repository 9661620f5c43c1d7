"""A backup, or a data file that somebody brought: looked into, then merged, put in the place of what is here, or left."""

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from branchtui.ui.jobs import Ends, Job
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.screens.choice import pick
from branchtui.ui.screens.form import ask
from branchtui.ui.text.typed_path import typed_path
from branchtui.workflows import pictures
from branchtui.workflows.progress import Progress
from branchtui.workflows.safety import archives
from branchtui.workflows.safety.archives import Incoming

_LINES = 8  # of what would change that the question shows
_AGAIN = "若与其他电脑同步，下次同步会把较新的内容带回来；要真正退回一项，请用它的历史。"


def bring(screen: PlaceScreen) -> None:
    """Ask for the path of a file, and look into it."""

    def submit(typed: str) -> Job[Any]:
        return _looking(screen, typed_path(typed).absolute())

    screen.app.push_screen(
        ask(
            "bring-file",
            "合并一个文件",
            "文件",
            submit,
            placeholder="另一台电脑的数据文件，或备份；可以拖进来",
            room=screen.ROOM,
            note="先看里面有什么，再定；合并前自动备份，两边写得不一样的都留着。",
        )
    )


def look_into(screen: PlaceScreen, path: Path) -> None:
    """Say what restoring a backup would change, and ask what to do with it."""
    screen.shell.work.start(_looking(screen, path), Ends(lambda words: None, _bad(screen), lambda: None))


def _looking(screen: PlaceScreen, path: Path) -> Job[Any]:
    """Open it beside the screens, for a whole backup is checked and unpacked; then ask."""
    shell = screen.shell
    home, photos = shell.home.data, shell.photos()
    held = ExitStack()

    def run(progress: Progress) -> Incoming:
        return held.enter_context(archives.open_incoming(path, home, photos, progress))

    def done(incoming: Incoming) -> str:
        with ExitStack() as failing:
            failing.push(held)
            seen = incoming.preview()
            failing.pop_all()
        more = [f"另有 {len(seen.lines) - _LINES} 类不同"] if len(seen.lines) > _LINES else []
        question = [seen.here, seen.there, *(seen.lines[:_LINES] or ["内容与现在的相同"]), *more]
        options = [
            ("merge", "合并：现在的都留着，补上它多的"),
            ("restore", "恢复：换成它的内容，现在的先备份"),
            ("nothing", "不动"),
        ]

        def chosen(option: tuple[str, str] | None) -> None:
            if option is not None and option[0] == "merge":
                _take(screen, incoming, held, lambda: _merged(screen, incoming))
            elif option is not None and option[0] == "restore":
                _take(screen, incoming, held, lambda: _restored(screen, incoming))
            else:
                held.close()

        shell.push_screen(pick("\n".join(question), options), chosen)
        return "看好里面有什么，再选。"

    return Job("看里面有什么", run, done)


def _take(screen: PlaceScreen, incoming: Incoming, held: ExitStack, act: Callable[[], str]) -> None:
    """Take its pictures beside the screens, then do `act`."""

    def run(progress: Progress) -> None:
        with ExitStack() as failing:
            failing.push(held)
            incoming.receive(progress)
            failing.pop_all()

    def done(_: None) -> str:
        with held:
            words = act()
        screen.shell.show_merged()
        return words

    screen.shell.work.start(Job("取照片和附件", run, done))


def _merged(screen: PlaceScreen, incoming: Incoming) -> str:
    done = incoming.merge(today=screen.shell.now().date())
    return f"{done.words}合并前的数据在 {done.backup}。{pictures.lacking(screen.shell.photos())}"


def _restored(screen: PlaceScreen, incoming: Incoming) -> str:
    shell = screen.shell
    done = incoming.restore(shell.home.database, now=shell.now())
    shell.reopen_drafts()
    kept = f"；换下的那一份在 {done.kept}" if done.kept else ""
    return f"已恢复到 {incoming.path.name} 的内容{kept}。{pictures.lacking(shell.photos())}{_AGAIN}"


def _bad(screen: PlaceScreen) -> Callable[[str], None]:
    return lambda words: screen.shell.say(words, bad=True)
