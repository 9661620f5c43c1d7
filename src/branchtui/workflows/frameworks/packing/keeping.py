"""The folder that is handed in is kept as it was, byte for byte: one zip in the store, attached to its submission."""

from pathlib import Path

from branchtui.errors import BranchError
from branchtui.files.archive import packs
from branchtui.files.photos import PhotoStore, StoredFile
from branchtui.workflows.meetings.folders import is_left_by_system

TOO_LARGE = f"文件夹超过 {packs.MOST_BYTES >> 20} MB，没有整份留存，只记了清单。请自己留一份。"
NOT_KEPT = "送交时的文件夹没有留存（只留了清单，或因清除个人数据而删去），这是照清单用现在的内容写的。"


def keep(folder: Path, store: PhotoStore) -> StoredFile | None:
    """Keep a folder as it lies there, with what people put into it; None where it is too large.

    Raises BranchError where a file can't be read, or the store can't be written.
    """
    paths = [path for path in sorted(folder.rglob("*")) if path.is_file() and not is_left_by_system(path.name)]
    try:
        if sum(path.stat().st_size for path in paths) > packs.MOST_BYTES:
            return None
        files = {path.relative_to(folder).as_posix(): path.read_bytes() for path in paths}
    except OSError as error:
        raise BranchError(
            f"“{folder}”写好了，但读不回来（{error.strerror or error}），没有登记送交。请关闭打开其中文件的程序再试。"
        ) from error
    return store.add_pack(packs.zipped(files), f"{folder.name}.zip")
