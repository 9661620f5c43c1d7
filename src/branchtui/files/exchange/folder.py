"""The folder that machines share, be it in a cloud, on a server or on a stick: what lies where, and how it gets there.

    branchtui-<branch>/KEY.age                  the key, locked by the passphrase
                       dev/<device>/<n>-<sha>.bpk   packages; only this device writes here
                       files/ab/<sha>.age       pictures and attachments, sealed

Nothing is ever changed or replaced: a file is written under another name, read back, and takes its own when it is right.
"""

import errno
import os
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeVar

from branchtui import disk
from branchtui.errors import BranchError
from branchtui.files.exchange import names, package, sealing
from branchtui.files.exchange.names import Named
from branchtui.plain_file import read_file

T = TypeVar("T")
Step = Callable[[], object]  # called between two pieces; raises what stops the work

_PATIENCE = 20.0  # seconds until a file that lies in a cloud has to begin to come
_SAMPLE = 1 << 16  # bytes of it
_PIECE = 1 << 20
_KEPT, _DAYS = 3, 7  # of one's own packages the newest, and whatever is not older
_STRAY = 24 * 60 * 60  # seconds after which a file that was being written is not written any more
_SHA = 64  # hex digits
_OF_BRANCH, _KEY, _ID = "branchtui-", "KEY.age", 4  # the place of a branch is named by the last bytes of its id
FULL = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC))


class FolderError(BranchError):
    """The shared folder is not there, can't be read or takes no more. One's own data is as it was."""


class SlowError(FolderError):
    """A file has not come from the cloud yet."""


class Entry(NamedTuple):
    """A file in the folder: its name as people know it, size in bytes, and when it was changed (nanoseconds)."""

    path: Path
    named: Named
    size: int
    modified: int

    @property
    def name(self) -> str:
        return self.path.name


class SharedFolder:
    """The part of a shared folder that belongs to one branch. Nothing is made before `prepare`.

    Whatever the system refuses is raised as FolderError.
    """

    most = 300 << 20  # bytes of a sealed picture or attachment

    def __init__(self, folder: Path, branch: bytes) -> None:
        self.folder = folder
        self.place = folder / f"{_OF_BRANCH}{branch[-_ID:].hex()}"
        self._key = self.place / _KEY

    def prepare(self) -> None:
        """Make the place of this branch, and look whether it takes files."""
        with self._told():
            _present(self.folder)
            disk.make_folder(self.place, shared=True)
            trial = self.place / f"{names.PART}{os.urandom(4).hex()}"
            trial.touch()
            trial.unlink()

    def trouble(self) -> str:
        """What is wrong with the folder, in a sentence; empty where it is there and can be read and written."""
        try:
            with self._told():
                _present(self.folder)
                if not self.place.is_dir():
                    return f"同步文件夹 {self.folder} 里没有本支部的同步数据，可能被移走或删除了。"
                if not os.access(self.place, os.R_OK | os.W_OK):
                    return f"同步文件夹 {self.folder} 不能写入。请检查权限，或看看是不是只读的 U 盘。"
        except FolderError as error:
            return str(error)
        return ""

    def key(self) -> bytes | None:
        """The locked key; None where there is none yet. Raises SlowError too."""
        with self._told():
            _present(self.folder)
            if not self._key.exists():
                return None
            return _within(_PATIENCE, lambda: read_file(self._key, sealing.KEY_BYTES))

    def keep_key(self, locked: bytes) -> None:
        """Lay a locked key into the folder, where there is none."""
        with self._told():
            disk.make_folder(self.place, shared=True)
            self._put(self._key, lambda file: file.write(locked), _sha(locked))

    def change_key(self, locked: bytes) -> None:
        """Put another locked key in the place of the one that is there, and remove all that was sealed with that one.

        What is removed goes first: broken off between, the old key finds its own files to be laid down anew.
        """
        with self._told():
            _present(self.folder)
            for pattern in ("dev/*/*.bpk", "files/*/*.age"):
                for path in self.place.glob(pattern):
                    path.unlink(missing_ok=True)
            part = self._part(self._key, lambda file: file.write(locked), _sha(locked))
            try:
                disk.replace(part, self._key, disk.LONG_WAITS)
            finally:
                disk.discard(part)
            disk.sync_folder(self.place)

    def entries(self) -> list[Entry]:
        """The packages of this branch, the newest first, and database files beside them or in the folder itself."""
        with self._told():
            _present(self.folder)
            found = [entry for entry in _files(self.folder) if entry.named.kind == "database"]
            found += _walk(self.place) if self.place.is_dir() else []
        return sorted(found, key=lambda entry: (-entry.named.number, entry.name))

    def last_number(self, device: bytes) -> int:
        """The greatest number of a package of this device, 0 where there is none."""
        with self._told():
            folder = self._of(device)
            return max((entry.named.number for entry in _files(folder)), default=0) if folder.is_dir() else 0

    def is_of(self, device: bytes, entry: Entry) -> bool:
        """Whether a file lies where only this device writes."""
        return entry.path.parent == self._of(device)

    def publish(self, device: bytes, number: int, sealed: Path, step: Step) -> Path:
        """Lay a sealed package into the folder, read back and compared; where it lies."""
        with self._told():
            _present(self.folder)
            sha, _ = package.sha_and_size(sealed)
            target = self._of(device) / names.package_name(number, sha)
            disk.make_folder(target.parent, shared=True)
            self._put(target, lambda file: _copy(sealed, file, step), sha)
        return target

    def thin_out(self, device: bytes, newest: Path, now: float) -> None:
        """Remove this device's packages that are neither among the newest nor of the last days, once the newest is there.

        `now` in seconds since 1970. What was left half written goes too. Nothing is said of what can't be removed.
        """
        with self._told():
            own = sorted(_files(self._of(device)), key=lambda entry: entry.named.number, reverse=True)
            if not newest.is_file():
                return
            for entry in own[_KEPT:]:
                if entry.path != newest and now - entry.modified / 1e9 > _DAYS * 24 * 60 * 60:
                    disk.discard(entry.path)
            for path in self._of(device).glob(f"{names.PART}*"):
                if now - path.stat().st_mtime > _STRAY:
                    disk.discard(path)

    def stored(self) -> set[str]:
        """The hashes of the pictures and attachments that lie in the folder."""
        with self._told():
            _present(self.folder)
            root = self.place / "files"
            found = (path for path in root.glob("[0-9a-f][0-9a-f]/*.age") if path.stem[:2] == path.parent.name)
            return {path.stem for path in found if _is_sha(path.stem) and path.stat().st_size}

    def store(self, sha: str, sealed: bytes) -> None:
        """Lay a sealed picture or attachment into the folder."""
        target = self._file(sha)
        with self._told():
            disk.make_folder(target.parent, shared=True)
            self._put(target, lambda file: file.write(sealed), _sha(sealed))

    def forget(self, sha: str) -> None:
        """Remove a sealed picture or attachment, where it lies there."""
        with self._told():
            self._file(sha).unlink(missing_ok=True)

    def fetch(self, sha: str, most: int) -> bytes:
        """A sealed picture or attachment of at most so many bytes. Raises SlowError too."""
        with self._told():
            return _within(_PATIENCE, lambda: read_file(self._file(sha), most))

    def _of(self, device: bytes) -> Path:
        return self.place / "dev" / device[:4].hex()

    def _file(self, sha: str) -> Path:
        assert _is_sha(sha)
        return self.place / "files" / sha[:2] / f"{sha}.age"

    def _put(self, target: Path, write: Callable[[BinaryIO], object], sha: str) -> None:
        """A file that is whole when it has its name; nothing is done where that is taken. `sha` is of what is written."""
        if target.exists():
            return
        part = self._part(target, write, sha)
        try:
            disk.rename_new(part, target)
        finally:
            disk.discard(part)
        disk.sync_folder(target.parent)

    def _part(self, target: Path, write: Callable[[BinaryIO], object], sha: str) -> Path:
        """The same under the name of one that is being written, on the disk and read back."""
        part = target.with_name(f"{names.PART}{os.urandom(8).hex()}")
        try:
            with part.open("xb") as file:
                write(file)
                file.flush()
                os.fsync(file.fileno())
            if package.sha_and_size(part)[0] != sha:  # opened anew: what the folder really holds
                raise FolderError(
                    f"写进同步文件夹 {self.folder} 的内容读回来不一样，没有采用。请检查磁盘、U 盘或网络。"
                )
        except BaseException:
            disk.discard(part)
            raise
        return part

    @contextmanager
    def _told(self) -> Iterator[None]:
        try:
            yield
        except FolderError:
            raise
        except OSError as error:
            raise FolderError(self._words(error)) from error

    def _words(self, error: OSError) -> str:
        if not self.folder.is_dir():
            return f"同步文件夹 {self.folder} 不在了（U 盘拔掉了，或网络断了）。数据都在本机，接好后再同步。"
        if error.errno in FULL:
            return f"同步文件夹 {self.folder} 所在的磁盘满了，没有写进去。数据都在本机，请清理后再同步。"
        if error.errno == errno.EROFS:
            return f"同步文件夹 {self.folder} 是只读的，写不进去（U 盘写保护了，或网络盘没有写的权限）。数据都在本机，改好后再同步。"
        if isinstance(error, PermissionError):
            return f"同步文件夹 {self.folder} 不让读写（{error.strerror or error}）。请检查权限，或稍后再同步。"
        return f"读写同步文件夹 {self.folder} 时出错（{error.strerror or error}）。数据都在本机，请检查后再同步。"


def branches(folder: Path) -> list[bytes]:
    """Those branches that have set a folder up, by the bytes of their ids that it tells. Raises OSError."""
    found = []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        digits = entry.name.removeprefix(_OF_BRANCH)
        if entry.name != digits and len(digits) == 2 * _ID and (Path(entry.path) / _KEY).is_file():
            with suppress(ValueError):
                found.append(bytes.fromhex(digits))
    return found


def copy_out(entry: Entry, target: Path, step: Step) -> str:
    """Copy a file of the folder to a private one of one's own; the sha256 of what came. Raises SlowError, OSError."""
    _within(_PATIENCE, lambda: _begin(entry.path))
    with target.open("wb") as file:
        _copy(entry.path, file, step)
    return package.sha_and_size(target)[0]


def peek(entry: Entry, key: str) -> package.Head:
    """The head of a package in the folder. Raises SealError, SlowError, OSError."""
    _within(_PATIENCE, lambda: _begin(entry.path))
    with entry.path.open("rb") as file:
        return package.head_of(file, key)


def _begin(path: Path) -> bytes:
    with path.open("rb") as file:
        return file.read(_SAMPLE)


def _copy(source: Path, target: BinaryIO, step: Step) -> None:
    with source.open("rb") as file:
        while piece := file.read(_PIECE):
            step()
            target.write(piece)


def _within(seconds: float, action: Callable[[], T]) -> T:
    """What `action` gives, waited for so long: a file that lies in a cloud may not come at all. Raises SlowError."""
    found: list[T] = []
    failed: list[BaseException] = []

    def run() -> None:
        try:
            found.append(action())
        except (OSError, BranchError) as error:
            failed.append(error)

    thread = threading.Thread(target=run, daemon=True)
    thread.start()
    thread.join(seconds)
    if failed:
        raise failed[0]
    if not found:
        raise SlowError("还没有从云端下载到本机。请在同步软件里把这个文件夹设为“始终保留在本机”，再同步一次。")
    return found[0]


def _present(folder: Path) -> None:
    if not folder.is_dir():
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(folder))


def _walk(place: Path) -> Iterator[Entry]:
    """The files of a folder and of all within, links not followed."""
    yield from _files(place)
    for entry in os.scandir(place):
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(Path(entry.path))


def _files(folder: Path) -> Iterator[Entry]:
    """The packages and databases of one folder that hold something."""
    for entry in os.scandir(folder):
        named = names.told_by(entry.name)
        if named is None or named.kind == "other" or not entry.is_file(follow_symlinks=False):
            continue
        state = entry.stat()
        if state.st_size:
            yield Entry(Path(entry.path), named, state.st_size, state.st_mtime_ns)


def _is_sha(text: str) -> bool:
    return len(text) == _SHA and all(char in "0123456789abcdef" for char in text)


def _sha(data: bytes) -> str:
    import hashlib

    return hashlib.sha256(data).hexdigest()
