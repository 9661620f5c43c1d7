"""A path that a person typed or dragged into the terminal, and the file it names."""

from pathlib import Path

from branchtui.errors import BranchError
from branchtui.paths import user_path
from branchtui.plain_file import read_file


def typed_path(text: str) -> Path:
    """The path that was typed; quotes and `file://` of a dragged file are taken off, `~` is the home folder.

    Raises BranchError where it is empty, or can be no path.
    """
    bare = text.strip().strip("'\"“”")
    if bare.startswith("file://"):
        from urllib.request import url2pathname

        try:
            bare = url2pathname(bare.removeprefix("file://"))
        except OSError:
            raise BranchError(f"这个地址不是文件：{bare}。请写出文件的完整路径。") from None
    if not bare:
        raise BranchError("路径还空着。请写出完整的路径，也可以把文件拖进窗口。")
    path, plain = user_path(bare), user_path(bare.replace("\\ ", " "))  # terminals put \ before the blanks of a path
    return path if _is_there(path) else plain


def read_typed(text: str) -> tuple[bytes, str]:
    """The bytes and the name of the file. Raises BranchError where it can't be read."""
    path = typed_path(text)
    return read_file(path), path.name


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
