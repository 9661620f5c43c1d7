"""A machine that has nothing yet takes the branch over from a shared folder: the newest package is where it begins."""

from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.files.exchange import folder as shared_folder
from branchtui.files.exchange.folder import SharedFolder
from branchtui.files.exchange.sealing import SealError
from branchtui.workflows.exchange import fetching, setting_up
from branchtui.workflows.exchange.fetching import Request
from branchtui.workflows.progress import Progress, unwatched
from branchtui.workflows.safety import backup

_NONE = "还没有支部的数据。请先在已有数据的电脑上打开“7 同步”，按 F5 选这个文件夹同步一次，等它传完。"


class First(NamedTuple):
    """The database that is to be begun with, a private copy, and the key of the folder that it came from."""

    place: SharedFolder
    key: str
    database: Path


def found(folder: Path) -> SharedFolder:
    """The branch whose data lies in a folder. Raises BranchError where there is none, or several."""
    try:
        places = [SharedFolder(folder, branch) for branch in shared_folder.branches(folder)]
    except OSError as error:
        raise BranchError(
            f"读不出文件夹 {folder}（{error.strerror or error}）。请检查网络或 U 盘，再试一次。"
        ) from error
    if not places:
        raise BranchError(f"{folder} 里{_NONE}")
    if len(places) > 1:
        raise BranchError(
            f"{folder} 里有 {len(places)} 个支部的数据，不知道用哪一个。请在那台电脑上按 F8 备份，选备份的 .zip。"
        )
    return places[0]


def fetch(place: SharedFolder, passphrase: str, beside: Path, progress: Progress = unwatched) -> First:
    """The newest package that can be read, unpacked `beside` the database to be; it touches none.

    Raises PassphraseError, StoppedError, and BranchError where there is none that this program can read.
    """
    key = setting_up.unlock(place, passphrase)
    fetched = fetching.fetch(_request(place, key, beside), progress)
    for parcel in fetched.parcels[1:]:  # the sync that follows brings what they have
        disk.discard(parcel.copy)
    if fetched.parcels:
        return First(place, key, fetched.parcels[0].copy)
    reasons = [reason for _, reason in fetched.refused] + [one.reason for one in fetched.told]
    if reasons:
        raise BranchError(f"{place.folder} 里的数据读不了：{reasons[0]}。")
    raise BranchError(f"{place.folder} 里{_NONE}")


def begin(first: First, target: Path, *, now: datetime) -> None:
    """Put it in the place of the database `target`, which holds no branch, and use the folder from now on.

    Raises BranchError as `backup.restore` does. What else lies in the folder comes with the first sync.
    """
    try:
        backup.restore(first.database, target, now=now)
    finally:
        disk.discard(first.database)
    setting_up.join(setting_up.shared(first.place.folder), "", first.key)


def _request(place: SharedFolder, key: str, beside: Path) -> Request:
    return Request(
        place=place,
        key=key,
        branch=_branch(place, key),
        vector={},
        beside=beside,
        done_with=frozenset(),
        settled=frozenset(),
        quarantined={},
        own="",
        device=b"",
        withdrawn=0,
    )


def _branch(place: SharedFolder, key: str) -> bytes:
    """Whose packages lie there, by the first head that can be read; empty where none can."""
    for entry in place.entries():
        if entry.named.kind == "package":
            with suppress(SealError, OSError):
                return shared_folder.peek(entry, key).branch
    return b""
