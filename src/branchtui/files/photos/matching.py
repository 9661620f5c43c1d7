"""Which file is which figure of an article, told by the file names."""

import re
import unicodedata
from collections.abc import Sequence
from pathlib import Path

_SUFFIXES = frozenset((".jpg", ".jpeg", ".jfif", ".png", ".webp", ".bmp", ".gif", ".tif", ".tiff", ".heic", ".heif"))


def match_figures(marks: Sequence[int], files: Sequence[Path]) -> tuple[dict[int, Path], list[Path]]:
    """The file of each mark, and the files left over.

    A mark N takes the picture whose name ends in the number N; marks still without one take the unused pictures in
    natural name order (图2 before 图10). Files that are no pictures are always left over.
    """
    ordered = sorted(files, key=lambda path: (natural_key(path.stem), path.name, str(path)))
    free = [path for path in ordered if path.suffix.lower() in _SUFFIXES]
    wanted = list(dict.fromkeys(marks))
    found: dict[int, Path] = {}
    for mark in wanted:
        match = next((path for path in free if _ends_in(path.stem) == mark), None)
        if match is not None:
            found[mark] = match
            free.remove(match)
    for mark in wanted:
        if mark not in found and free:
            found[mark] = free.pop(0)
    used = set(found.values())
    return {mark: found[mark] for mark in wanted if mark in found}, [path for path in ordered if path not in used]


def natural_key(text: str) -> list[tuple[int, int, str]]:
    """Sorts 图2 before 图10, whatever the width or case of the letters."""
    pieces = re.split(r"(\d+)", unicodedata.normalize("NFKC", text).casefold())
    return [(0, int(piece), "") if piece.isdecimal() else (1, 0, piece) for piece in pieces if piece]


def _ends_in(stem: str) -> int | None:
    """The number at the end of a name: 配图3, 现场_03, 图（3）."""
    m = re.search(r"(\d{1,9})[)\]】]?$", unicodedata.normalize("NFKC", stem).strip())
    return int(m[1]) if m else None
