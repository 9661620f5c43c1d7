"""The files of pictures: they lie in the photo folder beside the database, and no backup holds them."""

from dataclasses import dataclass

from branchtui.files.photos import PhotoStore
from branchtui.store.queries import reports


@dataclass(frozen=True, slots=True)
class Pictures:
    """How many pictures the reports show, how many of these have no file, and how many files no report ever had."""

    shown: int
    missing: int
    unused: int


def count(photos: PhotoStore) -> Pictures:
    """The pictures of the open branch, and the files there are."""
    shown, there = reports.pictures_shown(), photos.stored()
    return Pictures(len(shown), len(shown - there), len(there - reports.pictures_known()))


def left_out(photos: PhotoStore) -> str:
    """The sentence that tells which pictures a backup does not hold; empty where there are none."""
    found = count(photos)
    held = found.shown - found.missing
    return f"备份里没有照片：用到的 {held} 张在 {photos.folder}，请连同这个文件夹一起复制。" if held else ""


def lacking(photos: PhotoStore) -> str:
    """The sentence that tells which pictures have no file; empty where all are there."""
    found = count(photos)
    if not found.missing:
        return ""
    return (
        f"配图用到 {found.shown} 张照片，其中 {found.missing} 张不在照片文件夹 {photos.folder} 里。"
        "请从原来的电脑把这个文件夹里的文件复制过来，或给配图重新选照片。"
    )
