"""What the folders and files of a pack are called: short enough for Windows, and no two alike."""

from collections.abc import Sequence
from pathlib import Path

from branchtui.errors import BranchError
from branchtui.rules.text.cleaning import safe_filename

_LONGEST_PATH = 239  # characters of a whole path: Windows takes 259, and programs copy into deeper folders
_LONGEST_NAME = 80
_FOLDER = 24  # characters of a folder of a point
_LEAST = 16  # characters that are left for a name at least


class Names:
    """Names within a folder, each given once; `folder` is where the pack is going to stand."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._taken: set[str] = set()

    def below(self, points: Sequence[tuple[str, str]]) -> str:
        """The folder of a point, by the numbers and titles from the top down: 1_教育党员有力/1.1_理论学习制度落实."""
        return "/".join(safe_filename(f"{number}_{title}", _FOLDER) for number, title in points)

    def file(self, below: str, stem: str, ending: str) -> str:
        """A name for a file in one of the folders, not given yet. Raises BranchError where the path leaves no room."""
        room = _LONGEST_PATH - len(str(self._folder / below)) - 1 - len(ending)
        if room < _LEAST:
            raise _too_long(self._folder)
        limit = min(_LONGEST_NAME - len(ending), room)
        name, number = safe_filename(stem, limit), 2
        while f"{below}/{name}{ending}".casefold() in self._taken:
            tail = f"（{number}）"
            name, number = f"{safe_filename(stem, limit - len(tail))}{tail}", number + 1
        self._taken.add(f"{below}/{name}{ending}".casefold())
        return f"{below}/{name}{ending}" if below else f"{name}{ending}"


def check_path(folder: Path, name: str) -> None:
    """Raises BranchError where a file of a folder has a path that is too long."""
    if len(str(folder / name)) > _LONGEST_PATH:
        raise _too_long(folder)


def _too_long(folder: Path) -> BranchError:
    return BranchError(f"文件夹“{folder.parent}”的路径太长，Windows 放不下这些材料。请换一个浅些的文件夹，如“文档”。")
