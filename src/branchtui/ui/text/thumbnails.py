"""Pictures as half blocks, two pixels a cell. Loads Pillow and rich_pixels: to be imported in a worker only."""

import io
from pathlib import Path

from PIL import Image
from rich.segment import Segment
from rich_pixels import HalfcellRenderer

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore
from branchtui.files.photos.picture import normalise
from branchtui.plain_file import MOST_BYTES, read_file

_WIDTH = 240  # pixels of the sized copy: enough for any page of a terminal


def thumbnail(photos: PhotoStore, sha: str, columns: int, rows: int) -> list[list[Segment]]:
    """The rows of a picture on so many cells; none where its file can't be read."""
    picture = _stored(photos, sha)
    return _blocks(picture, columns, rows) if picture is not None else []


def fitted(photos: PhotoStore, sha: str, columns: int, rows: int) -> list[list[Segment]]:
    """The rows of a picture as large as it fits into so many cells; none where its file can't be read."""
    picture = _stored(photos, sha)
    return _fitted(picture, columns, rows) if picture is not None else []


def file_fitted(path: Path, columns: int, rows: int) -> list[list[Segment]]:
    """The same of a file that is not in the store; none where it is no picture."""
    try:
        read = normalise(read_file(path, MOST_BYTES), path.name)
        with Image.open(io.BytesIO(read.data)) as picture:
            return _fitted(picture.convert("RGBA"), columns, rows)
    except (BranchError, OSError, ValueError, SyntaxError):
        return []


def _stored(photos: PhotoStore, sha: str) -> Image.Image | None:
    try:
        with Image.open(io.BytesIO(photos.sized(sha, _WIDTH))) as stored:
            return stored.convert("RGBA")
    except (BranchError, OSError, ValueError, SyntaxError):
        return None


def _fitted(picture: Image.Image, columns: int, rows: int) -> list[list[Segment]]:
    shrunk = min(columns / picture.width, rows * 2 / picture.height)
    wide, high = max(1, int(picture.width * shrunk)), max(1, int(picture.height * shrunk / 2))
    return _blocks(picture, wide, high)


def _blocks(picture: Image.Image, columns: int, rows: int) -> list[list[Segment]]:
    sheet = Image.new("RGBA", picture.size, "white")
    small = Image.alpha_composite(sheet, picture).resize((columns, rows * 2), Image.Resampling.LANCZOS)
    return [line[:columns] for line in Segment.split_lines(HalfcellRenderer().render(small, None))]
