"""The photo folder: each picture, PDF, text and pack once, named by the sha256 of its stored bytes; a cache of sized copies."""

import codecs
import re
from collections.abc import Collection, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from branchtui.atomic_file import write_bytes
from branchtui.errors import BranchError
from branchtui.files.incoming import ZIP, kind_of
from branchtui.files.photos.picture import NoPictureError, is_sound, normalise, shrink, when_taken
from branchtui.plain_file import MOST_BYTES, read_file
from branchtui.rules.text.cleaning import clean

PDF = "application/pdf"
TEXT = "text/plain"
PACK = "application/zip"  # a folder that was handed in
_SUFFIXES = {"image/jpeg": ".jpg", "image/png": ".png", PDF: ".pdf", TEXT: ".txt", PACK: ".zip"}
_KEPT = (_SUFFIXES[PDF], _SUFFIXES[TEXT], _SUFFIXES[PACK])  # what is stored as it came
_BEGINS, _ENDS = b"%PDF-", b"%%EOF"  # of a PDF
_KINDS = {  # how what is stored begins
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    _BEGINS: PDF,
    codecs.BOM_UTF8: TEXT,
    ZIP: PACK,
}
_SHA = re.compile(r"[0-9a-f]{64}")
_MOST_BYTES = 200 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class StoredPhoto:
    """A picture in the store. `sha` names the stored bytes, `original_sha` those that came; `size` is in bytes."""

    sha: str
    original_sha: str
    name: str
    mime: str
    width: int
    height: int
    size: int
    taken_at: datetime | None


@dataclass(frozen=True, slots=True)
class StoredFile:
    """A file in the store that is no picture. `sha` names its bytes, which are kept as they came; `size` is in bytes."""

    sha: str
    name: str
    mime: str
    size: int


def taken_at(source: Path) -> datetime | None:
    """When the camera says that the picture in a file was taken; None where nothing tells."""
    try:
        return when_taken(read_file(source, _MOST_BYTES))
    except BranchError:
        return None


class LostPhotoError(BranchError):
    """A stored file is not there (`word` is 缺失) or is damaged (损坏)."""

    def __init__(self, words: str, word: str) -> None:
        super().__init__(words)
        self.word = word


class PhotoStore:
    """Pictures, PDFs, texts and packs under `folder`, sized copies under `cache`; both are made when first written."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self._folder, self._cache = folder, cache
        self._new: list[Path] = []

    def add(self, source: Path | bytes, name: str = "") -> StoredPhoto:
        """Store a picture; the same one added twice is one file, mended where it was damaged meanwhile.

        `name` is what the person calls it.

        Raises BranchError when it is no picture that can be used, can't be read, or can't be stored.
        """
        data = source if isinstance(source, bytes) else read_file(source, _MOST_BYTES)
        shown = clean(name or ("照片" if isinstance(source, bytes) else source.name)).replace("\n", " ")
        picture = normalise(data, _short(shown))
        return StoredPhoto(
            sha=self._put(picture.data, picture.mime),
            original_sha=sha256(data).hexdigest(),
            name=shown,
            mime=picture.mime,
            width=picture.width,
            height=picture.height,
            size=len(picture.data),
            taken_at=picture.taken_at,
        )

    def add_file(self, source: Path) -> StoredPhoto | StoredFile:
        """Store a picture, as `add` does, or a PDF as it is, told by what they hold and not by their names.

        Raises BranchError for anything else, for a PDF that is too long or not whole, and as `add` does.
        """
        data, name = read_file(source, _MOST_BYTES), clean(source.name).replace("\n", " ")
        if not data.startswith(_BEGINS):
            kind = kind_of(data)
            try:
                return self.add(data, name)
            except NoPictureError:
                way = "请先另存为 PDF 再附。" if kind in ("zip", "ole", "locked", "text", "html") else "请换一个文件。"
                raise NoPictureError(f"“{_short(name)}”既不是照片，也不是 PDF，没有附上。{way}") from None
        if len(data) > MOST_BYTES:
            raise BranchError(f"“{_short(name)}”超过 {MOST_BYTES >> 20} MB。请用较低的清晰度再扫描一次。")
        if _ENDS not in data:
            raise BranchError(f"“{_short(name)}”不完整，像是没有拷贝完。请重新拷贝一份再试。")
        return StoredFile(self._put(data, PDF), name, PDF, len(data))

    def add_text(self, text: str, name: str) -> StoredFile:
        """Store a text, which any editor opens; `name` is what the person calls it."""
        data = text.encode("utf-8-sig")
        return StoredFile(self._put(data, TEXT), name, TEXT, len(data))

    def add_pack(self, data: bytes, name: str) -> StoredFile:
        """Store a folder that was handed in, as one zip; `name` is what the person calls it."""
        return StoredFile(self._put(data, PACK), name, PACK, len(data))

    def forget_packs(self, known: Collection[str]) -> list[str]:
        """Remove the packs that are not among these; their hashes. One that can't be removed now stays."""
        gone = []
        for path in self._folder.glob(f"*{_SUFFIXES[PACK]}"):
            if _SHA.fullmatch(path.stem) and path.stem not in known:
                with suppress(OSError):
                    path.unlink()
                    gone.append(path.stem)
        return gone

    def _put(self, data: bytes, mime: str) -> str:
        """Store these bytes under their hash, unless they are there; the hash."""
        sha = sha256(data).hexdigest()
        path = self._folder / f"{sha}{_SUFFIXES[mime]}"
        if self._bytes_at(path) != data:
            new = not path.exists()
            write_bytes(path, data)
            self._new += [path] if new else []
        return sha

    def exact(self, sha: str) -> bytes | None:
        """The stored bytes of this hash, to be carried elsewhere; None where they are not there as they were stored."""
        try:
            data = self._bytes_at(self.path(sha))
        except LostPhotoError:
            return None
        return data if data is not None and sha256(data).hexdigest() == sha else None

    def receive(self, sha: str, data: bytes) -> bool:
        """Store bytes that came from another machine; False where they are not those of the hash, or no file of ours.

        Raises BranchError where they can't be stored.
        """
        mime = next((mime for begins, mime in _KINDS.items() if data.startswith(begins)), None)
        if mime is None or sha256(data).hexdigest() != sha:
            return False
        self._put(data, mime)
        return True

    @contextmanager
    def all_or_none(self) -> Iterator[None]:
        """Pictures that are added within and were not there before are taken out again when it ends by an error."""
        self._new.clear()
        try:
            yield
        except BaseException:
            for path in self._new:
                with suppress(OSError):
                    path.unlink()
            raise

    def holds(self, sha: str) -> bool:
        """Whether the file of this hash is there."""
        try:
            self.path(sha)
        except LostPhotoError:
            return False
        return True

    @property
    def folder(self) -> Path:
        """Where the pictures are."""
        return self._folder

    def stored(self) -> set[str]:
        """The names of the files that are there."""
        try:
            files = list(self._folder.iterdir())
        except OSError:
            return set()
        return {file.stem for file in files if file.suffix in _SUFFIXES.values() and _SHA.fullmatch(file.stem)}

    def path(self, sha: str) -> Path:
        """Where a stored file is. Raises LostPhotoError when it is not there."""
        if _SHA.fullmatch(sha):
            for suffix in _SUFFIXES.values():
                path = self._folder / f"{sha}{suffix}"
                if path.is_file():
                    return path
        raise LostPhotoError(
            f"照片文件（{sha[:8]}…）不在照片文件夹“{self._folder}”里。请把照片文件夹拷回来，或给配图重新选照片。",
            "缺失",
        )

    def whole(self, sha: str) -> bytes:
        """The stored file itself. Raises LostPhotoError when it is not there, or damaged."""
        path = self.path(sha)
        data = self._read(path, sha)
        if not (sha256(data).hexdigest() == sha if path.suffix in _KEPT else is_sound(data)):
            raise _damaged(sha)
        return data

    def is_own(self, data: bytes) -> bool:
        """Whether these are the bytes of a stored file, or of a picture that was `given` out."""
        sha = sha256(data).hexdigest()
        stored = (self._folder / f"{sha}{suffix}" for suffix in _SUFFIXES.values())
        return any(path.is_file() for path in (*stored, self._cache / "given" / sha))

    def given(self, data: bytes) -> None:
        """Note, where the cache can be written, that these bytes of a picture left the program: they are known again."""
        if not self.is_own(data):
            with suppress(BranchError):
                write_bytes(self._cache / "given" / sha256(data).hexdigest(), b"")

    def sized(self, sha: str, width_px: int) -> bytes:
        """The picture at most `width_px` pixels wide, JPEG or PNG as stored; made once, then taken from the cache.

        Raises LostPhotoError as `whole` does.
        """
        path = self.path(sha)
        copy = self._cache / "photos" / f"{sha}-{width_px}{path.suffix}"
        if copy.is_file():
            return copy.read_bytes()
        shrunk = shrink(self._read(path, sha), width_px)
        if shrunk is None:
            raise _damaged(sha)
        write_bytes(copy, shrunk)
        return shrunk

    def _read(self, path: Path, sha: str) -> bytes:
        data = self._bytes_at(path)
        if data is None:
            raise _damaged(sha)
        return data

    @staticmethod
    def _bytes_at(path: Path) -> bytes | None:
        try:
            return path.read_bytes()
        except OSError:  # not there, or on a disk that fails
            return None


def _short(name: str) -> str:
    return name if len(name) <= 60 else name[:59] + "…"


def _damaged(sha: str) -> LostPhotoError:
    return LostPhotoError(f"照片文件（{sha[:8]}…）已经损坏，读不出来。请给配图重新选照片。", "损坏")
