"""Which folders are no place for the database that is worked in."""

from pathlib import PurePath, PurePosixPath, PureWindowsPath

import pytest

from branchtui.store.file.live_place import Facts, shared_by

MOUNTS = [
    ("/", "ext4"),
    ("/mnt/学校", "cifs"),
    ("/mnt/学校/本机", "ext4"),
    ("/home/lin/远程", "fuse.sshfs"),
    ("/home/网", "nfs4"),
    ("/mnt/c", "9p"),
    ("/proc", "proc"),
]
FACTS = Facts(
    {"OneDrive": "C:\\Users\\lin\\云", "OneDriveCommercial": ""},
    lambda: MOUNTS,
    lambda root: root in ("Z:\\", "z:\\"),
    lambda path: str(path) in ("/home/lin/同步/.stfolder", "/home/lin/盒子/.dropbox.cache"),
)


@pytest.mark.parametrize(
    ("folder", "where"),
    [
        ("/home/lin/.local/share/branchtui", ""),
        ("/", ""),
        ("/home/lin/OneDrive/支部", "OneDrive的同步文件夹"),
        ("/home/lin/OneDrive - 海州大学/支部", "OneDrive的同步文件夹"),
        ("/Users/lin/Library/CloudStorage/OneDrive-海州大学", "OneDrive的同步文件夹"),
        ("/Users/lin/Library/CloudStorage/OneDrive-Personal", "OneDrive的同步文件夹"),
        ("/Users/lin/Library/Mobile Documents/com~apple~CloudDocs/支部", "iCloud的同步文件夹"),
        ("/home/lin/Dropbox (办公室)/支部", "Dropbox的同步文件夹"),
        ("/home/lin/dropboxes", ""),
        ("/home/lin/Nutstore Files/支部", "坚果云的同步文件夹"),
        ("/home/lin/我的坚果云", "坚果云的同步文件夹"),
        ("/home/lin/BaiduSyncdisk/支部", "百度网盘的同步文件夹"),
        ("/home/lin/同步/支部/家", "Syncthing的同步文件夹"),
        ("/home/lin/盒子", "Dropbox的同步文件夹"),
        ("/mnt/学校/支部", "网络位置"),
        ("/mnt/学校/本机/支部", ""),
        ("/home/lin/远程", "网络位置"),
        ("/home/网/lin", "网络位置"),
        ("/mnt/c/支部", ""),
    ],
)
def test_places(folder: str, where: str) -> None:
    assert shared_by(PurePosixPath(folder), FACTS) == where


@pytest.mark.parametrize(
    ("folder", "where"),
    [
        (r"C:\Users\lin\AppData\Local\branchtui", ""),
        (r"C:\Users\lin\云\支部", "OneDrive的同步文件夹"),
        (r"c:\users\LIN\云", "OneDrive的同步文件夹"),
        (r"C:\Users\lin\云外", ""),
        (r"D:\坚果云\支部", "坚果云的同步文件夹"),
        (r"\\server\支部\家", "网络位置"),
        (r"Z:\支部", "网络位置"),
        (r"E:\支部", ""),
        (r"\\?\C:\支部", ""),
    ],
)
def test_places_on_windows(folder: str, where: str) -> None:
    assert shared_by(PureWindowsPath(folder), FACTS) == where


def test_this_machine_is_asked(tmp_path: PurePath) -> None:
    assert shared_by(tmp_path) == ""
    assert shared_by(tmp_path / "Dropbox") == "Dropbox的同步文件夹"
