"""A folder that was handed in, as one zip: the same bytes of the same files, and files come out as they went in."""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from branchtui.errors import BranchError
from branchtui.files.incoming import PACKINGS, ZIP_DAMAGE

MOST_BYTES = 200 << 20  # of the files together: a larger one would be slow to carry, and is not kept
_MOST_FILES = 20_000
_WHEN = (1980, 1, 1, 0, 0, 0)  # of every entry: the folder says when
_PACKED = (".docx", ".xlsx", ".jpg", ".png", ".pdf")  # they do not get smaller
_OFFICE = (".docx", ".xlsx")
_TAG = re.compile(rb"<[^>]*>")


def zipped(files: Mapping[str, bytes]) -> bytes:
    """Files by their paths in the folder, as a zip."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name in sorted(files):
            info = zipfile.ZipInfo(name, _WHEN)
            info.compress_type = zipfile.ZIP_STORED if name.endswith(_PACKED) else zipfile.ZIP_DEFLATED
            archive.writestr(info, files[name])
    return out.getvalue()


def unzipped(data: bytes) -> Iterator[tuple[str, bytes]]:
    """Each file with its path, which leads to no place but below the folder. Raises BranchError where it is no such zip."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = archive.infolist()
            whole = sum(part.file_size for part in parts)
            if whole > MOST_BYTES or len(parts) > _MOST_FILES or not all(map(_is_own, parts)):
                raise BranchError("送交时留下的文件夹里有不该有的内容，没有写出。")
            for part in parts:
                yield part.filename, archive.read(part)
    except ZIP_DAMAGE:
        raise BranchError("送交时留下的文件夹已经损坏，读不出来。") from None


def tells_of(data: bytes, words: Sequence[str]) -> bool:
    """Whether a file of a pack has one of these in its name or in its text; pictures and PDFs are not looked into.

    True where it can't be read: nobody can tell.
    """
    wanted = [word.encode() for word in words]
    try:
        return any(_holds(name, content, wanted) for name, content in unzipped(data))
    except BranchError:
        return True


def _holds(name: str, content: bytes, wanted: Sequence[bytes]) -> bool:
    texts = [name.encode(), content]
    if name.endswith(_OFFICE):
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as parts:
                texts += [_TAG.sub(b"", parts.read(part)) for part in parts.namelist() if part.endswith(".xml")]
        except ZIP_DAMAGE:
            return True
    return any(word in text for text in texts for word in wanted)


def _is_own(part: zipfile.ZipInfo) -> bool:
    """Whether a part lies below the folder on every system, and is packed as it is here."""
    path = PurePosixPath(part.filename)
    below = bool(path.parts) and not path.is_absolute() and ".." not in path.parts and not set(part.filename) & {*"\\:"}
    return below and part.compress_type in PACKINGS and not part.flag_bits & 1
