"""Leaving in good order when the terminal goes away or the machine asks the program to end.

Ctrl+C is a key here: the terminal is raw. Who sends the signal of that name wants the program to end as well.
"""

import asyncio
import signal
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from branchtui.ui.terminal.environment import HANG_UP, INTERRUPT, TERMINATE

_SIGNALS = HANG_UP, INTERRUPT, TERMINATE
_CLOSE_EVENTS = {2, 5, 6}  # CTRL_CLOSE, CTRL_LOGOFF, CTRL_SHUTDOWN

ConsoleSetter = Callable[[Callable[[int], bool]], Any]


_early: list[int] = []  # the signals that came before the loop could hear them


def hold() -> None:
    """Keep a wish to end until `watch` can grant it: while the app begins there is nothing that could leave in order.

    The second of a kind ends the program at once, should the beginning hang.
    """
    _early.clear()
    if sys.platform != "win32":
        for number in _SIGNALS:
            signal.signal(number, _remember)


def _remember(number: int, _: FrameType | None) -> None:
    _early.append(number)
    signal.signal(number, signal.SIG_DFL)


def watch(
    loop: asyncio.AbstractEventLoop,
    leave: Callable[[int], None],
    save: Callable[[], object],
    set_console_handler: ConsoleSetter | None = None,
) -> None:
    """Call `leave(signal number)` on the loop when the terminal hangs up or the program is told to end.

    Where the loop takes no signal handlers (Windows) a console handler is set. It runs in a thread of its own and the
    process dies when it returns, so it calls `save` itself first.
    """
    try:
        for number in _SIGNALS:
            loop.add_signal_handler(number, leave, number)
        if _early:
            loop.call_soon(leave, _early[0])
            _early.clear()
    except NotImplementedError:

        def on_event(event: int) -> bool:
            if event not in _CLOSE_EVENTS:
                return False
            save()
            loop.call_soon_threadsafe(leave, HANG_UP)
            return True

        (set_console_handler or _set_console_handler)(on_event)


def unwatch(loop: asyncio.AbstractEventLoop) -> None:
    """Give the signals back."""
    try:
        for number in _SIGNALS:
            loop.remove_signal_handler(number)
    except NotImplementedError:
        return


_kept: list[object] = []  # ctypes frees a callback that nothing refers to


def _set_console_handler(on_event: Callable[[int], bool]) -> None:
    import ctypes

    windll: Any = getattr(ctypes, "windll", None)
    maker: Any = getattr(ctypes, "WINFUNCTYPE", None)
    if windll is None or maker is None:
        return
    callback = maker(ctypes.c_int, ctypes.c_uint)(on_event)
    _kept.append(callback)
    windll.kernel32.SetConsoleCtrlHandler(callback, True)


def exit_code(number: int) -> int:
    """The exit code that tells of a signal."""
    return 128 + number
