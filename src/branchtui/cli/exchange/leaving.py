"""Leaving the app: what is new here goes into the shared folder, where one is set up."""

import time
from datetime import datetime

from branchtui.cli.exchange.waiting import leaving_all_the_same, wait_for
from branchtui.cli.exit_codes import tell
from branchtui.files.photos import PhotoStore
from branchtui.paths import Home
from branchtui.store.file import exchange_note
from branchtui.workflows.exchange import setting_up
from branchtui.workflows.exchange.publishing import is_due
from branchtui.workflows.exchange.syncing import Sync

_PATIENCE = 10.0  # seconds that leaving may wait for a shared folder
_LATE = "同步文件夹没有写完，先退出了。"


def publish(place: Home, now: datetime) -> None:
    """Publish what is new here, where a folder is set up and that is wanted: leaving waits a few seconds for it at most.

    What fails is told; everything is stored here anyhow.
    """
    note = exchange_note.read()
    if note is None or not note.automatic or not is_due(note):
        return
    with leaving_all_the_same("没有发布：", "改动都在本机，下次同步再发布。"):
        one = Sync(setting_up.shared(), PhotoStore(place.photos, place.cache), None, now=now)
        tell(f"正在把改动发布到同步文件夹，最多等 {_PATIENCE:.0f} 秒，不等按 Ctrl+C。")
        end = time.monotonic() + _PATIENCE
        wait_for(one.fetch, end, _LATE)
        one.take_in()
        wait_for(one.send, end, _LATE)
        one.end()
