"""Whether a folder is fit for the database that is worked in: not one that a sync client or another computer writes too.

Such a folder may be changed under an open file, and its locks can't be relied on (sync.md §2). It is fit to exchange by.
"""

import os
import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path, PurePath

from branchtui.values import NamedTuple

_CLOUDS = (  # how the folder of a sync client is called, and what people call the client
    ("onedrive", "OneDrive"),
    ("dropbox", "Dropbox"),
    ("nutstore", "坚果云"),
    ("我的坚果云", "坚果云"),
    ("坚果云", "坚果云"),
    ("iclouddrive", "iCloud"),
    ("icloud drive", "iCloud"),
    ("com~apple~clouddocs", "iCloud"),
    ("mobile documents", "iCloud"),
    ("google drive", "Google Drive"),
    ("googledrive", "Google Drive"),
    ("baidusyncdisk", "百度网盘"),
    ("baidunetdisk", "百度网盘"),
    ("百度网盘", "百度网盘"),
    ("wpsdrive", "WPS 云盘"),
    ("wps云盘", "WPS 云盘"),
    ("seafile", "Seafile"),
    ("syncthing", "Syncthing"),
)
_ENVIRONMENT = (("OneDrive", "OneDrive"), ("OneDriveCommercial", "OneDrive"), ("OneDriveConsumer", "OneDrive"))
_MARKS = ((".stfolder", "Syncthing"), (".dropbox.cache", "Dropbox"))  # what a client leaves in its folder
_NETWORKS = frozenset(
    {
        *("nfs", "nfs4", "cifs", "smb3", "smbfs", "ncpfs", "afs", "ceph", "glusterfs", "davfs", "fuse.sshfs"),
        *("fuse.davfs2", "fuse.rclone", "fuse.gvfsd-fuse", "fuse.glusterfs", "fuse.smbnetfs"),
    }
)
_REMOTE = 4  # what Windows calls a drive of another computer


class Facts(NamedTuple):
    """What the system says of folders: its environment, what is mounted of which kind, which drives are remote, what is there."""

    environment: Mapping[str, str]
    mounts: Callable[[], Iterable[tuple[str, str]]]  # folder, kind of file system
    is_remote: Callable[[str], bool]  # of the root of a drive, as `Z:\`
    is_there: Callable[[PurePath], bool]


def shared_by(folder: PurePath, facts: Facts | None = None) -> str:
    """Whose folder it is: such as `坚果云的同步文件夹` or `网络位置`; empty where it is this machine's alone."""
    facts = facts or _facts()
    if _is_network(folder, facts):
        return "网络位置"
    cloud = _cloud(folder, facts)
    return f"{cloud}的同步文件夹" if cloud else ""


def _cloud(folder: PurePath, facts: Facts) -> str:
    for part in folder.parts:
        for word, client in _CLOUDS:
            rest = part.lower().removeprefix(word)
            if rest != part.lower() and not rest[:1].isalnum():  # `OneDrive - 海州大学`, and not `syncthingy`
                return client
    above = (folder, *folder.parents)
    for name, client in _ENVIRONMENT:
        place = facts.environment.get(name)
        if place and type(folder)(place) in above:
            return client
    return next((client for mark, client in _MARKS if any(facts.is_there(one / mark) for one in above)), "")


def _is_network(folder: PurePath, facts: Facts) -> bool:
    drive = folder.drive
    if drive:  # Windows
        return not drive.startswith(("\\\\?\\", "\\\\.\\")) and (
            drive.startswith("\\\\") or facts.is_remote(f"{drive}\\")
        )
    above = {str(one) for one in (folder, *folder.parents)}
    mounted = [(len(place), kind) for place, kind in facts.mounts() if place in above]
    return bool(mounted) and max(mounted)[1] in _NETWORKS


def _facts() -> Facts:
    return Facts(os.environ, _mounts, _is_remote, lambda path: os.path.lexists(path))


def _mounts() -> list[tuple[str, str]]:
    """What Linux says is mounted; nothing elsewhere."""
    try:
        lines = Path("/proc/mounts").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return []
    found = []
    for line in lines:
        words = line.split(" ")
        if len(words) > 2:
            found.append((words[1].replace("\\040", " ").replace("\\134", "\\"), words[2]))
    return found


def _is_remote(root: str) -> bool:
    if sys.platform != "win32":
        return False
    import ctypes

    return bool(ctypes.windll.kernel32.GetDriveTypeW(root) == _REMOTE)
