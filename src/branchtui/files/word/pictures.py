"""Pictures beside a paper: checks against the profile, and the folder of a profile that wants them separate."""

import io
from dataclasses import dataclass

from branchtui.errors import BranchError
from branchtui.files.word.picture_size import picture_size
from branchtui.files.word.writer import Pictures
from branchtui.papers.tree import Paper, Picture
from branchtui.rules.text.cleaning import safe_filename
from branchtui.typesetting.profile import Profile

_QUALITIES = (90, 85, 80, 72, 64, 56)


@dataclass(frozen=True, slots=True)
class PictureFile:
    """One file for the folder of pictures."""

    name: str
    data: bytes


def file_stem(paper: Paper, profile: Profile) -> str:
    """The name of the paper's Word file as the profile wants it, without its ending."""
    return safe_filename(profile.names.file.format(**_names(paper), kind=paper.subject))


def folder_name(paper: Paper, profile: Profile) -> str:
    """The name of the folder of pictures."""
    return safe_filename(profile.pictures.folder.format(**_names(paper)))


def picture_files(paper: Paper, profile: Profile, pictures: Pictures) -> list[PictureFile]:
    """The files of the pictures folder, in order, without lost ones; none where the profile sets pictures into the text."""
    if profile.pictures.handling != "separate":
        return []
    return [
        _file(block, profile, pictures(block.sha))
        for block in paper.blocks
        if isinstance(block, Picture) and block.sha and not block.lost
    ]


def picture_warnings(paper: Paper, profile: Profile, pictures: Pictures) -> list[str]:
    """What the outlet would object to: a figure without a picture, a picture with too few pixels or bytes too many."""
    rules = profile.pictures
    found = []
    for block in paper.blocks:
        if not isinstance(block, Picture):
            continue
        if not block.sha:
            found.append(f"图{block.number}还没有图片，导出时只留记号")
            continue
        data = pictures(block.sha)
        longest = max(picture_pixels(data))
        if longest < rules.least_pixels:
            found.append(f"图{block.number}长边只有{longest}像素，{profile.label}要求至少{rules.least_pixels}像素")
        if rules.most_kilobytes and len(data) > rules.most_kilobytes * 1024 and rules.handling == "inline":
            found.append(
                f"图{block.number}有{len(data) // 1024} KB，{profile.label}要求不超过{rules.most_kilobytes} KB"
            )
    return found


def picture_pixels(data: bytes) -> tuple[int, int]:
    """Width and height of a JPEG or PNG, from its header alone. Raises BranchError where it is none."""
    try:
        return picture_size(data)
    except BranchError:
        raise BranchError("照片文件已经损坏。请给配图重新选照片。") from None


def _names(paper: Paper) -> dict[str, str]:
    day = f"{paper.dated:%Y%m%d}" if paper.dated else "未注日期"
    return {"date": day, "title": paper.title.replace("\n", " "), "unit": paper.author}


def _file(block: Picture, profile: Profile, data: bytes) -> PictureFile:
    rules = profile.pictures
    if rules.most_kilobytes and len(data) > rules.most_kilobytes * 1024:
        data = _shrunk(data, rules.most_kilobytes * 1024, rules.least_pixels)
    stem = rules.file.format(n=block.number, caption=block.caption.replace("\n", " "))
    ending = "png" if data.startswith(b"\x89PNG") else "jpg"
    return PictureFile(f"{safe_filename(stem.strip('_ '))}.{ending}", data)


def _shrunk(data: bytes, most: int, least_pixels: int) -> bytes:
    """The picture as JPEG of at most `most` bytes: lower quality first, then fewer pixels, never under the least."""
    from PIL import Image

    with Image.open(io.BytesIO(data)) as opened:
        picture = opened.convert("RGB")
    while True:
        for quality in _QUALITIES:
            out = io.BytesIO()
            picture.save(out, "JPEG", quality=quality)
            if out.tell() <= most:
                return out.getvalue()
        longest = max(picture.size)
        smaller = max(int(longest * 0.8), least_pixels)
        if smaller >= longest:
            return out.getvalue()
        picture.thumbnail((smaller, smaller))
