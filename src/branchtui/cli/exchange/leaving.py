"""Leaving the app: what is new here goes into the shared folder, where one is set up."""

import threading
import time
from collections.abc import Callable
from datetime import datetime

from branchtui.cli.exit_codes import tell
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.paths import Home
from branchtui.store.file import exchange_note
from branchtui.workflows.exchange import setting_up
from branchtui.workflows.exchange.publishing import is_due
from branchtui.workflows.exchange.syncing import Sync

_PATIENCE = 10.0  # seconds that leaving may wait for a shared folder


def publish(place: Home, now: datetime) -> None:
    """Publish what is new here, where a folder is set up and that is wanted: leaving waits a few seconds for it at most.

    What fails is told; everything is stored here anyhow.
    """
    note = exchange_note.read()
    if note is None or not note.automatic or not is_due(note):
        return
    wrong = ""
    try:
        one = Sync(setting_up.shared(), PhotoStore(place.photos, place.cache), None, now=now)
        tell(f"正在把改动发布到同步文件夹，最多等 {_PATIENCE:.0f} 秒，不等按 Ctrl+C。")
        end = time.monotonic() + _PATIENCE
        _wait_for(one.fetch, end)
        one.take_in()
        _wait_for(one.send, end)
        one.end()
    except BranchError as error:
        wrong = str(error)
    except KeyboardInterrupt:
        wrong = "先退出了。"
    if wrong:
        tell(f"没有发布：{wrong}改动都在本机，下次同步再发布。")


def _wait_for(step: Callable[[], object], end: float) -> None:
    """Do a step of a sync in a thread that may outlive the wait. Raises what it raises, and BranchError at the `end`."""
    wrong: list[BranchError] = []
    done: list[bool] = []

    def work() -> None:
        try:
            step()
            done.append(True)
        except BranchError as error:
            wrong.append(error)
        except OSError as error:  # of this machine's own disk, for the folder's are told by then
            wrong.append(BranchError(f"读写时出错（{error.strerror or error}）。"))

    thread = threading.Thread(target=work, name="publishing", daemon=True)
    thread.start()
    thread.join(max(0.0, end - time.monotonic()))
    if wrong:
        raise wrong[0]
    if not done:
        raise BranchError("同步文件夹没有写完，先退出了。")
