"""Moving a home out of a folder that other computers write too: everything is copied and compared before anything goes."""

from collections.abc import Iterator
from pathlib import Path

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.store.file.database import close_database, open_database
from branchtui.store.file.live_place import shared_by

# That of the device is made anew in another folder.
_NOTES = ("branch.left.json", "branch.exchange.json", "branch.college.json")
_SETTINGS = ("settings.toml", "college.toml", "college.crt")
_FOLDERS = ("photos", "backups", "templates")


def check(source: Home, target: Home) -> None:
    """Raises BranchError where there is nothing to be moved, or no place for it."""
    where = shared_by(source.data)
    if not where:
        raise BranchError(f"{source.data} 是本机自己的文件夹，不用移。")
    if not source.database.exists():
        raise BranchError(f"{source.data} 里还没有支部数据，没有可移的。请不写 --home 直接运行 branchtui。")
    if shared_by(target.data):
        raise BranchError(f"{target.data} 也在{shared_by(target.data)}里，移过去没有用。请用 --home 另选本机的文件夹。")
    if target.database.exists():
        raise BranchError(
            f"{target.data} 里已有一份支部数据，没有移。若是同一个支部，请运行 branchtui merge {source.database} 合并。"
        )


def move(source: Home, target: Home) -> list[Path]:
    """Move database, pictures, backups and settings; what was copied and could not be removed at its old place.

    Raises BranchError where something can't be copied; then everything is still where it was. The database comes last,
    so what a broken move has left is no branch.
    """
    open_database(source.database, create=False)  # what a crash has left beside it is played back
    close_database()
    copied = []
    try:
        for old, new in _pairs(source, target):
            data = old.read_bytes()
            disk.write(new, data)
            if new.read_bytes() != data:
                raise OSError("读回来不一样")
            copied.append(old)
    except OSError as error:
        raise BranchError(
            f"没有移成（{error.strerror or error}），原来的数据都没有动。请检查磁盘空间和文件夹权限。"
        ) from error
    for path in copied:
        disk.discard(path)
    return [path for path in copied if path.exists()]


def _pairs(source: Home, target: Home) -> Iterator[tuple[Path, Path]]:
    """Each file, and where it comes to lie."""
    for name in _FOLDERS:
        for path in sorted((source.data / name).rglob("*")):
            if path.is_file():
                yield path, target.data / path.relative_to(source.data)
    for name in _SETTINGS:
        if (source.config / name).is_file() and not (target.config / name).exists():
            yield source.config / name, target.config / name
    for name in _NOTES:
        if (source.data / name).is_file():
            yield source.data / name, target.data / name
    yield source.database, target.database
