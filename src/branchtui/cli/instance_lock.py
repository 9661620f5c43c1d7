"""One program at a time on one home: the app, and the commands that need it closed.

The lock is the system's own and ends with the program that holds it, however that ends. It is asked for here and not
through a library: every start waits for it, and the library takes longer to import than the database to open.
"""

import os
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

from branchtui.disk import PRIVATE_FILE
from branchtui.errors import BranchError, BusyError
from branchtui.paths import Home

if sys.platform == "win32":
    import msvcrt

    def _lock(handle: int) -> None:
        msvcrt.locking(handle, msvcrt.LK_NBLCK, 1)

    def _unlock(handle: int) -> None:
        os.lseek(handle, 0, os.SEEK_SET)
        msvcrt.locking(handle, msvcrt.LK_UNLCK, 1)

else:
    import fcntl

    def _lock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)

    def _unlock(handle: int) -> None:
        fcntl.flock(handle, fcntl.LOCK_UN)


_WAITS = (0.05, 0.1, 0.2, 0.4, 0.8)  # seconds: a window that was just closed may still be leaving


def _lock_soon(handle: int) -> None:
    """Lock it, asked for again a few times where another program holds it. Raises what the system says at the end."""
    for seconds in _WAITS:
        try:
            _lock(handle)
        except (BlockingIOError, PermissionError):
            time.sleep(seconds)  # nothing tells when the other lets go
        else:
            return
    _lock(handle)


@contextmanager
def one_window(place: Home, busy: str) -> Iterator[None]:
    """Hold the lock of this home.

    Raises BusyError, in the words of `busy`, where another program holds it, BranchError where there can be no lock.
    """
    place.ensure()
    try:
        handle = os.open(place.lock, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    except OSError as error:
        raise _no_lock(place, error) from error
    try:
        try:
            _lock_soon(handle)
        except (BlockingIOError, PermissionError):  # the latter is how Windows and some file systems say it
            raise BusyError(busy) from None
        except OSError as error:
            raise _no_lock(place, error) from error
        try:
            yield
        finally:
            _unlock(handle)
    finally:
        os.close(handle)


def _no_lock(place: Home, error: OSError) -> BranchError:
    if place.lock.is_dir():
        return BranchError(f"{place.lock} 应当是文件，却是一个文件夹。请把它移走或改名，再打开。")
    return BranchError(
        f"数据文件夹 {place.data} 不能写入（{error.strerror or error}）。"
        "请检查文件夹权限，或换一个可写的位置：branchtui --home 文件夹"
    )
