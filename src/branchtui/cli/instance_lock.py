"""One program at a time on one home: the app, and the commands that need it closed."""

from collections.abc import Iterator
from contextlib import contextmanager

from branchtui.errors import BranchError, BusyError
from branchtui.paths import Home


@contextmanager
def one_window(place: Home, busy: str) -> Iterator[None]:
    """Hold the lock of this home.

    Raises BusyError, in the words of `busy`, where another program holds it, BranchError where there can be no lock.
    """
    from filelock import FileLock, Timeout

    from branchtui.disk import PRIVATE_FILE

    place.ensure()
    lock = FileLock(place.lock, mode=PRIVATE_FILE)
    try:
        lock.acquire(timeout=0)
    except Timeout:
        raise BusyError(busy) from None
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
        lock.release()
