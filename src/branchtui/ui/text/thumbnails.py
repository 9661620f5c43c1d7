"""Pictures as half blocks, two pixels a cell. Loads Pillow and rich_pixels: to be imported in a worker only."""

import io

from PIL import Image
from rich.segment import Segment
from rich_pixels import HalfcellRenderer

from branchtui.errors import BranchError
from branchtui.files.photos import PhotoStore

_WIDTH = 240  # pixels of the sized copy: enough for any page of a terminal


def thumbnail(photos: PhotoStore, sha: str, columns: int, rows: int) -> list[list[Segment]]:
    """The rows of a picture on so many cells; none where its file can't be read."""
    try:
        with Image.open(io.BytesIO(photos.sized(sha, _WIDTH))) as stored:
            picture = stored.convert("RGBA")
    except (BranchError, OSError, ValueError, SyntaxError):
        return []
    sheet = Image.new("RGBA", picture.size, "white")
    small = Image.alpha_composite(sheet, picture).resize((columns, rows * 2), Image.Resampling.LANCZOS)
    return [line[:columns] for line in Segment.split_lines(HalfcellRenderer().render(small, None))]
