"""Opening the app: one window for one branch."""

import gc
import os
import sys
from collections.abc import Callable
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from branchtui.cli.closing import leave
from branchtui.cli.exchange.live_place import refuse_shared
from branchtui.cli.exit_codes import outcome
from branchtui.cli.instance_lock import one_window
from branchtui.errors import UsageError
from branchtui.paths import Home, home
from branchtui.ui.terminal.first_paint import (
    FirstPaint,
    has_terminal,
    is_terminal,
    prepaint,
    understands,
    writes_chinese,
)
from branchtui.ui.terminal.width_question import WidthQuestion

if TYPE_CHECKING:
    from branchtui.workflows.college.seat import Seat


def start(painted: FirstPaint | None) -> int:
    """`branchtui` without a word: the app on the usual home. `painted` is on the screen already."""
    return outcome(lambda: _kept_clean(home, painted))


def open_app(place: Home) -> int:
    """The app on the branch of this home; its exit code. Raises UsageError without a terminal, BusyError for a second one."""
    return _kept_clean(lambda: place, prepaint() if has_terminal() else None)


def open_college(place: Home) -> int:
    """The organiser's app on the seat of this home; its exit code. Raises UsageError without a terminal or a seat."""
    _want_terminal()
    from branchtui.workflows.college.seat import read

    seat = read(place)
    if seat is None:
        raise UsageError("这台电脑还没有加入学院的服务器。请用管理员给的加入码运行：branchtui college join 加入码")
    if seat.role != "organiser":
        raise UsageError("这台电脑加入的是支部的席位，不是组织员的。支部的事直接运行 branchtui。")
    from branchtui.ui.commands.rooms import COLLEGE

    return _kept_clean(lambda: place, prepaint(rooms=COLLEGE), partial(_open_college, seat=seat))


def _kept_clean(place: Callable[[], Home], painted: FirstPaint | None, run: "_Run | None" = None) -> int:
    try:
        _want_terminal()
        code = (run or _open)(place(), painted.question if painted else None)
    except BaseException:  # Ctrl+C and what nobody thought of too: words on the painted screen would go with it
        if painted:
            painted.take_back()
        raise
    if painted:
        painted.end()
    return code


_Run = Callable[[Home, WidthQuestion | None], int]


def _want_terminal() -> None:
    """Raises UsageError where there is nothing to show the app on."""
    if not has_terminal():
        if is_terminal(sys.stdin) and is_terminal(sys.stdout):
            words = "界面画在标准错误上，它被转到了别处（2>），打不开界面。请去掉 2> 再运行。"
            sys.stdout.write(f"{words}\n")  # who sits there does not see what goes to stderr
            raise UsageError(words)
        raise UsageError("这里没有终端，打不开界面。可用命令见 branchtui --help，例如 branchtui demo --out 示例材料")
    if not understands(os.environ, sys.platform):
        raise UsageError(
            f"这个终端（TERM={os.environ['TERM']}）显示不了界面。请换一个终端，或设 TERM=xterm-256color 再试；"
            "命令行照样能用，见 branchtui --help"
        )
    if not writes_chinese():
        raise UsageError(f"这里的文字编码（{sys.stdout.encoding}）写不出汉字。请设 PYTHONUTF8=1 再运行。")


def _open(place: Home, question: WidthQuestion | None) -> int:
    refuse_shared(place)
    gc.disable()  # nothing of what is made now will be thrown away; the app switches it on when it is ready
    from branchtui.ui.terminal.environment import prepare

    prepare()
    with one_window(place, "已有一个 branchtui 窗口开着这份数据。请回到那个窗口；若它已不在，等几秒再开。"):
        from branchtui.store.file.database import open_database
        from branchtui.tidying import tidy

        open_database(place.database)
        tidy(place)
        from branchtui.ui.app import run

        try:
            code = run(place, datetime.now, question)
            if not code:  # after a signal there is nobody to wait
                _publish(place)
            return code
        finally:
            leave()


def _open_college(place: Home, question: WidthQuestion | None, *, seat: "Seat") -> int:
    from branchtui.ui.terminal.environment import prepare

    prepare()
    from branchtui.ui.rooms.college.app import run
    from branchtui.ui.rooms.college.source import Source

    return run(Source(place, seat), place, datetime.now, question)


def _publish(place: Home) -> None:
    """What is new here goes into the shared folder and to the college: where there is none, nothing of it is loaded."""
    from branchtui.store.file import exchange_note

    if exchange_note.read() is not None:
        from branchtui.cli.exchange.leaving import publish

        publish(place, datetime.now())
    if place.college.exists():
        from branchtui.cli.college.leaving import send

        send(place, datetime.now())
