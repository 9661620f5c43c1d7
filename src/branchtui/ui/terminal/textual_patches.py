"""What Textual gives up at, and the app does not: a sentence no handler caught, a byte that is no character, no terminal."""

import codecs
import sys
from collections.abc import Callable
from functools import partial
from typing import Any

from textual.drivers import _writer_thread
from textual.message import Message
from textual.message_pump import MessagePump

from branchtui.errors import BranchError

_dispatch = MessagePump._dispatch_message


async def _dispatch_and_tell(pump: MessagePump, message: Message) -> None:
    try:
        await _dispatch(pump, message)
    except BranchError as error:
        pump.app._handle_exception(error)


def outlive_sentences() -> None:
    """A BranchError that leaves a message handler goes to the app's `_handle_exception`, and the queue goes on.

    Textual does the first and then ends the queue: the widget or screen would be dead. A look at the database can fail
    in any handler, where another program holds the file, so it is mended here and not in each.
    """
    MessagePump._dispatch_message = _dispatch_and_tell  # type: ignore[assignment,method-assign]  # one place for all


def _lenient(name: str) -> Callable[..., Any]:
    return partial(codecs.getincrementaldecoder(name), errors="replace")


def outlive_bytes() -> None:
    """A byte from the keyboard that is not UTF-8 (a terminal that sends GBK, an old mouse report) is shown as U+FFFD.

    Textual 8.2.8 decodes strictly in its input thread and ends with the first such byte.
    """
    if sys.platform != "win32":
        from textual.drivers import linux_driver

        linux_driver.getincrementaldecoder = _lenient  # type: ignore[assignment,attr-defined]  # private


class PatientWriter(_writer_thread.WriterThread):
    """Goes on taking what is written once the terminal is gone, so that nobody waits for room in the queue.

    Textual's own ends with the first error, and after 30 writes more the app would stand still for ever.
    """

    def run(self) -> None:
        there = True
        while (text := self._queue.get()) is not None:
            if there:
                there = self._written(text)

    def _written(self, text: str) -> bool:
        try:
            self._file.write(text)
            if self._queue.qsize() == 0:
                self._file.flush()
        except OSError:
            return False
        return True


def outlive_terminal() -> None:
    """A terminal that goes away does not hold the app."""
    if sys.platform == "win32":
        from textual.drivers import windows_driver as driver
    else:
        from textual.drivers import linux_driver as driver
    driver.WriterThread = PatientWriter  # type: ignore[attr-defined]  # the drivers take no other
