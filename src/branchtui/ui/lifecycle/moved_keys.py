"""The usual keys that have moved: told once to those who have keys of their own, and so count on where the others are."""

from contextlib import suppress

from branchtui.atomic_file import write_bytes
from branchtui.errors import BranchError
from branchtui.paths import Home
from branchtui.settings import Settings

WORDS = (
    "功能键现在到处一个意思：F5 办下一步，F6 看纸面，F7 日期，F8 导出，F9 写新闻稿，F10（或 Ctrl+G）更多。"
    "导入改按 Ctrl+L；找回、不适用、取消会议、编组、换版式、恢复在“更多”里。您在设置的 [keys] 里换过的键照旧。"
)
_SINCE = b"1\n"  # another number with each set of words


def untold(home: Home, settings: Settings) -> str:
    """What is to be told now, empty where it was told before or there is nobody to tell; it then counts as told."""
    if not settings.keys:
        return ""
    told = home.config / "keys-told"
    with suppress(OSError):
        if told.read_bytes() == _SINCE:
            return ""
    with suppress(BranchError):  # told again next time
        write_bytes(told, _SINCE)
    return WORDS
