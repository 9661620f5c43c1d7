"""Signals and the console's close event."""

import asyncio
import errno
import io
import os
import sys
import threading
from collections.abc import Callable
from typing import Any

import pytest

from branchtui.ui.lifecycle import signals
from branchtui.ui.terminal.textual_patches import PatientWriter


class _Loop:
    """A loop as Windows has it: no signal handlers; what is called soon is called at once."""

    def add_signal_handler(self, *_: Any) -> None:
        raise NotImplementedError

    def remove_signal_handler(self, *_: Any) -> None:
        raise NotImplementedError

    def call_soon_threadsafe(self, call: Callable[..., Any], *arguments: Any) -> None:
        call(*arguments)


def test_closing_a_windows_console_saves_before_it_leaves() -> None:
    happened: list[object] = []
    handlers: list[Callable[[int], bool]] = []
    loop: Any = _Loop()
    signals.watch(loop, happened.append, lambda: happened.append("saved"), handlers.append)
    assert handlers[0](0) is False, "Ctrl+C is none of its business"
    assert happened == []
    assert handlers[0](2) is True
    assert happened == ["saved", signals.HANG_UP]
    signals.unwatch(loop)


def test_without_a_console_nothing_is_set() -> None:
    loop: Any = _Loop()
    signals.watch(loop, lambda _: None, lambda: None)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows loops take no signal handlers")
async def test_posix_signals_are_watched_and_given_back() -> None:
    loop = asyncio.get_running_loop()
    signals.watch(loop, lambda _: None, lambda: None)
    assert loop.remove_signal_handler(signals.TERMINATE)
    signals.unwatch(loop)
    assert not loop.remove_signal_handler(signals.HANG_UP) and not loop.remove_signal_handler(signals.INTERRUPT)


@pytest.mark.skipif(sys.platform == "win32", reason="Windows loops take no signal handlers")
async def test_a_signal_before_the_app_can_hear_it_is_granted_when_it_can() -> None:
    loop, told = asyncio.get_running_loop(), []
    signals.hold()
    os.kill(os.getpid(), signals.TERMINATE)
    signals.watch(loop, told.append, lambda: None)
    await asyncio.sleep(0)
    signals.unwatch(loop)
    assert told == [signals.TERMINATE]


class _Gone(io.StringIO):
    """A terminal that was there for one write."""

    written = 0

    def write(self, text: str) -> int:
        self.written += 1
        if self.written > 1:
            raise OSError(errno.EIO, "gone")
        return super().write(text)


def test_a_terminal_that_is_gone_holds_nobody() -> None:
    there = _Gone()
    writer = PatientWriter(there)
    writer.start()
    ended = threading.Thread(target=lambda: ([writer.write("字") for _ in range(200)], writer.stop()), daemon=True)
    ended.start()
    ended.join(5)
    assert not ended.is_alive() and not writer.is_alive()
    assert (there.getvalue(), there.written) == ("字", 2)


def test_exit_codes() -> None:
    assert [signals.exit_code(number) for number in (1, 2, 15)] == [129, 130, 143]
