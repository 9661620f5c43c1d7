"""A backup that holds everything in one zip: writing it, and what can be done with one, or with a database that came alone."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date, datetime
from pathlib import Path

from branchtui import __version__, disk
from branchtui.atomic_file import write_bytes
from branchtui.errors import BranchError, UnreadableError
from branchtui.files.archive import About, Archive, is_archive, open_archive, write_archive
from branchtui.files.photos import PhotoStore
from branchtui.rules.text.cleaning import safe_filename
from branchtui.store.engine.errors import told_of_copy
from branchtui.store.file import backups, merges
from branchtui.store.file.other_file import check, open_other
from branchtui.store.file.schema import newest
from branchtui.store.queries import people
from branchtui.tidying import sweep
from branchtui.workflows import pictures
from branchtui.workflows.exporting.files_there import what_is_at
from branchtui.workflows.progress import Progress, unwatched
from branchtui.workflows.safety import backup, merging
from branchtui.workflows.safety.backup import Preview
from branchtui.workflows.safety.merging import Merged

_TEMPLATES = "templates"  # the folder of them in a home


@dataclass(frozen=True, slots=True)
class Saved:
    """A whole backup that was written: the photos and attachments in it, and those that are lost or damaged here."""

    path: Path
    pictures: int
    lost: int

    @property
    def words(self) -> str:
        """The sentence that says so."""
        held = f"、照片和附件 {self.pictures} 个" if self.pictures else ""
        lost = f"另有 {self.lost} 个文件在这台电脑上找不到或已损坏，没有放进去。" if self.lost else ""
        return f"已备份到 {self.path}：数据{held}，都在这一个文件里，已读回核对。{lost}它没有加密，里面有个人信息，请妥善保管。"


class Ready:
    """A whole backup for which all that the database has to say was read; it is written, or discarded, once."""

    def __init__(self, target: Path, database: Path, files: list[Path], lost: int, about: About) -> None:
        self._target, self._database = target, database
        self._files, self._lost, self._about = files, lost, about
        self._templates = sorted((database.parent / _TEMPLATES).glob("*.docx"))

    def write(self, progress: Progress = unwatched) -> Saved:
        """Write it; may run in a thread. Raises BranchError, StoppedError among them, where it is not written."""
        try:
            sweep(self._target.parent)
            with told_of_copy(self._target.parent):
                written = write_archive(
                    self._target, self._database, self._files, self._templates, self._about, progress
                )
        finally:
            self.discard()
        return Saved(self._target, written.pictures, self._lost + len(written.left_out))

    def discard(self) -> None:
        """It is not to be written after all."""
        disk.discard(self._database)


@dataclass(frozen=True, slots=True)
class Restored:
    """What was restored: where what was there before is kept, None where nothing was; and how many files came with it."""

    name: str
    kept: Path | None
    pictures: int

    @property
    def words(self) -> str:
        """The sentence that says so."""
        came = f"照片和附件补回 {self.pictures} 个。" if self.pictures else ""
        return f"已恢复到 {self.name} 的内容。{came}" + (f"原来的数据在 {self.kept}" if self.kept else "")


class Incoming:
    """A file that may be restored or merged: `path` is what the person named, `database` what is in it."""

    def __init__(self, path: Path, database: Path, archive: Archive | None, home: Path, photos: PhotoStore) -> None:
        self.path, self.database = path, database
        self._archive, self._templates, self._photos = archive, home / _TEMPLATES, photos

    def preview(self) -> Preview:
        """What restoring it would change. Raises as `backup.preview`."""
        with self._told():
            found = backup.preview(self.database)
            return replace(found, lines=[*found.lines, *self._about_files()])

    def receive(self, progress: Progress = unwatched) -> int:
        """Put the photos and attachments that are not here, or damaged, into the photo folder; how many.

        It touches no database. Templates that are not here come too; of those that are, none is written over. Raises BranchError where a file
        can't be stored.
        """
        if self._archive is None:
            return 0
        new = [sha for sha in self._archive.manifest.pictures if self._photos.exact(sha) is None]
        for number, sha in enumerate(new):
            progress(number, len(new))
            if not self._photos.receive(sha, self._archive.picture(sha)):
                raise UnreadableError(f"{self.path} 里的照片文件（{sha[:8]}…）不是照片，也不是 PDF。请改用别的备份。")
        for name in self._archive.manifest.templates:
            if not (self._templates / name).exists():
                write_bytes(self._templates / name, self._archive.template(name))
        return len(new)

    def restore(self, target: Path, *, now: datetime) -> Restored:
        """Put it in the place of the database `target`, its photos first. Raises as `backup.restore`."""
        with self._photos.all_or_none(), self._told():
            received = self.receive()
            return Restored(self.path.name, backup.restore(self.database, target, now=now), received)

    def merge(self, *, today: date) -> Merged:
        """Merge it into the open database, its photos first. Raises as `merging.merge`."""
        with self._photos.all_or_none(), self._told():
            self.receive()
            merged = merging.merge(self.database, today=today, came=merges.of_file(self.path))
            if merged.purged:
                self._photos.forget_packs(pictures.known())
            return merged

    def _about_files(self) -> Iterator[str]:
        held = self._archive.manifest.pictures.keys() if self._archive else set[str]()
        new = held - self._photos.stored()
        if new:
            yield f"照片和附件会补回 {len(new)} 个"
        for name in self._archive.manifest.templates if self._archive else ():
            there = self._templates / name
            if not there.exists():
                yield f"版式用的模板会补回：{name}"
            elif self._archive and what_is_at(there) != self._archive.template(name):
                yield f"版式用的模板 {name} 和备份里的不一样：留着这里的"
        with open_other(self.database) as other, other.reading():
            shown = pictures.shown()
        if lacking := len(shown - self._photos.stored() - held):
            yield f"照片和附件缺 {lacking} 个：恢复后用得到，这里和备份里都没有"

    @contextmanager
    def _told(self) -> Iterator[None]:
        """What is said of the database is said of the file that it was taken from."""
        try:
            yield
        except BranchError as error:
            if self.database == self.path or str(self.database) not in str(error):
                raise
            raise type(error)(str(error).replace(str(self.database), str(self.path))) from error


def prepare(target: Path, photos: PhotoStore, *, now: datetime) -> Ready:
    """A whole backup for `target`: a .zip that is not there yet, or a folder to put one into.

    Raises BranchError where something is there already, or the database can't be copied.
    """
    if target.is_dir():
        target = _named(target, now)
    if target.exists():
        raise BranchError(f"{target} 已经存在，没有改动它。请换一个文件名。")
    known, stored = pictures.known(), photos.stored()
    files = [photos.path(sha) for sha in sorted(known & stored)]
    about = About(__version__, newest(), people.branch_name(), now)
    copy, _ = backups.carried_copy()
    return Ready(target, copy, files, len(pictures.shown() - stored), about)


@contextmanager
def open_incoming(path: Path, home: Path, photos: PhotoStore, progress: Progress = unwatched) -> Iterator[Incoming]:
    """A database, or a whole backup, that is fit to be restored or merged; touches no database that is open.

    `home` is the folder of one's own database: what is unpacked stands there meanwhile. Every byte is checked before anything is touched.
    Raises BranchError where it is not fit, as `other_file.check` does, or where there is no room to unpack it.
    """
    if not is_archive(path):
        check(path)
        yield Incoming(path, path, None, home, photos)
        return
    with open_archive(path, progress) as archive:
        part = _claimed(home)
        try:
            found = Incoming(path, part, archive, home, photos)
            with _told_of_unpacking(home), found._told():
                archive.unpack_database(part)
                check(part)
            yield found
        finally:
            disk.discard(part)


def _claimed(home: Path) -> Path:
    with _told_of_unpacking(home):
        disk.make_folder(home)
        return disk.claim(home)


@contextmanager
def _told_of_unpacking(home: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise BranchError(
            f"备份要先在 {home} 里展开，那里写不了（{error.strerror or error}），什么都没有改。请检查磁盘空间和文件夹权限。"
        ) from error


def _named(folder: Path, now: datetime) -> Path:
    """A name in a folder that tells whose backup it is, and of when."""
    stem = safe_filename(f"{people.branch_name() or 'branchtui'}-备份-{now:%Y%m%d-%H%M%S}")
    names = (folder / f"{stem}{more}.zip" for more in ("", *(f"-{number}" for number in range(2, 100))))
    return next(path for path in names if not path.exists())
