"""A path that a person typed or dragged into the terminal, and the file it names."""

from collections.abc import Collection
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.paths import user_path
from branchtui.plain_file import read_file

_PICTURES = frozenset({".jpg", ".jpeg", ".png", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".heic", ".heif"})
_ATTACHED = _PICTURES | {".pdf"}


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


def typed_pictures(text: str) -> list[Path]:
    """The pictures that were typed: one path, several as terminals write files dragged at once, or a folder of them.

    Raises BranchError as `typed_path` does, for a folder that can't be read, and where a folder holds no picture.
    """
    return _typed(text, _PICTURES, "照片")


def typed_files(text: str) -> list[Path]:
    """The pictures and PDFs that were typed, likewise."""
    return _typed(text, _ATTACHED, "照片和 PDF")


def _typed(text: str, endings: Collection[str], what: str) -> list[Path]:
    paths = [typed_path(text)]
    if not _is_there(paths[0]) and len(parts := _parted(text)) > 1:
        paths = list(map(typed_path, parts))
    if len(paths) > 1 or not paths[0].is_dir():
        return paths
    try:
        found = sorted(path for path in paths[0].iterdir() if _ends_in(path, endings))
    except OSError as error:
        raise BranchError(f"读不了文件夹 {paths[0]}（{error.strerror or error}）。请核对权限。") from error
    if not found:
        raise BranchError(f"文件夹 {paths[0]} 里没有{what}。请核对路径。")
    return found


def _ends_in(path: Path, endings: Collection[str]) -> bool:
    """Whether this is such a file by its name; a hidden one is a file manager's own."""
    return path.suffix.lower() in endings and not path.name.startswith(".") and path.is_file()


def _parted(text: str) -> list[str]:
    """The words of a line as a shell parts them; a path of Windows keeps its backslashes."""
    import shlex

    try:
        return shlex.split(text, posix="\\" not in text or "\\ " in text)
    except ValueError:
        return []


def read_typed(text: str) -> tuple[bytes, str]:
    """The bytes and the name of the file. Raises BranchError where it can't be read."""
    path = typed_path(text)
    return read_file(path), path.name


def _is_there(path: Path) -> bool:
    try:
        return path.exists()
    except OSError:
        return False
