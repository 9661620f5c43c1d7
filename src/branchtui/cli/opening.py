"""Opening the app: one window for one branch. Imports nothing heavy before the first ink is on the screen."""

import sys
from datetime import datetime

from branchtui.cli.outcome import outcome
from branchtui.paths import Home, home
from branchtui.rules.errors import BranchError, BusyError, UsageError


def has_terminal() -> bool:
    """Whether somebody sits at both ends."""
    return sys.stdin.isatty() and sys.stdout.isatty()


def start() -> int:
    """`branchtui` without a word: the app on the usual home."""
    return outcome(lambda: open_app(home()))


def open_app(place: Home) -> int:
    """The app on the branch of this home; its exit code. Raises UsageError without a terminal, BusyError for a second one."""
    if not has_terminal():
        raise UsageError("这里没有终端，打不开界面。可用命令见 branchtui --help，例如 branchtui demo --out 示例材料")
    from branchtui.ui.prepaint import prepaint, unpaint

    painted = prepaint()
    try:
        return _open(place)
    except BranchError:
        if painted:
            unpaint()
        raise


def _open(place: Home) -> int:
    from filelock import FileLock, Timeout

    from branchtui.ui.terminal import prepare

    prepare()
    place.ensure()
    try:
        with FileLock(place.lock).acquire(timeout=0):
            from branchtui.store.database import close_database, open_database

            open_database(place.database)
            from branchtui.ui.app import run

            try:
                return run(place, datetime.now)
            finally:
                close_database()
    except Timeout:
        raise BusyError("已有一个 branchtui 窗口开着这份数据。请回到那个窗口；若它已不在，等几秒再开。") from None
