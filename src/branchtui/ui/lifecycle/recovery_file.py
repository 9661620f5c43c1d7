"""The last way out for what was typed and could not be put into the database: a text file that any program opens."""

import tempfile
from collections.abc import Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from branchtui.atomic_file import write_bytes
from branchtui.disk import make_folder
from branchtui.errors import BranchError
from branchtui.paths import RESCUED
from branchtui.ui.editing.draft_saver import Draft


def write_rescue(folder: Path, now: datetime, drafts: Sequence[Draft]) -> Path | None:
    """Write the texts into `folder`, else into the machine's temporary folder; None where neither takes them."""
    parts = [f"【{draft.label}】 {draft.at:%Y-%m-%d %H:%M:%S}\n{draft.text}\n" for draft in drafts]
    for place in (folder, Path(tempfile.gettempdir())):
        path = place / f"{RESCUED}-{now:%Y%m%d-%H%M%S}.txt"
        try:
            with suppress(OSError):
                make_folder(place, shared=True)  # the text is private, the folder of exports is not
            write_bytes(path, "\n".join(parts).encode("utf-8-sig"))
        except BranchError:
            continue
        return path
    return None


def rescue_words(path: Path | None) -> str:
    """The sentence left on the terminal."""
    if path is None:
        return "有文字没有存进数据文件，也没有别处可写，没能留住。请检查磁盘。"
    return f"没有存进数据文件的文字另存在 {path}"
