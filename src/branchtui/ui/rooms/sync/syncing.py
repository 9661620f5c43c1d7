"""立即同步: the passphrase once in a run, then a sync in its steps beside the screens."""

from functools import partial

from branchtui.files.exchange.folder import RenewedError
from branchtui.ui.jobs import Ends, Job
from branchtui.ui.rooms.sync.folder_forms import ask_for_folder, ask_passphrase
from branchtui.ui.screens.base import PlaceScreen
from branchtui.ui.shell import Shell
from branchtui.workflows.exchange import setting_up, status
from branchtui.workflows.exchange.reading import ASKED
from branchtui.workflows.exchange.syncing import Sync
from branchtui.workflows.progress import Progress


def sync_now(screen: PlaceScreen) -> None:
    """Sync; what is not known yet, the folder or the passphrase, is asked for first. Raises BranchError."""
    shell = screen.shell
    if status.status().folder is None:
        ask_for_folder(screen, after=partial(start, shell))
    elif not shell.exchange.key:
        ask_passphrase(screen, setting_up.shared(), after=partial(start, shell))
    else:
        start(shell)


def start(shell: Shell) -> None:
    """Begin a sync whose passphrase is known: reading and writing the folder go on beside the screens."""
    if shell.work.busy or not _stored(shell):
        return
    one = Sync(setting_up.shared(), shell.photos(), shell.exchange.key, now=shell.now())

    def fetch(progress: Progress) -> None:
        try:
            one.fetch(progress)
        except RenewedError:
            shell.exchange.key = ""  # it is of no use any more
            raise

    def failed(words: str) -> None:
        one.discard()
        shell.say(words, bad=True)
        _read_again(shell)

    def stopped() -> None:
        one.discard()
        shell.say("已停下。已经合并进来的留着，其余的下次再同步。")
        _read_again(shell)

    def taken(_: None) -> str:
        one.take_in()
        return ""

    def send(_: str) -> None:
        _read_again(shell)  # what came in is there, whatever becomes of the rest
        shell.work.start(Job("发布本机的改动", one.send, ended), Ends(said, failed, stopped))

    def ended(_: None) -> str:
        done = one.end()
        shell.exchange.copies = tuple(file.path for file in done.files if file.state == ASKED)
        return done.words

    def said(words: str) -> None:
        _read_again(shell)
        shell.say(words)

    shell.work.start(Job("读同步文件夹", fetch, taken), Ends(send, failed, stopped))


def _stored(shell: Shell) -> bool:
    """Whether everything that is being typed in the screen in front is stored."""
    return not isinstance(shell.screen, PlaceScreen) or shell.screen.commit_all()


def _read_again(shell: Shell) -> None:
    if isinstance(shell.screen, PlaceScreen) and shell.screen.is_mounted:
        shell.screen.read_again()
