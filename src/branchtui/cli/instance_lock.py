"""One program at a time on one home: the app, and the commands that need it closed."""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

from branchtui.disk import PRIVATE_FILE
from branchtui.errors import BranchError, BusyError
from branchtui.paths import Home

_HELD = (errno.EACCES, errno.EAGAIN)


@contextmanager
def one_window(place: Home, busy: str) -> Iterator[None]:
    """Hold the lock of this home.

    Raises BusyError, in the words of `busy`, where another program holds it, BranchError where there can be no lock.
    """
    place.ensure()
    try:
        let_go = _by_the_system(place.lock, busy) or _by_filelock(place.lock, busy)
    except (OSError, NotImplementedError) as error:
        if place.lock.is_dir():
            raise BranchError(f"{place.lock} 应当是文件，却是一个文件夹。请把它移走或改名，再打开。") from None
        raise BranchError(
            f"数据文件夹 {place.data} 不能写入（{getattr(error, 'strerror', None) or error}）。"
            "请检查文件夹权限，或换一个可写的位置：branchtui --home 文件夹"
        ) from error
    try:
        yield
    finally:
        let_go()


def _by_the_system(path: Path, busy: str) -> Callable[[], object] | None:
    """Take the lock as filelock does on Linux and macOS, without its twenty-five modules; what gives it back.

    None where this system or disk has no such lock, or the file is still to be made. Raises BusyError where another
    program holds it.
    """
    if sys.platform == "win32":
        return None
    import fcntl

    try:
        file = os.open(path, os.O_RDWR | os.O_NOFOLLOW)
    except FileNotFoundError:
        return None
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        os.close(file)
        if error.errno in _HELD:
            raise BusyError(busy) from None
        if error.errno == errno.ENOSYS:
            return None
        raise
    return partial(os.close, file)


def _by_filelock(path: Path, busy: str) -> Callable[[], object]:
    """Take the lock in the way of Windows, or of a disk without locks; what gives it back. Raises as the other does."""
    from filelock import FileLock, Timeout

    lock = FileLock(path, mode=PRIVATE_FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(busy) from None
    return lock.release
