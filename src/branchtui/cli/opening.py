"""Opening the app: one window for one branch."""

import gc
import os
import sys
from datetime import datetime

from branchtui.cli.leaving import leave
from branchtui.cli.outcome import outcome
from branchtui.paths import Home, home
from branchtui.rules.errors import BranchError, BusyError, UsageError
from branchtui.ui.prepaint import has_terminal, prepaint, understands, unpaint


def start(painted: bool) -> int:
    """`branchtui` without a word: the app on the usual home. `painted`: the first ink is on the screen already."""
    return outcome(lambda: _kept_clean(home(), painted))


def open_app(place: Home) -> int:
    """The app on the branch of this home; its exit code. Raises UsageError without a terminal, BusyError for a second one."""
    return _kept_clean(place, has_terminal() and prepaint())


def _kept_clean(place: Home, painted: bool) -> int:
    try:
        if not has_terminal():
            raise UsageError(
                "这里没有终端，打不开界面。可用命令见 branchtui --help，例如 branchtui demo --out 示例材料"
            )
        if not understands(os.environ, sys.platform):
            raise UsageError(
                f"这个终端（TERM={os.environ['TERM']}）显示不了界面。请换一个终端，或设 TERM=xterm-256color 再试；"
                "命令行照样能用，见 branchtui --help"
            )
        return _open(place)
    except BranchError:
        if painted:
            unpaint()
        raise


def _open(place: Home) -> int:
    gc.disable()  # nothing of what is made now will be thrown away; the app switches it on when it is ready
    from filelock import FileLock, Timeout

    from branchtui.ui.terminal import prepare

    prepare()
    place.ensure()
    try:
        with FileLock(place.lock).acquire(timeout=0):
            from branchtui.store.database import open_database

            open_database(place.database)
            from branchtui.ui.app import run

            try:
                return run(place, datetime.now)
            finally:
                leave()
    except Timeout:
        raise BusyError("已有一个 branchtui 窗口开着这份数据。请回到那个窗口；若它已不在，等几秒再开。") from None
