"""Writing a file so that a reader finds the old one or the whole new one, never a half."""

import errno
import os
import secrets
import time
from contextlib import suppress
from pathlib import Path

from branchtui.rules.errors import BranchError

# Windows: access denied, sharing violation, lock violation. A virus scanner or a sync client lets go within moments;
# Word and WPS do not.
_HELD = (5, 32, 33)
_WAITS = (0.05, 0.1, 0.2, 0.4)


def write_bytes(path: Path, data: bytes) -> None:
    """Write `data` to `path`, whose folder is made when it is missing; through a link, to the file it leads to.

    The bytes go to a temporary file beside it, are forced to the disk, and take the name in one step.
    Raises BranchError when the file is open elsewhere, the disk is full or the place may not be written;
    then `path` is as it was and no temporary file is left.
    """
    path = _linked(path)
    temporary = path.parent / f".branchtui-{secrets.token_hex(8)}.tmp"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("xb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if os.name == "posix" and path.is_file():
            temporary.chmod(path.stat().st_mode & 0o777)
        _replace(temporary, path)
    except OSError as error:
        raise _said(error, path) from error
    finally:
        with suppress(OSError):
            temporary.unlink(missing_ok=True)


def set_aside(path: Path) -> Path:
    """Give a file that must not be lost another name beside its own. Raises BranchError as `write_bytes` does.

    Of a link the file that it leads to is meant.
    """
    path = _linked(path)
    for number in range(1, 1000):
        aside = path.with_name(f"{path.stem}（改过的{number}）{path.suffix}")
        if not aside.exists():
            try:
                _replace(path, aside)
            except OSError as error:
                raise _said(error, path) from error
            return aside
    raise BranchError(f"“{path.name}”旁边留下的旧文件太多了，请整理后再导出。")


def _linked(path: Path) -> Path:
    """The file that a link leads to, whether it is there or not; a path that is no link as it is."""
    if not os.path.islink(path):  # noqa: PTH114  # Path.is_symlink raises where no name may be so long
        return path
    try:
        return path.resolve()
    except (OSError, RuntimeError):  # Python before 3.13 says a ring of links by a RuntimeError
        raise BranchError(f"“{path}”是一个走不通的链接，没有写。请换一个文件名。") from None


def _replace(temporary: Path, path: Path) -> None:
    for wait in _WAITS:
        try:
            temporary.replace(path)
        except OSError as error:
            if getattr(error, "winerror", None) not in _HELD:
                raise
            time.sleep(wait)  # nothing tells when Windows lets go of the file; under a second in all
        else:
            return
    temporary.replace(path)


def _said(error: OSError, path: Path) -> BranchError:
    if getattr(error, "winerror", None) in _HELD or (isinstance(error, PermissionError) and path.is_file()):
        return BranchError(
            f"“{path.name}”正被其他程序（如 Word、WPS）打开，或不允许改写。请先关闭它再试，或换一个文件名。"
        )
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return BranchError(f"磁盘已满，“{path.name}”没有写成。请清理磁盘，或换一个文件夹。")
    if isinstance(error, PermissionError) or error.errno == errno.EROFS:
        return BranchError(f"文件夹“{path.parent}”不允许写入。请换一个文件夹，如“文档”。")
    if isinstance(error, IsADirectoryError):
        return BranchError(f"“{path}”是一个文件夹，请换一个文件名。")
    if isinstance(error, (NotADirectoryError, FileExistsError)):
        return BranchError(f"“{path.parent}”不是文件夹，请换一个文件夹。")
    if error.errno in (errno.ENAMETOOLONG, errno.EINVAL):
        return BranchError(f"文件名“{path.name[:20]}…”太长或有不能用的字符，请换一个短些的名字。")
    return BranchError(f"“{path.name}”没有写成（{error.strerror or error}）。请检查磁盘，或换一个文件夹。")
