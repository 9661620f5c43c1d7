"""A folder written whole: beside its place first, then put there in one step; what others put into it stays."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.workflows.meetings.folders import strange_in

_OLD = "（旧）"


@contextmanager
def placed(folder: Path, photos: PhotoStore, strange: list[str]) -> Iterator[Path]:
    """A folder to write parts into, which takes the place of `folder` when it ends without an error, else leaves no trace.

    `strange` then names the files that people had put there or changed: they are kept, under another name where one
    of ours has theirs. Raises BranchError where the folder can't be made, or something in it is open elsewhere.
    """
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise BranchError(f"“{folder}”不是文件夹，没有写。请换一个位置。")
    staging = folder.with_name(f".branchtui-{os.urandom(8).hex()}.tmp")
    try:
        disk.make_folder(staging, shared=True)
        yield staging
        disk.force_all(staging)
        strange += _put(staging, folder, photos)
    except OSError as error:
        raise BranchError(
            f"“{folder}”没有写成（{error.strerror or error}），原来的没有动。请关闭打开其中文件的程序，或换一个文件夹。"
        ) from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _put(staging: Path, folder: Path, photos: PhotoStore) -> list[str]:
    if not folder.exists():
        disk.replace(staging, folder)
        return []
    kept = list(strange_in(folder, photos))
    old = _free(folder)
    disk.replace(folder, old)
    try:
        disk.replace(staging, folder)
    except OSError:
        disk.replace(old, folder)
        raise
    for name in kept:
        target = folder / name
        disk.make_folder(target.parent, shared=True)
        disk.replace(old / name, _beside(target) if target.exists() else target)
    shutil.rmtree(old, ignore_errors=True)
    return kept


def _beside(path: Path) -> Path:
    """A name beside one of ours for the file that somebody changed."""
    return next(
        name
        for number in range(1, 10_000)
        if not (name := path.with_name(f"{path.stem}（改过的{number}）{path.suffix}")).exists()
    )


def _free(folder: Path) -> Path:
    return next(
        path
        for number in range(1, 10_000)
        if not (path := folder.with_name(f"{folder.name}{_OLD}{number if number > 1 else ''}")).exists()
    )
