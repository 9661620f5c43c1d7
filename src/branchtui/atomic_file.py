"""Writing a file so that a reader finds the old one or the whole new one, never a half."""

import errno
import os
from pathlib import Path

from branchtui import disk
from branchtui.errors import BranchError


def write_bytes(path: Path, data: bytes, *, shared: bool = False) -> None:
    """Write `data` to `path`, whose folder is made when it is missing; through a link, to the file it leads to.

    Nobody else may read it unless it is `shared`: written to be handed on, as an export is.
    The bytes go to a temporary file beside it, are forced to the disk, and take the name in one step.
    Raises BranchError when the file is open elsewhere, the disk is full or the place may not be written;
    then `path` is as it was and no temporary file is left.
    """
    path = _linked(path)
    try:
        disk.write(path, data, shared=shared)
    except OSError as error:
        raise _said(error, path) from error


def write_part(path: Path, data: bytes) -> None:
    """Write a new file of a folder that takes its place as a whole, to be handed on: it is forced to the disk with the others.

    Raises BranchError as `write_bytes` does.
    """
    try:
        disk.write_part(path, data)
    except OSError as error:
        raise _said(error, path) from error


def set_aside(path: Path) -> Path:
    """Give a file that must not be lost another name beside its own. Raises BranchError as `write_bytes` does.

    Of a link the file that it leads to is meant.
    """
    path = _linked(path)
    for number in range(1, 1000):
        aside = path.with_name(f"{path.stem}（改过的{number}）{path.suffix}")
        if not aside.exists():
            try:
                disk.replace(path, aside)
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


def _said(error: OSError, path: Path) -> BranchError:
    if getattr(error, "winerror", None) in disk.HELD or (isinstance(error, PermissionError) and path.is_file()):
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
