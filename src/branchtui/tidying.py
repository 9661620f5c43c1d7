"""At the start: what a killed program left half written is removed, and a home that others may look into is closed."""

import os
import re
import stat
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from branchtui import disk
from branchtui.paths import Home

_QUIET = 10 * 60  # seconds; a file that nobody wrote to for so long is not being written
# Also what version 0.1 called such files.
_HALF = rf"{disk.LEFT_OVER}|(离开时|升级前|恢复前|手动)-\d{{8}}-\d{{6}}\.part|branch\.left\.part"
_ENDS = (".tmp", ".tmp-journal", ".part")  # of all of these; hardly any start compiles the pattern
_SETTINGS = r"settings\.toml|college\.(toml|crt)"
_DATA = (
    r"branch\.(db(-journal)?|lock|(left|device|exchange|college)\.json)|branch-打不开-.*\.db(-journal)?"
    rf"|{_SETTINGS}"
    r"|backups|photos|cache|logs|exports|templates"
)
_BACKUPS = r".+-\d{8}-\d{6}-[0-9a-f]{8}\.db"
_PHOTO = r"[0-9a-f]{64}(-\d+)?\.(jpg|png|pdf|txt|zip)"
_RESCUED = r"没有存上的文字-.*\.txt"


def tidy(home: Home) -> None:
    """Remove left-overs of the temporary files of this program, and close what it made to others (POSIX).

    Does nothing where there is no home, and passes over what it may not touch.
    """
    if not home.database.exists():
        return
    for folder, ours in _folders(home):
        entries = sweep(folder)
        if os.name == "posix":
            with suppress(OSError):
                _close(folder, entries, ours, keep_open=folder == home.exports)


def sweep(folder: Path) -> list[os.DirEntry[str]]:
    """Remove what a killed program left half written in a folder; what the folder held, nothing where there is none."""
    entries: list[os.DirEntry[str]] = []
    now = time.time()
    with suppress(OSError):
        entries += os.scandir(folder)
    for entry in entries:
        if _is_half(entry.name):
            with suppress(OSError):  # a clock that was put right may show a file of tomorrow
                if abs(now - entry.stat(follow_symlinks=False).st_mtime) > _QUIET:
                    disk.discard(Path(entry.path))
    return entries


def _is_half(name: str) -> bool:
    return name.endswith(_ENDS) and re.fullmatch(_HALF, name) is not None


def _folders(home: Home) -> Iterator[tuple[Path, str]]:
    """The folders of a home, the inner ones first, each with the names that this program gives within."""
    yield home.data / "backups", _BACKUPS
    yield home.photos, _PHOTO
    yield home.cache / "photos", _PHOTO
    yield home.cache / "given", r"[0-9a-f]{64}"
    yield home.cache, r"photos|given|terminals\.txt"
    yield home.logs, r"crash-.*\.txt"
    yield home.exports, _RESCUED
    if home.config != home.data:
        yield home.config, _SETTINGS
    yield home.data, _DATA


def _close(folder: Path, entries: list[os.DirEntry[str]], ours: str, *, keep_open: bool) -> None:
    """Close the files that bear our names, and the folder where it holds nothing else and is no general one.

    A home may have been put into `~` or onto a stick: that folder is the person's, and stays as it is.
    """
    mode = folder.stat().st_mode
    if not _is_open(mode):
        return  # nobody gets in: whatever the files say
    strange = False
    for entry in entries:
        if not (re.fullmatch(ours, entry.name) or _is_half(entry.name)):
            strange = True
        elif entry.is_file(follow_symlinks=False):
            with suppress(OSError):  # swept away just now; not ours to change
                if _is_open(entry.stat().st_mode):
                    Path(entry.path).chmod(disk.PRIVATE_FILE)
    if not (strange or keep_open or mode & stat.S_ISVTX or _is_general(folder)):  # sticky: made for several, as /tmp is
        folder.chmod(disk.PRIVATE_FOLDER)


def _is_general(folder: Path) -> bool:
    return folder.is_symlink() or folder.is_mount() or folder == Path("~").expanduser()


def _is_open(mode: int) -> bool:
    """Whether others than the owner may do anything."""
    return bool(mode & 0o077)
