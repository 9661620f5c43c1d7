"""Leaving the app: what is new here goes into the shared folder, where one is set up."""

import threading
from contextlib import suppress
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
    wrong: list[str] = []

    def send() -> None:
        try:
            one.send()
        except BranchError as error:
            wrong.append(str(error))

    try:
        one = Sync(setting_up.shared(), PhotoStore(place.photos, place.cache), None, now=now)
        one.take_in()
        tell(f"正在把改动发布到同步文件夹，最多等 {_PATIENCE:.0f} 秒，不等按 Ctrl+C。")
        thread = threading.Thread(target=send, name="publishing", daemon=True)
        thread.start()
        with suppress(KeyboardInterrupt):
            thread.join(_PATIENCE)
        if thread.is_alive():
            wrong.append("同步文件夹还没有写完，先退出了。")
        elif not wrong:
            one.end()
    except BranchError as error:
        wrong.append(str(error))
    if wrong:
        tell(f"没有发布：{wrong[0]}改动都在本机，下次同步再发布。")
