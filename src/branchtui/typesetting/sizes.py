"""How large things are printed: pictures, rows, the lines of a cell. What a Word file needs of the pages before printing."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from branchtui.typesetting.line_breaking import Measure, wrap
from branchtui.typesetting.pieces import Grid
from branchtui.typesetting.profile import Profile

LIBREOFFICE_GAP = 0.2  # ems between Chinese and Latin; LibreOffice sets them whatever the file says
CELL_MARGIN = 5.4  # points left and right of a cell's text
POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class FigureSize:
    """The printed size of a picture in points, and the rows it takes."""

    width: float
    height: float
    rows: int


def figure_size(pixels: tuple[int, int], profile: Profile) -> FigureSize:
    """How large a picture is printed: never over the profile's width and lines, never enlarged beyond 96 dpi.

    On a grid the height is a whole number of rows less 3 points, so that the text below stays on the grid.
    """
    across, down = max(1, pixels[0]), max(1, pixels[1])
    pitch = row_height(profile)
    most_width = min(profile.page.text_width / 20 - 1, profile.pictures.width * POINTS_PER_MM, across * 0.75)
    scale = min(most_width / across, (profile.pictures.lines * pitch - 3) / down)
    rows = max(1, min(profile.pictures.lines, round(down * scale / pitch)))
    if profile.page.pitch:
        scale = min(scale, (rows * pitch - 3) / down)
    return FigureSize(across * scale, down * scale, rows)


def row_height(profile: Profile) -> float:
    """The height of one row in points: the grid's pitch, or the body's line distance where there is no grid."""
    if profile.page.pitch:
        return profile.page.pitch / 20
    face = profile.elements.body
    return face.line.value if face.line.rule == "exact" else face.line.value * face.size * 1.3


def table_row_rows(cells: Iterable[tuple[str, ...]], profile: Profile) -> int:
    """How many rows a table row takes whose cells have these lines."""
    face = profile.elements.table_text
    line = face.line.value if face.line.rule == "exact" else row_height(profile)
    height = max(profile.tables.row * POINTS_PER_MM, line * max((len(lines) for lines in cells), default=1))
    return max(1, -(-round(height * 20) // round(row_height(profile) * 20)))


def cell_lines(piece: Grid, cells: tuple[str, ...], profile: Profile, *, head: bool = False) -> list[tuple[str, ...]]:
    """The lines of each cell of a table row."""
    measure = measure_of("table_head" if head else "table_text", profile)
    return [
        _one_cell(cell, measure, mm * POINTS_PER_MM - 2 * CELL_MARGIN)
        for cell, mm in zip(cells, piece.widths, strict=True)
    ]


@lru_cache(maxsize=1024)
def _one_cell(text: str, measure: Measure, space: float) -> tuple[str, ...]:
    return tuple(wrap(text, measure, space))


def measure_of(element: str, profile: Profile) -> Measure:
    """What the text of an element is measured with."""
    size = profile.elements[element].size
    extra = profile.squeeze / 20 if size == profile.elements.body.size else 0.0
    return Measure(size, extra, LIBREOFFICE_GAP * size)
