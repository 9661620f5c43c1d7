"""Reading an archive: all of it is checked, names, sizes and hashes, before anything is taken out of it."""

import hashlib
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO

from branchtui.errors import BranchError, UnreadableError
from branchtui.files.archive import manifest
from branchtui.files.archive.manifest import Entry, Manifest, UnknownFormatError
from branchtui.files.incoming import PACKINGS, ZIP_DAMAGE, kind_of
from branchtui.plain_file import MOST_BYTES, no_plain_file

SEAL_LENGTH = 64  # the comment of the zip: the sha256 of every byte before it, so that no bit of a header may turn
PIECE = 1 << 20  # bytes read at a time
_HEAD = 4  # bytes that tell what a file is
_MOST_FILES = 200_000
_MOST_FILE = 200 << 20  # bytes
_MOST_DATABASE, _MOST_RATIO = 4 << 30, 200  # bytes; unpacked to packed, of one that is longer than MOST_BYTES
_ELSEWHERE = "请从原来的地方重新拷贝一份，或改用别的备份。"


class Archive:
    """An archive that was checked: `path` is where it is."""

    def __init__(self, path: Path, zipped: zipfile.ZipFile, held: Manifest) -> None:
        self.path, self.manifest = path, held
        self._zipped = zipped

    def picture(self, sha: str) -> bytes:
        """The bytes of a photo or an attachment. Raises UnreadableError where they can't be read any more."""
        return b"".join(self._pieces(self.manifest.pictures[sha]))

    def template(self, name: str) -> bytes:
        """The bytes of a template. Raises as `picture`."""
        return b"".join(self._pieces(self.manifest.templates[name]))

    def unpack_database(self, target: Path) -> None:
        """Write the database over the file `target`. Raises OSError, UnreadableError, or BranchError for want of room."""
        entry = self.manifest.database
        if shutil.disk_usage(target.parent).free < entry.size:
            raise BranchError(
                f"{target.parent} 所在的磁盘放不下 {self.path.name} 里的数据（{entry.size / 1e6:.0f} MB）。请先清理磁盘。"
            )
        with target.open("wb") as file:
            for piece in self._pieces(entry):
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())

    def check(self, progress: Callable[[int, int], object]) -> None:
        """Read every file and compare it with its hash. Raises UnreadableError."""
        for number, entry in enumerate(self.manifest.files):
            progress(number, len(self.manifest.files))
            for _ in self._pieces(entry):
                pass

    def _pieces(self, entry: Entry) -> Iterator[bytes]:
        """The bytes of a file. Of what grows beyond its size nothing more is unpacked, and it is not what was hashed."""
        digest = hashlib.sha256()
        try:
            with self._zipped.open(entry.name) as file:
                while piece := file.read(PIECE):
                    digest.update(piece)
                    yield piece
        except (KeyError, *ZIP_DAMAGE) as error:
            raise _damaged(self.path) from error
        if digest.hexdigest() != entry.sha:
            raise _odd(self.path, f"{entry.name} 和清单里的校验值对不上")


def is_archive(path: Path) -> bool:
    """Whether a file is to be read as an archive: it is called .zip, or begins as one."""
    if path.suffix.lower() == ".zip":
        return True
    try:
        if no_plain_file(path):
            return False
        with path.open("rb") as file:
            return kind_of(file.read(_HEAD)) == "zip"
    except OSError:
        return False


@contextmanager
def open_archive(path: Path, progress: Callable[[int, int], object]) -> Iterator[Archive]:
    """The archive at `path`, every byte of it checked; `progress` is called with (parts done, all parts).

    Raises BranchError where it can't be read, and UnreadableError where it is no archive, is not whole, holds what no
    archive holds, or is from a newer program.
    """
    with _plain_file(path) as file:
        _check_seal(file, path)
        with _unzipped(file, path) as zipped:
            archive = Archive(path, zipped, _manifest(zipped, path))
            archive.check(progress)
            yield archive


def _plain_file(path: Path) -> BinaryIO:
    try:
        if what := no_plain_file(path):
            raise BranchError(f"{path} 是{what}，不是备份。请写出备份文件的完整路径。")
        return path.open("rb")
    except (FileNotFoundError, NotADirectoryError):
        raise BranchError(f"没有找到文件 {path}。请检查路径；已有的备份可用 branchtui backup --list 查看。") from None
    except OSError as error:
        raise BranchError(f"读不了 {path}（{error.strerror or error}）。请核对路径和权限。") from error


def seal_of(file: BinaryIO) -> bytes:
    """The seal that belongs to an open file: of all its bytes but those that stand for the seal."""
    left = file.seek(0, os.SEEK_END) - SEAL_LENGTH
    file.seek(0)
    digest = hashlib.sha256()
    while left > 0 and (piece := file.read(min(PIECE, left))):
        left -= len(piece)
        digest.update(piece)
    return digest.hexdigest().encode()


def _check_seal(file: BinaryIO, path: Path) -> None:
    try:
        head = file.read(_HEAD)
        seal, there = seal_of(file), file.read(SEAL_LENGTH + 1)
    except OSError as error:
        raise BranchError(f"读不了 {path}（{error.strerror or error}）。请检查磁盘（U 盘是否还连着）。") from error
    if not head:
        raise UnreadableError(f"{path} 是空的，多半没有拷贝完。{_ELSEWHERE}")
    if there != seal:
        what = "已损坏、没有拷贝完，或重新打过包" if kind_of(head) == "zip" else "不是 branchtui 的备份，或已损坏"
        raise UnreadableError(f"{path} {what}，没有使用它。{_ELSEWHERE}")
    file.seek(0)


def _unzipped(file: BinaryIO, path: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(file)
    except ZIP_DAMAGE as error:
        raise _damaged(path) from error


def _manifest(zipped: zipfile.ZipFile, path: Path) -> Manifest:
    """What the archive says it holds, which has to be exactly what it holds."""
    parts = zipped.infolist()
    names = [part.filename for part in parts]
    if len(parts) > _MOST_FILES or len(set(names)) < len(names):
        raise _odd(path, "里面的文件太多，或有重名的")
    if any(part.flag_bits & 1 or part.compress_type not in PACKINGS for part in parts):
        raise _odd(path, "压缩方式不是 branchtui 用的")
    held = _read_manifest(zipped, path)
    if set(names) != {manifest.MANIFEST, *(entry.name for entry in held.files)}:
        raise _odd(path, "里面的文件和清单对不上")
    for entry in held.files:
        _check_size(zipped.getinfo(entry.name), entry, path)
    return held


def _read_manifest(zipped: zipfile.ZipFile, path: Path) -> Manifest:
    try:
        with zipped.open(manifest.MANIFEST) as file:
            data = file.read(MOST_BYTES + 1)
        if len(data) > MOST_BYTES:
            raise _odd(path, "清单大得不正常")
        return manifest.read(data)
    except KeyError:
        raise UnreadableError(f"{path} 不是 branchtui 的备份（里面没有 {manifest.MANIFEST}）。请核对路径。") from None
    except UnknownFormatError:
        raise UnreadableError(f"{path} 由更新版本的 branchtui 写成，这个版本读不了。请先升级 branchtui。") from None
    except (RecursionError, *ZIP_DAMAGE) as error:
        raise _odd(path, str(error) or "清单读不了") from error


def _check_size(part: zipfile.ZipInfo, entry: Entry, path: Path) -> None:
    """No file may grow beyond what it takes in the archive, but for a database, and that not without measure."""
    database = entry.name == manifest.DATABASE
    too_large = entry.size > (_MOST_DATABASE if database else _MOST_FILE)
    most = max(MOST_BYTES, part.compress_size * _MOST_RATIO) if database else part.compress_size
    if part.file_size != entry.size or too_large or entry.size > most:
        raise _odd(path, f"{entry.name} 的大小不正常")


def _damaged(path: Path) -> UnreadableError:
    return UnreadableError(f"{path} 已损坏，打不开，没有使用它。{_ELSEWHERE}")


def _odd(path: Path, what: str) -> UnreadableError:
    return UnreadableError(f"{path} 和 branchtui 写的不一样（{what}），没有使用它。{_ELSEWHERE}")
