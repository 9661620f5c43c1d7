"""Reading a file that somebody else made: never a folder, a pipe or a device, and never more than is sensible."""

import stat
from pathlib import Path
from typing import BinaryIO

from branchtui.errors import BranchError

MOST_BYTES = 64 << 20


def no_plain_file(path: Path) -> str:
    """What stands there that is no plain file: 一个文件夹, 管道或设备; empty for one. Raises OSError, also where nothing is.

    A pipe would be waited for for ever, and a device has no end.
    """
    mode = path.stat().st_mode
    if stat.S_ISDIR(mode):
        return "一个文件夹"
    return "" if stat.S_ISREG(mode) else "管道或设备"


def read_file(path: Path, most: int = MOST_BYTES) -> bytes:
    """The bytes of a file that a person named: the one way to read such a file.

    Raises BranchError where it can't be read, is longer than `most` bytes, or is no plain file.
    """
    try:
        what = no_plain_file(path)
        if path.is_dir():
            raise BranchError(f"{path} 是文件夹。请写出里面那个文件的完整路径。")
        if what:
            raise BranchError(f"{path} 是{what}，不是普通的文件，没有读它。请换一个文件。")
        with path.open("rb") as file:
            return read_stream(file, path.name, most)
    except (FileNotFoundError, NotADirectoryError):
        raise BranchError(f"没有这个文件：{path}。请核对路径。") from None
    except OSError as error:
        raise BranchError(f"读不了 {path}（{error.strerror or error}）。请核对路径和权限。") from error


def read_stream(stream: BinaryIO, name: str, most: int = MOST_BYTES) -> bytes:
    """What is left of an open file or of stdin. Raises BranchError where that is more than `most` bytes."""
    data = stream.read(most + 1)
    if len(data) > most:
        raise BranchError(f"{name} 超过 {most >> 20} MB，不像是这里要的文件。请核对路径。")
    return data
