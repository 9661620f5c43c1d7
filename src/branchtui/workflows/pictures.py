"""The stored files of figures and attachments: they lie in the photo folder beside the database, and only a whole backup
holds them."""

from dataclasses import dataclass

from branchtui.files.photos import PhotoStore, StoredPhoto
from branchtui.rules.text.citizen_id import without_citizen_ids
from branchtui.store.models import Photo
from branchtui.store.queries import attachments, reports


@dataclass(frozen=True, slots=True)
class Pictures:
    """How many files are shown, how many of these are not there, and how many files were never shown.

    `attached` are those of the shown that are attachments.
    """

    shown: int
    missing: int
    unused: int
    attached: int

    @property
    def unit(self) -> str:
        """What they are counted by."""
        return "个文件" if self.attached else "张照片"

    @property
    def words(self) -> str:
        """Who needs how many."""
        return f"{'配图和附件' if self.attached else '配图'}用到 {self.shown} {self.unit}"


def count(photos: PhotoStore) -> Pictures:
    """The pictures of the open branch, and the files there are."""
    attached, there = attachments.files_shown(), photos.stored()
    used = reports.pictures_shown() | attached
    return Pictures(len(used), len(used - there), len(there - known()), len(attached))


def shown() -> set[str]:
    """The hashes of the files that figures and attachments show."""
    return reports.pictures_shown() | attachments.files_shown()


def known() -> set[str]:
    """The hashes of all files that the database knows of, those of things in the trash too."""
    return reports.pictures_known() | attachments.files_known()


def left_out(photos: PhotoStore) -> str:
    """The sentence that tells which pictures a backup does not hold; empty where there are none."""
    found = count(photos)
    held = found.shown - found.missing
    what = "照片和附件" if found.attached else "照片"
    return (
        f"备份里没有{what}：用到的 {held} {found.unit[0]}在 {photos.folder}。要连同{what}一起带走，请用 branchtui backup -o 文件名.zip。"
        if held
        else ""
    )


def lacking(photos: PhotoStore) -> str:
    """The sentence that tells which pictures have no file; empty where all are there."""
    found = count(photos)
    if not found.missing:
        return ""
    machines = sorted(set(attachments.machines(shown() - photos.stored()).values()))
    there = f"（“{'”“'.join(machines)}”）" if machines else ""
    again = "重新选照片、重新附上" if found.attached else "给配图重新选照片"
    return (
        f"{found.words}，其中 {found.missing} {found.unit[0]}不在照片文件夹 {photos.folder} 里。"
        f"请从原来的电脑{there}把这个文件夹里的文件复制过来，或{again}。"
    )


def came_from(sha: str) -> str:
    """Which machine a file that is not here came from, to be put behind its name; empty where nothing tells."""
    machine = attachments.machines([sha]).get(sha)
    return f"（从电脑“{machine}”添加）" if machine else ""


def photo_row(stored: StoredPhoto) -> Photo:
    """The row of a stored picture; the same picture attached twice is one row. Part of an act."""
    there = reports.photo_of_original(stored.original_sha) or reports.photo_stored(stored.sha)
    return there or Photo.ensure(
        sha=stored.sha,
        values={
            "original_sha": stored.original_sha,
            "name": without_citizen_ids(stored.name),
            "mime": stored.mime,
            "width": stored.width,
            "height": stored.height,
            "size": stored.size,
            "taken_at": stored.taken_at,
        },
    )
