"""Reading a file whose path a person typed or dragged into the terminal."""

from pathlib import Path

from branchtui.rules.errors import BranchError

LARGEST = 64 * 1024 * 1024  # bytes


def typed_path(text: str) -> Path:
    """The path that was typed; quotes and `file://` of a dragged file are taken off, `~` is the home folder."""
    bare = text.strip().strip("'\"“”")
    if bare.startswith("file://"):
        from urllib.request import url2pathname

        bare = url2pathname(bare.removeprefix("file://"))
    path = Path(bare.replace("\\ ", " ") if not Path(bare).exists() else bare)
    return path.expanduser()


def read_typed(text: str) -> tuple[bytes, str]:
    """The bytes and the name of the file. Raises BranchError where it can't be read."""
    path = typed_path(text)
    try:
        if path.stat().st_size > LARGEST:
            raise BranchError(f"{path.name} 超过 64 MB，不像是这里要的文件。请核对路径。")
        return path.read_bytes(), path.name
    except FileNotFoundError:
        raise BranchError(f"没有这个文件：{path}。请核对路径，也可以把文件拖进窗口。") from None
    except (OSError, ValueError) as error:
        raise BranchError(
            f"读不了 {path}（{getattr(error, 'strerror', None) or error}）。请核对路径和权限。"
        ) from error
