"""Leaving the app: what is new here goes to the college's server, where this machine has a seat."""

import time
from datetime import datetime

from branchtui.cli.exchange.waiting import leaving_all_the_same, wait_for
from branchtui.cli.exit_codes import tell
from branchtui.files.photos import PhotoStore
from branchtui.paths import Home
from branchtui.store.college import delta
from branchtui.workflows.college import seat
from branchtui.workflows.college.branch import lateness
from branchtui.workflows.college.branch.exchanging import Exchange, Line

_PATIENCE = 5.0  # seconds that leaving may wait for the server
_LATE = "服务器没有及时回答，先退出了。"


def send(place: Home, now: datetime, patience: float = _PATIENCE) -> None:
    """Exchange with the server, where there is something to be sent: leaving waits for it some seconds at most.

    What fails is told; everything is stored here anyhow, and sent the next time.
    """
    line = Line(place)
    with leaving_all_the_same("没有发给学院：", "改动都在本机，下次再发。"):
        here = seat.read(place)
        if here is None or here.role != "secretary" or not delta.is_due():  # others send nothing
            return
        one = Exchange(place, line, PhotoStore(place.photos, place.cache), now=now)
        tell(f"正在把改动发给学院的服务器，最多等 {patience:.0f} 秒，不等按 Ctrl+C。")
        end = time.monotonic() + patience
        wait_for(one.connect, end, _LATE)
        one.begin()
        while one.goes_on:
            wait_for(one.fetch, end, _LATE)
            one.take_in()
            wait_for(one.send, end, _LATE)
            done = one.end()
        lateness.note_synced(now, done.trouble)
        if done.trouble:
            tell(done.trouble)
        line.close()
