"""What stands where a paper is to be written: a file of ours, or one that somebody worked on."""

from collections.abc import Sequence
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore


def was_worked_on(path: Path) -> bool:
    """Whether somebody changed the file in Word. Raises BranchError where that can't be seen: it may not be lost."""
    from branchtui.files.word.package import is_untouched

    data = what_is_at(path)
    return data is not None and not is_untouched(data)


def is_another(path: Path, picture: bytes, photos: PhotoStore) -> bool:
    """Whether a file stands there that neither is this picture nor came from here. Raises as `was_worked_on`."""
    there = what_is_at(path)
    return there is not None and there != picture and not photos.is_own(there)


def what_is_at(path: Path) -> bytes | None:
    """The bytes of a file, None where there is none. Raises BranchError where they can't be read."""
    try:
        return path.read_bytes() if path.is_file() else None
    except OSError as error:
        raise BranchError(
            f"看不了“{path}”那里原有的文件（{error.strerror or error}），没有写。请检查权限，或换一个文件夹。"
        ) from error


def take_away(paths: Sequence[Path]) -> list[str]:
    """Remove those of these files that this program wrote and nobody changed; their names. Raises BranchError."""
    gone = []
    for path in paths:
        if not path.is_file() or was_worked_on(path):
            continue
        try:
            path.unlink()
        except OSError as error:
            raise BranchError(
                f"旧文件“{path}”动不了（{error.strerror or error}）。请关闭打开它的程序，再做一次。"
            ) from error
        gone.append(path.name)
    return gone


def replaced_words(names: Sequence[str]) -> str:
    """What to tell of files that were taken away since they have another name now; empty where there are none."""
    return f"改了名的旧文件已拿掉：{'、'.join(names)}。" if names else ""
