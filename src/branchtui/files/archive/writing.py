"""Writing an archive: file by file, to the disk, read back, and only then under its name."""

import hashlib
import os
import zipfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from branchtui import disk
from branchtui.files.archive import manifest
from branchtui.files.archive.manifest import About, Entry, Manifest
from branchtui.files.archive.reading import PIECE, SEAL_LENGTH, open_archive, seal_of

_WHEN = (1980, 1, 1, 0, 0, 0)  # of every entry: the manifest tells when, and a clock may be off the years of a zip


@dataclass(frozen=True, slots=True)
class Written:
    """What an archive holds now: how many photos and attachments, and the names of the files that could not be read."""

    pictures: int
    left_out: tuple[str, ...]


def write_archive(
    target: Path,
    database: Path,
    pictures: Sequence[Path],
    templates: Sequence[Path],
    about: About,
    progress: Callable[[int, int], object],
) -> Written:
    """Write an archive of a database, of files of the photo folder, each named by its hash, and of templates.

    A picture that is not what its name says, and what can't be read, is left out. `progress` is called with (parts
    done, all parts) and may raise to stop. Raises OSError, FileExistsError where `target` is there, or BranchError
    where what was written reads otherwise; then nothing of it is left.
    """
    disk.make_folder(target.parent, shared=True)
    part = disk.claim(target.parent)
    try:
        files = [(manifest.picture_name(path.name), path) for path in pictures]
        files += [(name, path) for path in templates if manifest.is_template(name := manifest.template_name(path.name))]
        written = _fill(part, database, files, about, progress)
        with open_archive(part, lambda done, whole: progress(whole + done, 2 * whole)):
            pass
        disk.rename_new(part, target)
    finally:
        disk.discard(part)
    disk.sync_folder(target.parent)
    return written


def _fill(
    part: Path, database: Path, files: Sequence[tuple[str, Path]], about: About, progress: Callable[[int, int], object]
) -> Written:
    whole, lost = 2 * (1 + len(files)), []
    with part.open("rb+") as file:
        with zipfile.ZipFile(file, "w") as archive:
            archive.comment = b"0" * SEAL_LENGTH
            progress(0, whole)
            entries = [_add_database(archive, database)]
            for number, (name, path) in enumerate(files, 1):
                progress(number, whole)
                entry = _add(archive, name, path)
                if entry is None:
                    lost.append(path.name)
                else:
                    entries.append(entry)
            _put(archive, manifest.MANIFEST, manifest.written(Manifest(about, tuple(entries))), zipfile.ZIP_DEFLATED)
        seal = seal_of(file)
        file.seek(-SEAL_LENGTH, os.SEEK_END)
        file.write(seal)
        file.flush()
        os.fsync(file.fileno())
    return Written(sum(manifest.is_picture(entry.name) for entry in entries), tuple(lost))


def _add_database(archive: zipfile.ZipFile, database: Path) -> Entry:
    digest, size = hashlib.sha256(), 0
    into = archive.open(_info(manifest.DATABASE, zipfile.ZIP_DEFLATED), "w", force_zip64=True)
    with database.open("rb") as source, into as target:
        while piece := source.read(PIECE):
            digest.update(piece)
            size += len(piece)
            target.write(piece)
    return Entry(manifest.DATABASE, digest.hexdigest(), size)


def _add(archive: zipfile.ZipFile, name: str, path: Path) -> Entry | None:
    """None where it can't be read or is damaged. It is packed as it is: pictures and Word files do not get smaller."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    sha = hashlib.sha256(data).hexdigest()
    if manifest.is_picture(name) and sha != path.stem:
        return None
    _put(archive, name, data, zipfile.ZIP_STORED)
    return Entry(name, sha, len(data))


def _put(archive: zipfile.ZipFile, name: str, data: bytes, packing: int) -> None:
    archive.writestr(_info(name, packing), data)


def _info(name: str, packing: int) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _WHEN)
    info.compress_type = packing
    info.external_attr = disk.PRIVATE_FILE << 16
    return info
