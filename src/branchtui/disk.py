"""Making files: closed to others unless they are handed on, under a temporary name first, taking their own in one step."""

import errno
import os
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path

PRIVATE_FILE, PRIVATE_FOLDER = 0o600, 0o700  # names, staff numbers, telephones: nobody else's business
LEFT_OVER = r"\.branchtui-[0-9a-f]{16}\.tmp(-journal)?"  # what `claim` names, if nobody could end it
# Windows: access denied, sharing violation, lock violation. A virus scanner or a sync client lets go within moments;
# Word and WPS do not.
HELD = (5, 32, 33)
_NOT_OF_FOLDERS = (errno.EINVAL, errno.ENOTSUP, errno.EBADF)  # what some shares say of folders that are to be forced
WAITS = (0.05, 0.1, 0.2, 0.4)  # seconds
_AT_A_TIME = 8  # files that are forced to the disk
LONG_WAITS = (*WAITS, 0.8, 1.6, 3.2, 3.2)  # a scanner takes longer over a whole database, a sync client over a package


def make_folder(path: Path, *, shared: bool = False) -> None:
    """Make a folder, and those above it that are missing. Private ones are closed to others, shared as the umask says.

    One that is there stays as it is. Raises OSError.
    """
    if shared:
        path.mkdir(parents=True, exist_ok=True)
        return
    try:
        path.mkdir(PRIVATE_FOLDER)
    except FileNotFoundError:
        if path.parent == path:
            raise
        make_folder(path.parent)
        make_folder(path)
    except OSError:
        if not path.is_dir():
            raise


def make_private(path: Path) -> None:
    """Make an empty file that nobody else may read. Raises FileExistsError where something is there, or OSError."""
    path.touch(PRIVATE_FILE, exist_ok=False)


def claim(folder: Path, *, shared: bool = False) -> Path:
    """An empty file in `folder` under a name of its own, to be filled and to `replace` another. Raises OSError."""
    path = folder / f".branchtui-{os.urandom(8).hex()}.tmp"
    if shared:
        path.touch(exist_ok=False)
    else:
        make_private(path)
    return path


def write(path: Path, data: bytes, *, shared: bool = False) -> None:
    """Write `data` to `path`, whose folder is made when it is missing: forced to the disk, and whole or not at all.

    A private file is closed to others; a shared one stays as open as it was, a new one is as the umask says.
    Raises OSError; then `path` is as it was, no temporary file is left, and no folder that was made for it.
    """
    folder, new = path.parent, []
    while not folder.is_dir() and folder != folder.parent:
        new.append(folder)
        folder = folder.parent
    try:
        make_folder(path.parent, shared=shared)
        _write(path, data, shared=shared)
    except OSError:
        for folder in new:
            with suppress(OSError):  # something lies in it by now
                folder.rmdir()
        raise


def _write(path: Path, data: bytes, *, shared: bool) -> None:
    temporary = claim(path.parent, shared=shared)
    try:
        with temporary.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if shared and os.name == "posix" and path.is_file():
            temporary.chmod(path.stat().st_mode & 0o777)
        replace(temporary, path)
    finally:
        discard(temporary)


def write_part(path: Path, data: bytes) -> None:
    """Write a new file of a folder to be handed on, which takes its place as a whole once it was forced (`force_all`).

    The folder of the file is made when it is missing. Raises OSError, FileExistsError where something is there.
    """
    make_folder(path.parent, shared=True)
    with path.open("xb") as file:
        file.write(data)


def force_all(folder: Path) -> None:
    """Force all that lies below a folder to the disk, several files at a time: a disk takes them together, many times faster
    than one behind the other.

    Raises OSError.
    """
    from concurrent.futures import ThreadPoolExecutor

    found = [(Path(place), names) for place, _, names in os.walk(folder)]
    with ThreadPoolExecutor(_AT_A_TIME) as threads:
        list(threads.map(_force, [place / name for place, names in found for name in names]))
        list(threads.map(sync_folder, [place for place, _ in found]))


def _force(path: Path) -> None:
    with path.open("rb+") as file:  # Windows forces only what may be written
        os.fsync(file.fileno())


def discard(path: Path) -> None:
    """Remove a file, if it is there and can be removed."""
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return


def replace(temporary: Path, path: Path, waits: Sequence[float] = WAITS) -> None:
    """Give a finished file its name. On Windows another program may hold either for a moment. Raises OSError."""
    _patiently(lambda: temporary.replace(path), waits)


def rename_new(temporary: Path, path: Path) -> None:
    """Give a finished file in a shared folder a name that nothing bears yet. Raises FileExistsError, or OSError.

    It waits as `replace` does, for longer.
    """

    def rename() -> None:
        if path.exists():  # only Windows refuses by itself
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), str(path))
        temporary.rename(path)

    _patiently(rename, LONG_WAITS)


def _patiently(action: Callable[[], object], waits: Sequence[float]) -> None:
    for wait in waits:
        try:
            action()
        except OSError as error:
            if getattr(error, "winerror", None) not in HELD:
                raise
            time.sleep(wait)  # nothing tells when Windows lets go of the file
        else:
            return
    action()


def sync_folder(path: Path) -> None:
    """Force a folder's entries to the disk, where the system can."""
    if os.name == "posix":
        handle = os.open(path, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            if error.errno not in _NOT_OF_FOLDERS:
                raise
        finally:
            os.close(handle)
