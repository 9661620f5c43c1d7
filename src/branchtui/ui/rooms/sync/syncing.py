"""立即同步: the passphrase once in a run, then a sync in its steps beside the screens."""

from collections.abc import Callable
from functools import partial

from branchtui.files.exchange.sealing import KeyChangedError
from branchtui.ui.jobs import Ends, Job
from branchtui.ui.rooms.sync.folder_forms import ask_for_folder, ask_new, ask_passphrase
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.shell import Shell
from branchtui.workflows.exchange import setting_up, status
from branchtui.workflows.exchange.reading import ASKED
from branchtui.workflows.exchange.syncing import Sync, Synced, check_all_read
from branchtui.workflows.progress import Progress

_NEW = "只知道旧口令的人，以后的内容再也打不开。新口令当面告诉用别的电脑的人，他们下次同步时输一次。"

_CHANGED = "口令已换。别的电脑下次同步时输新口令；那之前它们发布的内容，这里读不到。"
_OLD = "换口令以前要先同步一次：请输现在的口令。不换请按 Esc。"


def has_folder() -> bool:
    """Whether a shared folder is set up."""
    return status.status().folder is not None


def sync_now(screen: PlaceScreen) -> None:
    """Sync; what is not known yet, the folder or the passphrase, is asked for first. Raises BranchError."""
    shell = screen.shell
    if status.status().folder is None:
        ask_for_folder(screen, after=partial(start, shell))
    elif not shell.exchange.key:
        ask_passphrase(screen, setting_up.shared(), after=partial(start, shell))
    else:
        start(shell)


def start(shell: Shell, then: Callable[[Synced], object] | None = None) -> None:
    """Begin a sync whose passphrase is known: reading and writing the folder go on beside the screens.

    `then` is told what was done, unless it failed or was stopped.
    """
    if shell.work.busy or not _stored(shell):
        return
    one = Sync(setting_up.shared(), shell.photos(), shell.exchange.key, now=shell.now())

    def fetch(progress: Progress) -> None:
        try:
            one.fetch(progress)
        except KeyChangedError:
            shell.exchange.key = ""  # it is of no use any more
            raise

    def failed(words: str) -> None:
        one.discard()
        shell.say(words, bad=True)
        shell.show_merged()

    def stopped() -> None:
        one.discard()
        shell.say("已停下。已经合并进来的留着，其余的下次再同步。")
        shell.show_merged()

    def taken(_: None) -> str:
        one.take_in()
        return ""

    def send(_: str) -> None:
        shell.show_merged()  # what came in is there, whatever becomes of the rest
        shell.work.start(Job("发布本机的改动", one.send, ended), Ends(said, failed, stopped))

    ends: list[Synced] = []

    def ended(_: None) -> str:
        done = one.end()
        ends.append(done)
        shell.exchange.copies = tuple(file.path for file in done.files if file.state == ASKED)
        return done.words

    def said(words: str) -> None:
        shell.show_merged()
        shell.say(words)
        if then is not None:
            then(ends[0])

    shell.work.start(Job("读同步文件夹", fetch, taken), Ends(send, failed, stopped))


def change_passphrase(screen: PlaceScreen) -> None:
    """Sync, ask for another passphrase, and lay all down anew under another key. Raises BranchError without a folder."""
    shell, place = screen.shell, setting_up.shared()

    def make(passphrase: str) -> str:
        return setting_up.join(place, "", setting_up.change_passphrase(place, passphrase))

    def synced(done: Synced) -> None:
        with screen.telling():
            check_all_read(done)
            ask_new(screen, make, words="换口令", note=_NEW, after=lambda: start(shell, changed))

    def changed(_: Synced) -> None:
        shell.say(_CHANGED)

    if shell.exchange.key:
        start(shell, synced)
    else:
        ask_passphrase(screen, place, note=_OLD, after=lambda: start(shell, synced))


def _stored(shell: Shell) -> bool:
    """Whether everything that is being typed in the screen in front is stored."""
    return not isinstance(shell.screen, PlaceScreen) or shell.screen.commit_all()
